// A date and a time of day said or keyed together, or a moment counted from now.
import { DateTime } from 'luxon'
import type { SlotSpec } from '../../flow/tree/slot.ts'
import type { Hearing } from '../hearing.ts'
import { writeDate } from '../../say/speak-value.ts'
import { findTimes } from './clock.ts'
import { date, dateFault, findDate, keyedDate } from './date.ts'
import { iso } from './feast.ts'
import {
  nothing,
  sift,
  hintList,
  type Heard,
  type Keying,
  type Reading,
  type SlotKind,
} from './kind.ts'
import { moved } from './length.ts'
import { after, past, saidIn, without, type Said } from './said.ts'
import { keyedTime, momentIn, nowOf, time } from './time.ts'

const minute = "yyyy-MM-dd'T'HH:mm"

function reading(moment: string, hearing: Hearing): Reading {
  return {
    value: moment,
    text: `${writeDate(moment.slice(0, 10), hearing.language)}, ${moment.slice(11)}`,
  }
}

function keyed(entry: string, spec: SlotSpec, hearing: Hearing): Keying {
  const [day, clock] = [keyedDate(entry.slice(0, -4), spec, hearing), keyedTime(entry.slice(-4))]
  const why = day === undefined || clock === undefined ? 'invalid' : dateFault(day, spec, hearing)
  return day === undefined || clock === undefined || why
    ? { state: 'refused', why, used: entry.length }
    : { state: 'complete', reading: reading(`${day}T${clock}`, hearing), used: entry.length }
}

/** A date and the times beside it; numbers that are no year are tried as the time. */
function dayAndTimes(
  said: Said,
  spec: SlotSpec,
  hearing: Hearing,
): { moments: string[]; unsure: boolean } | undefined {
  for (const loose of [true, false]) {
    const found = findDate(said, spec, hearing, loose)
    if (!found) continue
    // marks in place of the date keep its neighbours apart
    const rest = found.places.reduce((left, { from, to }) => without(from, to, left), said)
    const now = nowOf(hearing).toFormat(minute)
    const clocksOn = (day: string) =>
      closing(said)
        ? ['23:59']
        : findTimes(rest, found.named && now.startsWith(day) ? 13 : undefined)
    const moments = found.dates.flatMap((day) =>
      clocksOn(day).map((clock) =>
        found.named ? nightly(day, clock, now, said) : `${day}T${clock}`,
      ),
    )
    if (moments.length > 0 || found.dates.length === 0) return { moments, unsure: found.unsure }
  }
  return undefined
}

/** "the end of the day", "the end of tomorrow", "the end of Sunday" */
function closing(said: Said): boolean {
  const { end, days, weekdays, dayUnits } = said.language.calendar
  return said.plain.some((_, at) => {
    const to = after(end, at, said)
    const day =
      to === undefined
        ? -1
        : past(said.language.calendar.this, past(said.language.calendar.links, to, said), said)
    const word = said.plain[day] ?? ''
    return (
      weekdays.has(word) || dayUnits.get(word) === 1 || days.some(([[first]]) => first === word)
    )
  })
}

/** One o'clock tonight is tomorrow by the calendar, unless it is night already. */
function nightly(day: string, clock: string, now: string, said: Said): string {
  const moment = `${day}T${clock}`
  const {
    nights,
    clock: { parts },
  } = said.language.calendar
  const night = said.plain.some(
    (_, at) =>
      after(now.startsWith(day) ? [...nights, ...parts.night] : nights, at, said) !== undefined,
  )
  return night && clock < '06:00' && moment < now
    ? `${iso(DateTime.fromISO(day, { zone: 'utc' }).plus({ days: 1 }))}T${clock}`
    : moment
}

/** Of several times today those ahead are meant, as long as there are any. */
function ahead(moments: string[], now: string): string[] {
  const later = moments.filter((moment) => moment >= now)
  const today = moments.every((moment) => moment.slice(0, 10) === now.slice(0, 10))
  return today && later.length > 0 ? later : moments
}

function heard(
  said: Said,
  spec: SlotSpec,
  hearing: Hearing,
): { moments: string[]; unsure: boolean } | undefined {
  const now = nowOf(hearing)
  const counted = momentIn(said)
  const told = dayAndTimes(said, spec, hearing)
  if (told) return { ...told, moments: ahead(told.moments, now.toFormat(minute)) }
  const moment = counted && moved(now, counted.length)
  if (moment) return { moments: [moment.toFormat(minute)], unsure: counted.vague }
  // a time without a day is the next such time, and asked about
  const clocks = closing(said) ? ['23:59'] : findTimes(said)
  const next = clocks.map(
    (clock) => `${iso(clock >= now.toFormat('HH:mm') ? now : now.plus({ days: 1 }))}T${clock}`,
  )
  return next.length > 0 ? { moments: next.toSorted(), unsure: !closing(said) } : undefined
}

export const dateTime: SlotKind = {
  hear: (text, spec, hearing): Heard => {
    const found = heard(saidIn(text, hearing.language), spec, hearing)
    if (!found) return nothing
    const { readings, why } = sift(
      found.moments.map((moment) => reading(moment, hearing)),
      ({ value }) => dateFault(String(value), spec, hearing),
    )
    return {
      readings,
      why: found.moments.length === 0 ? 'invalid' : why,
      ...(found.unsure ? { unsure: true } : {}),
    }
  },
  key: (keys, spec, hearing, ended) => {
    if (keys.length >= 12) return keyed(keys.slice(0, 12), spec, hearing)
    if (!ended) return { state: 'wait' }
    return keys.length === 8
      ? keyed(keys, spec, hearing)
      : { state: 'refused', why: 'invalid length', used: keys.length }
  },
  hints: (spec, language) =>
    hintList([...date.hints(spec, language), ...time.hints(spec, language)]),
  maxKeys: () => 12,
  expects: 'words',
}
