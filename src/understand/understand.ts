// From what was said to the one meaning that the machine sees. Pure; the same hearing and words
// always mean the same.
import { agreement } from './agreement.ts'
import { choose } from './choices.ts'
import { confidenceOf, MOST_ALTERNATIVES } from './classify/models.ts'
import { correct } from './correct-read-back.ts'
import type { Alternative, Hearing, Meaning } from './hearing.ts'
import type { Universal } from '../languages/caller-words.ts'
import { languageOf, type Language } from '../languages/language.ts'
import { amountsTo, normalise, clean, words } from '../languages/normalise.ts'
import { kindFor } from './slots.ts'
import {
  exactOption,
  likeliestOption,
  likeliestQuestion,
  oneOfTwo,
  undoubtedOption,
} from './which-option.ts'
import type { Heard } from './slots/kind.ts'
import { withoutLead } from './slots/name.ts'
import { whichValue } from './which-value.ts'

/** Confidences nearer than this are about the same. */
const CLOSE = 0.1

/** In order: universals are words of the whole line, but lose to what this step itself offers. */
const universals: Universal[] = ['operator', 'start over', 'back', 'repeat']

/** One reading of what was said; `readings` are all of them, because options are judged by all
 * together. */
type Utterance = {
  text: string
  said: string[]
  confidence: number
  readings: Alternative[]
  hearing: Hearing
  language: Language
}

/** The first reading that means something here; `invalid` only when none does. */
export function understandSpeech(hearing: Hearing, alternatives: Alternative[]): Meaning {
  const language = languageOf(hearing.language)
  const readings = alternatives
    .slice(0, MOST_ALTERNATIVES)
    .map((one) => ({ text: clean(one.text), confidence: confidenceOf(one) }))
    .filter(({ confidence }) => confidence >= hearing.bands.reject)
  const meanings = readings.map(({ text, confidence }) =>
    meaningOf({ text, said: words(text), confidence, readings, hearing, language }),
  )
  const [best, ...others] = meanings.filter(({ kind }) => kind !== 'no match' && kind !== 'invalid')
  if (best) return withDoubt(best, others)
  return meanings.find(({ kind }) => kind === 'invalid') ?? { kind: 'no match' }
}

/** Two readings that are about as likely and mean different things leave a doubt. */
function withDoubt(best: Meaning, others: Meaning[]): Meaning {
  const rival = others.find(
    (other) =>
      other.kind === best.kind &&
      confidenceIn(other) > confidenceIn(best) - CLOSE &&
      keyOf(other) !== keyOf(best),
  )
  if (!rival || !('sure' in best)) return best
  if (best.kind === 'option' && rival.kind === 'option')
    return { ...best, sure: false, rival: { id: rival.id, anywhere: rival.anywhere } }
  return { ...best, sure: false }
}

function confidenceIn(meaning: Meaning): number {
  if (meaning.kind === 'value') return meaning.value.confidence ?? 0
  return ('confidence' in meaning ? meaning.confidence : undefined) ?? 0
}

/** What tells two meanings of a kind apart. */
function keyOf(meaning: Meaning): string {
  switch (meaning.kind) {
    case 'value':
      return JSON.stringify(meaning.value.value)
    case 'option':
      return meaning.id
    case 'row':
      return String(meaning.row)
    default:
      return meaning.kind
  }
}

/** One way to take what was said; undefined where it does not fit. */
type Way = (utterance: Utterance) => Meaning | undefined

/** What stands first wins, but for what is no answer: that counts when nothing else fits. */
function meaningOf(utterance: Utterance): Meaning {
  if (utterance.said.length === 0) return { kind: 'no match' }
  let invalid: Meaning | undefined
  for (const take of waysAt(utterance.hearing)) {
    const meaning = take(utterance)
    if (meaning?.kind === 'invalid') invalid ??= meaning
    else if (meaning) return meaning
  }
  return invalid ?? { kind: 'no match' }
}

function waysAt(hearing: Hearing): Way[] {
  if (hearing.confirming)
    return [
      between,
      either,
      correction,
      confirmation,
      plainOption,
      universal,
      finishing,
      closedAnswer,
      option,
      question,
    ]
  const own = isOpen(hearing) ? [sureOption, answer] : [answer, option]
  return [plainOption, universal, finishing, ...own, question]
}

/** Almost anything said is an answer to a question for a name or for free text. */
function isOpen({ wants }: Hearing): boolean {
  return wants?.kind === 'slot' && kindFor(wants.slot.type).open?.(wants.slot) === true
}

/** A universal counts when nothing else of weight was said: "operator please", not "the operator
 * was rude". */
function universal({ said, hearing, language }: Utterance): Meaning | undefined {
  const meant = universals.find(
    (name) =>
      hearing.universals[name] !== undefined &&
      amountsTo(said, language.universals[name], language.small),
  )
  return meant && { kind: 'universal', universal: meant }
}

function finishing({ said, hearing, language }: Utterance): Meaning | undefined {
  const finished =
    hearing.done && said[0] !== language.words.yes && amountsTo(said, language.done, language.small)
  return finished ? { kind: 'done' } : undefined
}

