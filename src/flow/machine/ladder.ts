// The one ladder all questions climb: so many tries, each in other words, and read-backs with the
// same patience.
import { TRIES, WAIT } from '../defaults.ts'
import type { Step } from '../steps/index.ts'
import type { Listening } from '../tree/step.ts'
import { deaf, leaf, say, type Build } from './build.ts'
import { toLastResort, toLeaf } from './leaf-id.ts'
import { byEvent, type MachineEvent } from './machine-event.ts'
import type { Arrow, Arrows, Leaf, StateNode } from './machine.ts'
import { missPart, type MissPart } from './prompt-part.ts'

export type Ladder = {
  step: Step & Listening
  /** events that leave the question, on every rung, confirmations too */
  answers: Arrows
  /** what is held and read back: at a try, and again at a confirmation; `yes` is what a yes then
   * does */
  confirmed?: { held: MachineEvent[]; heldAgain: MachineEvent[]; yes: Arrows }
  /** the last rung is a recording (names, addresses, codes with letters and free text have no
   * keypad) */
  toneLast?: Arrow
  keypad: boolean
}

/** What all rungs of a ladder share. */
type Rungs = Ladder & {
  build: Build
  name: string
  tries: number
  listen: 'both' | 'keys' | 'speech'
  timer: number
  stuck: Arrow
}

/** try1..n and, where something is confirmed, confirm1..n with one shared patience. */
export function ladder(build: Build, of: Ladder): Record<string, StateNode> {
  const { step, confirmed } = of
  const { flow } = build
  const rungs: Rungs = {
    ...of,
    build,
    name: build.scopedName(step.name.value),
    tries: step.tries?.value ?? flow.tries ?? TRIES,
    listen: step.listen?.value ?? flow.listen ?? 'both',
    timer: step.wait?.value ?? flow.wait ?? WAIT,
    stuck: { target: build.go(step.stuck) },
  }
  const states: Record<string, StateNode> = {}
  for (let attempt = 1; attempt <= rungs.tries; attempt++) {
    states[`try${attempt}`] = tryState(rungs, attempt)
    if (confirmed) states[`confirm${attempt}`] = confirmState(rungs, confirmed, attempt)
  }
  return states
}

/** How a try is answered: the last of several on the keypad or after a tone, where it can be. */
function modeOf({ tries, listen, toneLast, keypad }: Rungs, attempt: number): Leaf['mode'] {
  if (attempt < tries || attempt === 1) return listen
  if (toneLast) return 'tone'
  return keypad && listen !== 'speech' ? 'keys' : listen
}

function tryState(rungs: Rungs, attempt: number): StateNode {
  const { build, step, answers, confirmed, toneLast = {}, timer, stuck } = rungs
  const mode = modeOf(rungs, attempt)
  const rung = `try${attempt}` as const
  if (mode === 'tone') {
    const meta = leaf(build, step, { rung, kind: 'tone', attempt, mode, timer })
    const on = {
      ...deaf(build),
      RECORDED: toneLast,
      EMPTY: stuck,
      LIMIT: { target: toLastResort },
    }
    return { id: meta.id, meta, on }
  }
  const meta = leaf(build, step, { rung, kind: 'answer', attempt, mode, timer })
  const silence = step.silence && { target: build.go(step.silence) }
  return {
    id: meta.id,
    meta,
    on: {
      ...answers,
      ...hold(rungs, confirmed?.held ?? [], attempt),
      NO_INPUT: silence ?? climb(rungs, 'try', attempt, 'silent'),
      NO_MATCH: climb(rungs, 'try', attempt, 'unclear'),
      INVALID: climb(rungs, 'try', attempt, 'invalid'),
    },
  }
}

function confirmState(
  rungs: Rungs,
  { heldAgain, yes }: NonNullable<Ladder['confirmed']>,
  attempt: number,
): StateNode {
  const { build, step, answers, listen: mode, timer } = rungs
  // a yes is easily heard, and nobody expects to have to key it in
  const at = { rung: `confirm${attempt}`, kind: 'confirm', attempt, mode, timer } as const
  const meta = leaf(build, step, at)
  return {
    id: meta.id,
    meta,
    on: {
      ...answers,
      ...hold(rungs, heldAgain, attempt + 1),
      ...yes,
      NO: climb(rungs, 'try', attempt, 'no'),
      NO_INPUT: climb(rungs, 'confirm', attempt, 'confirm silent'),
      NO_MATCH: climb(rungs, 'confirm', attempt, 'confirm unclear'),
      INVALID: climb(rungs, 'confirm', attempt, 'confirm unclear'),
    },
  }
}

/** To the next rung, with the words that fit the miss; from the last one out of the question. */
function climb(rungs: Rungs, rung: 'try' | 'confirm', attempt: number, part: MissPart): Arrow {
  const { name, tries, stuck } = rungs
  if (attempt >= tries) return stuck
  const words = say(name, missPart(part, attempt))
  return { target: toLeaf(name, `${rung}${attempt + 1}`), actions: [words] }
}

/** An unsure answer is held and read back. */
function hold({ name, tries, stuck }: Rungs, events: MachineEvent[], at: number): Arrows {
  const readBack: Arrow = {
    target: toLeaf(name, `confirm${at}`),
    actions: [{ type: 'hold', params: { step: name } }, say(name, 'confirm')],
  }
  return byEvent(events.map((event) => [event, at > tries ? stuck : readBack]))
}
