// Dates: said with words or figures, near today or in full, and keyed in.
import { DateTime } from 'luxon'
import type { SlotSpec } from '../../flow/slot.ts'
import type { Hearing } from '../hearing.ts'
import { languageOf, type Language } from '../languages.ts'
import { phraseAt } from '../normalise.ts'
import { numeralAt, tokens, type Token } from '../numbers.ts'
import { sayDate, writeDate } from '../speaking.ts'
import { hintList, nothing, sift, type Keying, type Reading, type SlotKind, type Why } from './kind.ts'

/** Where a date stands in the words and what it may mean, ISO, the likeliest first. Higher `rank` says more about the day. */
export type DateFound = { dates: string[]; from: number; to: number; rank: number }

type Limits = { from?: string; to?: string }
type Scene = { language: Language; today: DateTime; limits: Limits }

/** The calendar day it is where the caller's line is. */
export function todayOf(hearing: Pick<Hearing, 'now' | 'zone'>): DateTime {
  const local = DateTime.fromMillis(hearing.now, { zone: hearing.zone })
  return (local.isValid ? local : DateTime.fromMillis(hearing.now, { zone: 'utc' })).startOf('day')
}

function sceneOf(spec: SlotSpec, hearing: Hearing): Scene {
  const today = todayOf(hearing)
  const limit = (text: string | undefined) => (text === 'today' ? iso(today) : text?.slice(0, 10))
  return { language: languageOf(hearing.language), today, limits: { from: limit(spec.from), to: limit(spec.to) } }
}

function iso(date: DateTime): string {
  return date.toFormat('yyyy-MM-dd')
}

function within(date: string, { from, to }: Limits): boolean {
  return (from === undefined || date >= from) && (to === undefined || date <= to)
}

function real(year: number, month: number, day: number): string | undefined {
  const date = DateTime.utc(year, month, day)
  return date.isValid && year >= 1000 && year <= 9999 ? iso(date) : undefined
}

/** Without a year: the next such day, or the last one where only the past is allowed. */
function nearestYear(month: number, day: number, { today, limits }: Scene): string[] {
  const near = Array.from({ length: 17 }, (_, i) => real(today.year + i - 8, month, day)).filter((date) => date !== undefined)
  const ahead = near.filter((date) => date >= iso(today))
  const ordered = [...ahead, ...near.filter((date) => date < iso(today)).reverse()]
  const allowed = ordered.find((date) => within(date, limits)) ?? ordered[0]
  return allowed === undefined ? [] : [allowed]
}

// 84 is 1984 and 26 is 2026: two figures never mean more than ten years ahead.
function century(year: number, today: DateTime): number {
  return year > 99 ? year : year + (year <= (today.year % 100) + 10 ? 2000 : 1900)
}

function written(text: string, scene: Scene): string[] {
  const full = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})$/.exec(text)
  if (full) return [real(Number(full[1]), Number(full[2]), Number(full[3]))].filter((date) => date !== undefined)
  const short = /^(\d{1,2})[-./](\d{1,2})(?:[-./](\d{4}|\d{2}))?$/.exec(text) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(text)
  if (!short) return []
  const [first, second] = [Number(short[1]), Number(short[2])]
  const order = scene.language.monthFirst ? [[second, first], [first, second]] : [[first, second], [second, first]]
  const year = short[3] === undefined ? undefined : century(Number(short[3]), scene.today)
  for (const [day, month] of order) {
    const dates = year === undefined ? nearestYear(month!, day!, scene) : [real(year, month!, day!)].filter((date) => date !== undefined)
    if (dates.length > 0) return dates
  }
  return []
}

/** A year of four figures, in two halves (nineteen eighty four, twenty oh six), or of two figures. */
function yearAt(said: readonly Token[], at: number, scene: Scene): { year: number; to: number } | undefined {
  const first = numeralAt(said, at, scene.language)
  if (!first) return undefined
  const skip = (to: number) => (scene.language.monthUnits.get(said[to]?.text ?? '') === 12 ? to + 1 : to)
  if (first.value >= 1900 && first.value <= 2199) return { year: first.value, to: skip(first.to) }
  const second = numeralAt(said, first.to, scene.language)
  if ((first.value === 19 || first.value === 20) && second && second.value < 100) {
    const third = second.value === 0 ? numeralAt(said, second.to, scene.language) : undefined
    return { year: first.value * 100 + second.value + (third && third.value < 10 ? third.value : 0), to: skip(third && third.value < 10 ? third.to : second.to) }
  }
  return undefined
}