/** One of the two values that were asked about; a yes to "this one, or that one?" tells nothing. */
function either(utterance: Utterance): Meaning | undefined {
  const { text, said, confidence, hearing, language } = utterance
  const { held, wants } = hearing
  if (!held?.other || wants?.kind !== 'slot') return undefined
  const { value, text: own, other } = held
  const which = (words: string) =>
    whichValue(words, [{ value, text: own }, other], wants.slot, hearing)
  const meant = which(text) ?? which(withoutNo(utterance).text)
  if (meant === 'both' || (!meant && amountsTo(said, language.yes, language.small)))
    return { kind: 'no match' }
  if (meant)
    return {
      kind: 'value',
      value: { ...meant, from: 'speech', confidence, confirmed: false },
      sure: true,
    }
  return amountsTo(said, language.none, language.small) ? { kind: 'no' } : undefined
}

/** A part of what was read back said again: "the last digit is nine". What changes nothing
 * agrees. */
function correction(utterance: Utterance): Meaning | undefined {
  const { text, hearing } = utterance
  if (!hearing.held || hearing.wants?.kind !== 'slot') return undefined
  const heard = correct(text, hearing.held, hearing.wants.slot, hearing)
  const [best] = heard.readings
  if (!best) return undefined
  if (JSON.stringify(best.value) === JSON.stringify(hearing.held.value)) return { kind: 'yes' }
  return valueMeaning(heard, utterance)
}

/** Yes or no to what was read back; "no, it is 555…" gives the new value, "no, sales" the other
 * option. */
function confirmation(utterance: Utterance): Meaning | undefined {
  const said = agreement(utterance.text, utterance.hearing.language)
  // "I think so" is no confirmation: it is asked again
  if (!said || said.hedged) return undefined
  if (said.yes) return { kind: 'yes' }
  const corrected = withoutNo(utterance)
  if (corrected.said.length === 0) return { kind: 'no' }
  const other = utterance.hearing.wants ? answer(corrected) : option(corrected)
  if (other && (other.kind === 'value' || other.kind === 'option' || other.kind === 'row'))
    return other
  return { kind: 'no' }
}

function withoutNo(utterance: Utterance): Utterance {
  const { no, leads } = utterance.language
  const text = withoutLead(
    utterance.text,
    [...no, ...leads].toSorted((a, b) => b.length - a.length),
    utterance.language,
  )
  return {
    ...utterance,
    text,
    said: words(text),
    readings: [{ text, confidence: utterance.confidence }],
  }
}

/** At a read-back a new value counts without a "no" before it, unless almost anything would be
 * one. */
function closedAnswer(utterance: Utterance): Meaning | undefined {
  if (isOpen(utterance.hearing) || utterance.hearing.wants?.kind === 'yes-no') return undefined
  return answer(utterance)
}

function answer(utterance: Utterance): Meaning | undefined {
  const { text, hearing } = utterance
  const { wants } = hearing
  switch (wants?.kind) {
    case undefined:
      return undefined
    case 'yes-no': {
      const agreed = agreement(text, hearing.language)
      return agreed && !agreed.hedged ? { kind: agreed.yes ? 'yes' : 'no' } : undefined
    }
    case 'rows':
      return row(wants, utterance)
    case 'slot':
      return valueMeaning(kindFor(wants.slot.type).hear(text, wants.slot, hearing), utterance)
  }
}

/** A row of a list, or none of them. */
function row(
  { rows, none }: NonNullable<Hearing['wants']> & { kind: 'rows' },
  { text, said, confidence, hearing, language }: Utterance,
): Meaning | undefined {
  const match = choose(text, rows, hearing.language)
  if (match)
    return {
      kind: 'row',
      row: match.index + 1,
      sure: match.sure && confidence >= hearing.bands.sure,
      confidence,
    }
  const refused =
    none !== undefined &&
    (amountsTo(said, language.none, language.small) || normalise(text) === normalise(none))
  return refused ? { kind: 'none' } : undefined
}

function valueMeaning(
  { readings, why, unsure }: Heard,
  { confidence, hearing }: Utterance,
): Meaning | undefined {
  const [best, other] = readings
  if (!best) return why && { kind: 'invalid', why }
  const { wants } = hearing
  const asked = other && wants?.kind === 'slot' && !wants.slot.private
  return {
    kind: 'value',
    value: { ...best, ...(asked && { other }), from: 'speech', confidence, confirmed: false },
    sure: readings.length === 1 && !unsure && confidence >= hearing.bands.sure,
  }
}

const plainOption = (utterance: Utterance) => exactOption(utterance, utterance.hearing)
const between = (utterance: Utterance) => oneOfTwo(utterance, utterance.hearing)
const option = ({ readings, hearing }: Utterance) => likeliestOption(readings, hearing)
const sureOption = ({ readings, hearing }: Utterance) => undoubtedOption(readings, hearing)
const question = ({ readings, hearing }: Utterance) => likeliestQuestion(readings, hearing)
