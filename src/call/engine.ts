// The engine: (flow version, session, input) → (session, events). No clock, no chance, nothing
// outside.
import { stepOfLeaf } from '../flow/machine/leaf-id.ts'
import { transition } from 'xstate'
import type { Action, Leaf, Machine } from '../flow/machine/machine.ts'
import { backToEvent, isMiss, type MachineEvent } from '../flow/machine/machine-event.ts'
import { countersOf, walker, type Walker } from '../flow/machine/walk.ts'
import { workKinds } from '../flow/machine/machine.ts'
import { toXState } from '../flow/machine/xstate-machine.ts'
import { act } from './act.ts'
import { derive } from './derive.ts'
import { draftOf, leafOf, stepOf, type Draft } from './draft.ts'
import type { Event } from './event.ts'
import { listeningAt } from './hear.ts'
import type { Input, Started } from './input.ts'
import { govern, interpret, type Hear } from './interpret.ts'
import { beginRinging, ringNext } from './ringing.ts'
import { joinQueue, pressedWhileWaiting, queueOf } from './desk-queue.ts'
import { fillIn, phraseSpeech, promptSpeech } from './prompt-words.ts'
import type { Session } from './session.ts'
import { startSlots } from './call-slots.ts'
import { dropVolunteered, keepVolunteered, volunteered } from './volunteer.ts'

export type Turn = { session: Session; events: Event[] }

const MOST_WORK = 20

type Edge = { leaf: string; context: Record<string, number>; actions: Action[] }
type Running = { walk: Walker; edge(from: Session['state'], event: MachineEvent): Edge }
const running = new WeakMap<Machine, Running>()

/** XState's machine behind our leaves. It is finite and pure, so an edge that XState has worked out
 * once is kept. */
function run(machine: Machine): Running {
  const known = running.get(machine)
  if (known) return known
  const walk = walker(machine.config, countersOf(machine))
  const xstate = toXState(machine)
  const leaves = new Map([...machine.leaves.keys()].map((id) => [walk.path(id).join('\0'), id]))
  const edges = new Map<string, Edge>()
  const follow = ({ leaf, context }: Session['state'], event: MachineEvent): Edge => {
    if (!walk.takes(leaf, event))
      throw new Error(`state "${leaf}" does not take the event ${event}`)
    const value = walk
      .path(leaf)
      .reduceRight<unknown>(
        (inner, key) => (inner === undefined ? key : { [key]: inner }),
        undefined,
      )
    const [after, actions] = transition(
      xstate,
      xstate.resolveState({ value: value as never, context }),
      { type: event },
    )
    return {
      leaf: leaves.get(pathOf(after.value)) ?? leaf,
      context: after.context as Record<string, number>,
      actions: actions as unknown as Action[],
    }
  }
  const made: Running = {
    walk,
    edge(from, event) {
      const key = `${from.leaf}\0${Object.values(from.context).join()}\0${event}`
      const kept = edges.get(key) ?? follow(from, event)
      edges.set(key, kept)
      return kept
    },
  }
  running.set(machine, made)
  return made
}

/** Begins a call. */
export function start(
  machine: Machine,
  input: Started & { at: number; facts?: Input['facts'] },
): Turn {
  const { languages } = machine.root
  const session: Session = {
    callId: input.callId,
    tenant: input.line.tenant,
    flow: machine.flow,
    version: machine.version,
    practice: input.practice ?? false,
    state: {
      leaf: 'begin',
      context: Object.fromEntries(countersOf(machine).map((counter) => [counter, 0])),
    },
    slots: {},
    saved: {},
    language:
      languages.find(({ tag }) => tag === input.line.language)?.tag ?? languages[0]?.tag ?? 'en-GB',
    caller: { number: input.from, withheld: input.withheld, tags: input.tags },
    line: {
      number: input.to,
      name: input.line.name,
      values: input.line.values,
      emergency: input.line.emergency,
    },
    counters: { turns: 0, misses: 0, repeats: 0, webhooks: 0, visits: {} },
    trail: {},
    keys: { kept: '', ahead: '' },
    recordings: [],
    reason: 'called',
    startedAt: input.at,
    at: input.at,
    seq: 0,
    reply: 0,
    status: 'waiting',
  }
  const draft = draftOf(machine, session, input.at, input.facts)
  startSlots(draft, machine.scopes.get('') ?? { prefix: '', flow: machine.root })
  const { to, actions } = run(machine).walk.initial()
  draft.session.state = to
  perform(draft, actions, input)
  settle(draft, input)
  return finish(draft)
}

/** Goes on with a call. Undefined: the input does not fit where the call stands (late, doubled),
 * and nothing changes. `hear` takes the place of understanding. */
