// answer: questions from a FAQ file.
import { choices, ladder, leaf, say, stepNode, success, type Build } from '../machine/build.ts'
import { toLeaf } from '../machine/leaf-id.ts'
import type { Action, Arrow, Arrows, StateNode } from '../machine/machine.ts'
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

/** A long answer comes in so many pieces at most. */
const MOST_PIECES = 4

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
  about:
    'Answers questions from a FAQ file, at most five, and asks each time whether there is another. An answer of more than 15 seconds comes in pieces, with "Shall I go on?" between them.',
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
    }
    const way = listeningWayOf(step, event, leaf)
    return way === 'stuck' && !step.stuck ? 'unanswered' : way
  },
  compared: {
    settings: { ...listeningSettings, from: setting('list read out', 'nothing') },
    prompts: { answer: 'the question' },
  },
  compile(step, build) {
    const id = build.scoped(step.name.value)
    const timer = step.wait?.value ?? build.flow.wait ?? 5000
    const mode = step.listen?.value ?? build.flow.listen ?? 'both'
    const answer: Action = { type: 'answer', params: { step: id } }
    const done: Arrow = { target: build.go(step.then), actions: success(build, step) }
    // who leaves before anything was answered did not get what they came for
    const left: Arrow = { target: build.go(step.then) }
    const unanswered: Arrow = { target: build.go(step.unanswered) }
    const more = (n: number): Arrow =>
      n > MOST_ANSWERS - 1
        ? { target: build.go(step.then), actions: [answer, ...success(build, step)] }
        : { target: toLeaf(id, `more${n}`), actions: [answer, say(id, 'more')] }
    const piece = (n: number, part: number): Arrow => ({
      target: toLeaf(id, `piece${part} of ${n}`),
      actions: [{ type: 'answer', params: { step: id, piece: part - 1 } }, say(id, 'go on')],
    })
    const long = mayBeLong(step, build)
    // the last answer leads on, so it is given whole
    const asked = (n: number): Arrows => ({
      QUESTION: more(n),
      ...(long && n < MOST_ANSWERS ? { LONG_QUESTION: piece(n, 2) } : {}),
    })
    const rungs = ladder(build, {
      step: { ...step, stuck: step.stuck ?? step.unanswered },
      answers: { ...choices(build, step), ...asked(1), DONE: left, NO: left },
      confirmed: { held: ['OPTION_UNSURE'], heldAgain: ['OPTION_UNSURE'], yes: {} },
      keypad: false,
    })
    const states: Record<string, StateNode> = { ...rungs }
    for (let n = 1; n < MOST_ANSWERS; n++) {
      const meta = leaf(build, step, `more${n}`, 'more', { attempt: n, mode, timer })
      const again = leaf(build, step, `reword${n}`, 'more', { attempt: n, mode, timer })
      const heard = {
        ...choices(build, step),
        ...asked(n + 1),
        NO: done,
        DONE: done,
        NO_INPUT: done,
      }
      states[meta.rung] = {
        id: meta.id,
        meta,
        on: {
          ...heard,
          YES: { target: `#${again.id}`, actions: [say(id, 'ask again')] },
          NO_MATCH: { target: `#${again.id}`, actions: [say(id, 'reword')] },
          INVALID: { target: `#${again.id}`, actions: [say(id, 'reword')] },
        },
      }
      states[again.rung] = {
        id: again.id,
        meta: again,
        on: { ...heard, YES: unanswered, NO_MATCH: unanswered, INVALID: unanswered },
      }
      for (let part = 2; long && part <= MOST_PIECES; part++) {
        const next = leaf(build, step, `piece${part} of ${n}`, 'more', {
          attempt: part,
          mode,
          timer,
        })
        const said: Action = { type: 'answer', params: { step: id, piece: part } }
        // whoever does not want the rest may still have another question
        const enough: Arrow = { target: `#${meta.id}`, actions: [say(id, 'more')] }
        const last: Arrow = { target: `#${meta.id}`, actions: [said, say(id, 'more')] }
        states[next.rung] = {
          id: next.id,
          meta: next,
          on: {
            ...choices(build, step),
            ...asked(n + 1),
            DONE: done,
            NO: enough,
            NO_INPUT: enough,
            NO_MATCH: enough,
            INVALID: enough,
            YES: part < MOST_PIECES ? piece(n, part + 1) : last,
            LAST_PIECE: last,
          },
        }
      }
    }
    return stepNode(build, step, { first: 'try1', said: [say(id, 'prompt')], states })
  },
}
