// What differs between two versions of a flow outside its steps: where calls begin, languages,
// keys, limits, words of the engine.
import type { FaqEntry, FaqFile } from '../flow/tree/faq.ts'
import { writeDuration } from '../flow/text/duration.ts'
import type { Flow, Promised } from '../flow/tree/flow.ts'
import type { Located } from '../flow/text/located.ts'
import type { Kind } from './difference.ts'
import { match, type Both } from './match.ts'
import { tellOptions } from './compare-options.ts'
import { outcome } from './outcome.ts'
import { tellWay, type Tell } from './compare-steps.ts'
import { compareLists, tellRest, tellWords } from './compare-words.ts'
import { opening, same, textsOf, plainText } from './plain-text.ts'

const told = new Set([
  'file',
  'range',
  'name',
  'about',
  'languages',
  'start',
  'help',
  'main',
  'listen',
  'wait',
  'tries',
  'misses',
  'keys',
  'anywhere',
  'faq',
  'questions',
  'switches',
  'phrases',
  'hours',
  'slots',
  'lookups',
  'desks',
  'takes',
  'gives',
  'ends',
  'afterCall',
  'outgoing',
  'steps',
  'limits',
  'confidence',
  'speech',
  'promise',
  'budget',
  'subflows',
  'faqs',
  'unread',
])

export function tellFlow(both: Both, tell: Tell): void {
  const { was, now } = both
  tellWay(both, 'when the call begins', was.start, now.start, (kind, text, at) =>
    tell('start', text, at),
  )
  tellWay(
    both,
    '"operator" and questions without an answer',
    was.help ?? lastResort,
    now.help ?? lastResort,
    (_, text, at) => tell('help', text.replace(', callers now go to', ' now lead to'), at),
  )
  tellMain(both, tell)
  const [left, runs] = [was.afterCall?.value, now.afterCall?.value]
  if (runs !== (left === undefined ? undefined : (both.renamed.get(left) ?? left)))
    tell(
      'after call',
      `after each call ${runs === undefined ? 'nothing is done any more' : `'${runs}' is now done`} (was ${left === undefined ? 'nothing' : `'${left}'`})`,
      { range: now.afterCall?.range },
    )
  tellLanguages(was, now, tell)
  tellKeys(was, now, tell)
  tellSettings(was, now, tell)
  tellOptions(both, was.anywhere, now.anywhere, (kind, text, at) =>
    tell(kind, `at every question: ${text}`, at),
  )
  for (const id of new Set([...now.phrases.keys(), ...was.phrases.keys()]))
    tellWords(
      'engine words',
      `what callflow says for "${id}"`,
      was.phrases.get(id),
      now.phrases.get(id),
      tell,
      "it was callflow's own",
    )
  const notices = compareLists(names(was.switches), names(now.switches))
  for (const name of notices.added) tell('notice added', `staff can now switch the notice ${name}`)
  for (const name of notices.removed)
    tell('notice removed', `staff can no longer switch the notice ${name}`)
  tellContract(was, now, tell)
  tellRest('values', was, now, told, tell)
  if (plainText(was.about) !== plainText(now.about))
    tell('about', 'the description of the flow is another one', { range: now.about?.range })
}

const nowhere = { file: '', start: 0, end: 0, line: 1, column: 1 }
const lastResort: Located<string> = { value: 'last resort', range: nowhere }
const names = (list: Located<string>[]): string[] => list.map(({ value }) => value)

/** Where "start over" leads: as written, else to the first menu. */
export const mainOf = (flow: Flow): string | undefined =>
  flow.main?.value ??
  [...flow.steps.values()].find(({ word }) => word === 'menu')?.name.value ??
  flow.start?.value

function tellMain({ was, now, renamed }: Both, tell: Tell): void {
  const [old, fresh] = [mainOf(was), mainOf(now)]
  if ((old === undefined ? undefined : (renamed.get(old) ?? old)) !== fresh && !now.ends.length)
    tell(
      'start over',
      `who starts over now comes to ${outcome(now, fresh)} (was ${outcome(was, old)})`,
      { range: now.main?.range },
    )
}

