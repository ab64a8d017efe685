// Which option was meant, of the step and of the whole flow, or which question; and which of two
// that are close.
import { memo } from '../ground/memo.ts'
import { languageOf } from '../languages/language.ts'
import { amountsTo, words } from '../languages/normalise.ts'
import { choose, chooseByNumber, chooseExactly, type Limits, type Match } from './choices.ts'
import { UNOFFERED_OUTSIDE } from './classify/calibration.ts'
import { CERTAIN, modelOf } from './classify/models.ts'
import type { Alternative, Choosable, Hearing, Meaning } from './hearing.ts'

type Option = Meaning & { kind: 'option' }

/** An option of the step, or of the whole flow. */
type Offer = { item: Choosable; anywhere: boolean }

/** At a question for free text, where almost anything is an answer, an option must be this
 * likely. */
const BEYOND_DOUBT = 0.9

/** The option whose label or phrase was said word for word. */
export function exactOption(said: Alternative, hearing: Hearing): Meaning | undefined {
  const { options, anywhere, language } = hearing
  const own = chooseExactly(said.text, options, language)
  const match = own ?? chooseExactly(said.text, anywhere, language)
  if (!match) return undefined
  const item = (own ? options : anywhere)[match.index]
  return item && optionOf({ item, anywhere: !own }, match, said.confidence ?? 0, hearing)
}

/** The likeliest option by all readings of what was said. A question of the FAQ that is likelier is
 * asked, not chosen. */
export function likeliestOption(
  readings: readonly Alternative[],
  hearing: Hearing,
): Meaning | undefined {
  const { language, bands, questions } = hearing
  const [first] = readings
  if (!first) return undefined
  const all = allOf(hearing)
  const { yes, no, small } = languageOf(language)
  const spoken = words(first.text)
  if (amountsTo(spoken, [...yes, ...no], small) && !nameIn(spoken, all, language)) return undefined
  const found = byNumber(first.text, hearing) ?? choose(readings, all, language, bands)
  const best = found && offerAt(found.index, hearing)
  if (!best) return undefined
  const asked = choose(readings, questions, language, unofferedLimits(hearing))
  if (asked && asked.score > found.score) return undefined
  const heard = confidenceIn(readings, all, found, language)
  const meant = optionOf(best, found, heard, hearing)
  const rival = found.rival === undefined ? undefined : offerAt(found.rival, hearing)
  return rival ? { ...meant, rival: { id: rival.item.id, anywhere: rival.anywhere } } : meant
}

/** The limits where nobody has told callers what there is. */
const unofferedLimits = ({ bands }: Hearing): Limits => ({ ...bands, outside: UNOFFERED_OUTSIDE })

/** What stands at a place of `allOf`. */
function offerAt(index: number, { options, anywhere }: Hearing): Offer | undefined {
  const own = options[index]
  if (own) return { item: own, anywhere: false }
  const item = anywhere[index - options.length]
  return item && { item, anywhere: true }
}

/** The option that was meant where almost anything said is an answer. */
export function undoubtedOption(
  readings: readonly Alternative[],
  hearing: Hearing,
): Meaning | undefined {
  const found = choose(readings, allOf(hearing), hearing.language, unofferedLimits(hearing))
  return found && found.score >= BEYOND_DOUBT ? likeliestOption(readings, hearing) : undefined
}

export function likeliestQuestion(
  readings: readonly Alternative[],
  hearing: Hearing,
): Meaning | undefined {
  const { questions, language } = hearing
  const found = choose(readings, questions, language, unofferedLimits(hearing))
  const item = found && questions[found.index]
  if (!item) return undefined
  const heard = confidenceIn(readings, questions, found, language)
  return { kind: 'question', id: item.id, confidence: Math.min(found.score, heard) }
}

/** One of the two options that were asked about: by its words, its key or its place. A yes to "this
 * one, or that one?" tells nothing. */
