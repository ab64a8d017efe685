// Every name that a flow reads, each with the place where it is read and what is known there.
import { slotsCollected } from '../steps/collect.ts'
import type { Step } from '../steps/index.ts'
import type { Condition, Path, Placeholder, Template, Test } from '../text/expression.ts'
import { sureWhen } from '../text/sure-names.ts'
import type { Desk, Flow } from '../tree/flow.ts'
import type { Option } from '../tree/option.ts'
import type { Piece, Prompt } from '../tree/prompt.ts'
import type { Named } from '../tree/shape.ts'
import { faqsOf } from './flow-options.ts'
import { placeholdersIn, promptsOf } from './spoken-texts.ts'
import { ANYWHERE } from './step-graph.ts'

/**
 * A name that is read. `how`: aloud to the caller, by a condition, to set a slot or ring a number,
 * or given on to a lookup, a sub-flow or an operator (where a missing value is left out).
 * `own` are the slots the step is asking for, known while they are read back; `sure` are names known to
 * be filled because a condition around says so.
 */
export type Read = {
  path: Path
  place: string
  how: 'aloud' | 'condition' | 'used' | 'given'
  placeholder?: Placeholder
  test?: Test
  /** it stands in the place of the value that `test` compares with */
  isValue?: boolean
  own?: readonly string[]
  row?: Step
  sure: ReadonlySet<string>
}

const none: ReadonlySet<string> = new Set()

const both = (a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> =>
  b.size === 0 ? a : new Set([...a, ...b])

type Where = Pick<Read, 'place' | 'own' | 'row'> & { sure?: ReadonlySet<string> }

const ofTemplate = (template: Template | undefined, how: Read['how'], where: Where): Read[] =>
  (template ? placeholdersIn(template) : []).map((placeholder) => ({
    sure: none,
    ...where,
    path: placeholder.path,
    how,
    placeholder,
  }))

const ofCondition = (condition: Condition | undefined, where: Where): Read[] =>
  (condition?.tests ?? []).flatMap((test) => {
    const sure = both(where.sure ?? none, sureWhen(condition))
    const own: Read = { ...where, path: test.path, how: 'condition', test, sure }
    const other = test.value?.path
    return other ? [own, { ...own, path: other, isValue: true }] : [own]
  })

function ofPiece(piece: Piece, where: Where): Read[] {
  const inside = { ...where, sure: both(where.sure ?? none, sureWhen(piece.if)) }
  return [
    ...ofCondition(piece.if, where),
    ...Object.values(piece.texts).flatMap((template) => ofTemplate(template, 'aloud', inside)),
  ]
}

const ofPrompt = (prompt: Prompt | undefined, where: Where): Read[] =>
  (prompt?.pieces ?? []).flatMap((piece) => ofPiece(piece, where))

const ofValues = (values: Named<Template> | undefined, how: Read['how'], where: Where): Read[] =>
  [...(values?.values() ?? [])].flatMap(({ value }) => ofTemplate(value, how, where))

function ofOption(option: Option, where: Where): Read[] {
  const inside = { ...where, sure: both(where.sure ?? none, sureWhen(option.if)) }
  return [
    ...ofCondition(option.if, where),
    ...ofPrompt(option.label, inside),
    ...ofValues(option.set, 'used', inside),
  ]
}

function ofStep(step: Step): Read[] {
  const place = step.name.value
  const where: Where = { place, row: step.choose ? step : undefined }
  const prompts = promptsOf(step).filter(({ option }) => !option)
  return [
    ...prompts.flatMap(({ prompt, part }) =>
      ofPrompt(prompt, { place, ...knownOnlyIn(step, part) }),
    ),
    ...(step.options?.value ?? []).flatMap((option) => ofOption(option, { place })),
    ...(step.decide?.value ?? []).flatMap((one) => ofCondition(one.if, where)),
    ...ofValues(step.set, 'used', where),
    ...ofValues(step.with, 'given', where),
    ...[step.to, step.number, step.amount].flatMap((one) => ofTemplate(one, 'used', where)),
    ...ofTemplate(step.offer, 'given', where),
  ]
}

/** What is known in one part of a step alone: a row while it is read out, and what was just heard
 * while it is read back. */
function knownOnlyIn(step: Step, part: string): Pick<Where, 'row' | 'own'> {
  if (part === 'each') return { row: step }
  if (part !== 'confirm') return {}
  return { own: step.collect ? slotsCollected(step) : step.slot && [step.slot.value] }
}

function ofDesk(desk: Desk): Read[] {
  const where = { place: desk.name.value }
  const { say, options } = desk['while waiting'] ?? {}
  return [
    ...ofPrompt(desk.label, { place: '' }),
    ...ofTemplate(desk.whisper, 'given', where),
    ...ofTemplate(desk.number, 'used', where),
    ...(desk.shows?.value ?? []).map(({ value, range }): Read => ({
      ...where,
      path: { names: value.split('.').map((part) => part.trim()), range },
      how: 'given',
      sure: none,
    })),
    ...ofPrompt(say, where),
    ...(options?.value ?? []).flatMap((option) => ofOption(option, where)),
  ]
}

/** Every name that a flow reads. */
export function readsIn(flow: Flow): Read[] {
  const answers = faqsOf(flow).flatMap(({ entries }) => entries.map(({ answer }) => answer))
  return [
    ...[...flow.steps.values()].flatMap(ofStep),
    ...[...flow.desks.values()].flatMap(ofDesk),
    ...flow.anywhere.flatMap((option) => ofOption(option, { place: ANYWHERE })),
    ...[...flow.phrases.values()].flatMap((prompt) => ofPrompt(prompt, { place: '' })),
    ...[...flow.slots.values()].flatMap(({ start }) => ofTemplate(start, 'given', { place: '' })),
    ...answers.flatMap((answer) => ofPrompt(answer, { place: '' })),
  ]
}