function tellLanguages(was: Flow, now: Flow, tell: Tell): void {
  const tags = (flow: Flow) => flow.languages.map(({ tag }) => tag)
  const { added, removed } = compareLists(tags(was), tags(now))
  for (const tag of added)
    tell('language added', `the flow now speaks ${tag}`, {
      range: now.languages.find((one) => one.tag === tag)?.range,
    })
  for (const tag of removed) tell('language removed', `the flow no longer speaks ${tag}`)
  if (tags(was)[0] !== tags(now)[0] && was.languages.length > 0 && now.languages.length > 0)
    tell('default language', `calls now begin in ${tags(now)[0]} (was ${tags(was)[0]})`, {
      range: now.languages[0]?.range,
    })
  for (const language of now.languages) {
    const old = was.languages.find(({ tag }) => tag === language.tag)
    if (old && old.voice !== language.voice)
      tell('voice', `${language.tag} is now spoken by ${language.voice} (was ${old.voice})`, {
        range: language.range,
      })
    if (old && old.heardAs !== language.heardAs)
      tell(
        'recogniser',
        `${language.tag} is now heard as ${language.heardAs ?? language.tag} (was ${old.heardAs ?? old.tag})`,
        { range: language.range },
      )
  }
}

function tellKeys(was: Flow, now: Flow, tell: Tell): void {
  for (const name of ['operator', 'repeat', 'back'] as const) {
    const [old, fresh] = [was.keys[name], now.keys[name]]
    if (old === fresh) continue
    const off = name === 'operator' && (old === undefined || fresh === undefined)
    tell(
      off ? 'universal' : 'universal key',
      fresh === undefined
        ? `"${name}" has no key any more (was ${old})${off ? ', and is not understood as a word either' : ''}`
        : old === undefined
          ? `"${name}" now has the key ${fresh}`
          : `"${name}" is now on key ${fresh} (was ${old})`,
      { range: now.keys.range },
    )
  }
}

function tellSettings(was: Flow, now: Flow, tell: Tell): void {
  const settings: [Kind, string, unknown, unknown, string][] = [
    ['patience', 'wait', was.wait, now.wait, '5 seconds'],
    ['patience', 'tries', was.tries, now.tries, '3'],
    ['patience', 'misses', was.misses, now.misses, '6'],
    ['listening', 'listen', was.listen, now.listen, 'both'],
    ['limits', 'turns', was.limits.turns, now.limits.turns, '40'],
    ['limits', 'minutes', was.limits.minutes, now.limits.minutes, '60'],
    ['confidence', 'reject', was.confidence.reject, now.confidence.reject, '0.45'],
    ['confidence', 'sure', was.confidence.sure, now.confidence.sure, '0.8'],
    [
      'promise',
      'person within',
      promiseText(was.promise.person),
      promiseText(now.promise.person),
      'not promised',
    ],
    [
      'promise',
      'operator within',
      promiseText(was.promise.operator),
      promiseText(now.promise.operator),
      'not promised',
    ],
    ...(['option', 'person', 'silence', 'call'] as const).map(
      (key): [Kind, string, unknown, unknown, string] => [
        'promise',
        `budget: ${key}`,
        length(was.budget?.[key]),
        length(now.budget?.[key]),
        'none',
      ],
    ),
    ['recogniser', 'speech', was.speech, now.speech, 'as usual'],
  ]
  for (const [kind, key, before, after, usual] of settings) {
    const [old, fresh] = [plainText(before, key) || usual, plainText(after, key) || usual]
    if (old !== fresh) tell(kind, `"${key}" is now ${fresh} for the whole flow (was ${old})`)
  }
}

const length = (time: Located<number> | undefined): string =>
  time ? writeDuration(time.value) : ''
const promiseText = (promise: Promised | undefined): string =>
  [
    promise?.turns === undefined ? '' : `${promise.turns} turns`,
    promise?.time === undefined ? '' : writeDuration(promise.time),
  ]
    .filter((one) => one !== '')
    .join(', ')

