// Words that say the opposite of others: "turn the lights off" is not "turn the lights on",
// although all else is the same.
import { memo } from '../../ground/memo.ts'
import type { Language } from '../../languages/language.ts'
import { words } from '../../languages/normalise.ts'
import { add, append, type Counts } from './counts.ts'

/** The sides an utterance takes, by the stems of its words: the number of a pair for its first
 * side, less than nothing for its second. None where it names both alike. */
export function sidesIn(stems: readonly string[], language: Language): Set<number> {
  const sidesOf = sidesByStem(language)
  const balances: Counts<number> = new Map()
  for (const stem of stems)
    for (const side of sidesOf.get(stem) ?? []) add(balances, Math.abs(side), Math.sign(side))
  const taken = [...balances].filter(([, balance]) => balance !== 0)
  return new Set(taken.map(([pair, balance]) => pair * Math.sign(balance)))
}

const sidesByStem = memo(
  ({ opposites, stem }: Language): Map<string, number[]> => {
    const table = new Map<string, number[]>()
    for (const [index, line] of opposites.trim().split('\n').entries()) {
      const pair = index + 1
      for (const [at, side] of line.split('/').entries())
        for (const one of new Set(words(side).map(stem)))
          append(table, one, at === 0 ? pair : -pair)
    }
    return table
  },
  { key: ({ code }) => code },
)
