// What differs between two versions of a flow outside its steps: where calls begin, languages,
// keys, limits, words of the engine.
import type { Located } from '../flow/text/located.ts'
import type { Flow } from '../flow/tree/flow.ts'
import { tellOptions } from './compare-options.ts'
import { nameNow, tellWay } from './compare-ways.ts'
import { compareLists, tellRest, tellWords } from './compare-words.ts'
import type { Tell } from './difference.ts'
import type { Both } from './match.ts'
import { outcome } from './outcome.ts'
import { plainText, same } from './plain-text.ts'
import { flowSettings } from './usual-settings.ts'
import { mainOf } from '../flow/steps/index.ts'

/** What is told of a flow here and elsewhere. */
const told = new Set(
  `
  file range name about languages start help main listen wait tries misses keys anywhere faq
  questions switches phrases hours slots lookups desks given takes gives ends afterCall outgoing
  steps limits confidence speech promise budget subflows faqs unread planned
  `.split(/\s+/),
)

export function tellFlow(both: Both, tell: Tell): void {
  const { was, now } = both
  tellBeginning(both, tell)
  tellAfterCall(both, tell)
  tellLanguages(was, now, tell)
  tellKeys(was, now, tell)
  for (const { kind, key, of, usual } of flowSettings) {
    const [old, fresh] = [was, now].map((flow) => plainText(of(flow), key) || usual)
    if (old !== fresh) tell(kind, `"${key}" is now ${fresh} for the whole flow (was ${old})`)
  }
  tellOptions(both, was.anywhere, now.anywhere, (kind, text, at) =>
    tell(kind, `at every question: ${text}`, at),
  )
  const none = "it was callflow's own"
  for (const id of new Set([...now.phrases.keys(), ...was.phrases.keys()])) {
    const pair = { was: was.phrases.get(id), now: now.phrases.get(id), none }
    tellWords({ kind: 'engine words', what: `what callflow says for "${id}"`, ...pair }, tell)
  }
  const notices = compareLists(names(was.switches), names(now.switches))
  for (const name of notices.added) tell('notice added', `staff can now switch the notice ${name}`)
  for (const name of notices.removed)
    tell('notice removed', `staff can no longer switch the notice ${name}`)
  tellContract(was, now, tell)
  tellRest({ kind: 'values', was, now }, told, tell)
  if (!same(was.about, now.about))
    tell('about', 'the description of the flow is another one', { range: now.about?.range })
}

const nowhere = { file: '', start: 0, end: 0, line: 1, column: 1 }
const lastResort: Located<string> = { value: 'last resort', range: nowhere }
const names = (list: Located<string>[]): string[] => list.map(({ value }) => value)

/** Where calls begin, and where "operator" and "start over" lead. */
function tellBeginning(both: Both, tell: Tell): void {
  const { was, now } = both
  const start = { when: 'when the call begins', was: was.start, now: now.start }
  tellWay(both, start, (_, text, at) => tell('start', text, at))
  const help = {
    when: '"operator" and questions without an answer',
    was: was.help ?? lastResort,
    now: now.help ?? lastResort,
  }
  tellWay(both, help, (_, text, at) =>
    tell('help', text.replace(', callers now go to', ' now lead to'), at),
  )
  const [old, fresh] = [startOver(was), startOver(now)]
  if (nameNow(both, old) === fresh || now.ends.length > 0) return
  const text = `who starts over now comes to ${outcome(now, fresh)} (was ${outcome(was, old)})`
  tell('start over', text, { range: now.main?.range })
}

/** Where "start over" leads: as written, else to the first menu, else to the start. */
export const startOver = (flow: Flow): string | undefined => mainOf(flow) ?? flow.start?.value

function tellAfterCall(both: Both, tell: Tell): void {
  const [left, runs] = [both.was.afterCall?.value, both.now.afterCall]
  if (runs?.value === nameNow(both, left)) return
  const does = runs ? `'${runs.value}' is now done` : 'nothing is done any more'
  const did = left === undefined ? 'nothing' : `'${left}'`
  tell('after call', `after each call ${does} (was ${did})`, { range: runs?.range })
}

function tellLanguages(was: Flow, now: Flow, tell: Tell): void {
  const tags = (flow: Flow) => flow.languages.map(({ tag }) => tag)
  const { added, removed } = compareLists(tags(was), tags(now))
  for (const tag of added)
    tell('language added', `the flow now speaks ${tag}`, {
      range: now.languages.find((one) => one.tag === tag)?.range,
    })
  for (const tag of removed) tell('language removed', `the flow no longer speaks ${tag}`)
  const [old, fresh] = [was.languages[0], now.languages[0]]
  if (old && fresh && old.tag !== fresh.tag)
    tell('default language', `calls now begin in ${fresh.tag} (was ${old.tag})`, {
      range: fresh.range,
    })
  for (const language of now.languages) {
    const before = was.languages.find(({ tag }) => tag === language.tag)
    if (before) tellLanguage(before, language, tell)
  }
}

type Language = Flow['languages'][number]

function tellLanguage(was: Language, now: Language, tell: Tell): void {
  const { tag, voice, heardAs, range } = now
  if (was.voice !== voice)
    tell('voice', `${tag} is now spoken by ${voice} (was ${was.voice})`, { range })
  if (was.heardAs !== heardAs)
    tell('recogniser', `${tag} is now heard as ${heardAs ?? tag} (was ${was.heardAs ?? tag})`, {
      range,
    })
}

function tellKeys(was: Flow, now: Flow, tell: Tell): void {
  for (const name of ['operator', 'repeat', 'back'] as const) {
    const [old, fresh] = [was.keys[name], now.keys[name]]
    if (old === fresh) continue
    const off = name === 'operator' && (old === undefined || fresh === undefined)
    const kind = off ? 'universal' : 'universal key'
    tell(kind, `"${name}" ${keyText(old, fresh, off)}`, { range: now.keys.range })
  }
}

function keyText(was: string | undefined, now: string | undefined, off: boolean): string {
  if (now === undefined) {
    const word = off ? ', and is not understood as a word either' : ''
    return `has no key any more (was ${was})${word}`
  }
  return was === undefined ? `now has the key ${now}` : `is now on key ${now} (was ${was})`
}

function tellContract(was: Flow, now: Flow, tell: Tell): void {
  const exits = compareLists(names(was.ends), names(now.ends))
  for (const end of exits.added) tell('exits', `the flow can now also end in '${end}'`)
  for (const end of exits.removed) tell('exits', `the flow no longer ends in '${end}'`)
  const takes = compareLists(takenNames(was), takenNames(now))
  const gives = compareLists(names(was.gives), names(now.gives))
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

const takenNames = ({ takes }: Flow): string[] =>
  [...takes.values()].map(({ name, type }) => `${name.value} (${type})`)

const plainOutgoing = ({ outgoing }: Flow) =>
  outgoing && { ways: outgoing.ways, between: outgoing.between }
