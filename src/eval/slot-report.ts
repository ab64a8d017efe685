// Values of one slot type against a file of cases.
import { readFile } from 'node:fs/promises'
import { dateCasesOf, scoreDates } from './date-rules.ts'
import { isSlotType, plainCasesOf, scorePlain } from './plain-cases.ts'
import { casesOf, falseAccepts, scoreSlot, type Scored } from './slot-cases.ts'
import { slotTypes, type SlotType } from '../flow/tree/slot.ts'
import { milliseconds, percent, type Evaluated } from '../cli/eval.ts'
import { counted, UsageError } from '../cli/io.ts'

const moments: readonly SlotType[] = ['date', 'time', 'date-time', 'duration']
const MOST_SHOWN = 20

type Result = {
  scored: Scored
  leftOut: { rule: string; count: number }[]
  falselyHeard?: { count: number; of: number }
}

export async function evalSlots(file: string, type: string, language: string): Promise<Evaluated> {
  if (!isSlotType(type))
    throw new UsageError(`"${type}" is no slot type; expected one of ${slotTypes.join(', ')}`)
  const json = await jsonIn(file)
  const began = performance.now()
  const result = resultOf(file, type, json, language)
  const time = performance.now() - began
  const { scored, leftOut, falselyHeard } = result
  const each = time / Math.max(1, scored.total + (falselyHeard?.of ?? 0))
  const share = scored.right / (scored.total || 1)
  return {
    json: {
      file,
      type,
      language,
      right: scored.right,
      total: scored.total,
      share,
      leftOut,
      falselyHeard,
      wrong: scored.wrong,
      milliseconds: { mean: each },
    },
    lines: [
      `${file}: ${type} in ${language}`,
      `  heard right              ${percent(share)}: ${scored.right} of ${scored.total}`,
      ...(falselyHeard && falselyHeard.of > 0
        ? [`  heard where nothing is   ${falselyHeard.count} of ${falselyHeard.of}`]
        : []),
      `  time                     ${milliseconds(each)} an utterance`,
      ...(leftOut.length === 0
        ? []
        : [
            `  left out                 ${leftOut.map(({ rule, count }) => `${count} (${rule})`).join(', ')}`,
          ]),
      ...scored.wrong
        .slice(0, MOST_SHOWN)
        .map(
          ({ input, expected, got }) =>
            `    "${input}" is ${JSON.stringify(expected)}, heard as ${JSON.stringify(got) ?? 'nothing'}`,
        ),
      ...(scored.wrong.length > MOST_SHOWN
        ? [`    and ${counted(scored.wrong.length - MOST_SHOWN, 'more')}`.replace('mores', 'more')]
        : []),
    ],
  }
}

function resultOf(file: string, type: SlotType, json: unknown, language: string): Result {
  const plain = plainCasesOf(json)
  if (plain)
    return { scored: scorePlain(type, plain, language, Date.UTC(2026, 2, 2, 12)), leftOut: [] }
  try {
    if (moments.includes(type)) {
      const { cases, leftOut } = dateCasesOf(json)
      return { scored: scoreDates(type, cases, language), leftOut }
    }
    const { cases, leftOut, nothing } = casesOf(json, type)
    return {
      scored: scoreSlot(type, cases, language),
      leftOut,
      falselyHeard: { count: falseAccepts(type, nothing, language).length, of: nothing.length },
    }
  } catch (error) {
    throw new UsageError(`"${file}" cannot be read: ${(error as Error).message}`)
  }
}

async function jsonIn(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(`there is no file "${file}"`)
  })
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown
  } catch {
    throw new UsageError(`"${file}" is not JSON`)
  }
}
