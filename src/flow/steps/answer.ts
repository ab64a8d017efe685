// answer: questions from a FAQ file.
import { LONGEST_PIECE, MOST_PIECES, WAIT } from '../defaults.ts'
import { choices, leaf, say, stepNode, success, type Build } from '../machine/build.ts'
import { ladder } from '../machine/ladder.ts'
import { toLeaf } from '../machine/leaf-id.ts'
import type { Action, Arrow, Arrows, Leaf, StateNode } from '../machine/machine.ts'
import { writeDuration } from '../text/duration.ts'
import { prompt } from '../tree/prompt.ts'
import { may, must, target, text } from '../tree/shape.ts'
import {
  listeningFields,
  listeningSettings,
  listeningWayOf,
  listeningWays,
  setting,
  then,
  type StepKind,
  type StepOf,
} from '../tree/step.ts'

const MOST_ANSWERS = 5

/** Fewer words than this are said at once, whatever the values in them come to. */
const MAY_BE_LONG = 25

/** True when some answer may be long enough to be given in pieces; otherwise the step needs no
 * states for them. */
function mayBeLong(step: AnswerStep, build: Build): boolean {
  const from = step.from?.value
  const faq = [...build.flow.faqs.values()].find(
    ({ file }) => file === from || file.endsWith(`/${from}`),
  )
  return (faq?.entries ?? []).some(({ answer }) => {
    const tags = new Set(answer.pieces.flatMap(({ texts }) => Object.keys(texts)))
    return [...tags].some(
      (tag) =>
        answer.pieces
          .map(({ texts }) => (texts[tag] ?? texts[''])?.source ?? '')
          .join(' ')
          .split(/\s+/).length >= MAY_BE_LONG,
    )
  })
}

const fields = {
  answer: must(prompt, 'Invites a question.'),
  from: must(text, 'The FAQ file.'),
  ...listeningFields,
  unanswered: may(target, 'Where a question without an answer leads; without it, to `help`.'),
  then,
}

export type AnswerStep = StepOf<'answer', typeof fields>

export const answerStep: StepKind<AnswerStep> = {
  word: 'answer',
  isOpen: true,
  place: 'listens',
  about: `Answers questions from a FAQ file, at most five, and asks each time whether there is another. An answer of more than ${writeDuration(LONGEST_PIECE)} comes in pieces, with "Shall I go on?" between them.`,
  example: `questions:
  answer: What would you like to know?
  from: faq.yaml
  unanswered: customer care
  then: main menu`,
  fields,
  prompt: (step) => step.answer,
  ways: (step) => [
    { name: 'then', to: step.then, deliberate: true },
    { name: 'unanswered', to: step.unanswered, deliberate: false },
    ...listeningWays(step).filter(({ name }) => name !== 'stuck' || step.stuck),
  ],
  wayOf(step, event, leaf) {
    const isMore = leaf.kind === 'more'
    switch (event?.kind) {
      case 'QUESTION':
      case 'LONG_QUESTION':
      case 'DONE':
        return 'then'
      case 'YES':
        return 'unanswered'
      case 'NO_INPUT':
        if (isMore) return 'then'
        break
      case 'NO':
        if (leaf.kind !== 'confirm') return 'then'
        break
      case 'NO_MATCH':
      case 'INVALID':
        if (isMore) return 'unanswered'
        break
      default:
        break
    }
    const way = listeningWayOf(step, event, leaf)
    return way === 'stuck' && !step.stuck ? 'unanswered' : way
  },
  compared: {
    settings: { ...listeningSettings, from: setting('list read out', 'nothing') },
    prompts: { answer: 'the question' },
  },
  compile(step, build) {
    const id = build.scopedName(step.name.value)
    const at: Answering = {
      step,
      build,
      id,
      isLong: mayBeLong(step, build),
      listening: {
        mode: step.listen?.value ?? build.flow.listen ?? 'both',
        timer: step.wait?.value ?? build.flow.wait ?? WAIT,
      },
    }
    // who leaves before anything was answered did not get what they came for
    const left: Arrow = { target: build.go(step.then) }
    const states: Record<string, StateNode> = ladder(build, {
      step: { ...step, stuck: step.stuck ?? step.unanswered },
      answers: { ...choices(build, step), ...askedArrows(at, 1), DONE: left, NO: left },
      confirmed: { held: ['OPTION_UNSURE'], heldAgain: ['OPTION_UNSURE'], yes: {} },
      keypad: false,
    })
    for (let n = 1; n < MOST_ANSWERS; n++) Object.assign(states, afterAnswer(at, n))
    return stepNode(build, step, { first: 'try1', said: [say(id, 'prompt')], states })
  },
}