export function resume(
  machine: Machine,
  session: Session,
  input: Input,
  hear?: Hear,
): Turn | undefined {
  if (session.status === 'ended') return undefined
  const draft = draftOf(machine, session, input.at, input.facts)
  draft.hear = hear
  if (!machine.leaves.has(session.state.leaf)) readmit(draft, input)
  else if (!take(draft, leafOf(draft), input)) return undefined
  settle(draft, input)
  return finish(draft)
}

/** After an upgrade that compiles the same source to other states: the call re-enters the step it
 * was in, else goes to `help`. */
function readmit(draft: Draft, input: Input): void {
  const { session, machine } = draft
  const step = stepOfLeaf(session.state.leaf)
  const help = machine.root.help?.value ?? ''
  const entry =
    [step, help, 'last resort'].find(
      (id) => machine.steps.has(id) || machine.desks.has(id) || id === 'last resort',
    ) ?? 'last resort'
  const counters = Object.fromEntries(
    countersOf(machine).map((counter) => [counter, session.state.context[counter] ?? 0]),
  )
  const { to, actions } = run(machine).walk.enter(entry, counters)
  const { working } = session
  session.working = undefined
  session.ringing = undefined
  session.queued = undefined
  session.state = to
  perform(draft, input.type === 'hung up' ? [] : actions, input)
  if (input.type === 'hung up') send(draft, 'HUNG_UP', input)
  else if (working?.kind === 'request' && working.step === leafOf(draft).step)
    session.redo = working.key
}

/** The one door for inputs: each kind fits some states and is refused in others. */
function take(draft: Draft, leaf: Leaf, input: Input): boolean {
  const { session } = draft
  switch (input.type) {
    case 'started':
    case 'conversation recorded':
      return false
    case 'keys':
      if (session.queued) return leaf.kind === 'dial' && pressed(draft, leaf, input)
      return listens(leaf) && heard(draft, leaf, input)
    case 'speech':
    case 'silence':
      return listens(leaf) && heard(draft, leaf, input)
    case 'recorded':
      return (
        leaf.mode === 'tone' &&
        !session.recordings.includes(input.recording) &&
        tone(draft, input, input.duration > 0 ? 'RECORDED' : 'EMPTY')
      )
    case 'nothing recorded':
      return leaf.mode === 'tone' && tone(draft, input, 'EMPTY')
    case 'hung up':
      if (leaf.mode === 'tone' && !input.final) {
        session.leaving = true
        return true
      }
      session.working = undefined
      return send(draft, 'HUNG_UP', input)
    case 'limit':
      session.working = undefined
      return (listens(leaf) || leaf.kind === 'request') && send(draft, 'LIMIT', input)
    case 'people':
      return (
        leaf.kind === 'dial' && !session.ringing && !session.queued && rings(draft, leaf, input)
      )
    case 'answered':
      if (leaf.kind !== 'dial') return false
      if (session.ringing) session.ringing = { ...session.ringing, accepted: input.person }
      return send(draft, 'ANSWERED', input)
    case 'declined':
      if (leaf.kind !== 'dial' || !session.ringing) return false
      session.ringing = {
        ...session.ringing,
        people: session.ringing.people.map((person) =>
          person.to === input.person ? { ...person, refused: true } : person,
        ),
      }
      return true
    case 'unanswered':
      return leaf.kind === 'dial' && send(draft, 'UNANSWERED', input)
    case 'requeued':
      return (
        leaf.kind === 'bridged' &&
        queueOf(draft, leaf.step, input.desk) !== undefined &&
        send(draft, 'REQUEUED', input)
      )
    case 'sent back':
      return (
        leaf.kind === 'bridged' &&
        accepts(draft, backToEvent(input.step)) &&
        send(draft, backToEvent(input.step), input)
      )
    case 'dial ended':
      return dialEnded(draft, leaf, input)
    case 'callback checked':
      if (leaf.kind !== 'callback' || session.working?.key !== input.key) return false
      if (!input.taken)
        session.reason = `could not be promised a call back${input.reason === undefined ? '' : `: ${input.reason}`}`
      session.working = undefined
      return send(draft, input.taken ? 'OK' : 'FAILED', input)
    case 'fetched':
    case 'failed':
      if (
        leaf.kind !== 'request' ||
        session.working?.kind !== 'request' ||
        session.working.key !== input.key
      )
        return false
      if (input.type === 'failed')
        session.reason = `"${session.working.lookup}" could not be looked up`
      session.working = undefined
      return send(
        draft,
        input.type === 'failed' ? 'FAILED' : input.found ? 'OK' : 'NOT_FOUND',
        input,
      )
  }
}

