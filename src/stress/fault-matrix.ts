// The fault matrix of a flow: every lookup, desk and webhook failing in every way, over signed
// forms on the real app. Each call must end with a person, a message or a spoken close.
import type { Event } from '../call/event.ts'
import type { Machine } from '../flow/machine/machine.ts'
import type { World } from './world-by-lot.ts'
import { startBrokenService } from './broken-service.ts'
import { combinationsOf } from './combinations.ts'
import { openLine, type Line } from './line.ts'
import type { Telephone } from './telephone.ts'

/** How a call ended, or what was wrong with it; `events` tell the call. */
export type Ended = {
  combination: string
  how: 'a person' | 'a message' | 'a goodbye' | 'lost'
  wrong?: string
  events: Event[]
}

/** So many calls at once. */
const AT_ONCE = 16

/** `from` in UTC milliseconds: the calls are made in the week after it, while the desks are
 * open. */
export async function runFaults(
  machine: Machine,
  { from, values }: { from: number; values: Record<string, string> },
): Promise<Ended[]> {
  const combinations = combinationsOf(machine, from, values)
  const service = await startBrokenService()
  const lines = new Map<number, Promise<Line>>()
  const lineAt = (world: World): Promise<Line> => {
    const known = lines.get(world.at) ?? openLine(machine, world, service)
    lines.set(world.at, known)
    return known
  }
  try {
    const ended: Ended[] = []
    const left = [...combinations]
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let combination = left.shift(); combination; combination = left.shift()) {
          const { phone, wrong, events } = await (
            await lineAt(combination.plan.world)
          ).play(combination)
          ended.push({ combination: combination.name, ...judge(phone, wrong), events })
        }
      }),
    )
    return combinations.flatMap(({ name }) => ended.filter((one) => one.combination === name))
  } finally {
    for (const line of lines.values()) await (await line).close()
    await service.close()
  }
}

function judge(
  phone: Telephone | undefined,
  wrong: string | undefined,
): Pick<Ended, 'how' | 'wrong'> {
  if (!phone || wrong !== undefined)
    return { how: 'lost', wrong: wrong ?? 'the call did not begin' }
  if (phone.talks > 0) return { how: 'a person' }
  if (phone.tones > 0) return { how: 'a message' }
  if (phone.last.length > 0 || phone.played > 0) return { how: 'a goodbye' }
  return { how: 'lost', wrong: 'the call ends without a word' }
}
