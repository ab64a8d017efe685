// One call as a story: its log in order, each entry with its moment and its place in the flow,
// private values veiled. Pure.
import type { Event } from '../../call/event.ts'
import type { Message } from '../../call/message.ts'
import type { Session } from '../../call/session.ts'
import type { Machine } from '../../flow/machine/machine.ts'
import type { LoggedTurn } from '../../store/store.ts'
import {
  decisionIn,
  lookupIn,
  noteOf,
  spokenOf,
  tellOutcome,
  workOf,
  type WorkLog,
} from '../../pages/call-log.ts'
import {
  confidenceOf,
  givenIn,
  stepName,
  tellMeaning,
  type HeardEvent,
} from '../../pages/call-words.ts'
import { MASK } from '../../ground/mask.ts'
import type { PageLanguage } from '../../pages/dictionary.ts'
import { placeOf, type Place } from '../../pages/step-excerpt.ts'
import { formatDuration, formatKnown } from '../../pages/time-words.ts'
import { makeVeil, isPrivateAnswer } from './veil.ts'
import { storyWords } from './words.ts'
import type { Speech } from '../../say/speech.ts'

/** As the machine takes a confidence. */
type Band = 'low' | 'unsure' | 'sure'

type Heard = {
  is: 'caller'
  given: 'words' | 'keys' | 'silence'
  text: string
  others: { text: string; confidence?: number }[]
  meaning: string
  confidence?: number
  band?: Band
  took: number
  place?: Place
}

export type Entry = { at: number } & (
  | { is: 'system'; speech: { text: string; language: string }[]; place?: Place }
  | Heard
  | { is: 'note'; text: string; place?: Place }
  | { is: 'recording'; recording: string; text: string; written?: string }
  | { is: 'handoff'; handoff: string; text: string }
)

export type StoredCall = {
  turns: LoggedTurn[]
  session: Session
  machine: Machine
  messages: Message[]
  language: PageLanguage
  /** private values are shown */
  revealed: boolean
}

/** What surrounds an event: how long its turn took the caller, and what comes after it there. */
type Around = StoredCall & {
  turn: LoggedTurn
  took: number
  after: Event[]
  veil: (text: string) => string
  work: WorkLog
}

/** Private values are found by the slots that hold or held them, and veiled wherever they stand: as
 * keys, in other words of the caller, read back. */
export function storyOf(call: StoredCall): Entry[] {
  const { turns } = call
  const veil = call.revealed ? (text: string) => text : makeVeil(call)
  const work = workOf(turns)
  let repliedAt = turns[0]?.at ?? 0
  return turns.flatMap((turn) => {
    const took = (turn.inputs[0]?.at ?? turn.at) - repliedAt
    if (turn.reply !== null) repliedAt = turn.at
    return turn.events.flatMap((event, index) =>
      entriesOf(event, { ...call, turn, took, after: turn.events.slice(index), veil, work }),
    )
  })
}

function entriesOf(event: Event, around: Around): Entry[] {
  const { turn, machine, language, veil } = around
  const { at } = turn
  const words = storyWords[language]
  switch (event.type) {
    case 'said':
    case 'asked': {
      const { file, line, step } = event
      const isDeclared = placeOf(machine, step) !== undefined
      return systemEntries(event.speech, around, { file, line, ...(isDeclared && { step }) })
    }
    case 'heard':
      return [heardEntry(event, around)]
    case 'decided':
      return decisionEntries(event, around)
    case 'sought':
      return lookupEntries(event, around)
    case 'handed off': {
      const { id, label, reason } = event.handoff
      const text = veil(words.handedOff(label, reason))
      return [...systemEntries(event.speech, around), { is: 'handoff', at, handoff: id, text }]
    }
    case 'closed': {
      const told = words.closed(event.of, event.sendTo)
      return [note(told, around), ...systemEntries(event.speech, around)]
    }
    case 'recorded':
      return [recordedEntry(event, around)]
    case 'conversation recorded': {
      const { recording, duration } = event
      const text = words.conversationRecorded(formatKnown(duration, language))
      return [{ is: 'recording', at: turn.inputs[0]?.at ?? at, recording, text }]
    }
    case 'queued':
    case 'left queue':
    case 'callback promised':
      return []
    default: {
      const told = noteOf(event, words)
      return told ? [note(told.text, around, told.step)] : []
    }
  }
}

const note = (text: string, { turn, machine, veil }: Around, step?: string): Entry => ({
  is: 'note',
  at: turn.at,
  text: veil(text),
  place: step === undefined ? undefined : placeOf(machine, step),
})

function systemEntries(speech: readonly Speech[], { turn, veil }: Around, place?: Place): Entry[] {
  const heard = spokenOf(speech).map(({ text, language }) => ({ text: veil(text), language }))
  return heard.length === 0 ? [] : [{ is: 'system', at: turn.at, speech: heard, place }]
}

function recordedEntry(event: Event & { type: 'recorded' }, around: Around): Entry {
  const { turn, messages, language, veil } = around
  const { recording, duration } = event
  const written = messages.find((one) => one.recording === recording)?.text
  return {
    is: 'recording',
    at: turn.at,
    recording,
    text: storyWords[language].recorded(formatDuration(duration, language), event.for),
    ...(written !== undefined && { written: veil(written) }),
  }
}

function heardEntry(event: HeardEvent, around: Around): Entry {
  const { turn, took, machine, language, veil, revealed } = around
  const hidden = !revealed && isPrivateAnswer(event, machine)
  const show = hidden ? () => MASK : veil
  const { keys, alternatives = [] } = event.raw
  const [first, ...others] = alternatives
  const given = first?.text ?? (keys || undefined)
  const confidence = confidenceOf(event)
  return {
    is: 'caller',
    at: turn.inputs[0]?.at ?? turn.at,
    took,
    given: givenIn(event).kind,
    text: given === undefined ? '' : show(given),
    others: hidden ? [] : others.map((one) => ({ ...one, text: veil(one.text) })),
    meaning: tellMeaning(event, show, storyWords[language].meanings),
    ...(confidence !== undefined && { confidence, ...bandOf(confidence, event.meaning, machine) }),
    place: placeOf(machine, event.step),
  }
}

/** Words that were heard well and meant nothing here are not called sure. */
function bandOf(confidence: number, meaning: string, machine: Machine): { band?: Band } {
  const { reject, sure } = machine.root.confidence
  if (confidence < reject) return { band: 'low' }
  if (meaning === 'no match') return {}
  return { band: confidence >= sure ? 'sure' : 'unsure' }
}

function decisionEntries(event: Event & { type: 'decided' }, around: Around): Entry[] {
  const words = storyWords[around.language]
  const decision = decisionIn(event, around, words)
  if (!decision) return []
  const { because, next } = decision
  const grounds = [...because, ...(next === undefined ? [] : [words.leadsTo(next)])].join(', ')
  const text = [words.decided(stepName(event.step)), grounds].filter(Boolean).join(': ')
  return [note(text, around, event.step)]
}

function lookupEntries(event: Event & { type: 'sought' }, around: Around): Entry[] {
  const { turn, language, work } = around
  const { filler, told } = lookupIn(event, turn, work)
  const entries = systemEntries(filler, around)
  if (!told) return entries
  const words = storyWords[language]
  const { lookup, input, took, step } = told
  const after = input && `, ${words.took(formatDuration(took, language))}`
  const text = `${words.lookedUp(lookup)}: ${tellOutcome(input, words)}${after ?? ''}`
  return [...entries, note(text, around, step)]
}
