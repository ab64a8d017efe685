// When a caller has begun and has finished an answer: pure, from what the recogniser tells and the
// time that passes.
import type { Alternative } from '../understand/hearing.ts'
import type { FailureKind, Recognised, Wanted } from './recogniser.ts'

/** All times are milliseconds of one clock. `finals` are stretches of speech that will not change
 * any more. */
export type Listening = {
  expects: Wanted['expects']
  finals: Alternative[][]
  interim: string
  startedAt?: number
  lastWordAt?: number
  interrupted: boolean
  /** whether words are a whole answer already, so that nobody need wait for more */
  whole: (alternatives: Alternative[]) => boolean
  /** the recogniser was asked for its last words */
  finishingAt?: number
  over: boolean
}

/** What is to be done: cut the prompt, ask the recogniser for its last words, or go on with the
 * answer or without one. */
export type Act =
  | { type: 'interrupt' }
  | { type: 'finish' }
  | { type: 'answer'; alternatives: Alternative[] }
  | { type: 'failed'; kind: FailureKind; detail: string }

/** Ms without a new word after final words that are no whole answer yet: short answers end soon,
 * numbers and addresses are said with pauses. */
const AFTER_FINAL = { choice: 300, digits: 1500, words: 1800 }
/** Ms without a change of words that are not final yet; the recogniser is then asked to make up its
 * mind. */
const AFTER_INTERIM = { choice: 1000, digits: 2000, words: 2500 }
/** A cough has no words, and one short word may be noise: two words, or one that lasts, cut a
 * prompt. Ms. */
const LASTING = 500
/** The last words come within this, or what there is counts. Ms. */
const LAST_WORDS = 2000
/** Confidence of words the recogniser never made final. */
const UNCERTAIN = 0.5

export const beginListening = (
  expects: Wanted['expects'],
  whole: Listening['whole'] = () => false,
): Listening => ({ expects, whole, finals: [], interim: '', interrupted: false, over: false })

/** A sound without a word is a noise after this. Ms. */
const NOISE = 8000

/** True while the caller is in the middle of an answer: then silence at the telephone means
 * nothing. */
export const isSpeaking = ({ finals, interim, startedAt, over }: Listening, at: number): boolean =>
  !over &&
  (finals.length > 0 || interim !== '' || (startedAt !== undefined && at - startedAt < NOISE))

/** Takes in what the recogniser tells at a time; changes the listening and says what is to be
 * done. */
export function hear(listening: Listening, recognised: Recognised, at: number): Act[] {
  if (listening.over) return []
  switch (recognised.type) {
    case 'speech started':
      listening.startedAt = at
      return []
    case 'speech ended':
      if (listening.finals.length === 0 && listening.interim === '') listening.startedAt = undefined
      return []
    case 'words':
      return hearWords(listening, recognised, at)
    case 'failed':
      return hasWords(listening) ? answer(listening) : end(listening, recognised)
    case 'closed':
      return hasWords(listening) ? answer(listening) : end(listening, ENDED_WITHOUT_WORDS)
  }
}

const ENDED_WITHOUT_WORDS: Act = {
  type: 'failed',
  kind: 'broken',
  detail: 'the stream ended without words',
}

function hearWords(
  listening: Listening,
  { final, alternatives }: Recognised & { type: 'words' },
  at: number,
): Act[] {
  const text = alternatives[0]?.text ?? ''
  if (text === '') return []
  listening.startedAt ??= at
  if (final || text !== listening.interim) listening.lastWordAt = at
  listening.interim = final ? '' : text
  if (final) {
    listening.finals.push(alternatives)
    if (listening.whole(joinStretches(listening.finals))) return answer(listening)
  }
  const lasts = final || text.includes(' ') || at - listening.startedAt >= LASTING
  if (listening.interrupted || !lasts) return []
  listening.interrupted = true
  return [{ type: 'interrupt' }]
}

/** The time at which `pass` must be called next, if nothing is heard before. */
export function dueAt({
  expects,
  interim,
  lastWordAt,
  finishingAt,
  over: done,
}: Listening): number | undefined {
  if (done || lastWordAt === undefined) return undefined
  if (finishingAt !== undefined) return finishingAt + LAST_WORDS
  return lastWordAt + (interim === '' ? AFTER_FINAL : AFTER_INTERIM)[expects]
}

/** Time has passed. */
export function pass(listening: Listening, at: number): Act[] {
  const due = dueAt(listening)
  if (due === undefined || at < due) return []
  if (listening.interim === '' || listening.finishingAt !== undefined) return answer(listening)
  listening.finishingAt = at
  return [{ type: 'finish' }]
}

const hasWords = ({ finals, interim }: Listening): boolean => finals.length > 0 || interim !== ''

function answer(listening: Listening): Act[] {
  const { finals, interim } = listening
  const unsure = interim !== '' && [{ text: interim, confidence: UNCERTAIN }]
  const heard = unsure ? [...finals, unsure] : finals
  return end(listening, { type: 'answer', alternatives: joinStretches(heard) })
}

function end(listening: Listening, act: Act): Act[] {
  listening.over = true
  return [act]
}

/** Stretches of one answer, one after the other; other readings are kept for the last one, as sure
 * as the least sure stretch. */
function joinStretches(stretches: Alternative[][]): Alternative[] {
  const last = stretches.at(-1) ?? []
  const before = stretches.slice(0, -1).flatMap(([best]) => best ?? [])
  if (before.length === 0) return last
  const lead = before.map(({ text }) => text).join(' ')
  const known = before.flatMap(({ confidence }) => confidence ?? [])
  return last.map(({ text, confidence }) => {
    const least = Math.min(...known, confidence ?? Infinity)
    return { text: `${lead} ${text}`, ...(Number.isFinite(least) && { confidence: least }) }
  })
}
