// Everything a caller may hear from a flow, and every name that is read, each with the place in the
// flow where it happens.
import type { Condition, Path, Placeholder, Template, Test } from '../text/expression.ts'
import type { Flow } from '../tree/flow.ts'
import type { Located } from '../text/located.ts'
import type { Option } from '../tree/option.ts'
import type { Piece, Prompt } from '../tree/prompt.ts'
import { promptOf, type Step } from '../steps/index.ts'
import { ANYWHERE } from './step-graph.ts'
import { sureWhen } from '../text/sure-names.ts'

/** A prompt where it stands. `place` is a step, a desk, ANYWHERE, or empty for what belongs to the
 * whole flow; `part` is the key it stands under. */
export type Spoken = {
  prompt: Prompt
  place: string
  part: string
  step?: Step
  option?: Option
  file?: string
}

/** The prompts of a step in the order in which they are heard. */
export function promptsOf(step: Step): Spoken[] {
  const one = (part: string, prompt: Prompt | undefined): Spoken[] =>
    prompt ? [{ prompt, place: step.name.value, part, step }] : []
  return [
    ...one(step.word, promptOf(step)),
    ...one('again', step.again),
    ...one('each', step.each),
    ...one('confirm', step.confirm?.prompt),
    ...one('meanwhile', step.meanwhile),
    ...(step.unclear ?? []).flatMap((prompt) => one('unclear', prompt)),
    ...(step.silent ?? []).flatMap((prompt) => one('silent', prompt)),
    ...labels(step.options?.value ?? [], step.name.value, step),
  ]
}

function labels(options: readonly Option[], place: string, step?: Step): Spoken[] {
  return options.flatMap((option) =>
    option.label ? [{ prompt: option.label, place, part: 'label', step, option }] : [],
  )
}

const spokenCache = new WeakMap<Flow, Spoken[]>()

/** All prompts of a flow, those of its FAQ files among them. */
export function spokenIn(flow: Flow): Spoken[] {
  const spoken = spokenCache.get(flow) ?? allSpoken(flow)
  spokenCache.set(flow, spoken)
  return spoken
}

function allSpoken(flow: Flow): Spoken[] {
  const faqs = [...new Set([...(flow.questions ? [flow.questions] : []), ...flow.faqs.values()])]
  return [
    ...[...flow.steps.values()].flatMap(promptsOf),
    ...[...flow.desks.values()].flatMap((desk): Spoken[] => {
      const waiting = desk['while waiting']
      return [
        ...(waiting?.say
          ? [{ prompt: waiting.say, place: desk.name.value, part: 'while waiting' }]
          : []),
        ...labels(waiting?.options?.value ?? [], desk.name.value),
      ]
    }),
    ...labels(flow.anywhere, ANYWHERE),
    ...[...flow.phrases].map(([id, prompt]): Spoken => ({ prompt, place: '', part: id })),
    ...faqs.flatMap(({ file, entries }) =>
      entries.map(({ answer }): Spoken => ({ prompt: answer, place: '', part: 'answer', file })),
    ),
  ]
}

export const placeholdersIn = (template: Template): Placeholder[] =>
  template.parts.filter((part) => typeof part !== 'string')

/**
 * A name that is read. `how`: aloud to the caller, by a condition, to set a slot or ring a number,
 * or given on to a lookup, a sub-flow or an operator (where a missing value is left out).
 * `own` is the slot the step is asking for, known while it is read back; `sure` are names known to
 * be filled because a condition around says so.
 */
export type Read = {
  path: Path
  place: string
  how: 'aloud' | 'condition' | 'used' | 'given'
  placeholder?: Placeholder
  test?: Test
  own?: string
  row?: Step
  sure: ReadonlySet<string>
}

const none: ReadonlySet<string> = new Set()

