// Belarusian words beside the Russian ones that callers mix in.
import { phraseList, wordSet } from '../normalise.ts'

/** The own meaning of a word stands before the Russian one. */
export const bothMaps = <V>(own: Map<string, V>, russian: Map<string, V>): Map<string, V> =>
  new Map([...russian, ...own])

export const bothSets = (own: string, russian: Set<string>): Set<string> =>
  new Set([...russian, ...wordSet(own)])

export const bothLists = (own: string, russian: string[][]): string[][] =>
  [...phraseList(own), ...russian].sort((a, b) => b.length - a.length)
