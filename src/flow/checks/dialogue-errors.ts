// Dialogue rules about what happens when a caller is not understood: say it differently, blame
// nobody, drop nobody.
import type { Prompt } from '../tree/prompt.ts'
import { type Step, listens, promptOf, kindOf } from '../steps/index.ts'
import { reachable } from './step-graph.ts'
import type { Rule } from './rule.ts'
import { spokenIn } from './spoken-texts.ts'
import { type View } from './flow-view.ts'
import { wording, wordsByLanguage } from './wording.ts'

const MOST_TRIES = 4
const LONGEST_WAIT = 10_000

/** The words of the rungs under a key, in the first language. */
const rungs = (
  view: View,
  step: Step,
  key: 'unclear' | 'silent',
): { prompt: Prompt; words: string }[] =>
  (step[key] ?? []).map((prompt) => ({
    prompt,
    words: wordsByLanguage(prompt, view.languages).join(' / '),
  }))

/** The caller gets what they came for there, or somebody is told of it; or a sub-flow does. */
const isServed = (step: Step | undefined): boolean =>
  step !== undefined && (kindOf(step).isPromise || step.goal !== undefined || step.do !== undefined)

/** Ways on which something went wrong, the caller's silence apart: what comes of that is proved. */
const wrong = new Set(['too many', 'failed', 'not found', 'unanswered'])

export const errorRules: Rule[] = [
  {
    code: 'err-max',
    severity: 'warning',
    waivable: true,
    about: `A question is tried more than ${MOST_TRIES} times; callers give up before.`,
    check(view, find) {
      for (const step of view.flow.steps.values()) {
        const tries = listens(step) ? step.tries : undefined
        if (tries && tries.value > MOST_TRIES)
          find({
            range: tries.range,
            message: `${tries.value} tries are more than callers have patience for`,
            hint: 'tries: 3',
          })
      }
    },
  },
  {
    code: 't-first-input',
    severity: 'warning',
    waivable: true,
    about:
      'A question waits longer than ten seconds for an answer; callers think the line is dead.',
    check(view, find) {
      for (const step of view.flow.steps.values()) {
        const wait = listens(step) ? step.wait : undefined
        if (wait && wait.value > LONGEST_WAIT)
          find({
            range: wait.range,
            message: `after ${wait.value / 1000} seconds of silence callers think the line is dead`,
            hint: 'wait: 10 seconds',
          })
      }
    },
  },
  {
    code: 'err-escalate',
    severity: 'error',
    waivable: true,
    about:
      'The same words are said again after a misunderstanding. Say it differently each time, with more help.',
    check(view, find) {
      for (const step of view.flow.steps.values()) {
        if (!listens(step)) continue
        const first = promptOf(step)
        for (const key of ['unclear', 'silent'] as const) {
          const said = new Set(first ? [wordsByLanguage(first, view.languages).join(' / ')] : [])
          for (const { prompt, words } of rungs(view, step, key)) {
            if (said.has(words))
              find({
                range: prompt.range,
                message:
                  'these words were said before; whoever did not understand them will not now',
                hint: 'say it in other words, with an example',
              })
            said.add(words)
          }
        }
      }
    },
  },
  {
    code: 'err-separate',
    severity: 'warning',
    waivable: true,
    about: 'The words after a silence are the same as those after a misunderstanding.',
    check(view, find) {
      const own = [...view.flow.steps.values()]
        .filter(listens)
        .map((step) => [rungs(view, step, 'unclear'), rungs(view, step, 'silent')] as const)
      const flow = (['unclear', 'silent'] as const).map((key) => {
        const prompt = view.flow.phrases.get(key)
        return prompt
          ? [{ prompt, words: wordsByLanguage(prompt, view.languages).join(' / ') }]
          : []
      })
      for (const [unclear = [], silent = []] of [...own, flow])
        for (const { prompt, words } of silent)
          if (unclear.some((other) => other.words === words))
            find({
              range: prompt.range,
              message: 'a silence needs other words than a misunderstanding',
              hint: 'such as "I can\'t hear you."',
            })
    },
  },
  {
    code: 'err-no-blame',
    severity: 'warning',
    waivable: true,
    about: 'A prompt after a misunderstanding blames the caller: wrong, invalid, failed.',
    check(view, find) {
      for (const { prompt, part } of spokenIn(view.flow)) {
        const match = /^(unclear|silent|invalid)/.test(part)
          ? wordsByLanguage(prompt, view.languages)
              .map((words) => wording.blame.exec(words)?.[0])
              .find((words) => words !== undefined)
          : undefined
        if (match !== undefined)
          find({
            range: prompt.range,
            message: `"${match.trim()}" blames the caller`,
            hint: 'such as "I did not get that."',
          })
      }
    },
  },
  {
    code: 'err-no-hangup',
    severity: 'error',
    waivable: true,
    about:
      'Something goes wrong, and the call ends although the caller has got neither what they came for, nor a person, nor a recorder.',
    check(view, find) {
      const { flow, graph } = view
      const served = (place: string): boolean =>
        flow.desks.has(place) || isServed(flow.steps.get(place))
      // places that a call can come to before anything was done for the caller
      const unserved = reachable(
        graph,
        view.roots,
        ({ from, universal }) => !served(from) && !universal,
      )
      for (const edge of graph.edges) {
        if (
          !wrong.has(edge.way) ||
          !unserved.has(edge.from) ||
          served(edge.from) ||
          view.after.has(edge.from)
        )
          continue
        const said = view.flow.steps.get(edge.to)
        const ends =
          edge.to === 'hang up' ||
          (said?.say && !said.instead && said.goal === undefined && said.then?.value === 'hang up')
        if (ends)
          find({
            range: edge.range,
            message: `${edge.way} ends the call before anything was done for the caller`,
            hint:
              flow.help && flow.desks.has(flow.help.value)
                ? `lead to "${flow.help.value}"`
                : 'lead to a desk or a recorder',
          })
      }
    },
  },
]