const listens = (leaf: Leaf): boolean =>
  leaf.kind === 'answer' || leaf.kind === 'confirm' || leaf.kind === 'more'

function heard(
  draft: Draft,
  leaf: Leaf,
  input: Input & { type: 'keys' | 'speech' | 'silence' },
): boolean {
  const { session } = draft
  session.counters.webhooks++
  const said = (draft.hear ?? interpret)(draft, leaf, input, (event) => accepts(draft, event))
  const raw = {
    keys: input.type === 'keys' ? input.keys : undefined,
    alternatives: input.type === 'speech' ? input.alternatives : undefined,
  }
  if ('wait' in said) {
    session.keys = { kept: said.kept, ahead: '', since: session.keys.since ?? draft.at }
    draft.events.push({
      type: 'heard',
      step: leaf.step,
      rung: leaf.rung,
      raw,
      meaning: 'more keys awaited',
    })
    return true
  }
  session.keys = { kept: '', ahead: said.rest }
  const { heard: meaning } = said
  const value = meaning?.kind === 'value' ? meaning.value : undefined
  // which of two was meant, or the same once more, tells nothing else
  const given =
    meaning && input.type === 'speech' && said.event !== 'YES'
      ? volunteered(draft, leaf, meaning, input.alternatives)
      : []
  draft.events.push({
    type: 'heard',
    step: leaf.step,
    rung: leaf.rung,
    raw,
    meaning: said.meaning,
    option: meaning?.kind === 'option' || meaning?.kind === 'question' ? meaning.id : undefined,
    text: meaning?.kind === 'option' ? meaning.text : value?.text,
    confidence: meaning && 'confidence' in meaning ? meaning.confidence : value?.confidence,
    value: value === undefined ? undefined : value.text,
    private: isPrivate(draft, leaf) || given.some((one) => one.private) || undefined,
  })
  if (meaning?.kind === 'no' && draft.session.pending?.option !== undefined) dropVolunteered(draft)
  keepVolunteered(draft, given)
  const event = govern(draft, leaf, said.event)
  reason(draft, leaf, event)
  if (event === 'NEXT' && session.rows) session.rows = { ...session.rows, at: session.rows.at + 1 }
  if (event === 'OPERATOR' || event === 'MAIN') session.trail = {}
  return send(draft, event, input)
}

function isPrivate(draft: Draft, leaf: Leaf): boolean {
  const { step, scope } = stepOf(draft, leaf.step)
  const slot = step.slot?.value
  return slot !== undefined && scope.flow.slots.get(slot)?.private === true
}

/** Why the caller will be where they are going, for the hand-off. */
function reason(draft: Draft, leaf: Leaf, event: MachineEvent): void {
  const name = leaf.step.split('>').at(-1)
  const text: { [E in MachineEvent]?: string } = {
    OPERATOR: 'asked for a person',
    LIMIT: 'the call took too many turns',
    WORN_OUT: `was not understood several times, last at "${name}"`,
  }
  if (text[event]) draft.session.reason = text[event]
  else if (isMiss(event) && !draft.session.reason.startsWith('chose'))
    draft.session.reason = `was not understood at "${name}"`
}

function tone(draft: Draft, input: Input, event: MachineEvent): boolean {
  const { leaving } = draft.session
  draft.session.counters.webhooks++
  if (!send(draft, event, input)) return false
  if (leaving && leafOf(draft).kind !== 'over')
    send(draft, 'HUNG_UP', { type: 'hung up', at: draft.at })
  return true
}

function rings(draft: Draft, leaf: Leaf, input: Input & { type: 'people' }): boolean {
  draft.session.working = undefined
  if (input.queue) return joinQueue(draft, leaf, input)
  const desk = draft.machine.desks.get(leaf.step)?.desk
  if (
    desk &&
    beginRinging(draft, desk, leaf.step, draft.session.handoff ?? '', input.people, input.order)
  )
    return true
  return send(draft, 'UNANSWERED', input)
}

/** A key of a waiting caller; one that means nothing here changes nothing. */
function pressed(draft: Draft, leaf: Leaf, input: Input & { type: 'keys' }): boolean {
  const event = pressedWhileWaiting(draft, leaf, input.keys)
  return event !== undefined && accepts(draft, event) && send(draft, event, input)
}

function dialEnded(draft: Draft, leaf: Leaf, input: Input & { type: 'dial ended' }): boolean {
  if (leaf.kind === 'bridged') return send(draft, 'RELEASED', input)
  if (leaf.kind !== 'dial' || !draft.session.ringing) return false
  if (input.bridged) return send(draft, 'ANSWERED', input) && send(draft, 'RELEASED', input)
  const desk = draft.machine.desks.get(leaf.step)?.desk
  return (desk !== undefined && ringNext(draft, desk)) || send(draft, 'UNANSWERED', input)
}

