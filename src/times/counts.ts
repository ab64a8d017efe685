// How often each event of a machine came, from the logs of calls that were made.
import { leafId } from '../flow/machine/leaf-id.ts'
import {
  eventNow,
  optionEvent,
  waitingEvent,
  type MachineEvent,
} from '../flow/machine/machine-event.ts'
import type { Event } from '../call/event.ts'
import { LEAVE } from '../flow/machine/desk-states.ts'
import type { Machine } from '../flow/machine/machine.ts'
import type { Counts } from './expected-length.ts'

type Ways = { [way: string]: MachineEvent | undefined }
const LOOKUP_EVENTS: Ways = { then: 'OK', 'not found': 'NOT_FOUND', failed: 'FAILED' }
const CALLBACK_EVENTS: Ways = { then: 'OK', failed: 'FAILED' }

/** Steps and rungs the machine does not have are passed over, so calls of earlier versions count
 * where they still fit. */
export function countsOf(machine: Machine, events: Iterable<Event>): Counts {
  const counts = new Map<string, Map<MachineEvent, number>>()
  const add = (leaf: string, event: MachineEvent | undefined): void => {
    if (event === undefined || !machine.leaves.has(leaf)) return
    const known = counts.get(leaf) ?? new Map<MachineEvent, number>()
    known.set(event, (known.get(event) ?? 0) + 1)
    counts.set(leaf, known)
  }
  for (const event of events) {
    switch (event.type) {
      case 'heard':
        add(`${event.step}/${event.rung}`, eventOf(event))
        break
      case 'decided':
        add(`${event.step}/${event.rung}`, eventNow(event.event))
        break
      case 'connected':
        add(leafId(event.desk, 'dial'), 'ANSWERED')
        break
      case 'left queue':
        add(
          leafId(event.desk, 'dial'),
          event.option === LEAVE ? 'LEAVE' : waitingEvent(event.option),
        )
        break
      case 'callback promised':
        if (event.step === undefined) add(leafId(event.desk, 'dial'), 'CALL_BACK')
        break
      case 'gave up':
        add(leafId(event.desk, 'dial'), 'UNANSWERED')
        break
      case 'released':
        add(leafId(event.desk, 'bridged'), 'RELEASED')
        break
      case 'recorded':
        add(leafId(event.step, 'tone'), 'RECORDED')
        break
      case 'left': {
        add(leafId(event.step, 'request'), LOOKUP_EVENTS[event.way])
        add(leafId(event.step, 'callback'), CALLBACK_EVENTS[event.way])
        if (event.way === 'empty') add(leafId(event.step, 'tone'), 'EMPTY')
        break
      }
      default:
    }
  }
  return counts
}

/** The machine's event for a meaning as it is logged; undefined for what is none, such as keys of
 * which more are awaited. */
function eventOf({ meaning, option }: Event & { type: 'heard' }): MachineEvent | undefined {
  if (meaning !== 'option') return EVENTS[meaning]
  return option === undefined ? undefined : optionEvent(option)
}

const EVENTS: { [meaning: string]: MachineEvent | undefined } = {
  'unsure option': 'OPTION_UNSURE',
  'unsure row': 'OPTION_UNSURE',
  value: 'VALUE',
  row: 'row:1',
  none: 'NONE',
  done: 'DONE',
  'silence after being served': 'DONE',
  yes: 'YES',
  no: 'NO',
  operator: 'OPERATOR',
  repeat: 'REPEAT',
  'start over': 'MAIN',
  question: 'QUESTION',
  invalid: 'INVALID',
  'no match': 'NO_MATCH',
  'repeated too often': 'NO_MATCH',
  silence: 'NO_INPUT',
}
