// Events as lines for people to read.
import { labelIn } from '../flow/tree/label.ts'
import { MASK } from '../ground/mask.ts'
import { parseScoped, shownName } from '../flow/machine/scoped-name.ts'
import type { Event } from '../call/event.ts'
import type { Input } from '../call/input.ts'
import type { Handoff } from '../call/session.ts'
import { percent } from '../ground/percent.ts'
import type { Machine } from '../flow/machine/machine.ts'
import { shownPath, type Opened } from './flow-files.ts'
import { textOf } from '../say/speech.ts'

/** One event in one line, or undefined for what needs no line of its own. */
export function eventText(
  event: Event,
  machine: Machine,
  opened: Pick<Opened, 'dir'>,
): string | undefined {
  switch (event.type) {
    case 'said':
    case 'asked':
      if (event.speech.length > 0)
        return `  ${textOf(event.speech)}\n      (${place(event.step, event, opened)})`
      return undefined
    case 'heard':
      return `      understood: ${heardText(event)}`
    case 'filled':
      return `      ${event.slot} = ${filledText(event, machine)}`
    case 'given':
      return `      given ${event.name} = ${givenText(event, machine)}`
    case 'sought':
      return event.effect.kind === 'request' ? `      asks "${event.effect.lookup}"` : undefined
    case 'reached goal':
      return `      goal: ${event.goal}`
    case 'handed off':
      return event.speech.length > 0 ? `  ${textOf(event.speech)}` : undefined
    case 'connected':
      return `      (talking with ${event.person ?? event.desk})`
    case 'released':
      return '      (the operator hung up)'
    case 'queued':
      return `${event.speech.length > 0 ? `  ${textOf(event.speech)}\n` : ''}  (waits for an operator of ${event.desk}${event.again ? ' again' : ''})`
    case 'left queue':
      return `  (left the queue of ${event.desk}: ${event.option})`
    case 'callback promised':
      return `  (${event.desk} will call ${event.number} back)`
    case 'gave up':
      return `      (nobody at ${event.desk})`
    case 'recorded':
      return `      (recorded ${Math.round(event.duration / 1000)} seconds)`
    case 'conversation recorded':
      return '      (the conversation was recorded)'
    case 'notified':
      return `      tells "${event.notice.lookup}"`
    case 'closed':
      return `  ${textOf(event.speech)}\n      (the ${event.of} is closed)`
    case 'ended':
      return '      (the call is over)'
    case 'broke':
      return `      broke: ${event.message}`
    case 'entered':
    case 'left':
    case 'decided':
    case 'rang':
      return undefined
  }
}

function heardText({ meaning, option, value, confidence }: Event & { type: 'heard' }): string {
  const sure = confidence !== undefined && percent(confidence)
  return [meaning, option ?? value, sure].filter(Boolean).join(', ')
}

function filledText({ slot, value }: Event & { type: 'filled' }, machine: Machine): string {
  if (!value) return 'nothing'
  return isPrivate(machine, slot) ? MASK : value.text
}

function givenText({ name, value }: Event & { type: 'given' }, { root }: Machine): string {
  if (!value) return root.given.has(name) ? 'could not be read' : 'is not declared'
  return root.given.get(name)?.private ? MASK : value.text
}

export const place = (
  step: string,
  { file, line }: { file: string; line: number },
  opened: Pick<Opened, 'dir'>,
): string => `${shownName(step) || 'callflow itself'}, ${shownPath(opened, file)}:${line}`

function isPrivate(machine: Machine, slot: string): boolean {
  const { scope, name } = parseScoped(slot)
  return machine.scopes.get(scope)?.flow.slots.get(name)?.private ?? false
}

/** The language of what commands print. */
const PRINTED = 'en'

/** The operator's card. */
export function cardText(handoff: Handoff): string {
  const { reason, values } = handoff
  const rows = values.map((value) => `      | ${labelIn(value, PRINTED)}: ${valueText(value)}`)
  return [`      | for ${labelIn(handoff, PRINTED)}: the caller ${reason}`, ...rows].join('\n')
}

function valueText({ text, from, confirmed }: Handoff['values'][number]): string {
  if (text === undefined) return 'not asked'
  if (!from) return text
  return `${text} (${from}${confirmed ? ', confirmed' : ''})`
}

/** What came from outside, in a few words. */
export function inputText(input: Input): string {
  switch (input.type) {
    case 'started':
      return `called ${input.to}${input.withheld ? ', number withheld' : ` from ${input.from}`}`
    case 'keys':
      return `pressed ${input.keys}`
    case 'speech':
      return `said "${input.alternatives[0]?.text ?? ''}"`
    case 'silence':
      return 'said nothing'
    case 'people':
      if (input.queue) return `operators serve ${input.desk}`
      return `${input.people.length} to ring at ${input.desk}`
    case 'answered':
      return `${input.person ?? 'somebody'} took the call`
    case 'requeued':
      if (input.desk === undefined) return "the operator's connection broke"
      return `put through to the queue of ${input.desk}`
    case 'sent back':
      return `sent back to ${input.step}`
    case 'callback checked':
      if (input.taken) return 'a call back can be promised'
      return `no call back: ${input.reason ?? 'refused'}`
    case 'declined':
      return `${input.person} refused`
    case 'unanswered':
      return `not taken${input.reason ? `: ${input.reason}` : ''}`
    case 'dial ended':
      return `ringing ended: ${input.result}${input.bridged ? ', after a conversation' : ''}`
    case 'recorded':
      return `recorded ${Math.round(input.duration / 1000)} seconds`
    case 'nothing recorded':
      return 'recorded nothing'
    case 'conversation recorded':
      return 'the conversation was recorded'
    case 'fetched':
      return input.found ? 'the lookup answered' : 'the lookup found nothing'
    case 'failed':
      return `the lookup failed: ${input.reason}`
    case 'hung up':
      return 'hung up'
    case 'limit':
      return `limit: ${input.reason}`
  }
}
