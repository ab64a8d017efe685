// Values of one slot type against a file of cases.
import type { SlotType } from '../flow/tree/slot.ts'
import { dateCasesOf, scoreDates } from './date-rules.ts'
import { ANY_TIME, type Scored } from './hear-value.ts'
import type { LeftOut } from './marked-cases.ts'
import { plainCasesOf, scorePlain } from './plain-cases.ts'
import { casesOf, falseAccepts, scoreSlot } from './slot-cases.ts'

const moments: readonly SlotType[] = ['date', 'time', 'date-time', 'duration']

/** `falselyHeard`: where nothing of the type stands; `mean` is milliseconds an utterance. */
export type SlotScore = {
  scored: Scored
  leftOut: LeftOut[]
  falselyHeard?: { count: number; of: number }
  mean: number
}

/** Throws when the cases have no form that is known. `language` is a BCP 47 tag. */
export function measureSlots(type: SlotType, json: unknown, language: string): SlotScore {
  const began = performance.now()
  const result = scoreCases(type, json, language)
  const time = performance.now() - began
  const utterances = result.scored.total + (result.falselyHeard?.of ?? 0)
  return { ...result, mean: time / Math.max(1, utterances) }
}

function scoreCases(type: SlotType, json: unknown, language: string): Omit<SlotScore, 'mean'> {
  const plain = plainCasesOf(json)
  if (plain) return { scored: scorePlain(type, plain, language, ANY_TIME), leftOut: [] }
  if (moments.includes(type)) {
    const { cases, leftOut } = dateCasesOf(json)
    return { scored: scoreDates(type, cases, language), leftOut }
  }
  const { cases, leftOut, nothing } = casesOf(json, type)
  const falselyHeard = falseAccepts(type, nothing, language).length
  return {
    scored: scoreSlot(type, cases, language),
    leftOut,
    falselyHeard: { count: falselyHeard, of: nothing.length },
  }
}
