// answer: questions from a FAQ file.
import { choices, entering, ladder, leaf, say, success } from '../build.ts'
import type { Action, Arrow, StateNode } from '../machine.ts'
import { prompt } from '../prompt.ts'
import { may, must, target, text } from '../shape.ts'
import { listeningFields, listeningWays, stepKind, then } from '../step.ts'

const MOST_ANSWERS = 5

export const answerStep = stepKind({
  word: 'answer',
  place: 'listens',
  about: 'Answers questions from a FAQ file, at most five, and asks each time whether there is another.',
  example: `questions:
  answer: What would you like to know?
  from: faq.yaml
  unanswered: customer care
  then: main menu`,
  fields: {
    answer: must(prompt, 'Invites a question.'),
    from: must(text, 'The FAQ file.'),
    ...listeningFields,
    unanswered: may(target, 'Where a question without an answer leads; without it, to `help`.'),
    then,
  },
  ways: (step) => [{ name: 'then', to: step.then, deliberate: true }, { name: 'unanswered', to: step.unanswered, deliberate: false }, ...listeningWays(step).filter(({ name }) => name !== 'stuck' || step.stuck)],
  compile(step, build) {
    const id = build.scoped(step.name.value)
    const timer = step.wait?.value ?? build.flow.wait ?? 5000
    const mode = step.listen?.value ?? build.flow.listen ?? 'both'
    const answer: Action = { type: 'answer', params: { step: id } }
    const done: Arrow = { target: build.go(step.then), actions: success(build, step) }
    // who leaves before anything was answered did not get what they came for
    const left: Arrow = { target: build.go(step.then) }
    const unanswered: Arrow = { target: build.go(step.unanswered) }
    const more = (n: number): Arrow => (n > MOST_ANSWERS - 1 ? { target: build.go(step.then), actions: [answer, ...success(build, step)] } : { target: `#${id}/more${n}`, actions: [answer, say(id, 'more')] })
    const rungs = ladder(build, { step: { ...step, stuck: step.stuck ?? step.unanswered }, answers: { ...choices(build, step), QUESTION: more(1), DONE: left, NO: left }, confirmed: { held: ['OPTION_UNSURE'], heldAgain: ['OPTION_UNSURE'], yes: {} }, keypad: false })
    const states: Record<string, StateNode> = { ...rungs }
    for (let n = 1; n < MOST_ANSWERS; n++) {
      const meta = leaf(build, step, `more${n}`, 'more', { attempt: n, mode, timer })
      const again = leaf(build, step, `reword${n}`, 'more', { attempt: n, mode, timer })
      const heard = { ...choices(build, step), QUESTION: more(n + 1), NO: done, DONE: done, NO_INPUT: done }
      states[meta.rung] = { id: meta.id, meta, on: { ...heard, YES: { target: `#${again.id}`, actions: [say(id, 'ask again')] }, NO_MATCH: { target: `#${again.id}`, actions: [say(id, 'reword')] }, INVALID: { target: `#${again.id}`, actions: [say(id, 'reword')] } } }
      states[again.rung] = { id: again.id, meta: again, on: { ...heard, YES: unanswered, NO_MATCH: unanswered, INVALID: unanswered } }
    }
    const enter: Action = { type: 'enter', params: { step: id } }
    if (!step['at most']) return { id, entry: [enter, say(id, 'prompt')], initial: 'try1', states }
    return { id, entry: [enter], initial: 'enter', states: { ...entering(build, step, { FITS: { target: `#${id}/try1`, actions: [say(id, 'prompt')] } }), ...states } }
  },
})