function monthAt(said: readonly Token[], at: number, scene: Scene): { month: number; to: number } | undefined {
  const to = scene.language.small.has(said[at]?.text ?? '') && !scene.language.months.has(said[at]?.text ?? '') ? at + 1 : at
  const month = scene.language.months.get(said[to]?.text ?? '')
  return month === undefined ? undefined : { month, to: to + 1 }
}

/** "the third of March 2026", "March 3rd", 3 3 2026. */
function namedAt(said: readonly Token[], at: number, scene: Scene): DateFound | undefined {
  const dated = (day: number, month: number, from: number, to: number): DateFound | undefined => {
    const year = yearAt(said, scene.language.and.has(said[to]?.text ?? '') ? to + 1 : to, scene)
    const dates = year ? [real(year.year, month, day)].filter((date) => date !== undefined) : nearestYear(month, day, scene)
    return dates.length > 0 ? { dates, from, to: year?.to ?? to, rank: 3 } : undefined
  }
  const named = scene.language.months.get(said[at]?.text ?? '')
  if (named !== undefined) {
    const skipped = scene.language.small.has(said[at + 1]?.text ?? '') ? at + 2 : at + 1
    const day = numeralAt(said, skipped, scene.language)
    return day && day.value >= 1 && day.value <= 31 ? dated(day.value, named, at, day.to) : undefined
  }
  const day = numeralAt(said, at, scene.language)
  if (!day || !(day.value >= 1 && day.value <= 31)) return undefined
  const month = monthAt(said, day.to, scene)
  if (month) return dated(day.value, month.month, at, month.to)
  const second = numeralAt(said, day.to, scene.language)
  const year = second && yearAt(said, second.to, scene)
  if (!second || !year) return undefined
  const [dayOf, monthOf] = scene.language.monthFirst && second.value > 12 !== day.value > 12 === (day.value <= 12) ? [second.value, day.value] : [day.value, second.value]
  const date = real(year.year, monthOf, dayOf)
  return date ? { dates: [date], from: at, to: year.to, rank: 3 } : undefined
}

function nearAt(said: readonly Token[], at: number, scene: Scene): DateFound | undefined {
  const { language, today } = scene
  const plain = said.map(({ text }) => text)
  const near = language.days.find(([phrase]) => phraseAt(plain, at, [phrase]))
  if (near) return { dates: [iso(today.plus({ days: near[1] }))], from: at, to: at + near[0].length, rank: 2 }
  return shiftedAt(said, at, scene) ?? weekdayAt(plain, at, scene)
}

/** "in three days", "two weeks ago", «через неделю». */
function shiftedAt(said: readonly Token[], at: number, { language, today }: Scene): DateFound | undefined {
  const ahead = language.ahead.has(said[at]?.text ?? '')
  const start = ahead ? at + 1 : at
  const count = numeralAt(said, start, language)
  const unit = count?.to ?? (language.small.has(said[start]?.text ?? '') ? start + 1 : start)
  const days = language.dayUnits.get(said[unit]?.text ?? '')
  const months = language.monthUnits.get(said[unit]?.text ?? '')
  const ago = language.ago.has(said[unit + 1]?.text ?? '')
  const amount = (count?.value ?? 1) * (ago ? -1 : 1)
  if ((!ahead && !ago) || (days === undefined && months === undefined) || !Number.isInteger(amount) || Math.abs(amount) > 999) return undefined
  return { dates: [iso(today.plus(days === undefined ? { months: amount * months! } : { days: amount * days }))], from: at, to: unit + (ago ? 2 : 1), rank: 2 }
}

function weekdayAt(plain: string[], at: number, { language, today, limits }: Scene): DateFound | undefined {
  const weekday = language.weekdays.get(plain[at] ?? '')
  if (weekday === undefined) return undefined
  const before = plain[at - 1] ?? ''
  const [next, previous] = [language.next.has(before), language.previous.has(before)]
  const ahead = (weekday - today.weekday + 7) % 7
  const past = limits.to !== undefined && iso(today.plus({ days: ahead })) > limits.to
  // "Tuesday" on a Tuesday and "next Tuesday" on a Monday are heard both ways
  const days = previous || past ? [ahead === 0 ? -7 : ahead - 7] : next ? (ahead === 0 ? [7] : [ahead, ahead + 7]) : ahead === 0 ? [0, 7] : [ahead]
  return { dates: days.map((count) => iso(today.plus({ days: count }))), from: next || previous ? at - 1 : at, to: at + 1, rank: 1 }
}

