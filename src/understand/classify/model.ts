// What is learnt from the phrases of a set of choices.
import { languageOf, type Language } from '../../languages/language.ts'
import type { Choosable } from '../hearing.ts'
import { backgroundOf } from './background-talk.ts'
import { featuresOf, substanceOf, withoutFillers, type Features } from './features.ts'
import { heldOf, phraseOf, type Held } from './held.ts'
import { learn, scoresOf, type Document, type Lesson, type Linear } from './learn.ts'
import { rarityIn, vectorOf, vocabularyOf, type Vocabulary } from './vocabulary.ts'

/** `held` is what each item was given; `exact` the item of each phrase, and `cores` that of its
 * words of substance where no other item has the same. */
export type Learnt = {
  language: Language
  exact: Map<string, number>
  cores: Map<string, number | undefined>
  items: number
  phrases: number
  vocabulary: Vocabulary
  linear: Linear
  held: Held[]
}

/** How often all phrases are gone through, and how often in the first pass. */
const ROUNDS = 8
const FIRST_ROUNDS = 5

/** The first pass, which only sorts out the background, looks at so many phrases of an item. */
const MOST_SAMPLED = 10

/** A background line that an item claims by this score or more is no background to it. */
const CLAIMED = 0.1

/** Learns each item's label and phrases against the other items and against talk of anything
 * else. */
export function learnItems(items: readonly Choosable[], tag: string): Learnt {
  const language = languageOf(tag)
  const phrases = items.map((item) =>
    [...new Set([item.label, ...item.phrases])].filter((phrase) => phrase.trim() !== ''),
  )
  const features = phrases.map((own) => own.map((text) => featuresOf(text, language)))
  const background = backgroundOf(language)
  const vocabulary = vocabularyOf(features.flat(), background)
  return {
    language,
    ...namesOf(phrases, language),
    items: items.length,
    phrases: features.flat().length,
    vocabulary,
    linear: learnApart(features, background, vocabulary),
    held: features.map((own) =>
      heldOf(own.map((one) => phraseOf(one, language, (stem) => rarityIn(vocabulary, stem)))),
    ),
  }
}

function learnApart(
  items: readonly Features[][],
  background: readonly Features[],
  vocabulary: Vocabulary,
): Linear {
  const documentsOf = (texts: readonly Features[], k: number): Document[] =>
    texts.map((features) => ({ k, vector: vectorOf(features, vocabulary) }))
  const own = items.map(documentsOf)
  const lesson = { classes: items.length, features: vocabulary.rarity.length }
  const others = withoutClaimed(documentsOf(background, items.length), own, lesson)
  return learn({
    ...lesson,
    classes: items.length + 1,
    documents: [...own.flat(), ...others],
    rounds: ROUNDS,
    background: items.length,
  })
}

/** The background without what the items themselves are about. */
function withoutClaimed(
  background: readonly Document[],
  items: readonly Document[][],
  lesson: Pick<Lesson, 'classes' | 'features'>,
): Document[] {
  const documents = items.flatMap((own) => own.slice(0, MOST_SAMPLED))
  const first = learn({ ...lesson, documents, rounds: FIRST_ROUNDS })
  return background.filter(({ vector }) =>
    scoresOf(first, vector).every((score) => score < CLAIMED),
  )
}

function namesOf(
  phrases: readonly string[][],
  language: Language,
): Pick<Learnt, 'exact' | 'cores'> {
  const exact = new Map<string, number>()
  const cores = new Map<string, number | undefined>()
  for (const [k, own] of phrases.entries())
    for (const phrase of own) {
      const [whole, core] = [withoutFillers(phrase, language), substanceOf(phrase, language)]
      if (!exact.has(whole)) exact.set(whole, k)
      if (core === '') continue
      const free = !cores.has(core) || cores.get(core) === k
      cores.set(core, free ? k : undefined)
    }
  return { exact, cores }
}
