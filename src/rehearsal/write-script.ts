// A call made at the terminal, written as a scripted call.
import { DateTime } from 'luxon'
import { stringify } from 'yaml'
import { writeDuration } from '../flow/text/duration.ts'
import type { Act } from '../flow/tree/scripted-calls.ts'
import type { Desks, Setting, Switches } from '../call/setting.ts'

/** What was done and heard so far. `flow` is the file; `replies` are what really asked lookups
 * answered; `switches` those that are on. */
export type Talked = {
  flow: string
  name?: string
  zone: string
  language?: string
  from?: string
  withheld?: boolean
  switches?: Switches
  setting: Pick<Setting, 'started'>
  acts: (Exclude<Act, { type: 'system' }> | { system: string })[]
  desks: Desks
  /** what lookups sent, `not found` or `failed` */
  replies: Record<string, unknown[]>
}

/** A file of scripted calls with this one call in it. */
export function writeScript(talked: Talked): string {
  const { flow, zone, withheld = false, switches = {}, setting, acts, desks, replies } = talked
  const { started } = setting
  const at = DateTime.fromMillis(started.at, { zone }).toFormat('yyyy-MM-dd HH:mm')
  // what is undefined is not written
  const call = {
    call: talked.name ?? `talked on ${at}`,
    at,
    zone,
    from: talked.from,
    withheld: withheld ? 'yes' : undefined,
    line: unlessEmpty(started.line.values),
    given: unlessEmpty(started.given ?? {}),
    language: talked.language,
    switches: unlessEmpty(switches),
    lookups: unlessEmpty(replies),
    desks: unlessEmpty(desks),
    talk: acts.map(writeAct),
  }
  return stringify({ flow, calls: [call] }, { lineWidth: 0 })
}

const unlessEmpty = (table: object): object | undefined =>
  Object.keys(table).length > 0 ? table : undefined

function writeAct(act: Talked['acts'][number]): unknown {
  if ('system' in act) return act
  switch (act.type) {
    case 'caller':
      return {
        caller:
          act.confidence === undefined ? act.text : { text: act.text, confidence: act.confidence },
      }
    case 'keys':
      return { keys: act.keys }
    case 'message':
      return { message: act.duration > 0 ? writeDuration(act.duration) : 'nothing' }
    case 'operator sends back':
      return { 'operator sends back': act.step }
    default:
      return act.type
  }
}