/** "the third", «третьего числа»: the next such day of a month. */
function ordinalAt(said: readonly Token[], at: number, scene: Scene): DateFound | undefined {
  const day = numeralAt(said, at, scene.language)
  // "one second" is no day
  if (!day?.ordinal || day.value < 1 || day.value > 31 || scene.language.numbers.has(said[at - 1]?.text ?? '')) return undefined
  const months = Array.from({ length: 13 }, (_, i) => scene.today.plus({ months: i }))
  const past = Array.from({ length: 13 }, (_, i) => scene.today.minus({ months: i }))
  const days = [...months, ...past].map(({ year, month }) => real(year, month, day.value)).filter((date) => date !== undefined)
  const date = days.find((one) => one >= iso(scene.today) && within(one, scene.limits)) ?? days.find((one) => within(one, scene.limits))
  return date ? { dates: [date], from: at, to: day.to, rank: 0 } : undefined
}

/** The date that was said most fully, with its place; "Tuesday, the third of March" is the third of March. */
export function findDate(said: readonly Token[], spec: SlotSpec, hearing: Hearing): DateFound | undefined {
  const scene = sceneOf(spec, hearing)
  const found: DateFound[] = []
  for (let at = 0; at < said.length; ) {
    const figures = said[at]!.kind === 'figures' ? written(said[at]!.text, scene) : []
    const here = figures.length > 0 ? { dates: figures, from: at, to: at + 1, rank: 3 } : namedAt(said, at, scene) ?? nearAt(said, at, scene) ?? ordinalAt(said, at, scene)
    if (here) found.push(here)
    at = Math.max(here?.to ?? 0, at + 1)
  }
  return found.toSorted((a, b) => b.rank - a.rank)[0]
}

/** Why a date cannot be taken, if it cannot. */
export function dateFault(date: string, spec: SlotSpec, hearing: Hearing): Why | undefined {
  return within(date.slice(0, 10), sceneOf(spec, hearing).limits) ? undefined : 'invalid range'
}

function reading(date: string, hearing: Hearing): Reading {
  return { value: date, text: writeDate(date, hearing.language) }
}

/** The date keyed as ddmm or ddmmyyyy (mmdd where the month stands first). */
export function keyedDate(keys: string, spec: SlotSpec, hearing: Hearing): string | undefined {
  const scene = sceneOf(spec, hearing)
  const pair = [Number(keys.slice(0, 2)), Number(keys.slice(2, 4))]
  const [day, month] = scene.language.monthFirst ? pair.toReversed() : pair
  return keys.length === 4 ? nearestYear(month!, day!, scene)[0] : real(Number(keys.slice(4, 8)), month!, day!)
}

function keyed(entry: string, spec: SlotSpec, hearing: Hearing): Keying {
  const date = keyedDate(entry, spec, hearing)
  const why = date === undefined ? 'invalid' : dateFault(date, spec, hearing)
  return date === undefined || why ? { state: 'refused', why, used: entry.length } : { state: 'complete', reading: reading(date, hearing), used: entry.length }
}

export const date: SlotKind = {
  hear: (text, spec, hearing) => {
    const found = findDate(tokens(text), spec, hearing)
    return found ? sift(found.dates.map((one) => reading(one, hearing)), ({ value }) => dateFault(String(value), spec, hearing)) : nothing
  },
  key: (keys, spec, hearing, ended) => {
    if (keys.length >= 8) return keyed(keys.slice(0, 8), spec, hearing)
    if (!ended) return { state: 'wait' }
    return keys.length === 4 ? keyed(keys, spec, hearing) : { state: 'refused', why: 'invalid length', used: keys.length }
  },
  readBack: (value, _spec, language, now) => sayDate(String(value), language, now),
  hints: (_spec, tag) => {
    const { months, weekdays, days } = languageOf(tag)
    return hintList([...days.map(([phrase]) => phrase.join(' ')), ...weekdays.keys(), ...months.keys()])
  },
  maxKeys: () => 8,
  expects: 'words',
}
