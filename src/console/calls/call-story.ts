// One call as a story: its log in order, each entry with its moment and its place in the flow,
// private values veiled. Pure.
import type { Event, Speech } from '../../call/event.ts'
import type { Input } from '../../call/input.ts'
import type { Message } from '../../call/message.ts'
import { sameName } from '../../call/scope-names.ts'
import type { Session } from '../../call/session.ts'
import type { Contact } from '../../desk/contact.ts'
import type { Machine } from '../../flow/machine/machine.ts'
import type { LoggedTurn } from '../../store/store.ts'
import type { InterfaceLanguage } from '../../staff/account.ts'
import { wordFor } from '../../pages/dictionary.ts'
import { durationOf } from '../../pages/duration-words.ts'
import { placeOf } from '../../practice/panels/step-panel.ts'
import { confidenceOf, isPrivate, mask, slotOf, stepName } from '../../practice/words.ts'
import { storyWords } from './words.ts'

/** `step` is there when its lines can be shown. */
export type Place = { file: string; line: number; step?: string }

/** As the machine takes a confidence. */
type Band = 'low' | 'unsure' | 'sure'

export type Entry = { at: number } & (
  | { is: 'system'; speech: { text: string; language: string }[]; place?: Place }
  | {
      is: 'caller'
      given: 'words' | 'keys' | 'silence'
      text: string
      others: { text: string; confidence?: number }[]
      meaning: string
      confidence?: number
      /** of the machine: too low, unsure, sure */ band?: Band
      took: number
      place?: Place
    }
  | { is: 'note'; text: string; place?: Place }
  | { is: 'recording'; recording: string; text: string; written?: string }
  | { is: 'handoff'; handoff: string; text: string }
)

type Told = {
  turns: LoggedTurn[]
  session: Session
  machine: Machine
  messages: Message[]
  language: InterfaceLanguage
  /** private values are shown */ revealed: boolean
}

/** Private values are found by the slots that hold or held them, and veiled wherever they stand: as
 * keys, in other words of the caller, read back. */
export function storyOf(told: Told): Entry[] {
  const { turns } = told
  const veil = told.revealed ? (text: string) => text : veilOf(told)
  const work = workOf(turns)
  let repliedAt = turns[0]?.at ?? 0
  return turns
    .flatMap((turn) => {
      const took = (turn.inputs[0]?.at ?? turn.at) - repliedAt
      if (turn.reply !== null) repliedAt = turn.at
      return turn.events.flatMap((event, index): Entry[] =>
        entriesOf(event, { ...told, turn, took, veil, work, after: turn.events.slice(index) }),
      )
    })
    .map((entry) =>
      entry.is === 'note' || entry.is === 'handoff'
        ? { ...entry, text: veil(entry.text) }
        : entry.is === 'system'
          ? {
              ...entry,
              speech: entry.speech.map(({ text, language }) => ({ text: veil(text), language })),
            }
          : entry,
    )
}

type Around = Told & {
  turn: LoggedTurn
  took: number
  veil: (text: string) => string
  work: Work
  after: Event[]
}

function entriesOf(event: Event, around: Around): Entry[] {
  const { turn, machine, messages, language, veil } = around
  const { at } = turn
  const words = storyWords[language]
  const note = (text: string, step?: string): Entry[] => [
    { is: 'note', at, text, place: step === undefined ? undefined : placeOf(machine, step) },
  ]
  const system = (speech: Speech[], place?: Place): Entry[] => {
    const spoken = speech.flatMap((one) =>
      one.kind === 'pause' || one.text === '' ? [] : [{ text: one.text, language: one.language }],
    )
    return spoken.length === 0 ? [] : [{ is: 'system', at, speech: spoken, place }]
  }
  switch (event.type) {
    case 'said':
    case 'asked':
      return system(event.speech, {
        file: event.file,
        line: event.line,
        ...(placeOf(machine, event.step) && { step: event.step }),
      })
    case 'heard':
      return [heard(event, around)]
    case 'decided':
      return decided(event, around)
    case 'sought':
      return sought(event, around, system)
    case 'reached goal':
      return note(words.goal(event.goal), event.step)
    case 'notified':
      return note(words.notified(event.notice.lookup), event.notice.step)
    case 'handed off':
      return [
        ...system(event.speech),
        {
          is: 'handoff',
          at,
          handoff: event.handoff.id,
          text: words.handedOff(event.handoff.label, event.handoff.reason),
        },
      ]
    case 'rang':
      return note(words.rang(event.people.join(', ')))
    case 'connected':
      return note(words.connected)
    case 'released':
      return note(words.released)
    case 'gave up':
      return note(words.nobody(stepName(event.desk)))
    case 'recorded': {
      const written = messages.find(({ recording }) => recording === event.recording)?.text
      return [
        {
          is: 'recording',
          at,
          recording: event.recording,
          text: words.recorded(durationOf(event.duration, language), event.for),
          ...(written !== undefined && { written: veil(written) }),
        },
      ]
    }
    case 'conversation recorded':
      return [
        {
          is: 'recording',
          at: turn.inputs[0]?.at ?? at,
          recording: event.recording,
          text: words.conversationRecorded(
            event.duration === undefined ? undefined : durationOf(event.duration, language),
          ),
        },
      ]
    case 'ended':
      return note(event.how === 'hung up' ? words.hungUp : words.ended)
    case 'broke':
      return note(words.broke)
    default:
      return []
  }
}