/** The step that is compiled; `isLong`: some answer may be given in pieces. */
type Answering = {
  step: AnswerStep
  build: Build
  id: string
  isLong: boolean
  listening: Pick<Leaf, 'mode' | 'timer'>
}

/** A question, the answer with this number; the last answer leads on, so it is given whole. */
const askedArrows = (at: Answering, n: number): Arrows => ({
  QUESTION: answerArrow(at, n),
  ...(at.isLong && n < MOST_ANSWERS && { LONG_QUESTION: nextPiece(at, n, 2) }),
})

function answerArrow({ id, step, build }: Answering, n: number): Arrow {
  const answer: Action = { type: 'answer', params: { step: id } }
  return n < MOST_ANSWERS
    ? { target: toLeaf(id, `more${n}`), actions: [answer, say(id, 'more')] }
    : { target: build.go(step.then), actions: [answer, ...success(build, step)] }
}

/** The piece before is said, and whether to go on is asked. */
const nextPiece = ({ id }: Answering, n: number, part: number): Arrow => ({
  target: toLeaf(id, `piece${part} of ${n}`),
  actions: [{ type: 'answer', params: { step: id, piece: part - 1 } }, say(id, 'go on')],
})

const doneArrow = ({ step, build }: Answering): Arrow => ({
  target: build.go(step.then),
  actions: success(build, step),
})

/** After an answer: is there another question, once more in other words, and the pieces. */
function afterAnswer(at: Answering, n: number): Record<string, StateNode> {
  const { step, build, id, listening } = at
  const meta = leaf(build, step, { rung: `more${n}`, kind: 'more', attempt: n, ...listening })
  const again = leaf(build, step, { rung: `reword${n}`, kind: 'more', attempt: n, ...listening })
  const done = doneArrow(at)
  const heard = {
    ...choices(build, step),
    ...askedArrows(at, n + 1),
    NO: done,
    DONE: done,
    NO_INPUT: done,
  }
  const unanswered: Arrow = { target: build.go(step.unanswered) }
  const reword: Arrow = { target: `#${again.id}`, actions: [say(id, 'reword')] }
  return {
    [meta.rung]: {
      id: meta.id,
      meta,
      on: {
        ...heard,
        YES: { target: `#${again.id}`, actions: [say(id, 'ask again')] },
        NO_MATCH: reword,
        INVALID: reword,
      },
    },
    [again.rung]: {
      id: again.id,
      meta: again,
      on: { ...heard, YES: unanswered, NO_MATCH: unanswered, INVALID: unanswered },
    },
    ...(at.isLong && pieceStates(at, n, meta)),
  }
}

function pieceStates(at: Answering, n: number, more: Leaf): Record<string, StateNode> {
  const { step, build, id, listening } = at
  const states: Record<string, StateNode> = {}
  for (let part = 2; part <= MOST_PIECES; part++) {
    const meta = leaf(build, step, {
      rung: `piece${part} of ${n}`,
      kind: 'more',
      attempt: part,
      ...listening,
    })
    const said: Action = { type: 'answer', params: { step: id, piece: part } }
    // whoever does not want the rest may still have another question
    const enough: Arrow = { target: `#${more.id}`, actions: [say(id, 'more')] }
    const last: Arrow = { target: `#${more.id}`, actions: [said, say(id, 'more')] }
    states[meta.rung] = {
      id: meta.id,
      meta,
      on: {
        ...choices(build, step),
        ...askedArrows(at, n + 1),
        DONE: doneArrow(at),
        NO: enough,
        NO_INPUT: enough,
        NO_MATCH: enough,
        INVALID: enough,
        YES: part < MOST_PIECES ? nextPiece(at, n, part + 1) : last,
        LAST_PIECE: last,
      },
    }
  }
  return states
}