export function oneOfTwo(said: Alternative, hearing: Hearing): Meaning | undefined {
  const { between, language: tag, bands } = hearing
  if (!between) return undefined
  const { none, yes, small } = languageOf(tag)
  const spoken = words(said.text)
  if (amountsTo(spoken, none, small)) return { kind: 'no' }
  if (amountsTo(spoken, yes, small) && !nameIn(spoken, between, tag)) return { kind: 'no match' }
  const placed = byPlace(said.text, hearing)
  if (!placed && isBesides(between, exactOption(said, hearing) ?? likeliestOption([said], hearing)))
    return undefined
  const match = placed ?? choose([said], between, tag, bands)
  const option = match && match.rival === undefined ? between[match.index] : undefined
  if (!option) return match && { kind: 'no match' }
  const { id, anywhere, label } = option
  return { kind: 'option', id, anywhere, sure: true, confidence: said.confidence, text: label }
}

/** True of an option besides the two, clearly said: it is left to the rest of understanding. */
function isBesides(between: NonNullable<Hearing['between']>, meant: Meaning | undefined): boolean {
  return (
    meant?.kind === 'option' &&
    meant.rival === undefined &&
    !between.some(({ id, anywhere }) => id === meant.id && anywhere === meant.anywhere)
  )
}

/** True when a word of substance is an item's own: "fine" is then no yes. */
function nameIn(spoken: readonly string[], items: readonly Choosable[], tag: string): boolean {
  const { small, stem } = languageOf(tag)
  const { held } = modelOf(items, tag).learnt
  return spoken.some((word) => !small.has(word) && held.some(({ stems }) => stems.has(stem(word))))
}

/** The key or the place of one of two options. */
function byPlace(text: string, { between = [], language }: Hearing): Match | undefined {
  return (
    chooseByNumber(text, between, language) ??
    chooseByNumber(
      text,
      between.map(({ id, label, phrases }) => ({ id, label, phrases })),
      language,
    )
  )
}

/** Learns beforehand what `likeliestOption` and `likeliestQuestion` will need at a question. */
export function learnHearing(hearing: Hearing): void {
  for (const items of [allOf(hearing), hearing.options, hearing.anywhere, hearing.questions])
    if (items.length > 0) modelOf(items, hearing.language)
}

/** The options of the step, then those of the whole flow: at the same words the step's own win. */
const allOf = memo(({ options, anywhere }: Hearing): Choosable[] => [...options, ...anywhere])

/** Numbers and places count the options of the step; a key of the whole flow may be said too. */
function byNumber(text: string, { options, anywhere, language }: Hearing): Match | undefined {
  const own = chooseByNumber(text, options, language)
  if (own) return own
  const keyed = words(text).length > 0 ? chooseByNumber(text, anywhere, language) : undefined
  if (keyed && anywhere[keyed.index]?.key !== undefined && !placeSaid(text, language))
    return { ...keyed, index: options.length + keyed.index }
  return undefined
}

const placeSaid = (text: string, tag: string): boolean => {
  const { ordinals, last } = languageOf(tag)
  return words(text).some((word) => ordinals.has(word) || last.has(word))
}

/** How sure the recogniser was of the first reading that by itself means this item. */
function confidenceIn(
  readings: readonly Alternative[],
  items: readonly Choosable[],
  { index }: Match,
  tag: string,
): number {
  const [first, ...more] = readings
  const means = (reading: Alternative) => choose([reading], items, tag)?.index === index
  const own = more.length > 0 ? readings.find(means) : first
  return (own ?? first)?.confidence ?? 0
}

/** `heard` is how sure the recogniser was of the words. */
function optionOf(
  { item: { id, label }, anywhere }: Offer,
  { score, sure }: Match,
  heard: number,
  { bands }: Hearing,
): Option {
  const confidence = score >= CERTAIN ? heard : Math.min(heard, score)
  return {
    kind: 'option',
    id,
    anywhere,
    sure: sure && confidence >= bands.sure,
    confidence,
    text: label,
  }
}