function heard(
  event: Event & { type: 'heard' },
  { turn, took, machine, language, veil, revealed }: Around,
): Entry {
  const words = storyWords[language]
  const hidden = !revealed && (event.private === true || isPrivate(machine, event.step))
  const shown = (text: string): string => (hidden ? mask : veil(text))
  const { alternatives, keys } = event.raw
  const [first, ...others] = alternatives ?? []
  const confidence = confidenceOf(event)
  const meaning = wordFor<(text: string) => string>(words.meanings, event.meaning)
  return {
    is: 'caller',
    at: turn.inputs[0]?.at ?? turn.at,
    took,
    given: alternatives ? 'words' : keys ? 'keys' : 'silence',
    text: first ? shown(first.text) : keys ? shown(keys) : '',
    others: hidden ? [] : others.map((one) => ({ ...one, text: veil(one.text) })),
    meaning: meaning ? meaning(shown(event.text ?? event.value ?? '')) : event.meaning,
    ...(confidence !== undefined && { confidence, ...bandOf(confidence, event.meaning, machine) }),
    place: placeOf(machine, event.step),
  }
}

/** Words that were heard well and meant nothing here are not called sure. */
function bandOf(confidence: number, meaning: string, machine: Machine): { band?: Band } {
  const { reject, sure } = machine.root.confidence
  if (confidence < reject) return { band: 'low' }
  return meaning === 'no match' ? {} : { band: confidence >= sure ? 'sure' : 'unsure' }
}

/** Only what an author decides on is told, with its grounds and where it led. */
function decided(
  { step, event, grounds }: Event & { type: 'decided' },
  { turn, machine, language, after, revealed }: Around,
): Entry[] {
  if (!event.startsWith('case:') && event !== 'SHUT' && event !== 'TOO_MANY') return []
  const words = storyWords[language]
  const scope = machine.steps.get(step)?.scope
  const hidden = (name: string) =>
    !revealed &&
    [...(scope?.flow.slots.values() ?? [])].some(
      (slot) => slot.private && sameName(name.split('.')[0] ?? '', slot.name),
    )
  const shown = (name: string, value: unknown) =>
    hidden(name)
      ? mask
      : typeof value === 'object' && value !== null
        ? words.aList
        : String(value ?? words.unknown)
  const because = Object.entries(grounds).map(([name, value]) => words.is(name, shown(name, value)))
  const next = after.find((one) => one.type === 'entered')?.step
  const text = [
    words.decided(stepName(step)),
    [...because, ...(next === undefined ? [] : [words.leadsTo(stepName(next))])].join(', '),
  ]
    .filter(Boolean)
    .join(': ')
  return [{ is: 'note', at: turn.at, text, place: placeOf(machine, step) }]
}

/** Work by its key: the turn that began it, what came of it, and how long it took in ms. */
type Work = { begun: Map<string, number>; results: Map<string, { input: Input; took: number }> }

function workOf(turns: LoggedTurn[]): Work {
  const inputs = turns.flatMap((turn) => turn.inputs)
  return {
    begun: new Map(
      turns
        .toReversed()
        .flatMap(({ seq, events }) =>
          events.flatMap((event) =>
            event.type === 'sought' ? [[event.effect.key, seq] as const] : [],
          ),
        ),
    ),
    results: new Map(
      inputs.flatMap((input, index) =>
        'key' in input
          ? [[input.key, { input, took: input.at - (inputs[index - 1]?.at ?? input.at) }] as const]
          : [],
      ),
    ),
  }
}

/** A filler is spoken only where the work outlasted its turn; the work itself is told once, where
 * it began. */