const both = (a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> =>
  b.size === 0 ? a : new Set([...a, ...b])

type Where = Pick<Read, 'place' | 'own' | 'row'> & { sure?: ReadonlySet<string> }

const ofTemplate = (template: Template, how: Read['how'], where: Where): Read[] =>
  placeholdersIn(template).map((placeholder) => ({
    sure: none,
    ...where,
    path: placeholder.path,
    how,
    placeholder,
  }))

const ofCondition = (condition: Condition | undefined, where: Where): Read[] =>
  (condition?.tests ?? []).map((test) => ({
    ...where,
    path: test.path,
    how: 'condition',
    test,
    sure: both(where.sure ?? none, sureWhen(condition)),
  }))

const ofPiece = (piece: Piece, where: Where): Read[] => [
  ...ofCondition(piece.if, where),
  ...Object.values(piece.texts).flatMap((template) =>
    ofTemplate(template, 'aloud', { ...where, sure: both(where.sure ?? none, sureWhen(piece.if)) }),
  ),
]

const ofPrompt = (prompt: Prompt, where: Where): Read[] =>
  prompt.pieces.flatMap((piece) => ofPiece(piece, where))

type Values = Map<string, { name: Located<string>; value: Template }>

function ofOption(option: Option, where: Where): Read[] {
  const sure = both(where.sure ?? none, sureWhen(option.if))
  return [
    ...ofCondition(option.if, where),
    ...(option.label ? ofPrompt(option.label, { ...where, sure }) : []),
    ...[...(option.set?.values() ?? [])].flatMap(({ value }) =>
      ofTemplate(value, 'used', { ...where, sure }),
    ),
  ]
}

function ofStep(step: Step): Read[] {
  const where: Where = { place: step.name.value, row: step.choose ? step : undefined }
  const prompts = promptsOf(step).filter(({ option }) => !option)
  const values = (found: Values | undefined, how: Read['how']): Read[] =>
    [...(found?.values() ?? [])].flatMap(({ value }) => ofTemplate(value, how, where))
  const single = (template: Template | undefined): Read[] =>
    template ? ofTemplate(template, 'used', where) : []
  return [
    ...prompts.flatMap(({ prompt, part }) =>
      ofPrompt(prompt, {
        ...where,
        row: part === 'each' ? step : undefined,
        own: part === 'confirm' ? step.slot?.value : undefined,
      }),
    ),
    ...(step.options?.value ?? []).flatMap((option) =>
      ofOption(option, { place: step.name.value }),
    ),
    ...(step.decide?.value ?? []).flatMap((one) => ofCondition(one.if, where)),
    ...values(step.set, 'used'),
    ...values(step.with, 'given'),
    ...single(step.to),
    ...single(step.number),
    ...single(step.amount),
  ]
}

/** Every name that a flow reads. */
export function readsIn(flow: Flow): Read[] {
  return [
    ...[...flow.steps.values()].flatMap(ofStep),
    ...[...flow.desks.values()].flatMap((desk): Read[] => {
      const where = { place: desk.name.value }
      const waiting = desk['while waiting']
      return [
        ...(desk.label ? ofPrompt(desk.label, { place: '' }) : []),
        ...(desk.whisper ? ofTemplate(desk.whisper, 'given', where) : []),
        ...(desk.number ? ofTemplate(desk.number, 'used', where) : []),
        ...(desk.shows?.value ?? []).map((shown): Read => ({
          ...where,
          path: { names: shown.value.split('.').map((part) => part.trim()), range: shown.range },
          how: 'given',
          sure: none,
        })),
        ...(waiting?.say ? ofPrompt(waiting.say, where) : []),
        ...(waiting?.options?.value ?? []).flatMap((option) => ofOption(option, where)),
      ]
    }),
    ...flow.anywhere.flatMap((option) => ofOption(option, { place: ANYWHERE })),
    ...[...flow.phrases.values()].flatMap((prompt) => ofPrompt(prompt, { place: '' })),
    ...[...flow.slots.values()].flatMap((slot) =>
      slot.start ? ofTemplate(slot.start, 'given', { place: '' }) : [],
    ),
    ...[...new Set([...(flow.questions ? [flow.questions] : []), ...flow.faqs.values()])].flatMap(
      ({ entries }) => entries.flatMap(({ answer }) => ofPrompt(answer, { place: '' })),
    ),
  ]
}
