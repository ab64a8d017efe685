// A switch as facts of a call: that it is on, and its words in each language the call may be in.
import type { Facts } from './input.ts'

/** `texts` by language tag; words under `''` are good for every language. */
export function addSwitchFacts(
  facts: Facts,
  name: string,
  { on, texts }: { on: boolean; texts: Record<string, string> },
): void {
  facts[`switches.${name}`] = on
  for (const [language, words] of Object.entries(texts))
    facts[language === '' ? `switches.${name}.text` : textFact(name, language)] = words
}

const textFact = (name: string, language: string): string => `switches.${name}.text.${language}`