function sought(
  { effect, meanwhile }: Event & { type: 'sought' },
  { turn, machine, language, work: { begun, results } }: Around,
  system: (speech: Speech[]) => Entry[],
): Entry[] {
  if (effect.kind !== 'request') return []
  const words = storyWords[language]
  const filler = turn.inputs.some((input) => 'key' in input && input.key === effect.key)
    ? []
    : system(meanwhile)
  if (begun.get(effect.key) !== turn.seq) return filler
  const result = results.get(effect.key)
  const outcome =
    result?.input.type === 'fetched'
      ? result.input.found
        ? words.found
        : words.notFound
      : result?.input.type === 'failed'
        ? words.failed(result.input.reason)
        : words.waitsForAnswer
  const text = `${words.lookedUp(effect.lookup)}: ${outcome}${result ? `, ${words.took(durationOf(result.took, language))}` : ''}`
  return [...filler, { is: 'note', at: turn.at, text, place: placeOf(machine, effect.step) }]
}

/** Private values that were heard or looked up, the longest first. */
function secretsOf({ turns, session, machine }: Told): string[] {
  const held = Object.entries(session.slots).map(([key, value]) => ({ key, value }))
  const filled = turns
    .flatMap(({ events }) => events)
    .flatMap((event) =>
      event.type === 'filled' && event.value ? [{ key: event.slot, value: event.value }] : [],
    )
  const keyed = turns
    .flatMap(({ events }) => events)
    .flatMap((event) =>
      event.type === 'heard' &&
      event.value !== undefined &&
      (event.private || isPrivate(machine, event.step))
        ? [event.raw.keys, event.value]
        : [],
    )
  const values = [...held, ...filled]
    .filter(({ key }) => slotOf(machine, key).private)
    .flatMap(({ value }) => [
      value.text,
      typeof value.value === 'object' ? '' : String(value.value),
    ])
  return [...new Set([...values, ...keyed])]
    .filter(
      (text): text is string =>
        text !== undefined && text.replace(/[^\p{L}\p{N}]/gu, '').length >= 3,
    )
    .sort((a, b) => b.length - a.length)
}

/** Hides private values however they are spaced: "1234" is found in "1, 2, 3, 4". */
function veilOf(told: Told): (text: string) => string {
  const patterns = secretsOf(told).map(
    (text) => new RegExp([...text.replace(/[^\p{L}\p{N}]/gu, '')].join('[^\\p{L}\\p{N}]*'), 'giu'),
  )
  return (text) => patterns.reduce((veiled, pattern) => veiled.replace(pattern, mask), text)
}

export type Known = {
  label: string
  text?: string
  hidden: boolean
  from?: Session['slots'][string]['from']
  confidence?: number
  confirmed: boolean
}

/** The values of the call at its end, those of the flow first. */
export function valuesOf({
  session,
  machine,
  revealed,
}: Pick<Told, 'session' | 'machine' | 'revealed'>): Known[] {
  return [...new Set([...machine.root.slots.keys(), ...Object.keys(session.slots)])].map((key) => {
    const { label, private: hidden } = slotOf(machine, key)
    const held = session.slots[key]
    return {
      label,
      hidden,
      confirmed: held?.confirmed ?? false,
      ...(held && {
        text: hidden && !revealed ? mask : held.text,
        from: held.from,
        ...(held.confidence !== undefined && { confidence: held.confidence }),
      }),
    }
  })
}

/** Something of the call is hidden from who may see private values. */
export const hidesSomething = ({
  turns,
  session,
  machine,
}: Pick<Told, 'turns' | 'session' | 'machine'>): boolean =>
  valuesOf({ session, machine, revealed: false }).some(
    ({ hidden, text }) => hidden && text !== undefined,
  ) ||
  turns.some(({ events }) =>
    events.some(
      (event) => event.type === 'heard' && (event.private || isPrivate(machine, event.step)),
    ),
  )

/** The recordings of the call, by id: after a tone, and of its conversations. */
export function recordingsOf(
  turns: LoggedTurn[],
  messages: Message[],
  contacts: Contact[],
): ReadonlySet<string> {
  const told = turns.flatMap(({ events }) =>
    events.flatMap((event) =>
      event.type === 'recorded' || event.type === 'conversation recorded' ? event.recording : [],
    ),
  )
  return new Set([
    ...told,
    ...messages.map(({ recording }) => recording),
    ...contacts.flatMap(({ recordings = [] }) => recordings.map(({ id }) => id)),
  ])
}
