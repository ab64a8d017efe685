// Everything worth trying where a call stands: what the caller may do, and what the outside may
// answer.
import { draftOf } from '../../call/draft.ts'
import { hearingAt } from '../../call/hear.ts'
import type { Effect } from '../../call/event.ts'
import type { Input } from '../../call/input.ts'
import { SECOND } from '../../flow/text/duration.ts'
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

/** How long an act takes, and what is spoken after a tone. Milliseconds. */
const STEP = 3 * SECOND
const RECORDED = 8 * SECOND
const SURE = 0.95
/** Who answers at a desk. */
const SOMEBODY = 'client:witness'

export function triesAt(at: At): Try[] {
  const { kind } = at.leaf
  const { working } = at.session
  if (working?.kind === 'request') return lookupTries(at, working)
  if (working?.kind === 'callback') {
    const { key, number } = working
    return [
      plain(at, { type: 'callback checked', key, taken: true, number }),
      odd(at, { type: 'callback checked', key, taken: false, reason: 'as tried' }),
    ]
  }
  if (kind === 'dial') return at.session.queued ? queueTries(at) : deskTries(at)
  if (kind === 'bridged') return talkTries(at)
  if (kind === 'tone') return toneTries(at)
  return kind === 'answer' || kind === 'confirm' || kind === 'more' ? questionTries(at) : []
}

const plain = (at: At, input: Plain): Try => ({ input: atTime(at, input) })
const odd = (at: At, input: Plain): Try => ({ input: atTime(at, input), odd: true })

function lookupTries(at: At, effect: Effect & { kind: 'request' }): Try[] {
  const { key } = effect
  return [
    ...answersTo(at.machine, effect, at.wanted).map((data) =>
      plain(at, { type: 'fetched', key, found: true, data }),
    ),
    odd(at, { type: 'fetched', key, found: false }),
    odd(at, { type: 'failed', key, reason: 'as tried' }),
  ]
}

function queueTries(at: At): Try[] {
  const { keys } = waitingWords(at.machine, at.session, {
    at: at.session.at + STEP,
    facts: { place: 1 },
    others: at.setting.facts,
  })
  return [
    ...keys.map((key) => plain(at, { type: 'keys', keys: key })),
    plain(at, { type: 'answered', person: SOMEBODY }),
    odd(at, { type: 'unanswered' }),
  ]
}

/** Somebody is looked for at a desk, or rung. */
function deskTries(at: At): Try[] {
  const { working } = at.session
  const unanswered = odd(at, { type: 'unanswered' })
  if (working?.kind !== 'people')
    return [plain(at, { type: 'answered', person: SOMEBODY }), unanswered]
  const people = { type: 'people', desk: working.desk, order: 'in order' } as const
  const queue = inQueue(at) ? [plain(at, { ...people, people: [], queue: true })] : []
  return [...queue, plain(at, { ...people, people: [{ to: SOMEBODY }] }), unanswered]
}

function talkTries(at: At): Try[] {
  const back = at.machine.desks.get(at.leaf.step)?.desk['back to']?.value ?? []
  return [
    plain(at, { type: 'dial ended', result: 'completed', bridged: true }),
    ...back.map(({ value }) => odd(at, { type: 'sent back', step: value })),
  ]
}

function toneTries(at: At): Try[] {
  const { callId, recordings } = at.session
  const recording = `${callId}-r${recordings.length + 1}`
  return [
    plain(at, { type: 'recorded', recording, duration: RECORDED }),
    odd(at, { type: 'nothing recorded' }),
  ]
}

function questionTries(at: At): Try[] {
  const { universals } = languageOf(at.session.language)
  return [
    ...answers(at),
    odd(at, { type: 'silence' }),
    odd(at, { type: 'speech', alternatives: [{ text: 'purple elephants', confidence: 0 }] }),
    odd(at, speech(universals.operator[0]?.join(' ') ?? 'operator')),
  ]
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
  const { machine, session, leaf, setting } = at
  const hearing = hearingAt(draftOf(machine, session, session.at + STEP, setting.facts), leaf)
  if (leaf.kind === 'confirm') return [plain(at, agree(at, true)), odd(at, agree(at, false))]
  const anywhere = hearing.anywhere.flatMap((one) =>
    choiceTries(at, one).map((act): Try => ({ ...act, anywhere: one.id })),
  )
  const options = hearing.options.flatMap((one) => choiceTries(at, one))
  return [...options, ...anywhere, ...valueTries(at, hearing)]
}

const modeOf = ({ leaf }: At) => leaf.mode ?? 'both'

const ownWords = ({ phrases, label }: Choosable): Plain => speech(phrases[0] ?? label)

function agree(at: At, yes: boolean): Plain {
  const { words } = languageOf(at.session.language)
  if (modeOf(at) === 'speech') return speech(yes ? words.yes : words.no)
  return { type: 'keys', keys: yes ? '1' : '2' }
}

/** By its key, and by words too, since a key may mean something else here. */
function choiceTries(at: At, one: Choosable): Try[] {
  if (one.key === undefined || modeOf(at) === 'speech') return [plain(at, ownWords(one))]
  const byWords = modeOf(at) === 'both' ? [odd(at, ownWords(one))] : []
  return [plain(at, { type: 'keys', keys: one.key }), ...byWords]
}

/** What is asked for besides options. */
function valueTries(at: At, hearing: ReturnType<typeof hearingAt>): Try[] {
  const { leaf, wanted } = at
  const { wants, questions, language } = hearing
  const no = speech(languageOf(language).words.no)
  if (leaf.kind === 'more') return [plain(at, no)]
  if (isOpen(leaf))
    return [...questions.slice(0, 1).map((one) => plain(at, ownWords(one))), odd(at, no)]
  if (wants?.kind === 'yes-no') return [plain(at, agree(at, true)), plain(at, agree(at, false))]
  if (wants?.kind === 'rows') {
    const none = wants.none === undefined ? [] : [odd(at, { type: 'keys', keys: wants.none })]
    return [...wants.rows.slice(0, 1).flatMap((one) => choiceTries(at, one).slice(0, 1)), ...none]
  }
  if (!wants) return []
  const asked = wanted.get(plainName(wants.slot.name)) ?? new Set<string>()
  return valuesFor(wants.slot, hearing, modeOf(at), asked).map((act) => plain(at, inputOf(act)))
}
