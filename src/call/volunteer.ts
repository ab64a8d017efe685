// What a caller says beyond the answer: values for the questions that come next, which are then not
// asked.
import { scopedStep } from '../flow/machine/scoped-name.ts'
import type { Leaf, Scope } from '../flow/machine/machine.ts'
import { optionIds } from '../flow/tree/option.ts'
import { type Step, isPassing } from '../flow/steps/index.ts'
import { beyond, canBeGiven, valuesIn, withoutValue } from '../understand/beyond.ts'
import type { Alternative, Hearing, Meaning, Value } from '../understand/hearing.ts'
import { anywhereOf, stepOf, visits, type Draft } from './draft.ts'
import { hearingAt } from './hear.ts'
import { putSlot } from './call-slots.ts'
import type { Slot } from '../flow/tree/flow.ts'

/** A value for the question of a step further on. */
export type Volunteered = {
  scope: Scope
  step: string
  slot: string
  value: Value
  private: boolean
}

/** The most steps that are looked ahead. */
const MOST_AHEAD = 8

/** "Track parcel 1234567890" and "book a table for tomorrow at seven" answer the questions behind
 * the option; "tomorrow at five", at the question for the day, that for the time. */
export function findVolunteered(
  draft: Draft,
  leaf: Leaf,
  meaning: Meaning,
  alternatives: Alternative[],
): Volunteered[] {
  const [said] = alternatives
  const way = said && wayOn(draft, leaf, meaning)
  if (!way) return []
  const asks = asksBehind(draft, way.scope, way.to)
  if (asks.length === 0) return []
  const hearing = hearingAt(draft, leaf)
  const rest = restOf(said.text, meaning, hearing)
  if (rest === undefined) return []
  const confidence = said.confidence ?? 0.6
  return valuesIn(
    rest,
    asks.map(({ slot }) => slot),
    hearing,
  ).flatMap(({ slot, reading, other, unsure }) => {
    const ask = asks.find((one) => one.slot.name === slot)
    return ask
      ? [
          {
            scope: way.scope,
            step: ask.step,
            slot,
            private: ask.slot.private === true,
            value: {
              ...reading,
              ...(other && !ask.slot.private ? { other } : {}),
              from: 'speech' as const,
              confidence,
              confirmed: false,
              volunteered: true,
              unsure: unsure || undefined,
            },
          },
        ]
      : []
  })
}

/** Keeps what was volunteered until the question is reached. */
export function keepVolunteered(draft: Draft, given: Volunteered[]): void {
  for (const { scope, step, slot, value } of given) putSlot({ draft, scope }, slot, step, value)
}

/** The caller took the option back with which these were said. */
export function dropVolunteered(draft: Draft): void {
  for (const [key, value] of Object.entries(draft.session.slots))
    if (value.volunteered) delete draft.session.slots[key]
}

/** Where the call goes on with this meaning: by an option, or by the answer to a question. */
function wayOn(
  draft: Draft,
  leaf: Leaf,
  meaning: Meaning,
): { scope: Scope; to: string | undefined } | undefined {
  const { step, scope } = stepOf(draft, leaf.step)
  if (meaning.kind === 'value') return { scope, to: step.then?.value }
  if (meaning.kind !== 'option') return undefined
  const anywhere = anywhereOf(scope)
  const options = meaning.anywhere ? anywhere.options : (step.options?.value ?? [])
  return {
    scope: meaning.anywhere ? anywhere.scope : scope,
    to: options[optionIds(options).indexOf(meaning.id)]?.then?.value,
  }
}

/** A question further on, by its name in the flow. */
type Ask = { step: string; slot: Slot }

/** The questions that follow one after the other, as far as they have not been asked in this
 * call. */
function asksBehind(draft: Draft, { flow, prefix }: Scope, to: string | undefined): Ask[] {
  const asks: Ask[] = []
  const seen = new Set<string>()
  for (let name = to; name !== undefined && !seen.has(name) && seen.size < MOST_AHEAD;) {
    seen.add(name)
    const step: Step | undefined = flow.steps.get(name)
    if (!step || !(step.ask || isPassing(step))) break
    const slot = step.ask && step.slot && flow.slots.get(step.slot.value)
    if (slot && canBeGiven(slot) && visits(draft, scopedStep(prefix, name)) === 0)
      asks.push({ step: name, slot })
    name = step.then?.value
  }
  return asks
}

/** The words that are not those of the answer itself. */
function restOf(text: string, meaning: Meaning, hearing: Hearing): string | undefined {
  if (meaning.kind === 'value')
    return hearing.wants?.kind === 'slot' && canBeGiven(hearing.wants.slot)
      ? withoutValue(text, hearing.wants.slot, hearing)
      : undefined
  if (meaning.kind !== 'option') return undefined
  const option = (meaning.anywhere ? hearing.anywhere : hearing.options).find(
    ({ id }) => id === meaning.id,
  )
  return option && beyond(text, [option.label, ...option.phrases], hearing.language)
}
