// Rules about options and questions that are easily taken for each other.
import { UNOFFERED_OUTSIDE } from '../understand/classify/calibration.ts'
import { classify, modelOf } from '../understand/classify/models.ts'
import type { Range } from '../flow/text/located.ts'
import type { Flow } from '../flow/tree/flow.ts'
import type { Choosable } from '../understand/hearing.ts'
import { languageOf } from '../languages/language.ts'
import { words } from '../languages/normalise.ts'
import { placesOf, type Place } from './listening-places.ts'
import type { ProjectRule } from './proof-rule.ts'
import { isOpen } from '../flow/steps/index.ts'

/** Phrases that share this part of the weighty words of the shorter one are looked at. */
const ALIKE = 0.6

/** The other must be as likely as this: what is merely worded in a new way falls to nothing
 * clearly. */
const CLEARLY = 0.6

/** Each trial learns a menu anew, a few milliseconds; of a large flow only the most alike are
 * tried. */
const MOST_TRIED = 50

export const confusableRules: ProjectRule[] = [
  {
    code: 'confusable-options',
    severity: 'warning',
    waivable: true,
    about:
      'Two options of a menu, or an option and a question, are easily taken for each other: a phrase of the one is understood as the other as soon as it is not known word for word.',
    inspect(flow, _project, find) {
      const told = new Set<string>()
      for (const { tag } of flow.languages) {
        const suspects = placesOf(flow, tag)
          .flatMap((place) => suspectsAt(place, tag))
          .toSorted((a, b) => b.likeness - a.likeness)
        for (const suspect of suspects.slice(0, MOST_TRIED)) {
          const other = takenFor(suspect, tag)
          if (!other) continue
          const { own, phrase, place } = suspect
          const key = [own.label, other.label].sort().join('\n')
          if (told.has(key)) continue
          told.add(key)
          find({
            range: rangeOf(flow, place),
            message: `"${own.label}" and "${other.label}" are easily confused: without its own phrase, "${phrase}" is taken for "${other.label}"`,
            hint: 'give each of them words that the other does not have',
          })
        }
      }
    },
  },
]

const rangeOf = (flow: Flow, { step }: Place): Range =>
  step?.name.range ?? flow.anywhere[0]?.range ?? flow.faq?.range ?? flow.name.range

/** A phrase that is like those of other items at the same place. */
type Suspect = {
  place: Place
  items: Choosable[]
  own: Choosable
  phrase: string
  near: Choosable[]
  likeness: number
}

/** Two questions, or two options for the whole flow, are told once, not at each step. */
function suspectsAt(place: Place, tag: string): Suspect[] {
  const { step, options, anywhere, questions } = place
  const everywhere = new Set([...anywhere, ...questions])
  const items = [...options, ...anywhere, ...questions]
  const known = items.map((item) => ({
    item,
    phrases: phrasesOf(item).map((phrase) => ({ phrase, stems: stemsOf(phrase, tag) })),
  }))
  return known.flatMap(({ item: own, phrases }) => {
    if (phrases.length < 2) return []
    const rivals = known.filter(
      ({ item }) =>
        item !== own &&
        (step === undefined || isOpen(step) || !(everywhere.has(own) && everywhere.has(item))),
    )
    return phrases.flatMap(({ phrase, stems }): Suspect[] => {
      const near = rivals
        .map(({ item, phrases: others }) => ({
          item,
          likeness: Math.max(...others.map((other) => likeness(stems, other.stems))),
        }))
        .filter((one) => one.likeness >= ALIKE)
      const most = Math.max(...near.map((one) => one.likeness))
      const suspect = { place, items, own, phrase, near: near.map(({ item }) => item) }
      return near.length > 0 ? [{ ...suspect, likeness: most }] : []
    })
  })
}

/** The item a phrase falls to when it is taken away from its own. */
function takenFor({ items, own, phrase, near }: Suspect, tag: string): Choosable | undefined {
  const rest = phrasesOf(own).filter((one) => one !== phrase)
  const left = items.map((item, index) => ({
    ...(item === own ? { ...item, label: rest[0] ?? '', phrases: rest } : item),
    id: String(index),
  }))
  const [best] = classify(modelOf(left, tag), [{ text: phrase, confidence: 1 }], UNOFFERED_OUTSIDE)
  const taken = best && best.probability >= CLEARLY ? items[best.index] : undefined
  return taken && near.includes(taken) ? taken : undefined
}

const phrasesOf = ({ label, phrases }: Choosable): string[] => [...new Set([label, ...phrases])]

/** The part of the weighty words that two phrases share, of the shorter one. */
function likeness(first: Set<string>, second: Set<string>): number {
  return [...first].filter((stem) => second.has(stem)).length / Math.min(first.size, second.size)
}

function stemsOf(text: string, tag: string): Set<string> {
  const language = languageOf(tag)
  const all = words(text)
  const weighty = all.filter((word) => !language.small.has(word))
  return new Set((weighty.length > 0 ? weighty : all).map((word) => language.stem(word)))
}
