// Words that both forms of the script book use.
import type { Book, Words } from './script-book.ts'
import type { Journey } from './journeys.ts'
import type { Miss } from './ladders.ts'
import type { Universal } from './universals.ts'

export const who = { caller: 'Caller', system: 'System', outside: '' } as const

export const missHeads: Record<Miss, string> = {
  silence: 'Says nothing',
  unclear: 'Is not understood',
  wrong: 'Says what cannot be right',
  unsure: 'Is not surely understood',
}

/** `“thing” answers` and the like begin a new paragraph of what is chosen. */
export const openingOf = ({ opening }: Journey): string | undefined =>
  opening ? `As ${opening.journey} to line ${opening.line}, then:` : undefined

export const onwardOf = ({ onward }: Journey): string | undefined =>
  onward
    ? `Goes on as ${onward.journey}${onward.line > 0 ? ` after line ${onward.line}` : ''}.`
    : undefined

/** How much of it the scripted calls play. */
export function playedOf({
  played,
}: Journey): { sign: string; text: string; state: 'played' | 'part' | 'not' } | undefined {
  if (!played) return undefined
  if (played.edges === played.of)
    return { sign: '✓', text: 'played by scripted calls', state: 'played' }
  return played.edges === 0
    ? { sign: '○', text: 'played by no scripted call', state: 'not' }
    : {
        sign: '◐',
        text: `scripted calls play ${played.edges} of ${played.of} turns`,
        state: 'part',
      }
}

export function exceptionsOf({ except }: Universal): string[] {
  return except.map(
    ({ steps, leads }) =>
      `${leads === undefined ? 'not' : 'otherwise'} at ${steps.map((step) => `“${step}”`).join(', ')}${leads === undefined ? '' : `: to “${leads}”`}`,
  )
}

export const groupsOf = ({ journeys }: Book): { group: string; journeys: Journey[] }[] => {
  const groups = new Map<string, Journey[]>()
  for (const journey of journeys)
    groups.set(journey.group, [...(groups.get(journey.group) ?? []), journey])
  return [...groups].map(([group, all]) => ({ group: group || 'The call', journeys: all }))
}

/** What is in no language, then each language's words with its tag where there are several. */
export const wordsByLanguage = (
  words: Words,
  languages: string[],
): { tag?: string; text: string }[] =>
  Object.entries(words)
    .filter(([, text]) => text !== '')
    .map(([tag, text]) => ({ tag: tag === '' || languages.length === 1 ? undefined : tag, text }))

export const about =
  'Values are shown by their names, ‹so›; what is said only under a condition stands behind it, [if so]. The number behind a line is that of the flow’s file.'
