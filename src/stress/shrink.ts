// Makes a failing call as short and plain as it can be while it still fails in the same way.
import type { Act, Plan } from './stress-call.ts'

/** The most calls that are played on the way. */
const MOST_TRIES = 600

/**
 * `attempt` plays a plan and gives back what of it was needed when it fails in the same way, else
 * undefined. First whole
 * stretches of acts go, then single ones, then each is made plainer, then the world around them.
 */
export function shrink(plan: Plan, attempt: (plan: Plan) => Plan | undefined): Plan {
  let best = attempt(plan) ?? plan
  let tries = 0
  const better = (candidate: Plan): boolean => {
    if (tries++ >= MOST_TRIES) return false
    const found = attempt(candidate)
    if (!found || weigh(found) >= weigh(best)) return false
    best = found
    return true
  }
  const leaveOut = (length: number): void => {
    for (let at = 0; at < best.acts.length;)
      if (!better({ ...best, acts: best.acts.toSpliced(at, length) })) at += length
  }
  for (let before = Infinity; weigh(best) < before && tries < MOST_TRIES;) {
    before = weigh(best)
    for (let length = best.acts.length; length > 0; length = Math.floor(length / 2))
      leaveOut(length)
    // the acts change under the loop: each is looked at as it is by then
    for (let at = 0; at < best.acts.length; at++)
      plainerActs(best.acts.at(at)).some((act) =>
        better({ ...best, acts: best.acts.with(at, act) }),
      )
    for (const plainer of plainerWorlds(best)) better(plainer)
  }
  return best
}

/** Acts count most, then what is said in them, then the world. */
function weigh({ acts, world, leaves }: Plan): number {
  const words = acts.reduce((sum, act) => sum + weighAct(act), 0)
  const replies = Object.values(world.lookups).flat()
  const outside =
    2 * replies.length +
    replies.filter((reply) => typeof reply !== 'string').length +
    Object.keys(world.desks).length +
    Object.keys(world.switches).length
  const special = [world.language, world.withheld, world.from, leaves]
  return (
    acts.length * 10_000 + words * 10 + outside + special.filter((one) => one !== undefined).length
  )
}

function weighAct(act: Act): number {
  switch (act.type) {
    case 'caller':
      return 2 + act.text.length + (act.confidence === undefined ? 0 : 1)
    case 'keys':
      return 1 + act.keys.length
    case 'message':
      return 1 + Math.min(1, act.duration)
    default:
      return 0
  }
}

function plainerActs(act: Act | undefined): Act[] {
  switch (act?.type) {
    case 'keys':
      return [
        { type: 'silence' },
        ...(act.keys.length > 1
          ? [
              { ...act, keys: act.keys.slice(0, 1) },
              { ...act, keys: act.keys.slice(0, Math.ceil(act.keys.length / 2)) },
              ...[...act.keys].map((_, index) => ({
                ...act,
                keys: act.keys.slice(0, index) + act.keys.slice(index + 1),
              })),
            ]
          : []),
      ]
    case 'caller': {
      const words = act.text.split(' ')
      return [
        { type: 'silence' },
        ...['1', '2', '3'].map((keys) => ({ type: 'keys' as const, keys })),
        ...(act.confidence === undefined ? [] : [{ type: act.type, text: act.text }]),
        ...(words.length > 1
          ? words.map((_, index) => ({ ...act, text: words.toSpliced(index, 1).join(' ') }))
          : []),
      ]
    }
    case 'message':
      if (act.duration > 1000)
        return [
          { type: 'message', duration: 0 },
          { type: 'message', duration: 1000 },
        ]
      return []
    default:
      return []
  }
}

function plainerWorlds(plan: Plan): Plan[] {
  const { world, leaves } = plan
  const without = <T>(table: Record<string, T>, name: string): Record<string, T> =>
    Object.fromEntries(Object.entries(table).filter(([key]) => key !== name))
  return [
    ...(leaves === undefined ? [] : [{ ...plan, leaves: undefined }]),
    ...Object.keys(world.lookups).map((name) => ({
      ...plan,
      world: { ...world, lookups: without(world.lookups, name) },
    })),
    ...Object.entries(world.lookups).flatMap(([name, replies]) =>
      replies.length > 1
        ? replies.map((reply) => ({
            ...plan,
            world: { ...world, lookups: { ...world.lookups, [name]: [reply] } },
          }))
        : [],
    ),
    ...Object.keys(world.desks).map((name) => ({
      ...plan,
      world: { ...world, desks: without(world.desks, name) },
    })),
    ...Object.keys(world.switches).map((name) => ({
      ...plan,
      world: { ...world, switches: without(world.switches, name) },
    })),
    ...(world.language === undefined
      ? []
      : [{ ...plan, world: { ...world, language: undefined } }]),
    ...(world.withheld === undefined
      ? []
      : [{ ...plan, world: { ...world, withheld: undefined } }]),
  ]
}
