// Dialogue rules about what happens when a caller is not understood: say it differently, blame
// nobody, drop nobody.
import { kindOf, listens, promptOf, type Step } from '../steps/index.ts'
import { SECOND } from '../text/duration.ts'
import type { Prompt } from '../tree/prompt.ts'
import type { View } from './flow-view.ts'
import type { Find, Rule } from './rule.ts'
import { spokenIn } from './spoken-texts.ts'
import { HANG_UP, reachable } from './step-graph.ts'
import { firstMatch, wording, wordsByLanguage } from './wording.ts'

const MOST_TRIES = 4
const LONGEST_WAIT = 10 * SECOND

const listeningSteps = ({ flow }: View): Step[] => [...flow.steps.values()].filter(listens)

const rungKeys = ['unclear', 'silent'] as const

/** All that a prompt says, in every language of the flow. */
const allWords = (prompt: Prompt, { languages }: View): string =>
  wordsByLanguage(prompt, languages).join(' / ')

/** Rungs that say again what was said before them. */
function findSaidAgain(first: Prompt | undefined, rungs: Prompt[], view: View, find: Find): void {
  const said = new Set(first && [allWords(first, view)])
  for (const prompt of rungs) {
    const words = allWords(prompt, view)
    if (said.has(words))
      find({
        range: prompt.range,
        message: 'these words were said before; whoever did not understand them will not now',
        hint: 'say it in other words, with an example',
      })
    said.add(words)
  }
}

/** Words after a silence that are those after a misunderstanding. */
function findNotSeparate(unclear: Prompt[], silent: Prompt[], view: View, find: Find): void {
  const said = new Set(unclear.map((prompt) => allWords(prompt, view)))
  for (const prompt of silent)
    if (said.has(allWords(prompt, view)))
      find({
        range: prompt.range,
        message: 'a silence needs other words than a misunderstanding',
        hint: 'such as "I can\'t hear you."',
      })
}

/** Ways on which something went wrong, the caller's silence apart: what comes of that is proved. */
const wrong = new Set(['too many', 'failed', 'not found', 'unanswered'])

/** The caller gets what they came for there, or somebody is told of it; or a sub-flow does. */
function serves({ flow }: View, place: string): boolean {
  const step = flow.steps.get(place)
  const done = step && (kindOf(step).isPromise || step.goal || step.do)
  return flow.desks.has(place) || Boolean(done)
}

/** The call ends there, at once or after a goodbye. */
function endsCall({ flow }: View, place: string): boolean {
  if (place === HANG_UP) return true
  const { say, instead, goal, then } = flow.steps.get(place) ?? {}
  return say !== undefined && !instead && !goal && then?.value === HANG_UP
}

export const errorRules: Rule[] = [
  {
    code: 'err-max',
    severity: 'warning',
    waivable: true,
    about: `A question is tried more than ${MOST_TRIES} times; callers give up before.`,
    check(view, find) {
      for (const { tries } of listeningSteps(view))
        if (tries && tries.value > MOST_TRIES)
          find({
            range: tries.range,
            message: `${tries.value} tries are more than callers have patience for`,
            hint: 'tries: 3',
          })
    },
  },
  {
    code: 't-first-input',
    severity: 'warning',
    waivable: true,
    about:
      'A question waits longer than ten seconds for an answer; callers think the line is dead.',
    check(view, find) {
      for (const { wait } of listeningSteps(view))
        if (wait && wait.value > LONGEST_WAIT)
          find({
            range: wait.range,
            message: `after ${wait.value / SECOND} seconds of silence callers think the line is dead`,
            hint: 'wait: 10 seconds',
          })
    },
  },
  {
    code: 'err-escalate',
    severity: 'error',
    waivable: true,
    about:
      'The same words are said again after a misunderstanding. Say it differently each time, with more help.',
    check(view, find) {
      for (const step of listeningSteps(view))
        for (const key of rungKeys) findSaidAgain(promptOf(step), step[key] ?? [], view, find)
    },
  },
  {
    code: 'err-separate',
    severity: 'warning',
    waivable: true,
    about: 'The words after a silence are the same as those after a misunderstanding.',
    check(view, find) {
      for (const { unclear = [], silent = [] } of listeningSteps(view))
        findNotSeparate(unclear, silent, view, find)
      const [unclear = [], silent = []] = rungKeys.map((key) => {
        const prompt = view.flow.phrases.get(key)
        return prompt && [prompt]
      })
      findNotSeparate(unclear, silent, view, find)
    },
  },
  {
    code: 'err-no-blame',
    severity: 'warning',
    waivable: true,
    about: 'A prompt after a misunderstanding blames the caller: wrong, invalid, failed.',
    check(view, find) {
      for (const { prompt, part } of spokenIn(view.flow)) {
        if (!/^(unclear|silent|invalid)/.test(part)) continue
        const match = firstMatch(prompt, wording.blame, view.languages)
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
      const { flow, graph, after } = view
      // places that a call can come to before anything was done for the caller
      const unserved = reachable(
        graph,
        view.roots,
        ({ from, universal }) => !serves(view, from) && !universal,
      )
      const help = flow.help?.value ?? ''
      for (const { way, from, to, range } of graph.edges) {
        if (!wrong.has(way) || !unserved.has(from) || serves(view, from) || after.has(from))
          continue
        if (endsCall(view, to))
          find({
            range,
            message: `${way} ends the call before anything was done for the caller`,
            hint: flow.desks.has(help) ? `lead to "${help}"` : 'lead to a desk or a recorder',
          })
      }
    },
  },
]
