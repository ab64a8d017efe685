// Rules about what is known when: a value is filled before it is read, and a desk gets what it
// needs.
import { memo } from '../../ground/memo.ts'
import { plainName } from '../text/expression.ts'
import type { Located } from '../text/located.ts'
import { knownIn } from './declared-values.ts'
import { factsOf } from './filled-slots.ts'
import type { View } from './flow-view.ts'
import type { Read } from './read-names.ts'
import type { Rule } from './rule.ts'
import { describeWay, waysFrom, type Edge } from './step-graph.ts'

/** A read of a slot or saved answer, with the bit of what it reads. */
type FactRead = { read: Read; fact: string; bit: bigint }

/** Reads of slots and saved answers at places that calls come to. */
function reads(view: View): FactRead[] {
  const { bit: bitOf, ever } = factsOf(view)
  return knownIn(view).flatMap(({ read, found: { fact } }) => {
    if (fact === undefined || read.place === '' || !ever.has(read.place)) return []
    // while a slot is asked for, its own name stands for what was just heard
    if (read.own?.some((own) => plainName(own) === plainName(fact))) return []
    const bit = bitOf(fact)
    return bit === undefined ? [] : [{ read, fact, bit }]
  })
}

/** Ways are shown for so many findings; after that they would only cost time. */
const MOST_WAYS = 20

const robust = new Set(['is known', 'is not known', 'is not'])

/** A missing value does no harm there: it is left out, or a condition around says that it is
 * there. */
const isGuarded = ({ read, fact }: FactRead): boolean =>
  read.how === 'given' ||
  robust.has(read.test?.comparison ?? '') ||
  (!read.test && [...read.sure].some((name) => plainName(name) === plainName(fact)))

/** The bit is among those known at a place. */
const has = (known: Map<string, bigint>, place: string, bit: bigint): boolean =>
  ((known.get(place) ?? 0n) & bit) !== 0n

/** One read of each fact at each place of the file. */
function once(): (read: FactRead) => boolean {
  const told = new Set<string>()
  return ({ read, fact }) => {
    const key = `${read.path.range.start} ${fact}`
    const first = !told.has(key)
    told.add(key)
    return first
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
  const waysWithout = memo((bit: bigint) =>
    waysFrom(view.graph, view.roots, (edge) => may(edge) && (facts.fills(edge) & bit) === 0n),
  )
  return (slot, goal) => {
    const bit = facts.bit(slot) ?? 0n
    return bit === 0n || (facts.start & bit) !== 0n ? undefined : waysWithout(bit)(goal)
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
      const { ever } = factsOf(view)
      const first = once()
      for (const one of reads(view)) {
        const { place, test, path } = one.read
        const asksOnly = test?.comparison === 'is known' || test?.comparison === 'is not known'
        if (!asksOnly && !has(ever, place, one.bit) && first(one))
          find({
            range: path.range,
            message: `nothing has filled "${path.names.join('.')}" on any way that leads here`,
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
      const { ever, always } = factsOf(view)
      const first = once()
      const unfilled = without(view, ({ way }) => way !== 'start over')
      const isLate = (place: string) => view.after.has(place) && !view.reached.has(place)
      let shown = 0
      for (const one of reads(view)) {
        const { read, fact, bit } = one
        const { place, path } = read
        const doubtful = has(ever, place, bit) && !has(always, place, bit)
        if (!doubtful || isGuarded(one) || isLate(place) || !first(one)) continue
        const way = (shown++ < MOST_WAYS && unfilled(fact, place)) || []
        const on = way.length > 0 ? `: ${describeWay(way)}` : ''
        const name = path.names.join('.')
        find({
          range: path.range,
          message: `"${name}" may not be known here${on}`,
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
            message: `desk "${desk}" needs "${need.value}", which is not filled on the way ${describeWay(way)}`,
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
