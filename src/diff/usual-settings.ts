// The settings of flows and desks: under which kind a change of them is told, and what holds
// where nothing is written.
import {
  ACCEPT_AT,
  CALL_MINUTES,
  MISSES,
  RINGS,
  SURE_AT,
  TRIES,
  TURNS,
  WAIT,
  WAIT_AT_MOST,
} from '../flow/defaults.ts'
import { writeDuration } from '../flow/text/duration.ts'
import type { Budget, Desk, Flow, Promised } from '../flow/tree/flow.ts'
import type { Kind } from './difference.ts'

type FlowSetting = { kind: Kind; key: string; of(flow: Flow): unknown; usual: string }

const setting = (kind: Kind, key: string, of: FlowSetting['of'], usual: string): FlowSetting => ({
  kind,
  key,
  of,
  usual,
})

const budgets: (keyof Budget)[] = ['option', 'person', 'silence', 'call']

export const flowSettings: FlowSetting[] = [
  setting('patience', 'wait', ({ wait }) => wait, writeDuration(WAIT)),
  setting('patience', 'tries', ({ tries }) => tries, String(TRIES)),
  setting('patience', 'misses', ({ misses }) => misses, String(MISSES)),
  setting('listening', 'listen', ({ listen }) => listen, 'both'),
  setting('limits', 'turns', ({ limits }) => limits.turns, String(TURNS)),
  setting('limits', 'minutes', ({ limits }) => limits.minutes, String(CALL_MINUTES)),
  setting('confidence', 'reject', ({ confidence }) => confidence.reject, String(ACCEPT_AT)),
  setting('confidence', 'sure', ({ confidence }) => confidence.sure, String(SURE_AT)),
  setting('promise', 'person within', ({ promise }) => promiseText(promise.person), 'not promised'),
  setting(
    'promise',
    'operator within',
    ({ promise }) => promiseText(promise.operator),
    'not promised',
  ),
  ...budgets.map((key) =>
    setting('promise', `budget: ${key}`, ({ budget }) => budgetText(budget, key), 'none'),
  ),
  setting('recogniser', 'speech', ({ speech }) => speech, 'as usual'),
]

function budgetText(budget: Budget | undefined, key: keyof Budget): string {
  const time = budget?.[key]
  return time ? writeDuration(time.value) : ''
}

function promiseText(promise: Promised | undefined): string {
  const parts: string[] = []
  if (promise?.turns !== undefined) parts.push(`${promise.turns} turns`)
  if (promise?.time !== undefined) parts.push(writeDuration(promise.time))
  return parts.join(', ')
}

export const deskSettings: [keyof Desk & string, Kind, string][] = [
  ['whisper', 'desk whisper', 'nothing'],
  ['hours', 'desk hours', 'always open'],
  ['wait at most', 'desk waiting', writeDuration(WAIT_AT_MOST)],
  ['rings', 'desk waiting', writeDuration(RINGS)],
  ['music', 'desk waiting', 'the usual'],
  ['skills', 'desk people', 'none'],
  ['number', 'desk people', "the desk's people"],
  ['show number', 'desk people', 'line'],
  ['record', 'desk conversation', 'no'],
  ['instead', 'desk conversation', 'none'],
]
