// Everything worth trying where a call stands: what the caller may do, and what the outside may
// answer.
import { draftOf } from '../../call/draft.ts'
import { hearingAt } from '../../call/hear.ts'
import type { Input } from '../../call/input.ts'
import type { Session } from '../../call/session.ts'
import { waitingWords } from '../../call/waiting.ts'
import { waitingOptions } from '../../flow/machine/desk-states.ts'
import type { Leaf, Machine } from '../../flow/machine/machine.ts'
import { plainName } from '../../flow/text/expression.ts'
import type { Choosable } from '../../understand/hearing.ts'
import { languageOf } from '../../languages/language.ts'
import { answersTo } from './lookup-answers.ts'
import type { Setting } from './settings.ts'
import { valuesFor, type Act } from './made-up-values.ts'
import type { Wanted } from './wanted.ts'
import { isOpen } from '../../flow/steps/index.ts'

/** `odd`: tried only when the plain ways lead nowhere new. `anywhere`: the id of an option that
 * works at every question. */
export type Try = { input: Input; odd?: boolean; anywhere?: string }

type At = { machine: Machine; session: Session; leaf: Leaf; setting: Setting; wanted: Wanted }

const STEP = 3000
const RECORDED = 8000
const SURE = 0.95

export function triesAt(at: At): Try[] {
  const { session, leaf } = at
  const plain = (input: Plain): Try => ({ input: atTime(at, input) })
  const odd = (input: Plain): Try => ({ ...plain(input), odd: true })
  const { working } = session
  if (working?.kind === 'request') {
    const { key } = working
    return [
      ...answersTo(at.machine, working, at.wanted).map((data) =>
        plain({ type: 'fetched', key, found: true, data }),
      ),
      odd({ type: 'fetched', key, found: false }),
      odd({ type: 'failed', key, reason: 'as tried' }),
    ]
  }
  if (working?.kind === 'callback')
    return [
      plain({ type: 'callback checked', key: working.key, taken: true, number: working.number }),
      odd({ type: 'callback checked', key: working.key, taken: false, reason: 'as tried' }),
    ]
  if (leaf.kind === 'dial' && session.queued) {
    const { keys } = waitingWords(at.machine, session, {
      at: session.at + STEP,
      facts: { place: 1 },
      others: at.setting.facts,
    })
    return [
      ...keys.map((key) => plain({ type: 'keys', keys: key })),
      plain({ type: 'answered', person: 'client:witness' }),
      odd({ type: 'unanswered' }),
    ]
  }
  switch (leaf.kind) {
    case 'dial':
      return [
        ...(working?.kind === 'people' && inQueue(at)
          ? [
              plain({
                type: 'people',
                desk: working.desk,
                people: [],
                order: 'in order',
                queue: true,
              }),
            ]
          : []),
        working?.kind === 'people'
          ? plain({
              type: 'people',
              desk: working.desk,
              people: [{ to: 'client:witness' }],
              order: 'in order',
            })
          : plain({ type: 'answered', person: 'client:witness' }),
        odd({ type: 'unanswered' }),
      ]
    case 'bridged':
      return [
        plain({ type: 'dial ended', result: 'completed', bridged: true }),
        ...(at.machine.desks.get(leaf.step)?.desk['back to']?.value ?? []).map(({ value }) =>
          odd({ type: 'sent back', step: value }),
        ),
      ]
    case 'tone':
      return [
        plain({
          type: 'recorded',
          recording: `${session.callId}-r${session.recordings.length + 1}`,
          duration: RECORDED,
        }),
        odd({ type: 'nothing recorded' }),
      ]
    case 'answer':
    case 'confirm':
    case 'more':
      return [
        ...answers(at),
        odd({ type: 'silence' }),
        odd({ type: 'speech', alternatives: [{ text: 'purple elephants', confidence: 0 }] }),
        odd(speech(languageOf(session.language).universals.operator[0]?.join(' ') ?? 'operator')),
      ]
    default:
      return []
  }
}

/** A desk whose waiting callers have ways of their own. */
const inQueue = ({ machine, leaf }: At): boolean => {
  const found = machine.desks.get(leaf.step)
  return found !== undefined && waitingOptions(found.desk).length > 0
}

type Plain = Input extends infer One
  ? One extends Input
    ? Omit<One, 'at' | 'facts'>
    : never
  : never

const atTime = ({ session, setting }: At, input: Plain): Input =>
  ({ ...input, at: session.at + STEP, facts: setting.facts }) as Input

const speech = (text: string): Plain => ({
  type: 'speech',
  alternatives: [{ text, confidence: SURE }],
})

const inputOf = (act: Act): Plain =>
  'keys' in act ? { type: 'keys', keys: act.keys } : speech(act.speech)

/** What counts as an answer at a question: its options first, then what is asked for. */
function answers(at: At): Try[] {
  const { machine, session, leaf, setting, wanted } = at
  const hearing = hearingAt(draftOf(machine, session, session.at + STEP, setting.facts), leaf)
  const { language, wants } = hearing
  const words = languageOf(language).words
  const mode = leaf.mode ?? 'both'
  const plain = (input: Plain): Try => ({ input: atTime(at, input) })
  const odd = (input: Plain): Try => ({ ...plain(input), odd: true })
  const agree = (yes: boolean): Plain =>
    mode === 'speech' ? speech(yes ? words.yes : words.no) : { type: 'keys', keys: yes ? '1' : '2' }
  const choice = (one: Choosable): Plain =>
    one.key !== undefined && mode !== 'speech'
      ? { type: 'keys', keys: one.key }
      : speech(one.phrases[0] ?? one.label)
  if (leaf.kind === 'confirm') return [plain(agree(true)), odd(agree(false))]
  // a key may mean something else here, and then the words do
  const inWords = (one: Choosable): Try[] =>
    one.key !== undefined && mode === 'both' ? [odd(speech(one.phrases[0] ?? one.label))] : []
  const chosen = [
    ...hearing.options.flatMap((one) => [plain(choice(one)), ...inWords(one)]),
    ...hearing.anywhere.flatMap((one) =>
      [plain(choice(one)), ...inWords(one)].map((act): Try => ({ ...act, anywhere: one.id })),
    ),
  ]
  const answersAsked = (): Try[] => {
    if (leaf.kind === 'more') return [plain(speech(words.no))]
    if (isOpen(leaf))
      return [
        ...hearing.questions.slice(0, 1).map((one) => plain(speech(one.phrases[0] ?? one.label))),
        odd(speech(words.no)),
      ]
    if (wants?.kind === 'yes-no') return [plain(agree(true)), plain(agree(false))]
    if (wants?.kind === 'rows')
      return [
        ...wants.rows.slice(0, 1).map((row) => plain(choice(row))),
        ...(wants.none === undefined ? [] : [odd({ type: 'keys', keys: wants.none })]),
      ]
    return wants
      ? valuesFor(
          wants.slot,
          hearing,
          mode,
          wanted.get(plainName(wants.slot.name)) ?? new Set(),
        ).map((act) => plain(inputOf(act)))
      : []
  }
  return [...chosen, ...answersAsked()]
}
