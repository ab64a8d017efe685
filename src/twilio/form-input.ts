// Twilio's forms, read as inputs. Pure, and never trusting: any field may be missing, doubled, huge
// or of another type.
import type { CallerKnown } from '../call/caller.ts'
import type { Input } from '../call/input.ts'

/** A parsed form. Twilio adds fields without notice, so nothing but what is read here matters. */
export type Form = Record<string, unknown>

const control = /[\p{Cc}\p{Cs}]+/gu
/** What Twilio writes for a caller without a number; the figures spell ANONYMOUS, RESTRICTED,
 * BLOCKED, UNKNOWN and UNAVAILABLE. */
const withheldNumbers = new Set([
  '',
  'anonymous',
  'unknown',
  'restricted',
  'private',
  'unavailable',
  'blocked',
  '+266696687',
  '+7378742833',
  '+2562533',
  '+8656696',
  '+86282452253',
])
const finalStatuses = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled'])
const longestField = 200
const longestSpeech = 4000
const mostKeys = 100

/** A field as clean text of bounded length; empty when it is missing. The first of several values
 * counts. */
export function field(form: Form, name: string, longest = longestField): string {
  const value = form[name]
  const first: unknown = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' ? first.slice(0, longest).replace(control, ' ').trim() : ''
}

/** Whether a leg with this status of Twilio's is over. */
export const isOverStatus = (status: string): boolean => finalStatuses.has(status)

/** The id of the call, or nothing when the form has none that could be one. */
export function callIdOf(form: Form): string | undefined {
  const id = field(form, 'CallSid')
  return /^[\w-]{1,64}$/.test(id) ? id : undefined
}

/** Who calls. `from` is empty when the number is withheld. */
export function callerOf(form: Form): { from: string; withheld: boolean; caller?: CallerKnown } {
  const from = field(form, 'From')
  const withheld = withheldNumbers.has(from.toLowerCase())
  const caller = callerKnown(form, withheld ? '' : from)
  return { from: withheld ? '' : from, withheld, ...(caller && { caller }) }
}

/** What Twilio tells of a caller besides the number; of a withheld number neither name nor
 * country. */
function callerKnown(form: Form, from: string): CallerKnown | undefined {
  const told = field(form, 'FromCountry').toUpperCase()
  const forwarded = field(form, 'ForwardedFrom')
  const known: CallerKnown = {
    name: (from !== '' && field(form, 'CallerName')) || undefined,
    country: from !== '' && /^[A-Z]{2}$/.test(told) ? told : undefined,
    verified: verifiedIn(field(form, 'StirVerstat')),
    forwardedFrom: /^\+?\d{3,15}$/.test(forwarded) ? forwarded : undefined,
  }
  return Object.values(known).some((one) => one !== undefined) ? known : undefined
}

/** Only attestation A says that the caller has the right to the number; B and C say where the call
 * came from, and most calls carry nothing. */
function verifiedIn(verstat: string): boolean | undefined {
  if (/^TN-Validation-Passed-A(?:-|$)/.test(verstat)) return true
  return /^TN-Validation-Failed/.test(verstat) ? false : undefined
}

/** Keys, words or silence from a Gather. `#` is put back where it ended the entry, because it says
 * that no more keys follow. */
export function gatherInput(form: Form, at: number): Input {
  const keys = field(form, 'Digits', mostKeys).replace(/[^0-9*#]/g, '')
  const finished = field(form, 'FinishedOnKey') === '#'
  if (keys || finished)
    return finished
      ? { at, type: 'keys', keys: `${keys}#` }
      : { at, type: 'keys', keys, timedOut: true }
  const text = field(form, 'SpeechResult', longestSpeech)
  if (text) return { at, type: 'speech', alternatives: [{ text, confidence: confidenceOf(form) }] }
  return { at, type: 'silence' }
}

/** What came after the tone. Twilio names the recording in its address when it does not name it
 * apart. */
export function recordInput(form: Form, at: number): Input {
  const recording = recordingOf(form)
  const duration = milliseconds(form, 'RecordingDuration')
  if (recording && duration !== 0)
    return { at, type: 'recorded', recording, duration: duration ?? 0 }
  return { at, type: 'nothing recorded' }
}

/** A recording's own report; nothing for one that is still under way or was not made after a
 * tone. */
export function recordingInput(form: Form, at: number): Input | undefined {
  const source = field(form, 'RecordingSource')
  if (source && source !== 'RecordVerb') return undefined
  switch (field(form, 'RecordingStatus')) {
    case 'completed':
      return recordInput(form, at)
    case 'absent':
    case 'failed':
      return { at, type: 'nothing recorded' }
    default:
      return undefined
  }
}

/** A recorded conversation that is ready, by its id; `duration` in milliseconds, when Twilio tells
 * it. */
export function conversationIn(form: Form): { recording: string; duration?: number } | undefined {
  const recording = recordingOf(form)
  const duration = milliseconds(form, 'RecordingDuration')
  if (recording === undefined || duration === 0 || field(form, 'RecordingStatus') !== 'completed')
    return undefined
  return { recording, duration }
}

/** How a Dial went. */
export function dialInput(form: Form, at: number): Input {
  const bridged = field(form, 'DialBridged').toLowerCase()
  return {
    at,
    type: 'dial ended',
    result: dialResult(field(form, 'DialCallStatus')),
    ...(bridged ? { bridged: bridged === 'true' } : {}),
  }
}

/** The caller's leg is over; nothing for a status on the way and for the legs of operators. */
export function statusInput(form: Form, at: number): Input | undefined {
  if (isOverStatus(field(form, 'CallStatus')) && !field(form, 'ParentCallSid'))
    return { at, type: 'hung up' }
  return undefined
}

function dialResult(status: string): (Input & { type: 'dial ended' })['result'] {
  switch (status) {
    case 'completed':
    case 'answered':
      return 'completed'
    case 'busy':
    case 'no-answer':
    case 'canceled':
      return status
    default:
      return 'failed'
  }
}

/** 0 is what a recogniser writes when it is not sure of its sureness. */
function confidenceOf(form: Form): number | undefined {
  const confidence = Number(field(form, 'Confidence') || Number.NaN)
  return confidence > 0 && confidence <= 1 ? confidence : undefined
}

function recordingOf(form: Form): string | undefined {
  const id = field(form, 'RecordingSid') || field(form, 'RecordingUrl', 1000).split('/').at(-1)
  return id && /^RE\w{1,62}$/.test(id) ? id : undefined
}

function milliseconds(form: Form, name: string): number | undefined {
  const seconds = field(form, name)
  return /^\d{1,6}$/.test(seconds) ? Number(seconds) * 1000 : undefined
}
