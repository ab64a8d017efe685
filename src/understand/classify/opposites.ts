// Words that say the opposite of others: "turn the lights off" is not "turn the lights on",
// although all else is the same.
import type { Language } from '../../languages/language.ts'
import { words } from '../../languages/normalise.ts'

const read = new Map<string, Map<string, number[]>>()

/** The sides an utterance takes, by the stems of its words: the number of a pair for its first
 * side, less than nothing for its second. None where it names both alike. */
export function sidesIn(stems: readonly string[], language: Language): Set<number> {
  const table = read.get(language.code) ?? tableOf(language)
  read.set(language.code, table)
  const sum = new Map<number, number>()
  for (const stem of stems)
    for (const side of table.get(stem) ?? [])
      sum.set(Math.abs(side), (sum.get(Math.abs(side)) ?? 0) + Math.sign(side))
  return new Set(
    [...sum]
      .filter(([, balance]) => balance !== 0)
      .map(([pair, balance]) => pair * Math.sign(balance)),
  )
}

function tableOf(language: Language): Map<string, number[]> {
  const table = new Map<string, number[]>()
  language.opposites
    .trim()
    .split('\n')
    .forEach((line, n) =>
      line.split('/').forEach((side, at) => {
        for (const stem of new Set(words(side).map(language.stem)))
          table.set(stem, [...(table.get(stem) ?? []), at === 0 ? n + 1 : -(n + 1)])
      }),
    )
  return table
}
