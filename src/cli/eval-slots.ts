// callflow eval --slot: values of one slot type against a file of cases.
import { measureSlots, type SlotScore } from '../eval/measure-slots.ts'
import { isSlotType } from '../eval/plain-cases.ts'
import { slotTypes } from '../flow/tree/slot.ts'
import { percent } from '../ground/percent.ts'
import { milliseconds, reading, readText, type Evaluated } from './evaluated.ts'
import { UsageError } from './io.ts'

const MOST_WRONG = 20

export async function evalSlots(file: string, type: string, language: string): Promise<Evaluated> {
  if (!isSlotType(type))
    throw new UsageError(`"${type}" is no slot type; expected one of ${slotTypes.join(', ')}`)
  const json = await jsonIn(file)
  const result = reading(file, () => measureSlots(type, json, language))
  const { scored, leftOut, falselyHeard, mean } = result
  const { right, total, wrong } = scored
  const share = right / (total || 1)
  return {
    json: {
      file,
      type,
      language,
      right,
      total,
      share,
      leftOut,
      falselyHeard,
      wrong,
      milliseconds: { mean },
    },
    lines: [
      `${file}: ${type} in ${language}`,
      `  heard right              ${percent(share, 1)}: ${right} of ${total}`,
      ...linesOf(result),
    ],
  }
}

function linesOf({ scored: { wrong }, leftOut, falselyHeard, mean }: SlotScore): string[] {
  const rules = leftOut.map(({ rule, count }) => `${count} (${rule})`)
  const examples = wrong
    .slice(0, MOST_WRONG)
    .map(
      ({ input, expected, got }) =>
        `    "${input}" is ${JSON.stringify(expected)}, heard as ${JSON.stringify(got) ?? 'nothing'}`,
    )
  return [
    ...(falselyHeard && falselyHeard.of > 0
      ? [`  heard where nothing is   ${falselyHeard.count} of ${falselyHeard.of}`]
      : []),
    `  time                     ${milliseconds(mean)} an utterance`,
    ...(rules.length > 0 ? [`  left out                 ${rules.join(', ')}`] : []),
    ...examples,
    ...(wrong.length > MOST_WRONG ? [`    and ${wrong.length - MOST_WRONG} more`] : []),
  ]
}

async function jsonIn(file: string): Promise<unknown> {
  const text = await readText(file)
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown
  } catch {
    throw new UsageError(`"${file}" is not JSON`)
  }
}
