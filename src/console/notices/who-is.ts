// Who changed a notice, by name, or what did it by itself.
import { hands } from '../../notices/standing.ts'
import type { PageLanguage } from '../../pages/dictionary.ts'
import { noticesWords } from './words.ts'

/** `names` are of people, by id. */
export type Seen = { language: PageLanguage; names: ReadonlyMap<string, string> }

export function whoIs(by: string | undefined, { language, names }: Seen): string {
  const words = noticesWords[language]
  const hand = hands.find((one) => one === by)
  return hand ? words.hands[hand] : (names.get(by ?? '') ?? words.nobody)
}
