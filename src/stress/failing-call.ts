// A failing call told: as a scripted call to paste, with what was heard in it.
import { zoneOf } from '../call/scope-names.ts'
import { heardSince } from '../rehearsal/play.ts'
import { makeSetting } from '../call/setting.ts'
import { asSent } from '../flow/tree/lookup-answer.ts'
import type { Machine } from '../flow/machine/machine.ts'
import { playCall, type Plan } from './stress-call.ts'
import { writeScript, type Talked } from '../rehearsal/write-script.ts'
import type { Reply } from './world-by-lot.ts'

/** The call as a file of scripted calls. What scripts cannot say, a hang-up while something rings,
 * is left out. */
export function scriptedCall(
  machine: Machine,
  { world, acts, leaves }: Plan,
  name: string,
): string {
  const left = [...acts]
  const told: Talked['acts'] = []
  let shown = 0
  const heardText = (stage: Parameters<typeof heardSince>[0]): void => {
    const words = heardSince(stage, shown)
    shown = stage.log.length
    if (words !== '') told.push({ system: words })
  }
  const { stage } = playCall(
    machine,
    { world, leaves },
    (at) => {
      heardText(at)
      const act = left.shift()
      if (act) told.push(act)
      return act ?? { type: 'hang up' }
    },
    { bounds: {}, replayed: false },
  )
  if (stage) heardText(stage)
  const { from, withheld, language, switches, desks, lookups } = world
  return writeScript({
    flow: machine.root.file,
    name,
    zone: zoneOf({ prefix: '', flow: machine.root }),
    setting: makeSetting(machine, world),
    from,
    withheld,
    language,
    switches,
    desks,
    replies: Object.fromEntries(
      Object.entries(lookups).map(([name, replies]) => [name, replies.map(sentBy)]),
    ),
    acts: told,
  })
}

const sentBy = (reply: Reply): unknown => (typeof reply === 'string' ? reply : asSent(reply))
