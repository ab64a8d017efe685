// The settings of flows and desks: under which kind a change of them is told, and what holds
// where nothing is written.
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
  setting('patience', 'wait', ({ wait }) => wait, '5 seconds'),
  setting('patience', 'tries', ({ tries }) => tries, '3'),
  setting('patience', 'misses', ({ misses }) => misses, '6'),
  setting('listening', 'listen', ({ listen }) => listen, 'both'),
  setting('limits', 'turns', ({ limits }) => limits.turns, '40'),
  setting('limits', 'minutes', ({ limits }) => limits.minutes, '60'),
  setting('confidence', 'reject', ({ confidence }) => confidence.reject, '0.45'),
  setting('confidence', 'sure', ({ confidence }) => confidence.sure, '0.8'),
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
  ['wait at most', 'desk waiting', '5 minutes'],
  ['rings', 'desk waiting', '20 seconds'],
  ['music', 'desk waiting', 'the usual'],
  ['skills', 'desk people', 'none'],
  ['number', 'desk people', "the desk's people"],
  ['show number', 'desk people', 'line'],
  ['record', 'desk conversation', 'no'],
  ['instead', 'desk conversation', 'none'],
]

/** How often callers who wait are spoken to. */
export const USUAL_EVERY = '1 minute'
