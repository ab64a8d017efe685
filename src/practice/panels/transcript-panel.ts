// The conversation so far: what the system said, what the caller did, and what happened in between.
import type { Event, Speech } from '../../call/event.ts'
import type { Input } from '../../call/input.ts'
import { messageLine, type Message } from '../../call/message.ts'
import { sameName } from '../../call/scope-names.ts'
import type { Machine } from '../../flow/machine/machine.ts'
import type { LoggedTurn } from '../../store/store.ts'
import { percent } from '../../ground/percent.ts'
import { html, type Html } from '../../pages/html.ts'
import { confidenceOf, given, isPrivate, mask, stepName, understood } from '../words.ts'

type Spoken = Exclude<Speech, { kind: 'pause' }>

type Line =
  | { who: 'system'; speech: Spoken[]; place: string }
  | {
      who: 'caller'
      kind: 'words' | 'keys' | 'silence'
      text: string
      understood: string
      confidence?: number
    }
  | { who: 'note'; text: string }

/** Work by its key: the turn that began it, and what came of it. */
type Work = { begun: Map<string, number>; results: Map<string, Input> }

export function transcriptView({
  turns,
  machine,
  messages = [],
}: {
  turns: LoggedTurn[]
  machine: Machine
  messages?: Message[]
}): Html {
  const work: Work = {
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
      turns.flatMap(({ inputs }) =>
        inputs.flatMap((input) => ('key' in input ? [[input.key, input] as const] : [])),
      ),
    ),
  }
  const lines = turns.flatMap((turn) =>
    turn.events.flatMap((event, index) => {
      if (event.type === 'sought') return sought(event, turn, work)
      if (event.type === 'recorded')
        return [
          ...lineOf(event, machine),
          ...writtenDown(messages.find(({ recording }) => recording === event.recording)),
        ]
      return event.type === 'decided'
        ? decided(event, turn.events.slice(index), machine)
        : lineOf(event, machine)
    }),
  )
  return html`<ol class="talk">${lines.map(lineView)}</ol>`
}

function lineOf(event: Event, machine: Machine): Line[] {
  switch (event.type) {
    case 'said':
    case 'asked':
      return system(event.speech, `${event.file}:${event.line}`)
    case 'heard': {
      const hidden = isPrivate(machine, event.step)
      return [
        {
          who: 'caller',
          ...given(event, hidden),
          understood: understood(event, hidden),
          confidence: confidenceOf(event),
        },
      ]
    }
    case 'reached goal':
      return note(`goal reached: ${event.goal}`)
    case 'notified':
      return note(`a notice was left for “${event.notice.lookup}”`)
    case 'handed off':
      return [
        ...system(event.speech),
        ...note(`handed off to ${event.handoff.label}: ${event.handoff.reason}`),
      ]
    case 'rang':
      return note(`${event.people.join(' and ')} would ring now`)
    case 'connected':
      return note('a person took the call')
    case 'released':
      return note('the person hung up')
    case 'queued':
      return [
        ...system(event.speech),
        ...note(
          event.again
            ? `waits for another operator of ${stepName(event.desk)}`
            : `waits in the queue of ${stepName(event.desk)}`,
        ),
      ]
    case 'left queue':
      return note(`left the queue of ${stepName(event.desk)}`)
    case 'callback promised':
      return note(`a call back from ${stepName(event.desk)} was promised`)
    case 'gave up':
      return note(`nobody at ${stepName(event.desk)}`)
    case 'recorded':
      return note(
        `a message of ${Math.round(event.duration / 1000)} seconds${event.for ? ` for ${event.for}` : ''}`,
      )
    case 'conversation recorded':
      return note('the conversation was recorded')
    case 'ended':
      return note(event.how === 'hung up' ? 'the caller hung up' : 'the call is over')
    case 'broke':
      return note('something broke on our side')
    case 'decided':
    case 'filled':
    case 'entered':
    case 'left':
    case 'sought':
      return []
  }
}

const note = (text: string): Line[] => [{ who: 'note', text }]

const writtenDown = (message: Message | undefined): Line[] =>
  message?.text === undefined ? [] : note(messageLine(message.text))

function system(speech: Speech[], place = ''): Line[] {
  const spoken = speech.flatMap((one) => (one.kind === 'pause' || one.text === '' ? [] : [one]))
  return spoken.length === 0 ? [] : [{ who: 'system', speech: spoken, place }]
}

/** A filler is spoken only where the work outlasted its turn; the work itself is told once, where
 * it began. */
function sought(
  { effect, meanwhile }: Event & { type: 'sought' },
  turn: LoggedTurn,
  { begun, results }: Work,
): Line[] {
  if (effect.kind !== 'request') return []
  const filler = turn.inputs.some((input) => 'key' in input && input.key === effect.key)
    ? []
    : system(meanwhile)
  if (begun.get(effect.key) !== turn.seq) return filler
  const result = results.get(effect.key)
  const outcome =
    result?.type === 'fetched'
      ? result.found
        ? 'found'
        : 'not found'
      : result?.type === 'failed'
        ? `failed, ${result.reason}`
        : 'waiting for the answer'
  return [...filler, ...note(`looked up “${effect.lookup}”: ${outcome}`)]
}

/** Only what an author decides on is told, with its grounds and where it led; `after` are the
 * events from here on. */
function decided(
  { step, event, grounds }: Event & { type: 'decided' },
  after: Event[],
  machine: Machine,
): Line[] {
  if (!event.startsWith('case:') && event !== 'SHUT' && event !== 'TOO_MANY') return []
  const scope = machine.steps.get(step)?.scope
  const hidden = (name: string) =>
    [...(scope?.flow.slots.values() ?? [])].some(
      (slot) => slot.private && sameName(name.split('.')[0] ?? '', slot.name),
    )
  const shown = (name: string, value: unknown) =>
    hidden(name)
      ? mask
      : typeof value === 'object' && value !== null
        ? 'a list'
        : String(value ?? 'not known')
  const because = Object.entries(grounds)
    .map(([name, value]) => `${name} is ${shown(name, value)}`)
    .join(', ')
  const next = after.find((one) => one.type === 'entered')?.step
  return note(
    `${stepName(step)}: ${[because, next === undefined ? '' : `on to “${stepName(next)}”`].filter(Boolean).join(', so ')}`,
  )
}

function lineView(line: Line): Html {
  if (line.who === 'note') return html`<li class="note">${line.text}</li>`
  if (line.who === 'system')
    return html`<li class="system"><b>System</b> <p>${line.speech.map(({ text, language }) => html`<span lang="${language}">${text}</span> `)}</p>${line.place && html`<small>${line.place}</small>`}</li>`
  const words =
    line.kind === 'words'
      ? html`<p>${line.text}</p>`
      : line.kind === 'keys'
        ? html`<p>keys <kbd>${line.text}</kbd></p>`
        : html`<p class="silence">${line.text}</p>`
  return html`<li class="caller"><b>Caller</b> ${words}<small>${line.understood}${line.confidence !== undefined && `, ${percent(line.confidence)}`}</small></li>`
}
