// Rules about what is known when: a value is filled before it is read, and a desk gets what it
// needs.
import { plainName } from '../text/expression.ts'
import type { Located, Range } from '../text/located.ts'
import { factsOf } from './filled-slots.ts'
import { waysFrom, written, type Edge } from './step-graph.ts'
import type { Rule } from './rule.ts'
import type { Read } from './spoken-texts.ts'
import { knownIn } from './declared-values.ts'
import type { View } from './flow-view.ts'

/** Reads of slots and saved answers at places that calls come to. */
function reads(view: View): { read: Read; fact: string; bit: bigint }[] {
  const facts = factsOf(view)
  return knownIn(view).flatMap(({ read, found }) => {
    if (found.fact === undefined || read.place === '' || !facts.ever.has(read.place)) return []
    const bit = facts.bit(found.fact)
    // while a slot is asked for, its own name stands for what was just heard
    return bit === undefined ||
      (read.own !== undefined && plainName(read.own) === plainName(found.fact))
      ? []
      : [{ read, fact: found.fact, bit }]
  })
}

/** Ways are shown for so many findings; after that they would only cost time. */
const MOST_WAYS = 20

const robust = new Set(['is known', 'is not known', 'is not'])

function once(): (range: Range, fact: string) => boolean {
  const told = new Set<string>()
  return (range, fact) => {
    const key = `${range.start} ${fact}`
    return !told.has(key) && told.add(key) !== undefined
  }
}

/** Where each needed slot of a desk is written. */
const needsOf = (view: View) =>
  [...view.flow.desks.values()].flatMap((desk) =>
    (desk.needs?.value ?? []).map((need) => ({ desk: desk.name.value, need })),
  )

/** The shortest ways on which a slot is not filled, by edges that `may` lets through; worked out
 * once for each slot. */
function without(
  view: View,
  may: (edge: Edge) => boolean,
): (slot: string, goal: string) => Edge[] | undefined {
  const facts = factsOf(view)
  const ways = new Map<bigint, ReturnType<typeof waysFrom>>()
  return (slot, goal) => {
    const bit = facts.bit(slot) ?? 0n
    if (bit === 0n || (facts.start & bit) !== 0n) return undefined
    const known =
      ways.get(bit) ??
      waysFrom(view.graph, view.roots, (edge) => may(edge) && (facts.fills(edge) & bit) === 0n)
    ways.set(bit, known)
    return known(goal)
  }
}

/** What each desk needs and may lack when callers come there by a way that the author did not
 * write. */
export function notAsked(view: View): { desk: Located<string>; slots: string[] }[] {
  const ever = without(view, () => true)
  const onPurpose = without(view, ({ deliberate }) => deliberate)
  return [...view.flow.desks.values()].flatMap(({ name, needs }) => {
    const slots = (needs?.value ?? [])
      .map(({ value }) => value)
      .filter((slot) => ever(slot, name.value) && !onPurpose(slot, name.value))
    return slots.length > 0 ? [{ desk: name, slots }] : []
  })
}

export const dataflowRules: Rule[] = [
  {
    code: 'never-filled',
    severity: 'error',
    about: 'A value is read where no path can have filled it.',
    whole: true,
    check(view, find) {
      const facts = factsOf(view)
      const first = once()
      for (const { read, fact, bit } of reads(view)) {
        if (
          ((facts.ever.get(read.place) ?? 0n) & bit) !== 0n ||
          read.test?.comparison === 'is known' ||
          read.test?.comparison === 'is not known'
        )
          continue
        if (first(read.path.range, fact))
          find({
            range: read.path.range,
            message: `nothing has filled "${read.path.names.join('.')}" on any way that leads here`,
            hint: 'ask for it, set it or look it up before',
          })
      }
    },
  },
  {
    code: 'maybe-not-filled',
    severity: 'warning',
    waivable: true,
    about:
      'A value is read that some path leaves unfilled; the words that name it would then be left out.',
    check(view, find) {
      const facts = factsOf(view)
      const first = once()
      const unfilled = without(view, ({ way }) => way !== 'start over')
      let shown = 0
      for (const { read, fact, bit } of reads(view)) {
        const somewhere = ((facts.ever.get(read.place) ?? 0n) & bit) !== 0n
        const everywhere = ((facts.always.get(read.place) ?? 0n) & bit) !== 0n
        const guarded =
          read.how === 'given' ||
          robust.has(read.test?.comparison ?? '') ||
          [...read.sure].some(
            (name) => plainName(name) === plainName(fact) && read.test === undefined,
          )
        if (
          !somewhere ||
          everywhere ||
          guarded ||
          (view.after.has(read.place) && !view.reached.has(read.place)) ||
          !first(read.path.range, fact)
        )
          continue
        const way = shown++ < MOST_WAYS ? unfilled(fact, read.place) : undefined
        const name = read.path.names.join('.')
        find({
          range: read.path.range,
          message: `"${name}" may not be known here${way && way.length > 0 ? `: ${written(way)}` : ''}`,
          hint:
            read.how === 'condition'
              ? `decide on "${name} is known" first`
              : `give this piece "if: ${name} is known", or fill it on every way`,
        })
      }
    },
  },
  {
    code: 'needs-not-filled',
    severity: 'error',
    about: 'A way that the author wrote leads to a desk without a slot the desk needs.',
    check(view, find) {
      const unfilled = without(view, ({ deliberate }) => deliberate)
      for (const { desk, need } of needsOf(view)) {
        const way = unfilled(need.value, desk)
        const last = way?.at(-1)
        if (way && last)
          find({
            range: last.range,
            message: `desk "${desk}" needs "${need.value}", which is not filled on the way ${written(way)}`,
            hint: `ask for it on that way, or set it: set: { ${need.value}: … }`,
          })
        else if (way)
          find({
            range: need.range,
            message: `desk "${desk}" needs "${need.value}", but a call begins there`,
          })
      }
    },
  },
  {
    code: 'may-be-not-asked',
    severity: 'info',
    about:
      'Callers who ask for a person, or whose question got stuck, come to a desk without a slot it needs; the card then says "not asked".',
    check(view, find) {
      for (const { desk, slots } of notAsked(view))
        find({
          range: desk.range,
          message: `may be not asked before desk "${desk.value}": ${slots.join(', ')}`,
        })
    },
  },
  {
    code: 'private-aloud',
    severity: 'warning',
    waivable: true,
    about: 'A private value is named in a prompt, but may not be spoken.',
    check(view, find) {
      for (const { read, found } of knownIn(view)) {
        if (read.how === 'aloud' && found.private)
          find({
            range: read.path.range,
            message: `"${read.path.names.join('.')}" is private and is not spoken to callers`,
            hint: 'write "read back: yes" at the slot, or leave it out here',
          })
      }
    },
  },
]
