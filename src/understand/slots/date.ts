// Dates: said with words or figures, near today or in full, and keyed in.
import { DateTime } from 'luxon'
import type { SlotSpec } from '../../flow/tree/slot.ts'
import { languageOf } from '../../languages/language.ts'
import { writeDate } from '../../say/speak-value.ts'
import type { Hearing } from '../hearing.ts'
import { findAll } from '../tokens.ts'
import { joinPieces, type DateFound } from './date-pieces.ts'
import { pieceAt } from './day.ts'
import { dateOf, iso } from './feast.ts'
import {
  hintList,
  nothing,
  refuse,
  settle,
  sift,
  type Keying,
  type Reading,
  type SlotKind,
  type Why,
} from './kind.ts'
import { inLimits, nearest, type Limits, type Scene } from './piece.ts'
import { saidIn, selectMeant, type Said } from './said.ts'
import { nowOf } from './time.ts'

/** The calendar day it is where the caller's line is. */
export function todayOf(hearing: Pick<Hearing, 'now' | 'zone'>): DateTime {
  const now = nowOf(hearing)
  return DateTime.utc(now.year, now.month, now.day)
}

function limitsOf(spec: SlotSpec, hearing: Hearing): Limits {
  const limit = (text: string | undefined) =>
    text === 'today' ? iso(todayOf(hearing)) : text?.slice(0, 10)
  return { from: limit(spec.from), to: limit(spec.to) }
}

function sceneOf(said: Said, spec: SlotSpec, hearing: Hearing, loose: boolean): Scene {
  return {
    said,
    calendar: said.language.calendar,
    monthFirst: said.language.monthFirst,
    today: todayOf(hearing),
    limits: limitsOf(spec, hearing),
    loose,
  }
}

/**
 * The date that was said, put together from its pieces in any order; of several dates the one said
 * most fully.
 * `loose` takes bare numbers after a date for its year: where a time may follow, they are its hour.
 */
export function findDate(
  said: Said,
  spec: SlotSpec,
  hearing: Hearing,
  loose = true,
): DateFound | undefined {
  const scene = sceneOf(said, spec, hearing, loose)
  const pieces = findAll(said.plain.length, (at) => pieceAt(at, scene))
  return joinPieces(selectMeant(pieces, said), scene)
}

/** Why a date cannot be taken, if it cannot. */
export function dateFault(date: string, spec: SlotSpec, hearing: Hearing): Why | undefined {
  return inLimits(date.slice(0, 10), limitsOf(spec, hearing)) ? undefined : 'invalid range'
}

function reading(date: string, hearing: Hearing): Reading {
  return { value: date, text: writeDate(date, hearing.language) }
}

/** The date keyed as ddmm or ddmmyyyy (mmdd where the month stands first). */
export function dateFromKeys(keys: string, spec: SlotSpec, hearing: Hearing): string | undefined {
  const scene = sceneOf(saidIn('', hearing.language), spec, hearing, false)
  const [first, second] = [Number(keys.slice(0, 2)), Number(keys.slice(2, 4))]
  const [day, month] = scene.monthFirst ? [second, first] : [first, second]
  if (keys.length === 4) return nearest([(year) => dateOf(year, month, day)], scene)[0]
  return dateOf(Number(keys.slice(4, 8)), month, day)
}

function readKeys(entry: string, spec: SlotSpec, hearing: Hearing): Keying {
  const date = dateFromKeys(entry, spec, hearing)
  if (date === undefined) return refuse(entry, 'invalid')
  return settle(entry, dateFault(date, spec, hearing), reading(date, hearing))
}

export const date: SlotKind = {
  hear: (text, spec, hearing) => {
    const found = findDate(saidIn(text, hearing.language), spec, hearing)
    if (!found) return nothing
    if (found.dates.length === 0) return { readings: [], why: 'invalid' }
    const heard = sift(
      found.dates.map((one) => reading(one, hearing)),
      ({ value }) => dateFault(String(value), spec, hearing),
    )
    return found.unsure ? { ...heard, unsure: true } : heard
  },
  key: (keys, spec, hearing, ended) => {
    if (keys.length >= 8) return readKeys(keys.slice(0, 8), spec, hearing)
    if (!ended) return { state: 'wait' }
    return keys.length === 4 ? readKeys(keys, spec, hearing) : refuse(keys, 'invalid length')
  },
  hints: (_spec, tag) => {
    const { months, weekdays, days } = languageOf(tag).calendar
    return hintList([
      ...days.map(([phrase]) => phrase.join(' ')),
      ...weekdays.keys(),
      ...months.keys(),
    ])
  },
  maxKeys: () => 8,
  expects: 'words',
}
