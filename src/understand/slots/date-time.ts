// A date and a time of day said or keyed together, or a moment counted from now.
import { DateTime } from 'luxon'
import type { SlotSpec } from '../../flow/tree/slot.ts'
import type { Hearing } from '../hearing.ts'
import { writeDate } from '../../say/speak-value.ts'
import { findTimes } from './clock.ts'
import { date, dateFault, findDate, dateFromKeys } from './date.ts'
import { iso } from './feast.ts'
import {
  hintList,
  nothing,
  refuse,
  settle,
  sift,
  type Heard,
  type Keying,
  type Reading,
  type SlotKind,
} from './kind.ts'
import { moveBy } from './length.ts'
import { blankOut, endOf, saidIn, skip, wordAt, type Said } from './said.ts'
import { timeFromKeys, momentIn, nowOf, time } from './time.ts'

const MINUTE_FORMAT = "yyyy-MM-dd'T'HH:mm"

/** The last minute of a day. */
const END_OF_DAY = '23:59'

/** A day that is named, as "today", leaves only what is ahead of it: no hour is surely of the
 * morning. */
const NEVER_PLAIN = 13

/** The end of a night by the clock. */
const MORNING = '06:00'

/** Moments, ISO to the minute; none: there is no such day. */
type Moments = { moments: string[]; unsure: boolean }

function reading(moment: string, hearing: Hearing): Reading {
  return {
    value: moment,
    text: `${writeDate(moment.slice(0, 10), hearing.language)}, ${moment.slice(11)}`,
  }
}

function readKeys(entry: string, spec: SlotSpec, hearing: Hearing): Keying {
  const day = dateFromKeys(entry.slice(0, -4), spec, hearing)
  const clock = timeFromKeys(entry.slice(-4))
  if (day === undefined || clock === undefined) return refuse(entry, 'invalid')
  return settle(entry, dateFault(day, spec, hearing), reading(`${day}T${clock}`, hearing))
}

/** A date and the times beside it; numbers that are no year are tried as the time. */
function dayAndTimes(said: Said, spec: SlotSpec, hearing: Hearing): Moments | undefined {
  const now = nowOf(hearing).toFormat(MINUTE_FORMAT)
  for (const loose of [true, false]) {
    const found = findDate(said, spec, hearing, loose)
    if (!found) continue
    // marks in place of the date keep its neighbours apart
    const rest = found.places.reduce((left, place) => blankOut(place, left), said)
    const clocksOn = (day: string) =>
      findTimes(rest, found.named && now.startsWith(day) ? NEVER_PLAIN : undefined)
    const moments = found.dates.flatMap((day) =>
      (closesDay(said) ? [END_OF_DAY] : clocksOn(day)).map((clock) =>
        found.named ? orNextDay(day, clock, now, said) : `${day}T${clock}`,
      ),
    )
    if (moments.length > 0 || found.dates.length === 0) return { moments, unsure: found.unsure }
  }
  return undefined
}

/** "the end of the day", "the end of tomorrow", "the end of Sunday" */
function closesDay(said: Said): boolean {
  const { end, days, weekdays, dayUnits, links, this: these } = said.language.calendar
  return said.plain.some((_, at) => {
    const to = endOf(end, at, said)
    if (to === undefined) return false
    const word = wordAt(skip(these, skip(links, to, said), said), said)
    return (
      weekdays.has(word) || dayUnits.get(word) === 1 || days.some(([[first]]) => first === word)
    )
  })
}

/** One o'clock tonight is tomorrow by the calendar, unless it is night already. */
function orNextDay(day: string, clock: string, now: string, said: Said): string {
  const moment = `${day}T${clock}`
  const { nights, clock: clockWords } = said.language.calendar
  const names = now.startsWith(day) ? [...nights, ...clockWords.parts.night] : nights
  const night = said.plain.some((_, at) => endOf(names, at, said) !== undefined)
  if (!night || clock >= MORNING || moment >= now) return moment
  return `${iso(DateTime.fromISO(day, { zone: 'utc' }).plus({ days: 1 }))}T${clock}`
}

/** Of several times today those ahead are meant, as long as there are any. */
function preferAhead(moments: string[], now: string): string[] {
  const later = moments.filter((moment) => moment >= now)
  const today = moments.every((moment) => moment.slice(0, 10) === now.slice(0, 10))
  return today && later.length > 0 ? later : moments
}

function findMoments(said: Said, spec: SlotSpec, hearing: Hearing): Moments | undefined {
  const now = nowOf(hearing)
  const told = dayAndTimes(said, spec, hearing)
  if (told) return { ...told, moments: preferAhead(told.moments, now.toFormat(MINUTE_FORMAT)) }
  const counted = momentIn(said)
  const moment = counted && moveBy(now, counted.length)
  if (moment) return { moments: [moment.toFormat(MINUTE_FORMAT)], unsure: counted.vague }
  // a time without a day is the next such time, and asked about
  const closing = closesDay(said)
  const next = (closing ? [END_OF_DAY] : findTimes(said)).map(
    (clock) => `${iso(clock >= now.toFormat('HH:mm') ? now : now.plus({ days: 1 }))}T${clock}`,
  )
  return next.length > 0 ? { moments: next.toSorted(), unsure: !closing } : undefined
}

export const dateTime: SlotKind = {
  hear: (text, spec, hearing): Heard => {
    const found = findMoments(saidIn(text, hearing.language), spec, hearing)
    if (!found) return nothing
    const { readings, why } = sift(
      found.moments.map((moment) => reading(moment, hearing)),
      ({ value }) => dateFault(String(value), spec, hearing),
    )
    return {
      readings,
      why: found.moments.length === 0 ? 'invalid' : why,
      ...(found.unsure && { unsure: true }),
    }
  },
  key: (keys, spec, hearing, ended) => {
    if (keys.length >= 12) return readKeys(keys.slice(0, 12), spec, hearing)
    if (!ended) return { state: 'wait' }
    return keys.length === 8 ? readKeys(keys, spec, hearing) : refuse(keys, 'invalid length')
  },
  hints: (spec, language) =>
    hintList([...date.hints(spec, language), ...time.hints(spec, language)]),
  maxKeys: () => 12,
  expects: 'words',
}