function accepts(draft: Draft, event: MachineEvent): boolean {
  return run(draft.machine).walk.takes(draft.session.state.leaf, event)
}

/** One event through the machine. An event the state does not take is a fault of ours, and
 * throws. */
function send(draft: Draft, event: MachineEvent, input: Input): boolean {
  const { leaf, context, actions } = run(draft.machine).edge(draft.session.state, event)
  draft.session.state = { ...draft.session.state, context }
  // actions run where the event found the call: a repeat repeats what stood there
  perform(draft, actions, input)
  draft.session.state.leaf = leaf
  return true
}

function pathOf(value: unknown): string {
  const path: string[] = []
  let here = value
  while (typeof here === 'object' && here !== null) {
    const [key = ''] = Object.keys(here)
    path.push(key)
    here = (here as Record<string, unknown>)[key]
  }
  return [...path, String(here)].join('\0')
}

function perform(draft: Draft, actions: readonly Action[], input: Input): void {
  for (const action of actions) act(draft, action, input)
}

/** Goes on through work and keys pressed ahead until the call waits, needs the outside, or is
 * over. */
function settle(draft: Draft, input: Input): void {
  for (let work = 0; ; work++) {
    const leaf = leafOf(draft)
    if (work > MOST_WORK)
      throw new Error(`more than ${MOST_WORK} pieces of work in one turn, last at "${leaf.id}"`)
    if (leaf.kind === 'dial' && !draft.session.ringing && !draft.session.queued)
      return askForPeople(draft, leaf)
    if (workKinds.has(leaf.kind)) {
      const derived = derive(draft, leaf)
      if ('effect' in derived) return seek(draft, leaf, derived.effect)
      draft.events.push({
        type: 'decided',
        step: leaf.step,
        rung: leaf.rung,
        event: derived.event,
        grounds: derived.grounds,
      })
      send(draft, derived.event, input)
      continue
    }
    const { ahead } = draft.session.keys
    if (!listens(leaf) || ahead === '') return
    draft.asking = { step: '', speech: [] }
    draft.session.keys = { kept: '', ahead: '' }
    heard(draft, leaf, { type: 'keys', keys: ahead, timedOut: false, at: draft.at })
  }
}

function seek(draft: Draft, leaf: Leaf, effect: NonNullable<Session['working']>): void {
  const { step, scope } = stepOf(draft, leaf.step)
  const meanwhile = step.meanwhile
  const asked =
    effect.kind === 'request' && draft.session.redo !== undefined
      ? { ...effect, key: draft.session.redo }
      : effect
  draft.session.redo = undefined
  draft.session.working = asked
  draft.events.push({
    type: 'sought',
    effect: asked,
    meanwhile: meanwhile
      ? promptSpeech(draft, scope, meanwhile)
      : phraseSpeech(draft, scope, 'please wait'),
  })
}

function askForPeople(draft: Draft, leaf: Leaf): void {
  const found = draft.machine.desks.get(leaf.step)
  const number =
    found?.desk.number && fillIn(draft, found.scope, found.desk.number, draft.session.language)
  const effect = {
    kind: 'people',
    key: `${draft.session.callId}-${draft.session.seq + 1}-${leaf.step}`,
    desk: found?.desk.name.value ?? leaf.step,
    step: leaf.step,
    number,
    skills: (found?.desk.skills?.value ?? []).map(({ value }) => value),
  } as const
  draft.session.working = effect
  draft.events.push({ type: 'sought', effect, meanwhile: [] })
}

/** The work goes on: a short word in between. */
export function stillWorking(machine: Machine, session: Session, at: number): Turn {
  const draft = draftOf(machine, session, at)
  const { scope } = stepOf(draft, leafOf(draft).step)
  draft.session.counters.webhooks++
  if (session.working)
    draft.events.push({
      type: 'sought',
      effect: session.working,
      meanwhile: phraseSpeech(draft, scope, 'still working'),
    })
  return { session: draft.session, events: draft.events }
}

/** Closes the turn: what is asked now, and whether the call waits, works or is over. */
function finish(draft: Draft): Turn {
  const { session } = draft
  const leaf = leafOf(draft)
  session.status = leaf.kind === 'over' ? 'ended' : session.working ? 'working' : 'waiting'
  if ((listens(leaf) || leaf.mode === 'tone') && session.status === 'waiting' && !session.leaving)
    draft.events.push({
      type: 'asked',
      step: leaf.step,
      rung: leaf.rung,
      file: leaf.file,
      line: leaf.line,
      speech: draft.asking.speech,
      listening: listeningAt(draft),
    })
  return { session, events: draft.events }
}
