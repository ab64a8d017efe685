// The shortest calls to each place of a flow, found by trying on the real engine what callers could
// answer and what lookups could say.
import { ownName } from '../flow/machine/scoped-name.ts'
import type { Event } from '../call/event.ts'
import type { Facts, Input } from '../call/input.ts'
import { sameName } from '../call/scope-names.ts'
import { makeSetting, type Setting } from '../call/setting.ts'
import { nextFromOutside, performAct } from '../rehearsal/outside.ts'
import { beginCall, takeInput, type Stage } from '../rehearsal/stage.ts'
import type { Machine } from '../flow/machine/machine.ts'
import { withIncluded } from '../flow/tree/project.ts'
import { tableAnswer } from '../call/table-answer.ts'
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
  const search = new Search(machine, world)
  const first = beginCall(machine, search.setting.started, true)
  search.arrive(first, { world: { ...world, lookups: {} }, acts: [] }, eventsOf(first))
  for (let spots = search.nextSpots(); spots.length > 0; spots = search.nextSpots())
    for (const spot of spots) search.goOnFrom(spot)
  return search.found
}

/** Breadth first: all that was come to with so many acts, before anything with one more. */
class Search {
  readonly found = new Map<Place, Plan>()
  readonly setting: Setting
  private readonly seen = new Set<string>()
  private readonly asked: (session: Stage['session']) => unknown
  private next: Spot[] = []

  constructor(
    private readonly machine: Machine,
    world: World,
  ) {
    this.setting = makeSetting(machine, world)
    this.asked = namesAsked(machine)
  }

  nextSpots(): Spot[] {
    return this.next.splice(0)
  }

  goOnFrom({ stage, plan }: Spot): void {
    for (const act of actsAt(stage, this.setting.facts)) {
      const branch = branchOff(stage)
      const before = branch.log.length
      if (performAct(branch, this.setting, act) !== undefined) continue
      this.arrive(branch, { ...plan, acts: [...plan.acts, act] }, eventsOf(branch, before))
    }
  }

  arrive(stage: Stage, plan: Plan, events: Event[]): void {
    for (const place of placesIn(events, this.machine))
      if (!this.found.has(place)) this.found.set(place, plan)
    const { session } = stage
    if (session.working?.kind === 'request') return this.followReplies(stage, plan, session.working)
    const input = nextFromOutside(stage, this.setting, () => {
      throw new Error('a lookup was asked twice')
    })
    if (input) return this.arrive(stage, plan, takeEvents(stage, input))
    const { state, slots, language } = session
    const key = JSON.stringify([state, slots.language, language, this.asked(session)])
    if (session.status === 'ended' || this.seen.has(key) || this.seen.size >= MOST_SPOTS) return
    this.seen.add(key)
    this.next.push({ stage, plan })
  }

  private followReplies(
    stage: Stage,
    plan: Plan,
    effect: NonNullable<Stage['session']['working']> & { kind: 'request' },
  ): void {
    const { lookups } = plan.world
    const known = tableAnswer(this.machine, effect, stage.session.at)
    if (known) {
      const branch = branchOff(stage)
      this.arrive(branch, plan, takeEvents(branch, known))
    }
    for (const reply of repliesTo(this.machine, effect.lookup)) {
      const branch = branchOff(stage)
      const replies = [...(lookups[effect.lookup] ?? []), reply]
      const world = { ...plan.world, lookups: { ...lookups, [effect.lookup]: replies } }
      const input = replyInput(this.machine, effect, branch.session.at + ANSWERED_AFTER, reply)
      this.arrive(branch, { ...plan, world }, takeEvents(branch, input))
    }
  }
}

/** How long lookups take by the clock of these calls, ms. */
const ANSWERED_AFTER = 500

const eventsOf = ({ log, open }: Stage, from = 0): Event[] => [
  ...log.slice(from).flatMap(({ events }) => events),
  ...(open?.events ?? []),
]

/** Sessions are not changed by what follows, so branches may share them; their logs may not. */
const branchOff = (stage: Stage): Stage => ({
  ...stage,
  log: stage.log.slice(-1),
  open: stage.open && {
    ...stage.open,
    inputs: [...stage.open.inputs],
    events: [...stage.open.events],
  },
})

function takeEvents(stage: Stage, input: Input): Event[] {
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
