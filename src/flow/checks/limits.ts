// Rules about numbers, dates and limits that cannot be.
import { LONGEST_CODE } from '../defaults.ts'
import { mostTurns } from '../tree/flow-limits.ts'
import { DateTime } from 'luxon'
import { listens } from '../steps/index.ts'
import type { Flow, Slot } from '../tree/flow.ts'
import { patternFault } from '../tree/pattern.ts'
import type { View } from './flow-view.ts'
import { phraseRules } from './phrase-limits.ts'
import type { Find, Rule } from './rule.ts'
import { ANYWHERE } from './step-graph.ts'

/** The most characters of an answer that a pattern is tried on. */
const LONGEST_TEXT = 500

const isDay = (text: string): boolean =>
  text === 'today' || (/^\d{4}-\d\d-\d\d$/.test(text) && DateTime.fromISO(text).isValid)

/** Days that are none, and days or figures the wrong way round. */
function findInSlot({ name, from, to, min, max, located: { range } }: Slot, find: Find): void {
  for (const [key, day] of Object.entries({ from, to }))
    if (day !== undefined && !isDay(day))
      find({
        range,
        message: `slot "${name}": "${day}" is not a date; expected one such as 2026-12-31, or today, under "${key}"`,
      })
  if (from && to && isDay(from) && isDay(to) && from > to && from !== 'today')
    find({ range, message: `slot "${name}": the first day, ${from}, is after the last, ${to}` })
  if (min !== undefined && max !== undefined && min > max)
    find({
      range,
      message: `slot "${name}": the least, ${min}, is more than the most, ${max}`,
      hint: `min: ${max}, max: ${min}`,
    })
}

/** A confidence from which answers are sure that is less than the one from which they are taken. */
function findConfidences({ confidence: whole, name, steps }: Flow, find: Find): void {
  if (whole.reject > whole.sure)
    find({
      range: name.range,
      message: `"confidence": reject, ${whole.reject}, is more than sure, ${whole.sure}`,
    })
  for (const { confidence, name: step } of steps.values()) {
    const { reject, sure } = confidence ?? {}
    const [least, most] = [reject?.value ?? whole.reject, sure?.value ?? whole.sure]
    if (confidence && least > most)
      find({
        range: (reject ?? sure ?? step).range,
        message: `step "${step.value}": reject, ${least}, is more than sure, ${most}`,
      })
  }
}

/** Turns a place takes; a read-back is a turn of its own. */
function turnsOf({ flow }: View, place: string): number {
  const step = flow.steps.get(place)
  return step && listens(step) ? 1 + Number(step.confirm?.always === true) : 0
}

/** The most turns on a way through the flow that asks nothing twice. */
function longestWay(view: View): number {
  const longest = new Map<string, number>()
  for (const root of view.roots) measure(view, root, longest)
  return Math.max(0, ...view.roots.map((root) => longest.get(root) ?? 0))
}

/** The longest ways from a place and from all behind it; a way that comes back is not gone. Without
 * recursion, since ways may be very long. */
function measure(view: View, root: string, longest: Map<string, number>): void {
  const nextOf = (place: string): string[] =>
    (view.graph.out.get(place) ?? [])
      .filter(({ to, deliberate }) => deliberate && to !== ANYWHERE)
      .map(({ to }) => to)
  const open = new Set<string>()
  const work = [{ place: root, done: false }]
  for (let task = work.pop(); task; task = work.pop()) {
    const { place, done } = task
    const next = nextOf(place)
    if (done) {
      open.delete(place)
      const behind = Math.max(0, ...next.map((to) => longest.get(to) ?? 0))
      longest.set(place, turnsOf(view, place) + behind)
    } else if (!longest.has(place) && !open.has(place)) {
      open.add(place)
      const further = next.filter((to) => !open.has(to))
      work.push({ place, done: true }, ...further.map((to) => ({ place: to, done: false })))
    }
  }
}

export const limitRules: Rule[] = [
  {
    code: 'impossible-limit',
    severity: 'error',
    about: 'A date does not exist, or the least is more than the most.',
    check({ flow }, find) {
      for (const slot of flow.slots.values()) findInSlot(slot, find)
      findConfidences(flow, find)
    },
  },
  {
    code: 'bad-pattern',
    severity: 'error',
    about: 'The pattern of a slot is not a regular expression, or one that could take for ever.',
    check({ flow }, find) {
      for (const { name, type, pattern, located } of flow.slots.values()) {
        const longest = type === 'code' || type === 'digits' ? LONGEST_CODE : LONGEST_TEXT
        const fault = pattern && patternFault(pattern, longest)
        if (fault) find({ range: located.range, message: `slot "${name}": the pattern ${fault}` })
      }
    },
  },
  ...phraseRules,
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
      const { turns } = view.flow.limits
      const limit = mostTurns(view.flow)
      const needed = longestWay(view)
      if (!view.inner && needed > limit)
        find({
          range: (turns ?? view.flow.name).range,
          message: `the longest way takes ${needed} turns of the caller, but a call ends after ${limit}`,
          hint: `limits: { turns: ${needed * 2} }`,
        })
    },
  },
]
