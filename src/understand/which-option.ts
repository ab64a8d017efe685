// Which option was meant, of the step and of the whole flow, or which question; and which of two
// that are close.
import {
  byNumber,
  choose,
  chooseExactly,
  modelOf,
  unofferedOutside,
  type Match,
} from './choices.ts'
import { plain } from './classify/models.ts'
import type { Alternative, Choosable, Hearing, Meaning } from './hearing.ts'
import { languageOf } from '../languages/language.ts'
import { amountsTo, words } from '../languages/normalise.ts'

type Option = Meaning & { kind: 'option' }

/** At a question for free text, where almost anything is an answer, an option must be this
 * likely. */
const beyondDoubt = 0.9

/** The option whose label or phrase was said word for word. */
export function exactOption(said: Alternative, hearing: Hearing): Meaning | undefined {
  const own = chooseExactly(said.text, hearing.options, hearing.language)
  if (own) return optionOf(own, hearing.options, false, said.confidence ?? 0, hearing)
  const other = chooseExactly(said.text, hearing.anywhere, hearing.language)
  return other && optionOf(other, hearing.anywhere, true, said.confidence ?? 0, hearing)
}

/** The likeliest option by all readings of what was said. A question of the FAQ that is likelier is
 * asked, not chosen. */
export function likeliestOption(
  readings: readonly Alternative[],
  hearing: Hearing,
): Meaning | undefined {
  const { options, anywhere, language, bands } = hearing
  const [first] = readings
  if (!first) return undefined
  const all = allOf(hearing)
  const { yes, no, small } = languageOf(language)
  const spoken = words(first.text)
  if (amountsTo(spoken, [...yes, ...no], small) && !named(spoken, all, language)) return undefined
  const found = numbered(first.text, hearing) ?? choose(readings, all, language, bands)
  if (!found) return undefined
  const asked = choose(readings, hearing.questions, language, bands, unofferedOutside)
  if (asked && asked.score > found.score) return undefined
  const heard = confidenceIn(readings, all, found, language)
  const at = (index: number) =>
    index < options.length
      ? { items: options, index, anywhere: false }
      : { items: anywhere, index: index - options.length, anywhere: true }
  const best = at(found.index)
  const rival = found.rival === undefined ? undefined : at(found.rival)
  const meant = optionOf({ ...found, index: best.index }, best.items, best.anywhere, heard, hearing)
  return meant && rival
    ? { ...meant, rival: { id: rival.items[rival.index]!.id, anywhere: rival.anywhere } }
    : meant
}

/** The option that was meant where almost anything said is an answer. */
export function undoubtedOption(
  readings: readonly Alternative[],
  hearing: Hearing,
): Meaning | undefined {
  const found = choose(readings, allOf(hearing), hearing.language, hearing.bands, unofferedOutside)
  return found && found.score >= beyondDoubt ? likeliestOption(readings, hearing) : undefined
}

export function likeliestQuestion(
  readings: readonly Alternative[],
  { questions, language, bands }: Hearing,
): Meaning | undefined {
  const found = choose(readings, questions, language, bands, unofferedOutside)
  const item = found && questions[found.index]
  return (
    item && {
      kind: 'question',
      id: item.id,
      confidence: Math.min(found.score, confidenceIn(readings, questions, found, language)),
    }
  )
}

/** One of the two options that were asked about: by its words, its key or its place. A yes to "this
 * one, or that one?" tells nothing. */
export function oneOfTwo(said: Alternative, hearing: Hearing): Meaning | undefined {
  const { between, language: tag, bands } = hearing
  if (!between) return undefined
  const { none, yes, small } = languageOf(tag)
  const spoken = words(said.text)
  if (amountsTo(spoken, none, small)) return { kind: 'no' }
  if (amountsTo(spoken, yes, small) && !named(spoken, between, tag)) return { kind: 'no match' }
  const among = (id: string, anywhere: boolean) =>
    between.findIndex((one) => one.id === id && one.anywhere === anywhere)
  const whole = exactOption(said, hearing) ?? likeliestOption([said], hearing)
  // an option besides the two, clearly said, is left to the rest of understanding
  if (
    whole?.kind === 'option' &&
    whole.rival === undefined &&
    among(whole.id, whole.anywhere) < 0 &&
    byPlace(said.text, hearing) === undefined
  )
    return undefined
  const match = byPlace(said.text, hearing) ?? choose([said], between, tag, bands)
  const option = match && match.rival === undefined ? between[match.index] : undefined
  if (option)
    return {
      kind: 'option',
      id: option.id,
      anywhere: option.anywhere,
      sure: true,
      confidence: said.confidence,
      text: option.label,
    }
  return match && { kind: 'no match' }
}

/** True when a word of substance is an item's own: "fine" is then no yes. */
function named(spoken: readonly string[], items: readonly Choosable[], tag: string): boolean {
  const { small, stem } = languageOf(tag)
  const { held } = modelOf(items, tag).learnt
  return spoken.some((word) => !small.has(word) && held.some(({ stems }) => stems.has(stem(word))))
}

/** The key or the place of one of two options. */
function byPlace(text: string, { between = [], language }: Hearing): Match | undefined {
  return (
    byNumber(text, between, language) ??
    byNumber(
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

const lists = new WeakMap<Hearing, Choosable[]>()

/** The options of the step, then those of the whole flow: at the same words the step's own win. */
function allOf(hearing: Hearing): Choosable[] {
  const all = lists.get(hearing) ?? [...hearing.options, ...hearing.anywhere]
  lists.set(hearing, all)
  return all
}

/** Numbers and places count the options of the step; a key of the whole flow may be said too. */
function numbered(text: string, { options, anywhere, language }: Hearing): Match | undefined {
  const own = byNumber(text, options, language)
  if (own) return own
  const keyed = words(text).length > 0 ? byNumber(text, anywhere, language) : undefined
  return keyed && anywhere[keyed.index]?.key !== undefined && !placeSaid(text, language)
    ? { ...keyed, index: options.length + keyed.index }
    : undefined
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
  const own =
    readings.length > 1
      ? readings.find((reading) => choose([reading], items, tag)?.index === index)
      : readings[0]
  return (own ?? readings[0])?.confidence ?? 0
}

function optionOf(
  { index, score, sure }: Match,
  items: readonly Choosable[],
  anywhere: boolean,
  heard: number,
  { bands }: Hearing,
): Option | undefined {
  const item = items[index]
  const confidence = score >= plain ? heard : Math.min(heard, score)
  return (
    item && {
      kind: 'option',
      id: item.id,
      anywhere,
      sure: sure && confidence >= bands.sure,
      confidence,
      text: item.label,
    }
  )
}
