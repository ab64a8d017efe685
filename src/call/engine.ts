// The engine: (flow version, session, input) → (session, events). No clock, no chance, nothing
// outside.
import { MOST_WORK } from '../flow/defaults.ts'
import { engineIds, stepOfLeaf } from '../flow/machine/leaf-id.ts'
import { workKinds, type Leaf, type Machine } from '../flow/machine/machine.ts'
import { scopedStep } from '../flow/machine/scoped-name.ts'
import { countersOf } from '../flow/machine/counters.ts'
import { resetSlot, startSlots } from './call-slots.ts'
import { derive } from './derive.ts'
import { beginClosed, resumeClosed } from './closed.ts'
import { deskHere, draftOf, leafOf, rootOf, stepOf, workKey, type Draft } from './draft.ts'
import type { Event } from './event.ts'
import { takeGiven } from './given-values.ts'
import { listeningAt } from './hear.ts'
import type { Input, Started } from './input.ts'
import type { Hear } from './interpret.ts'
import { edgesOf } from './machine-edges.ts'
import { fillIn, phraseSpeech, promptSpeech } from './prompt-words.ts'
import { perform, send } from './send.ts'
import { withNamesOfNow } from './older-names.ts'
import type { Session } from './session.ts'
import type { Decision } from './spoken-step.ts'
import { isQuestion, takeAnswer } from './take-answer.ts'
import { takeInput } from './take-input.ts'
import type { Understood } from './understood.ts'

/** `understood` is what the answers in it came to, for the log. */
export type Turn = { session: Session; events: Event[]; understood: Understood[] }

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
      leaf: engineIds.begin,
      context: Object.fromEntries(countersOf(machine).map((counter) => [counter, 0])),
    },
    slots: {},
    saved: {},
    language:
      languages.find(({ tag }) => tag === input.line.language)?.tag ?? languages[0]?.tag ?? 'en-GB',
    caller: {
      number: input.from,
      withheld: input.withheld,
      tags: input.tags,
      name: input.caller?.name,
      country: input.caller?.country,
      verified: input.caller?.verified,
      forwardedFrom: input.caller?.forwardedFrom,
      campaign: input.caller?.campaign,
    },
    line: {
      number: input.to,
      name: input.line.name,
      values: input.line.values,
      country: input.line.country,
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
  if (input.closed) return beginClosed(machine, session, { closed: input.closed, at: input.at })
  const draft = draftOf(machine, session, input.at, input.facts)
  takeGiven(draft, input.given)
  startSlots(rootOf(draft))
  const { to, actions } = edgesOf(machine).walk.initial()
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
  if (session.closed) return resumeClosed(machine, session, input)
  const draft = draftOf(machine, withNamesOfNow(machine, session), input.at, input.facts)
  draft.hear = hear
  if (!machine.leaves.has(draft.session.state.leaf)) readmit(draft, input)
  else if (!takeInput(draft, leafOf(draft), input)) return undefined
  settle(draft, input)
  return finish(draft)
}

/** After an upgrade that compiles the same source to other states: the call re-enters the step it
 * was in, else goes to `help`. */
function readmit(draft: Draft, input: Input): void {
  const { session, machine } = draft
  const { leaf } = session.state
  // a rung of another program may be one that this one does not know
  const steps = [stepOfLeaf(leaf), leaf.slice(0, leaf.lastIndexOf('/'))]
  const help = scopedStep('', machine.root.help?.value ?? '')
  const entry =
    [...steps, help].find((id) => machine.steps.has(id) || machine.desks.has(id)) ??
    engineIds.lastResort
  const counters = Object.fromEntries(
    countersOf(machine).map((counter) => [counter, session.state.context[counter] ?? 0]),
  )
  const { to, actions } = edgesOf(machine).walk.enter(entry, counters)
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
      keepDerived(draft, leaf, derived)
      send(draft, derived.event, input)
      continue
    }
    const { ahead } = draft.session.keys
    if (!isQuestion(leaf) || ahead === '') return
    draft.asking = { step: '', speech: [] }
    draft.session.keys = { kept: '', ahead: '' }
    takeAnswer(draft, leaf, { type: 'keys', keys: ahead, timedOut: false, at: draft.at })
  }
}

function keepDerived(draft: Draft, leaf: Leaf, derived: Decision): void {
  const { event, grounds, rows, reset } = derived
  if (reset !== undefined) {
    const here = stepOf(draft, leaf.step)
    resetSlot(here, reset, here.step.name.value)
  }
  if (rows) draft.session.rows = rows
  draft.events.push({ type: 'decided', step: leaf.step, rung: leaf.rung, event, grounds })
}

function seek(draft: Draft, leaf: Leaf, effect: NonNullable<Session['working']>): void {
  const { session } = draft
  const here = stepOf(draft, leaf.step)
  const { meanwhile } = here.step
  const asked =
    effect.kind === 'request' && session.redo !== undefined
      ? { ...effect, key: session.redo }
      : effect
  session.redo = undefined
  session.working = asked
  draft.events.push({
    type: 'sought',
    effect: asked,
    meanwhile: meanwhile ? promptSpeech(here, meanwhile) : phraseSpeech(here, 'please wait'),
  })
}

function askForPeople(draft: Draft, leaf: Leaf): void {
  const desk = draft.machine.desks.get(leaf.step)?.desk
  const effect = {
    kind: 'people',
    key: workKey(draft, leaf.step),
    desk: desk?.name.value ?? leaf.step,
    step: leaf.step,
    number: desk?.number && fillIn(deskHere(draft, leaf.step), desk.number),
    skills: (desk?.skills?.value ?? []).map(({ value }) => value),
  } as const
  draft.session.working = effect
  draft.events.push({ type: 'sought', effect, meanwhile: [] })
}

/** The work goes on: a short word in between. */
export function stillWorking(machine: Machine, session: Session, at: number): Turn {
  const draft = draftOf(machine, session, at)
  const here = stepOf(draft, leafOf(draft).step)
  draft.session.counters.webhooks++
  if (session.working)
    draft.events.push({
      type: 'sought',
      effect: session.working,
      meanwhile: phraseSpeech(here, 'still working'),
    })
  return { session: draft.session, events: draft.events, understood: draft.understood }
}

/** Closes the turn: what is asked now, and whether the call waits, works or is over. */
function finish(draft: Draft): Turn {
  const { session } = draft
  const leaf = leafOf(draft)
  session.status = statusAt(session, leaf)
  if (
    (isQuestion(leaf) || leaf.mode === 'tone') &&
    session.status === 'waiting' &&
    !session.leaving
  )
    draft.events.push({
      type: 'asked',
      step: leaf.step,
      rung: leaf.rung,
      file: leaf.file,
      line: leaf.line,
      speech: draft.asking.speech,
      listening: listeningAt(draft),
    })
  return { session, events: draft.events, understood: draft.understood }
}

function statusAt({ working }: Session, leaf: Leaf): Session['status'] {
  if (leaf.kind === 'over') return 'ended'
  return working ? 'working' : 'waiting'
}
