// What the page sends, read as inputs: nothing is believed before it was looked at.
import { LONGEST_GIVEN } from '../call/given-values.ts'
import type { Input } from '../call/input.ts'
import { writtenTexts, type Texts } from '../notices/standing.ts'
import type { SwitchKey } from '../notices/switch.ts'
import { fieldsOf, textIn } from '../pages/form.ts'

/** Acts that carry nothing. */
const plainActs = [
  'silence',
  'no message',
  'collect',
  'hang up',
  'person answers',
  'nobody answers',
  'person hangs up',
] as const

/** What the visitor does with the phone. `seconds` is the length of the message left; `confidence`
 * is 0..1; `others` are what else the words may have been. */
export type Act =
  | { do: 'keys'; keys: string; ended: boolean }
  | { do: 'speech'; text: string; confidence: number; others?: string[] }
  | { do: 'message'; seconds: number; leaving: boolean }
  | { do: (typeof plainActs)[number] }

export type NewCall = {
  line: string
  from: string
  withheld: boolean
  given?: Record<string, string>
}

export const LONGEST_TEXT = 500
/** Characters of a line's number. */
const LONGEST_LINE = 100
const MOST_KEYS = 50
const MOST_GIVEN = 50
const MOST_OTHERS = 4
/** Seconds of a message. */
const LONGEST_MESSAGE = 3600

/** The number of the reply that is answered, and the act; a sentence when it cannot be read. */
export function readAct(body: unknown): { answers: number; act: Act } | string {
  const { answers, ...fields } = fieldsOf(body)
  if (typeof answers !== 'number' || !Number.isSafeInteger(answers) || answers < 0)
    return '"answers" must be the number of the reply'
  const act = actOf(fields)
  return typeof act === 'string' ? act : { answers, act }
}

function actOf(fields: Record<string, unknown>): Act | string {
  const plain = plainActs.find((one) => one === fields.do)
  if (plain !== undefined) return { do: plain }
  switch (fields.do) {
    case 'keys':
      return readKeys(fields)
    case 'speech':
      return readSpeech(fields)
    case 'message':
      return readMessage(fields)
    default:
      return '"do" names nothing the phone can do'
  }
}

function readKeys({ keys, ended }: Record<string, unknown>): Act | string {
  if (typeof keys !== 'string' || !/^[0-9*#]+$/.test(keys) || keys.length > MOST_KEYS)
    return `"keys" must be 1 to ${MOST_KEYS} of 0-9, * and #`
  return { do: 'keys', keys, ended: ended === true }
}

function readSpeech({ text, confidence, others = [] }: Record<string, unknown>): Act | string {
  const said = clean(textIn(text))
  if (said === '' || said.length > LONGEST_TEXT)
    return `"text" must have 1 to ${LONGEST_TEXT} characters`
  if (typeof confidence !== 'number' || !(confidence >= 0 && confidence <= 1))
    return '"confidence" must be a number from 0 to 1'
  const readings = textsIn(others)
  if (!readings) return `"others" must be up to ${MOST_OTHERS} texts`
  return { do: 'speech', text: said, confidence, ...(readings.length > 0 && { others: readings }) }
}

/** Undefined for what are no texts, too many or too long ones. */
function textsIn(others: unknown): string[] | undefined {
  if (!Array.isArray(others) || others.length > MOST_OTHERS) return undefined
  const texts = others.filter((other) => typeof other === 'string')
  if (texts.length < others.length || texts.some(({ length }) => length > LONGEST_TEXT))
    return undefined
  return texts.map(clean).filter((text) => text !== '')
}

function readMessage({ seconds, leaving }: Record<string, unknown>): Act | string {
  if (typeof seconds !== 'number' || !(seconds >= 1 && seconds <= LONGEST_MESSAGE))
    return `"seconds" must be a number from 1 to ${LONGEST_MESSAGE}`
  return { do: 'message', seconds, leaving: leaving === true }
}

/** Which line is called and who calls; a sentence when it cannot be read. */
export function readNewCall(body: unknown): NewCall | string {
  const { line, from = '', given = {} } = fieldsOf(body)
  if (typeof line !== 'string' || line.length > LONGEST_LINE)
    return '"line" must be the number of a line'
  if (typeof from !== 'string' || !/^(\+?[0-9]{3,15})?$/.test(from))
    return '"from" must be a telephone number, or empty for a withheld one'
  const read = givenIn(given)
  if (typeof read === 'string') return read
  return { line, from, withheld: from === '', ...(Object.keys(read).length > 0 && { given: read }) }
}

/** Values a call is begun with, by name. */
function givenIn(given: unknown): Record<string, string> | string {
  const entries = Object.entries(fieldsOf(given))
  const texts = entries.flatMap(([name, text]): [string, string][] =>
    typeof text === 'string' && text.length <= LONGEST_GIVEN ? [[name, text]] : [],
  )
  if (entries.length > MOST_GIVEN || texts.length < entries.length)
    return `"given" must be up to ${MOST_GIVEN} texts of up to ${LONGEST_GIVEN} characters`
  return Object.fromEntries(texts)
}

export type TurnedSwitch = SwitchKey & { on: boolean; texts: Texts }

/** A switch as it is to stand, with its words by language; a sentence when it cannot be read. */
export function readSwitch(body: unknown): TurnedSwitch | string {
  const { company, flow, name, on, texts } = fieldsOf(body)
  if (typeof company !== 'string' || typeof flow !== 'string' || typeof name !== 'string')
    return 'a switch needs "company", "flow" and "name"'
  if (typeof on !== 'boolean') return 'a switch needs "on"'
  const words = Object.entries(fieldsOf(texts)).map(([language, text]) => [
    language,
    clean(textIn(text)),
  ])
  return {
    tenant: company,
    flow,
    name,
    on,
    texts: writtenTexts(Object.fromEntries(words) as Texts),
  }
}

/** A line written to the operator; undefined when it is empty or too long. */
export function readLine(body: unknown): string | undefined {
  const { text } = fieldsOf(body)
  const written = clean(textIn(text))
  return written === '' || written.length > LONGEST_TEXT ? undefined : written
}

/** An act of somebody on the caller's leg as the engine knows it; nothing for what is no input. */
export function inputOf(
  act: Act,
  at: number,
  recording: string,
  person: string | undefined,
): Input | undefined {
  switch (act.do) {
    case 'keys':
      return { at, type: 'keys', keys: act.keys, timedOut: act.ended }
    case 'speech':
      return {
        at,
        type: 'speech',
        alternatives: [
          { text: act.text, confidence: act.confidence },
          ...(act.others ?? []).map((text) => ({ text })),
        ],
      }
    case 'silence':
      return { at, type: 'silence' }
    case 'message':
      return { at, type: 'recorded', recording, duration: Math.round(act.seconds * 1000) }
    case 'no message':
      return { at, type: 'nothing recorded' }
    case 'person answers':
      return { at, type: 'answered', person }
    case 'nobody answers':
      return { at, type: 'unanswered', reason: 'nobody answered' }
    case 'person hangs up':
      return { at, type: 'dial ended', result: 'completed', bridged: true }
    case 'hang up':
      return { at, type: 'hung up', final: true }
    case 'collect':
      return undefined
  }
}

const clean = (text: string): string => text.replace(/[\p{Cc}\p{Cs}]+/gu, ' ').trim()
