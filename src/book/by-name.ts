// A machine whose prompts show their conditions in words, so that a reader sees every piece and
// when it is heard.
import type { Condition } from '../flow/text/expression.ts'
import type { Machine, Scope } from '../flow/machine/machine.ts'
import type { Option } from '../flow/tree/option.ts'
import type { Piece, Prompt } from '../flow/tree/prompt.ts'
import type { Step } from '../flow/steps/index.ts'
import { hingesIn } from '../times/condition-worlds.ts'

/** Only a language decides what is heard in it; all else is shown with its condition. */
const aboutLanguage = (condition: Condition | undefined): boolean =>
  condition === undefined || condition.tests.every(({ path }) => path.names[0] === 'language')

/** The same machine, with `[if topic is damage]` before what is heard only then. */
export function withConditions(machine: Machine): Machine {
  const scopes = new Map([...machine.scopes].map(([prefix, scope]) => [prefix, scopeOf(scope)]))
  const steps = new Map(
    [...machine.steps].map(([name, { step, scope }]) => [
      name,
      { step: stepOf(step), scope: scopes.get(scope.prefix) ?? scope },
    ]),
  )
  return { ...machine, scopes, steps }
}

function scopeOf(scope: Scope): Scope {
  const { phrases, anywhere } = scope.flow
  const conditional = (part: unknown) =>
    hingesIn(part).conditions.some((condition) => !aboutLanguage(condition))
  if (!conditional(phrases) && !conditional(anywhere)) return scope
  return {
    ...scope,
    flow: {
      ...scope.flow,
      phrases: new Map([...phrases].map(([id, prompt]) => [id, showConditions(prompt)])),
      anywhere: anywhere.map(optionOf),
    },
  }
}

function stepOf(step: Step): Step {
  if (step.decide || !hingesIn(step).conditions.some((condition) => !aboutLanguage(condition)))
    return step
  return mapPrompts(step) as Step
}

/** Anything in a step that holds prompts or options. */
function mapPrompts(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if ('pieces' in value) return showConditions(value as Prompt)
  if (Array.isArray(value)) return value.map(mapPrompts)
  if (value instanceof Map) return value
  if ('then' in value && 'label' in value && 'if' in value) return optionOf(value as Option)
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, key === 'range' ? inner : mapPrompts(inner)]),
  )
}

/** A prompt in which each piece stands behind its condition. */
export const showConditions = (prompt: Prompt): Prompt => ({
  ...prompt,
  pieces: prompt.pieces.map((piece) =>
    aboutLanguage(piece.if) ? piece : showPiece(piece, piece.if),
  ),
})

function optionOf(option: Option): Option {
  const label = option.label && showConditions(option.label)
  const [first, ...rest] = label?.pieces ?? []
  if (aboutLanguage(option.if) || !label || !first) return { ...option, label }
  return {
    ...option,
    if: undefined,
    label: { ...label, pieces: [showPiece(first, option.if), ...rest] },
  }
}

/** The piece with its condition before its words; a recording is then shown by its words. */
function showPiece(piece: Piece, condition: Condition | undefined): Piece {
  const before = `[if ${condition?.source ?? ''}] `
  const texts =
    Object.keys(piece.texts).length > 0
      ? piece.texts
      : { '': { source: '', parts: [`‹${piece.audio?.value ?? ''}›`], range: piece.range } }
  return {
    ...piece,
    if: undefined,
    audio: undefined,
    texts: Object.fromEntries(
      Object.entries(texts).map(([tag, template]) => [
        tag,
        { ...template, parts: [before, ...template.parts] },
      ]),
    ),
  }
}
