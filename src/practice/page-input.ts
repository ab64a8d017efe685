// What the page sends, read as inputs: nothing is believed before it was looked at.
import type { Input } from '../call/input.ts'

/** What the visitor does with the phone. `seconds` is the length of the message left; `confidence`
 * is 0..1; `others` are what else the words may have been. */
export type Act =
  | { do: 'keys'; keys: string; ended: boolean }
  | { do: 'speech'; text: string; confidence: number; others?: string[] }
  | { do: 'message'; seconds: number; leaving: boolean }
  | {
      do:
        | 'silence'
        | 'no message'
        | 'collect'
        | 'hang up'
        | 'person answers'
        | 'nobody answers'
        | 'person hangs up'
    }

export type NewCall = { line: string; from: string; withheld: boolean }

export const longestText = 500
const mostKeys = 50
const mostOthers = 4
const longestMessage = 3600
const plain = new Set([
  'silence',
  'no message',
  'collect',
  'hang up',
  'person answers',
  'nobody answers',
  'person hangs up',
])

/** The number of the reply that is answered, and the act; a sentence when it cannot be read. */
export function readAct(body: unknown): { answers: number; act: Act } | string {
  const { answers, ...fields } = object(body)
  if (typeof answers !== 'number' || !Number.isSafeInteger(answers) || answers < 0)
    return '"answers" must be the number of the reply'
  const act = actOf(fields)
  return typeof act === 'string' ? act : { answers, act }
}

function actOf(fields: Record<string, unknown>): Act | string {
  const { keys, text, seconds, confidence, others = [] } = fields
  switch (fields.do) {
    case 'keys':
      if (typeof keys !== 'string' || !/^[0-9*#]+$/.test(keys) || keys.length > mostKeys)
        return `"keys" must be 1 to ${mostKeys} of 0-9, * and #`
      return { do: 'keys', keys, ended: fields.ended === true }
    case 'speech': {
      const said = typeof text === 'string' ? clean(text) : ''
      if (said === '' || said.length > longestText)
        return `"text" must have 1 to ${longestText} characters`
      if (typeof confidence !== 'number' || !(confidence >= 0 && confidence <= 1))
        return '"confidence" must be a number from 0 to 1'
      if (
        !Array.isArray(others) ||
        others.length > mostOthers ||
        !others.every((other) => typeof other === 'string' && other.length <= longestText)
      )
        return `"others" must be up to ${mostOthers} texts`
      const readings = others.map((other: string) => clean(other)).filter((other) => other !== '')
      return {
        do: 'speech',
        text: said,
        confidence,
        ...(readings.length > 0 && { others: readings }),
      }
    }
    case 'message':
      if (typeof seconds !== 'number' || !(seconds >= 1 && seconds <= longestMessage))
        return `"seconds" must be a number from 1 to ${longestMessage}`
      return { do: 'message', seconds, leaving: fields.leaving === true }
    default:
      return typeof fields.do === 'string' && plain.has(fields.do)
        ? ({ do: fields.do } as Act)
        : '"do" names nothing the phone can do'
  }
}

/** Which line is called and who calls; a sentence when it cannot be read. */
export function readNewCall(body: unknown): NewCall | string {
  const { line, from = '' } = object(body)
  if (typeof line !== 'string' || line.length > 100) return '"line" must be the number of a line'
  if (typeof from !== 'string' || !/^(\+?[0-9]{3,15})?$/.test(from))
    return '"from" must be a telephone number, or empty for a withheld one'
  return { line, from, withheld: from === '' }
}

export function readSwitch(
  body: unknown,
): { flow: string; name: string; on: boolean; text: string } | string {
  const { flow, name, on, text = '' } = object(body)
  if (typeof flow !== 'string' || typeof name !== 'string' || typeof on !== 'boolean')
    return 'a switch needs "flow", "name" and "on"'
  if (typeof text !== 'string' || text.length > longestText)
    return `"text" may have up to ${longestText} characters`
  return { flow, name, on, text: clean(text) }
}

/** A line written to the operator; undefined when it is empty or too long. */
export function readLine(body: unknown): string | undefined {
  const { text } = object(body)
  const written = typeof text === 'string' ? clean(text) : ''
  return written === '' || written.length > longestText ? undefined : written
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

export const object = (body: unknown): Record<string, unknown> =>
  typeof body === 'object' && body !== null && !Array.isArray(body)
    ? (body as Record<string, unknown>)
    : {}

const clean = (text: string): string => text.replace(/[\p{Cc}\p{Cs}]+/gu, ' ').trim()
