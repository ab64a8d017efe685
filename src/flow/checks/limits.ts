// Rules about numbers, dates and limits that cannot be.
import { DateTime } from 'luxon'
import type { Located } from '../text/located.ts'
import type { Phrases } from '../tree/prompt.ts'
import { patternFault } from '../tree/pattern.ts'
import { listens } from '../steps/index.ts'
import { ANYWHERE } from './step-graph.ts'
import type { Rule } from './rule.ts'
import { type View } from './flow-view.ts'

const DEFAULT_TURNS = 40

/** The most characters of an answer that a pattern is tried on. */
const LONGEST_TEXT = 500
const LONGEST_CODE = 40

/** The most phrases of one option or question, of one flow with its questions, and the most
 * characters of one. A telephone's recogniser takes hints of 100 characters. */
const MOST_PHRASES = 500
const MOST_OF_FLOW = 20_000
const LONGEST_PHRASE = 200

/** The phrases of a flow by what they stand for: options, choices and questions. */
function phrasesIn({ flow }: View): { range: Located<unknown>['range']; phrases: Phrases }[] {
  const options = [
    ...flow.anywhere,
    ...[...flow.steps.values()].flatMap((step) => step.options?.value ?? []),
  ]
  const choices = [...flow.slots.values()].flatMap(({ options: own, located }) =>
    (own ?? []).map(({ phrases }) => ({
      range: located.range,
      phrases: Object.entries(phrases).flatMap(([language, all]) =>
        all.map((value) => ({ language, phrase: { value, range: located.range } })),
      ),
    })),
  )
  const questions = [
    ...new Set([...(flow.questions ? [flow.questions] : []), ...flow.faqs.values()]),
  ].flatMap(({ entries }) => entries)
  return [
    ...options.map((option) => ({ range: option.range, phrases: option.phrases ?? [] })),
    ...choices,
    ...questions.map(({ range, phrasings, mustMatch, mustNotMatch }) => ({
      range,
      phrases: [...phrasings, ...mustMatch, ...mustNotMatch],
    })),
  ]
}

const isDay = (text: string): boolean =>
  text === 'today' || (/^\d{4}-\d\d-\d\d$/.test(text) && DateTime.fromISO(text).isValid)

/** The most turns on a way through the flow that asks nothing twice; a read-back is a turn of its
 * own. */
function longestWay(view: View): number {
  const { flow, graph } = view
  const turns = (place: string): number => {
    const step = flow.steps.get(place)
    return !step || !listens(step) ? 0 : step.confirm?.always ? 2 : 1
  }
  const longest = new Map<string, number>()
  const open = new Set<string>()
  let best = 0
  for (const root of view.roots) {
    const work = [{ place: root, done: false }]
    for (let task = work.pop(); task; task = work.pop()) {
      const { place, done } = task
      const next = (graph.out.get(place) ?? [])
        .filter(({ to, deliberate }) => deliberate && to !== ANYWHERE)
        .map(({ to }) => to)
      if (done) {
        open.delete(place)
        longest.set(place, turns(place) + Math.max(0, ...next.map((to) => longest.get(to) ?? 0)))
      } else if (!longest.has(place) && !open.has(place)) {
        open.add(place)
        work.push(
          { place, done: true },
          ...next.filter((to) => !open.has(to)).map((to) => ({ place: to, done: false })),
        )
      }
    }
    best = Math.max(best, longest.get(root) ?? 0)
  }
  return best
}

