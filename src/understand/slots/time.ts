// Times of day: by the clock, by the quarter, with or without the part of the day.
import type { Hearing } from '../hearing.ts'
import { languageOf, type Language } from '../languages.ts'
import { phraseAt } from '../normalise.ts'
import { numeralAt, tokens, type Token } from '../numbers.ts'
import { sayTime } from '../speaking.ts'
import { hintList, nothing, type Keying, type Reading, type SlotKind } from './kind.ts'

type Clock = { hour: number; minute: number; exact?: boolean }

/** All times that may have been meant, `HH:MM`, the likeliest first. */
export function findTimes(said: readonly Token[], language: Language): string[] {
  const { am, pm, noon, midnight } = language.clock
  const plain = said.map(({ text }) => text)
  for (let at = 0; at < said.length; at++) {
    if (phraseAt(plain, at, midnight)) return ['00:00']
    if (phraseAt(plain, at, noon)) return ['12:00']
  }
  const part = plain.some((word) => pm.has(word)) ? 'pm' : plain.some((word) => am.has(word)) ? 'am' : undefined
  for (let at = 0; at < said.length; at++) {
    const clock = clockAt(said, at, language)
    if (clock) return hoursOf(clock, part, language).map((hour) => `${String(hour).padStart(2, '0')}:${String(clock.minute).padStart(2, '0')}`)
  }
  return []
}

// Said without a part of the day, an hour up to twelve is heard twice; people are awake from seven on.
function hoursOf({ hour, exact }: Clock, part: 'am' | 'pm' | undefined, language: Language): number[] {
  if (hour > 12 || hour === 0 || (exact && part === undefined)) return [hour % 24]
  const late = hour === 12 ? 12 : hour + 12
  // one "at night" is after midnight
  if (part === 'pm') return [late]
  if (part === 'am') return [hour % 12]
  if (hour === 12 || (hour >= language.clock.plainFrom && hour < 12)) return [hour]
  return hour >= 7 ? [hour, late] : [late, hour]
}

function clockAt(said: readonly Token[], at: number, language: Language): Clock | undefined {
  const { half, quarter, past, to, halfOfNext, halves } = language.clock
  const word = said[at]!.text
  const joined = halves.get(word)
  if (joined !== undefined) return { hour: joined === 1 ? 12 : joined - 1, minute: 30 }
  const figures = said[at]!.kind === 'figures' ? figuresAt(said[at]!.text) : undefined
  if (figures) return figures
  if (half.has(word) || quarter.has(word)) {
    const next = said[at + 1]?.text ?? ''
    const skip = past.has(next) || to.has(next) ? at + 2 : at + 1
    const hour = hourAt(said, skip, language)
    if (hour === undefined) return undefined
    const before = hour.value === 1 ? 12 : hour.value - 1
    if (to.has(next) || (quarter.has(word) && to.has(said[at - 1]?.text ?? ''))) return { hour: before, minute: 45 }
    return halfOfNext ? { hour: before, minute: half.has(word) ? 30 : 15 } : { hour: hour.value, minute: half.has(word) ? 30 : 15 }
  }
  return to.has(word) ? beforeAt(said, at + 1, language) : spokenAt(said, at, language)
}

/** «без пятнадцати три», «без четверти пять» */
function beforeAt(said: readonly Token[], at: number, language: Language): Clock | undefined {
  const quarter = /^(четверти|чвэрці)$/.test(said[at]?.text ?? '') || language.clock.quarter.has(said[at]?.text ?? '')
  const minutes = quarter ? { value: 15, to: at + 1 } : numeralAt(said, at, language)
  if (!minutes || minutes.value >= 60 || !language.clock.halfOfNext) return undefined
  const hour = hourAt(said, language.clock.minutes.has(said[minutes.to]?.text ?? '') ? minutes.to + 1 : minutes.to, language)
  return hour && { hour: hour.value === 1 ? 12 : hour.value - 1, minute: 60 - minutes.value }
}

function figuresAt(text: string): Clock | undefined {
  const found = /^(\d{1,2})[:.](\d{2})(?::\d{2})?$/.exec(text) ?? /^(\d{1,2})(\d{2})$/.exec(text)
  const [hour, minute] = [Number(found?.[1]), Number(found?.[2])]
  return found && hour < 24 && minute < 60 ? { hour, minute, exact: found[1]!.startsWith('0') } : undefined
}

function hourAt(said: readonly Token[], at: number, language: Language): { value: number; to: number } | undefined {
  const numeral = numeralAt(said, at, language)
  return numeral && numeral.value >= 0 && numeral.value < 24 ? numeral : undefined
}

/** "ten past four", "three thirty", "nine oh five", "three hours fifteen minutes", "fifteen hundred". */
function spokenAt(said: readonly Token[], at: number, language: Language): Clock | undefined {
  const { past, to, oclock, minutes } = language.clock
  const first = numeralAt(said, at, language)
  if (!first || !Number.isInteger(first.value) || first.value < 0) return undefined
  if (first.value >= 100) return first.value % 100 < 60 && first.value < 2400 ? { hour: Math.floor(first.value / 100), minute: first.value % 100 } : undefined
  const link = minutes.has(said[first.to]?.text ?? '') ? first.to + 1 : first.to
  const linked = said[link]?.text ?? ''
  if (!language.clock.halfOfNext && (past.has(linked) || to.has(linked)) && first.value < 60) {
    const hour = hourAt(said, link + 1, language)
    if (hour && hour.value > 0) return past.has(linked) ? { hour: hour.value, minute: first.value } : { hour: hour.value === 1 ? 12 : hour.value - 1, minute: 60 - first.value }
  }
  if (first.value > 24) return undefined
  const after = oclock.has(said[first.to]?.text ?? '') ? first.to + 1 : first.to
  const second = numeralAt(said, language.and.has(said[after]?.text ?? '') ? after + 1 : after, language)
  const third = second?.value === 0 ? numeralAt(said, second.to, language) : undefined
  const minute = third && third.value < 10 ? third.value : second && second.value < 60 && Number.isInteger(second.value) ? second.value : 0
  return { hour: first.value % 24, minute, exact: first.value === 0 }
}

function reading(time: string, hearing: Hearing): Reading {
  return { value: time, text: hearing.language.startsWith('en') ? sayTime(time, hearing.language) : time }
}

/** `HH:MM` from four keys, or from three when the entry is over. */
export function keyedTime(keys: string): string | undefined {
  const padded = keys.padStart(4, '0')
  return Number(padded.slice(0, 2)) < 24 && Number(padded.slice(2)) < 60 ? `${padded.slice(0, 2)}:${padded.slice(2)}` : undefined
}

export const time: SlotKind = {
  hear: (text, _spec, hearing) => {
    const found = findTimes(tokens(text), languageOf(hearing.language))
    return found.length > 0 ? { readings: [...new Set(found)].map((one) => reading(one, hearing)) } : nothing
  },
  key: (keys, _spec, hearing, ended): Keying => {
    if (keys.length < 4 && !ended) return { state: 'wait' }
    const entry = keys.slice(0, 4)
    if (entry.length < 3) return { state: 'refused', why: 'invalid length', used: entry.length }
    const found = keyedTime(entry)
    return found ? { state: 'complete', reading: reading(found, hearing), used: entry.length } : { state: 'refused', why: 'invalid', used: entry.length }
  },
  readBack: (value, _spec, language) => sayTime(String(value), language),
  hints: (_spec, tag) => {
    const { am, pm, half, oclock } = languageOf(tag).clock
    return hintList([...am, ...pm, ...half, ...oclock])
  },
  maxKeys: () => 4,
  expects: 'words',
}