function tellContract(was: Flow, now: Flow, tell: Tell): void {
  const exits = compareLists(names(was.ends), names(now.ends))
  for (const end of exits.added) tell('exits', `the flow can now also end in '${end}'`)
  for (const end of exits.removed) tell('exits', `the flow no longer ends in '${end}'`)
  const takenNames = (flow: Flow) =>
    [...flow.takes.values()].map(({ name, type }) => `${name.value} (${type})`)
  const takes = compareLists(takenNames(was), takenNames(now)),
    gives = compareLists(names(was.gives), names(now.gives))
  const told: [string[], string][] = [
    [takes.added, 'it is now given'],
    [takes.removed, 'it is no longer given'],
    [gives.added, 'it now gives back'],
    [gives.removed, 'it no longer gives back'],
  ]
  for (const [list, does] of told)
    if (list.length > 0) tell('given and taken', `${does} ${list.join(', ')}`)
  if (!same(plainOutgoing(was), plainOutgoing(now)))
    tell('outgoing', 'how callflow calls out with this flow is another', {
      range: now.outgoing?.range,
    })
}

const plainOutgoing = ({ outgoing }: Flow) =>
  outgoing && { takes: outgoing.takes, ways: outgoing.ways, between: outgoing.between }

/** The questions of the flow and of its `answer` steps, by file. */
export function tellQuestions({ was, now }: Both, tell: Tell): void {
  const [old, fresh] = [was.questions, now.questions]
  if (was.faq?.value !== now.faq?.value)
    tell(
      'answers',
      now.faq
        ? `questions are now answered at every menu and question, from ${now.faq.value}${was.faq ? ` (was ${was.faq.value})` : ''}`
        : `questions are no longer answered at every menu and question (was ${was.faq?.value})`,
      { range: now.faq?.range },
    )
  const files = (flow: Flow, own: FaqFile | undefined) =>
    new Map([...flow.faqs.values(), ...(own ? [own] : [])].map((file) => [base(file.file), file]))
  const { pairs } = match(files(was, old), files(now, fresh), () => 0)
  for (const pair of pairs) tellFaq(pair.was, pair.now, tell)
}

const base = (file: string): string => file.slice(file.lastIndexOf('/') + 1)

function tellFaq(was: FaqFile, now: FaqFile, tell: Tell): void {
  const byId = ({ entries }: FaqFile) => new Map(entries.map((entry) => [entry.id, entry]))
  const questionText = ({ question }: FaqEntry) => opening([...textsOf(question).values()][0] ?? '')
  const { pairs, added, removed } = match(byId(was), byId(now), (one, other) =>
    same(one.answer, other.answer) || same(one.question, other.question) ? 1 : 0,
  )
  for (const entry of added)
    tell('answer added', `a new question is answered: ${questionText(entry)}`, {
      range: entry.range,
    })
  for (const entry of removed)
    tell('answer removed', `a question is no longer answered: ${questionText(entry)}`, {
      range: entry.range,
      gone: true,
    })
  for (const pair of pairs) {
    const here: Tell = (kind, text) => tell(kind, text, { range: pair.now.range })
    tellWords(
      'answer changed',
      `the question ${questionText(pair.was)}`,
      pair.was.question,
      pair.now.question,
      here,
    )
    tellWords(
      'answer changed',
      `the answer to ${questionText(pair.now)}`,
      pair.was.answer,
      pair.now.answer,
      here,
    )
    const phrased = compareLists(
      pair.was.phrasings.map(({ phrase }) => phrase.value),
      pair.now.phrasings.map(({ phrase }) => phrase.value),
    )
    if (phrased.added.length > 0)
      here(
        'phrases',
        `the question ${questionText(pair.now)} is now also understood as ${phrased.added.map((one) => `"${one}"`).join(', ')}`,
      )
    if (phrased.removed.length > 0)
      here(
        'phrases',
        `the question ${questionText(pair.now)} is no longer understood as ${phrased.removed.map((one) => `"${one}"`).join(', ')}`,
      )
  }
}