export const limitRules: Rule[] = [
  {
    code: 'impossible-limit',
    severity: 'error',
    about: 'A date does not exist, or the least is more than the most.',
    check({ flow }, find) {
      for (const slot of flow.slots.values()) {
        const { range } = slot.located
        for (const [key, day] of [
          ['from', slot.from],
          ['to', slot.to],
        ] as const)
          if (day !== undefined && !isDay(day))
            find({
              range,
              message: `slot "${slot.name}": "${day}" is not a date; expected one such as 2026-12-31, or today, under "${key}"`,
            })
        if (
          slot.from !== undefined &&
          slot.to !== undefined &&
          isDay(slot.from) &&
          isDay(slot.to) &&
          slot.from > slot.to &&
          slot.from !== 'today'
        )
          find({
            range,
            message: `slot "${slot.name}": the first day, ${slot.from}, is after the last, ${slot.to}`,
          })
        if (slot.min !== undefined && slot.max !== undefined && slot.min > slot.max)
          find({
            range,
            message: `slot "${slot.name}": the least, ${slot.min}, is more than the most, ${slot.max}`,
            hint: `min: ${slot.max}, max: ${slot.min}`,
          })
      }
      const whole = flow.confidence
      if (whole.reject > whole.sure)
        find({
          range: flow.name.range,
          message: `"confidence": reject, ${whole.reject}, is more than sure, ${whole.sure}`,
        })
      for (const step of flow.steps.values()) {
        const { confidence } = step
        const { reject, sure } = {
          reject: confidence?.reject?.value ?? whole.reject,
          sure: confidence?.sure?.value ?? whole.sure,
        }
        if (confidence && reject > sure)
          find({
            range: (confidence.reject ?? confidence.sure ?? step.name).range,
            message: `step "${step.name.value}": reject, ${reject}, is more than sure, ${sure}`,
          })
      }
    },
  },
  {
    code: 'bad-pattern',
    severity: 'error',
    about: 'The pattern of a slot is not a regular expression, or one that could take for ever.',
    check({ flow }, find) {
      for (const { name, type, pattern, located } of flow.slots.values()) {
        const fault =
          pattern === undefined
            ? undefined
            : patternFault(
                pattern,
                type === 'code' || type === 'digits' ? LONGEST_CODE : LONGEST_TEXT,
              )
        if (fault) find({ range: located.range, message: `slot "${name}": the pattern ${fault}` })
      }
    },
  },
  {
    code: 'too-many-phrases',
    severity: 'error',
    about:
      'An option, choice or question has more than 500 phrases, or a flow with its questions more than 20 000.',
    check(view, find) {
      const all = phrasesIn(view)
      for (const { range, phrases } of all)
        if (phrases.length > MOST_PHRASES)
          find({
            range,
            message: `${phrases.length} phrases stand here; at most ${MOST_PHRASES} can`,
          })
      const count = all.reduce((sum, { phrases }) => sum + phrases.length, 0)
      if (count > MOST_OF_FLOW)
        find({
          range: view.flow.name.range,
          message: `the flow has ${count} phrases; at most ${MOST_OF_FLOW} can be heard`,
        })
    },
  },
  {
    code: 'too-long-phrase',
    severity: 'error',
    about: 'A phrase has more than 200 characters.',
    check(view, find) {
      for (const { phrases } of phrasesIn(view))
        for (const { phrase } of phrases)
          if (phrase.value.length > LONGEST_PHRASE)
            find({
              range: phrase.range,
              message: `this phrase has ${phrase.value.length} characters; at most ${LONGEST_PHRASE} can be heard`,
              hint: 'write what people say in a few words',
            })
    },
  },
  {
    code: 'empty-choice',
    severity: 'error',
    about: 'A choice has nothing to choose from.',
    check({ flow }, find) {
      for (const slot of flow.slots.values())
        if (slot.type === 'choice' && slot.options?.length === 0)
          find({ range: slot.located.range, message: `slot "${slot.name}" has no options` })
    },
  },
  {
    code: 'too-few-turns',
    severity: 'warning',
    waivable: true,
    about:
      'The limit of turns is less than the longest way through the flow needs, even when everything is understood at once.',
    check(view, find) {
      const limit = view.flow.limits.turns
      const needed = longestWay(view)
      if (!view.inner && needed > (limit?.value ?? DEFAULT_TURNS))
        find({
          range: limit?.range ?? view.flow.name.range,
          message: `the longest way takes ${needed} turns of the caller, but a call ends after ${limit?.value ?? DEFAULT_TURNS}`,
          hint: `limits: { turns: ${needed * 2} }`,
        })
    },
  },
]
