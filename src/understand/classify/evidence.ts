// What speaks for the likeliest item: how well each kind of feature fits it, and how much of what was said its own words account for.
import { words } from '../normalise.ts'
import { mostWords, type Features } from './features.ts'
import { vectorOf, type Learnt } from './model.ts'
import { ideasIn } from './thesaurus.ts'

/** `best` is the place of the likeliest item, `scores` what the classifier gave each; `grounds` are numbers for the calibration, by name. */
export type Evidence = { best: number; scores: Float64Array; grounds: Record<string, number> }

/** What a word of grammar counts against one of substance, and an idea shared against the word itself. */
const smallWord = 0.15
const sameIdea = 0.7

/** Names of the kinds of features, as `kinds` lists them. */
const kindNames = ['words', 'neighbours', 'letters', 'ideas', 'pairs']

export function evidenceOf(learnt: Learnt, text: string, features: Features): Evidence {
  const { linear, items } = learnt
  const parts = learnt.vocabulary.numbers.map((_, kind) => partOf(learnt, features, kind))
  const scores = Float64Array.from({ length: linear.classes }, (_, k) => parts.reduce((sum, part) => sum + part[k]!, linear.weights[linear.features * linear.classes + k]!))
  const ranked = [...scores.keys()].slice(0, items).sort((a, b) => scores[b]! - scores[a]!)
  const best = ranked[0] ?? 0
  const second = ranked[1] ?? items
  const grounds: Record<string, number> = { top: scores[best]!, ahead: scores[best]! - (ranked.length > 1 ? scores[second]! : -1), items: Math.log(items), phrases: Math.log(learnt.phrases / items), pointing: parts.reduce((sum, part) => sum + part[best]!, 0) }
  kindNames.forEach((name, kind) => {
    grounds[name] = parts[kind]![best]!
    grounds[`${name} ahead`] = parts[kind]![best]! - parts[kind]![second]!
  })
  return { best, scores, grounds: { ...grounds, ...accounted(learnt, best, text) } }
}

/** What one kind of features adds to the score of each class. */
function partOf({ linear, vocabulary }: Learnt, features: Features, kind: number): Float64Array {
  const part = new Float64Array(linear.classes)
  const { ids, weights } = vectorOf(features, vocabulary, kind)
  for (let i = 0; i < ids.length; i++) {
    const row = ids[i]! * linear.classes
    for (let k = 0; k < linear.classes; k++) part[k]! += weights[i]! * linear.weights[row + k]!
  }
  return part
}

/** Which share of the words the item knows, by themselves or by their idea: of all, of those the thesaurus holds, and of the others. */
function accounted({ language, held }: Learnt, best: number, text: string): Record<string, number> {
  const said = words(text).slice(0, mostWords)
  const stems = said.map(language.stem)
  const ideas = ideasIn(stems, language)
  const own = held[best]
  const sums = { all: 0, known: 0, anywhere: 0, themes: 0, themesLeft: 0, names: 0, namesLeft: 0 }
  said.forEach((word, i) => {
    const weight = language.small.has(word) ? smallWord : 1
    const known = own?.stems.has(stems[i]!) ? 1 : ideas[i]!.some((idea) => own?.ideas.has(`#${idea}`)) ? sameIdea : 0
    sums.all += weight
    sums.known += weight * known
    if (held.some(({ stems: others }) => others.has(stems[i]!))) sums.anywhere += weight
    if (ideas[i]!.length > 0) { sums.themes++; sums.themesLeft += 1 - known } else if (weight === 1) { sums.names++; sums.namesLeft += 1 - known }
  })
  const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole)
  return {
    known: share(sums.known, sums.all), anywhere: share(sums.anywhere, sums.all), length: Math.log(1 + said.length),
    'themes left': sums.themesLeft, 'share of themes left': share(sums.themesLeft, sums.themes), 'any theme': Math.min(1, sums.themes),
    'names left': sums.namesLeft, 'share of names left': share(sums.namesLeft, sums.names), 'any name': Math.min(1, sums.names),
  }
}
