// Dialogue rules about reading back: what is too easily heard wrong is read back, digit by digit, and
// not too much at once.
import { stepsWith } from '../steps/index.ts'
import type { AskStep } from '../steps/ask.ts'
import { plainName } from '../text/expression.ts'
import { textIn, type Prompt } from '../tree/prompt.ts'
import type { Slot } from '../tree/flow.ts'
import { knownIn } from './declared-values.ts'
import type { View } from './flow-view.ts'
import { withUnderscores, type Known } from './known-value.ts'
import type { Rule } from './rule.ts'
import type { Read } from './read-names.ts'
import { placeholdersIn } from './spoken-texts.ts'
import { reachable } from './step-graph.ts'

/** From so many digits on a number names somebody or something, and callers cannot follow it as a
 * quantity. */
const DIGITS_OF_ID = 4

/** The most values a caller can check at once. */
const MOST_READ_BACK = 3

const isLong = ({ length }: Slot): boolean => (length?.max ?? Infinity) >= DIGITS_OF_ID

/** A code, or digits that name somebody or something. */
const isId = (slot: Slot): boolean =>
  slot.type === 'code' || (slot.type === 'digits' && isLong(slot))

/** The filter that says a value so that it can be followed; undefined where none is needed. */
function filterFor({ type, fact }: Known, { flow }: View): 'spoken' | 'digits' | undefined {
  if (type === 'code') return 'spoken'
  if (type === 'phone') return 'digits'
  const slot = flow.slots.get(fact ?? '')
  return type === 'digits' && (slot?.type !== 'digits' || isLong(slot)) ? 'digits' : undefined
}

const following = ['digits', 'letters', 'spoken']

/** Placeholders that callers or operators hear. */
function placeholdersHeard(view: View): { read: Read; found: Known }[] {
  const whispers = new Set(
    [...view.flow.desks.values()].flatMap(({ whisper }) =>
      whisper ? placeholdersIn(whisper) : [],
    ),
  )
  return knownIn(view).filter(
    ({ read: { how, placeholder } }) =>
      placeholder && (how === 'aloud' || (how === 'given' && whispers.has(placeholder))),
  )
}

/** A lookup takes the value next, and says when there is no such thing: as good as reading it
 * back. */
function isLookedUp({ flow, graph }: View, step: AskStep, slot: string): boolean {
  const next = reachable(
    graph,
    [step.then?.value ?? ''],
    ({ from, deliberate }) => deliberate && !flow.steps.get(from)?.request,
  )
  return stepsWith(flow, 'request').some(
    (request) =>
      next.has(request.name.value) &&
      request['not found'] &&
      [...(request.with?.values() ?? [])]
        .flatMap(({ value }) => placeholdersIn(value))
        .some(({ path }) => plainName(path.names[0] ?? '') === plainName(slot)),
  )
}

/** What a step reads back. */
const readBackOf = ({ ask, confirm, yes }: AskStep): Prompt | undefined =>
  confirm?.prompt ?? (yes && ask)

export const readBackRules: Rule[] = [
  {
    code: 'readback-digits',
    severity: 'error',
    waivable: true,
    about:
      'A number of four digits or more is read out as a quantity, or a code as a word. Read the one with the filter "digits", the other with "spoken".',
    check(view, find) {
      for (const { read, found } of placeholdersHeard(view)) {
        const filter = filterFor(found, view)
        const { placeholder } = read
        if (!filter || !placeholder) continue
        if (placeholder.filters.some(({ name }) => following.includes(name))) continue
        const name = withUnderscores(read.path.names.join('.'))
        const what = found.type === 'code' ? 'word' : 'large number'
        find({
          range: placeholder.range,
          message: `"${name}" would be read as one ${what}`,
          hint: `{{ ${name} | ${filter} }}`,
        })
      }
    },
  },
  {
    code: 'conf-money-id',
    severity: 'error',
    waivable: true,
    about:
      'An amount is taken without being read back (error), or an identifying number (warning). A lookup that takes it next and has "not found" will do as well.',
    check(view, find) {
      for (const step of stepsWith(view.flow, 'ask')) {
        const slot = view.flow.slots.get(step.slot?.value ?? '')
        if (!slot || step.confirm || !view.reached.has(step.name.value)) continue
        if (slot.type !== 'money' && !isId(slot)) continue
        if (isLookedUp(view, step, slot.name)) continue
        const filter = slot.type === 'code' ? 'spoken' : slot.type
        find({
          range: step.name.range,
          message: `"${slot.name}" is not read back`,
          hint: `confirm: I have {{ ${withUnderscores(slot.name)} | ${filter} }}. Is that right?`,
          severity: slot.type === 'money' ? 'error' : 'warning',
        })
      }
    },
  },
  {
    code: 'conf-one',
    severity: 'info',
    waivable: true,
    about: 'More than three values are read back in one question.',
    check({ flow, languages }, find) {
      for (const step of stepsWith(flow, 'ask')) {
        const prompt = readBackOf(step)
        if (!prompt) continue
        const counts = languages.map(({ tag }) =>
          prompt.pieces.reduce((sum, piece) => {
            const text = textIn(piece, tag)
            return sum + (text ? placeholdersIn(text).length : 0)
          }, 0),
        )
        const most = Math.max(0, ...counts)
        if (most > MOST_READ_BACK)
          find({
            range: prompt.range,
            message: `${most} values are more than a caller can check at once`,
            hint: 'read back three at most',
          })
      }
    },
  },
]
