// What differs between the cases of two versions of a decision.
import type { Step } from '../flow/steps/index.ts'
import { tellWay } from './compare-ways.ts'
import type { Tell } from './difference.ts'
import type { Both } from './match.ts'
import { outcome } from './outcome.ts'

type Case = NonNullable<Step['decide']>['value'][number]

/** Those that could be read. */
const casesOf = (step: Step): Case[] =>
  (step.decide?.value ?? []).filter((one) => one.if !== undefined && one.then !== undefined)

/** Which case of the new step is which of the old one, counted from 0: by the condition, then by
 * where they lead. */
export function matchCases(
  was: Step,
  now: Step,
  renamed: ReadonlyMap<string, string>,
): Map<number, number> {
  const [old, fresh] = [casesOf(was), casesOf(now)]
  const pairs = new Map<number, number>()
  const pairBy = (fits: (one: Case, other: Case) => boolean): void => {
    for (const [at, other] of fresh.entries()) {
      if (pairs.has(at)) continue
      const isFree = (index: number): boolean => ![...pairs.values()].includes(index)
      const found = old.findIndex((one, index) => isFree(index) && fits(one, other))
      if (found >= 0) pairs.set(at, found)
    }
  }
  pairBy((one, other) => one.if.source === other.if.source)
  pairBy(
    (one, other) =>
      one.then.value === other.then.value || renamed.get(one.then.value) === other.then.value,
  )
  return pairs
}

export function tellCases(both: Both, was: Step, now: Step, tell: Tell): void {
  const [old, fresh] = [casesOf(was), casesOf(now)]
  const pairs = matchCases(was, now, both.renamed)
  for (const [at, other] of fresh.entries())
    tellCase(both, old[pairs.get(at) ?? -1], other, (kind, text) =>
      tell(kind, text, { way: `case ${at + 1}`, range: other.then.range }),
    )
  const kept = [...pairs.values()]
  for (const [at, one] of old.entries()) {
    if (kept.includes(at)) continue
    const text = `there is no case any more for ${whenText(one)} (callers went to ${outcome(both.was, one.then.value)})`
    tell('case removed', text, { range: one.then.range, gone: true })
  }
  const places = [...pairs].toSorted(([a], [b]) => a - b).map(([, place]) => place)
  if (kept.toSorted((a, b) => a - b).some((place, index) => place !== places[index])) {
    const order = fresh.map((one) => conditionText(one)).join('; ')
    tell('case order', `the cases are now tried in this order: ${order}`)
  }
  const otherwise = { when: 'otherwise', was: was.otherwise, now: now.otherwise }
  tellWay(both, otherwise, (kind, text, at) => tell(kind, text, { way: 'otherwise', ...at }))
}

function tellCase(both: Both, was: Case | undefined, now: Case, tell: Tell): void {
  const to = `callers now go to ${outcome(both.now, now.then.value)}`
  if (!was) tell('case added', `${whenText(now)}, ${to}`)
  else if (was.if.source !== now.if.source)
    tell('case condition', `${to} ${whenText(now)} (was ${whenText(was)})`)
  else tellWay(both, { when: whenText(now), was: was.then, now: now.then }, tell)
}

const conditionText = (one: Case): string => one.if.source.replaceAll('_', ' ')
const whenText = (one: Case): string => `when ${conditionText(one)}`
