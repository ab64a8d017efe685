// The shortest calls to each place of a flow, found by trying on the real engine what callers could
// answer and what lookups could say.
import { ownName } from '../flow/machine/scoped-name.ts'
import type { Event } from '../call/event.ts'
import type { Facts, Input } from '../call/input.ts'
import { sameName } from '../call/scope-names.ts'
import { makeSetting } from '../call/setting.ts'
import { nextFromOutside, performAct } from '../rehearsal/outside.ts'
import { beginCall, takeInput, type Stage } from '../rehearsal/stage.ts'
import type { Machine } from '../flow/machine/machine.ts'
import { withIncluded } from '../flow/tree/project.ts'
import { answersAt } from './possible-answers.ts'
import { nothingMore, type Act, type Plan } from './stress-call.ts'
import { hingesIn } from '../times/condition-worlds.ts'
import { repliesTo, replyInput, type World } from './world-by-lot.ts'
import { isRecorder } from './invariants.ts'

/** Where a call comes: a lookup asked, a desk entered or rung, a goal, a question, a recorder, an
 * end. */
export type Place = `${'lookup' | 'desk' | 'ringing' | 'goal' | 'question' | 'recorder'} ${string}`

type Spot = { stage: Stage; plan: Plan }

const MOST_SPOTS = 1500

/** By place, the call with the fewest acts that comes there in a world like this one. What lookups
 * answer is part of each call. */
export function callsTo(machine: Machine, world: World): Map<Place, Plan> {
  const setting = makeSetting(machine, world)
  const found = new Map<Place, Plan>()
  const seen = new Set<string>()
  const asked = namesAsked(machine)
  let spots: Spot[] = []
  const arrive = (stage: Stage, plan: Plan, events: Event[]): void => {
    for (const place of placesIn(events, machine)) if (!found.has(place)) found.set(place, plan)
    const { session } = stage
    if (session.working?.kind === 'request') return answered(stage, plan, session.working)
    const input = nextFromOutside(stage, setting, () => {
      throw new Error('a lookup was asked twice')
    })
    if (input) return arrive(stage, plan, taken(stage, input))
    const key = JSON.stringify([
      session.state,
      session.slots.language,
      session.language,
      asked(session),
    ])
    if (session.status === 'ended' || seen.has(key) || seen.size >= MOST_SPOTS) return
    seen.add(key)
    next.push({ stage, plan })
  }
  const answered = (
    stage: Stage,
    plan: Plan,
    effect: NonNullable<Stage['session']['working']> & { kind: 'request' },
  ): void => {
    for (const reply of repliesTo(machine, effect.lookup)) {
      const branch = copied(stage)
      const lookups = {
        ...plan.world.lookups,
        [effect.lookup]: [...(plan.world.lookups[effect.lookup] ?? []), reply],
      }
      arrive(
        branch,
        { ...plan, world: { ...plan.world, lookups } },
        taken(branch, replyInput(machine, effect, branch.session.at + 500, reply)),
      )
    }
  }
  let next: Spot[] = []
  const first = beginCall(machine, setting.started, true)
  arrive(first, { world: { ...world, lookups: {} }, acts: [] }, eventsOf(first))
  while ((spots = next).length > 0) {
    next = []
    for (const { stage, plan } of spots) {
      for (const act of actsAt(stage, setting.facts)) {
        const branch = copied(stage)
        const before = branch.log.length
        if (performAct(branch, setting, act) !== undefined) continue
        arrive(branch, { ...plan, acts: [...plan.acts, act] }, [
          ...branch.log.slice(before).flatMap(({ events }) => events),
          ...(branch.open?.events ?? []),
        ])
      }
    }
  }
  return found
}

const eventsOf = ({ log, open }: Stage): Event[] => [
  ...log.flatMap(({ events }) => events),
  ...(open?.events ?? []),
]

/** Sessions are not changed by what follows, so branches may share them; their logs may not. */
const copied = (stage: Stage): Stage => ({
  ...stage,
  log: stage.log.slice(-1),
  open: stage.open && {
    ...stage.open,
    inputs: [...stage.open.inputs],
    events: [...stage.open.events],
  },
})

function taken(stage: Stage, input: Input): Event[] {
  const events = takeInput(stage, input)
  if (!events) throw new Error(`"${input.type}" does not fit at "${stage.session.state.leaf}"`)
  return events
}

/** One act for each meaning that leads somewhere, by key where there is one. */
function actsAt(stage: Stage, facts?: Facts): Act[] {
  const rest = nothingMore(stage)
  if (rest.type === 'message') return [{ type: 'message', duration: 3000 }, rest]
  if (rest.type !== 'silence') return [rest]
  const acts = new Map<string, Act>()
  for (const { means, act } of answersAt(stage, facts))
    if (!['repeat', 'back', 'start over'].includes(means) && !acts.has(means)) acts.set(means, act)
  return [...acts.values(), rest]
}

function placesIn(events: Event[], machine: Machine): Place[] {
  return events.flatMap((event): Place[] => {
    switch (event.type) {
      case 'sought':
        return event.effect.kind === 'request' ? [`lookup ${event.effect.lookup}`] : []
      case 'entered':
        return machine.desks.has(event.step) ? [`desk ${event.step}`] : []
      case 'rang':
        return [`ringing ${event.desk}`]
      case 'reached goal':
        return [`goal ${event.goal}`]
      case 'asked':
        return [
          `${event.listening.mode === 'tone' && isRecorder(machine, event.step) ? 'recorder' : 'question'} ${event.step}`,
        ]
      default:
        return []
    }
  })
}

/** What conditions of the flow ask about, as it stands in a call: calls that differ in nothing else
 * need not both be followed. */
function namesAsked(machine: Machine): (session: Stage['session']) => unknown {
  const paths = withIncluded(machine.root)
    .flatMap((flow) => hingesIn([flow.steps, flow.anywhere]).conditions)
    .flatMap(({ tests }) => tests.map(({ path }) => path.names))
  return ({ slots, saved }) => [
    ...Object.entries(slots)
      .filter(([slot]) => paths.some(([first = '']) => sameName(first, ownName(slot))))
      .map(([, held]) => held.value),
    ...Object.entries(saved).map(([name, fields]) =>
      Object.entries(fields).filter(([field]) =>
        paths.some(
          ([first = '', second = '']) => sameName(first, ownName(name)) && sameName(second, field),
        ),
      ),
    ),
  ]
}
