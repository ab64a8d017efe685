// A date and a time of day said or keyed together.
import type { SlotSpec } from '../../flow/slot.ts'
import type { Hearing } from '../hearing.ts'
import { languageOf } from '../languages.ts'
import { tokens } from '../numbers.ts'
import { sayDateTime, writeDate } from '../speaking.ts'
import { date, dateFault, findDate, keyedDate } from './date.ts'
import { nothing, sift, hintList, type Keying, type Reading, type SlotKind } from './kind.ts'
import { findTimes, keyedTime, time } from './time.ts'

function reading(day: string, clock: string, hearing: Hearing): Reading {
  return { value: `${day}T${clock}`, text: `${writeDate(day, hearing.language)}, ${clock}` }
}

function keyed(entry: string, spec: SlotSpec, hearing: Hearing): Keying {
  const [day, clock] = [keyedDate(entry.slice(0, -4), spec, hearing), keyedTime(entry.slice(-4))]
  const why = day === undefined || clock === undefined ? 'invalid' : dateFault(day, spec, hearing)
  return day === undefined || clock === undefined || why ? { state: 'refused', why, used: entry.length } : { state: 'complete', reading: reading(day, clock, hearing), used: entry.length }
}

export const dateTime: SlotKind = {
  hear: (text, spec, hearing) => {
    const said = tokens(text)
    const day = findDate(said, spec, hearing)
    if (!day) return nothing
    // a mark in place of the date keeps its neighbours apart
    const others = said.toSpliced(day.from, day.to - day.from, { text: '-', kind: 'sign' })
    const clocks = findTimes(others, languageOf(hearing.language))
    return sift(day.dates.flatMap((one) => clocks.map((clock) => reading(one, clock, hearing))), ({ value }) => dateFault(String(value), spec, hearing))
  },
  key: (keys, spec, hearing, ended) => {
    if (keys.length >= 12) return keyed(keys.slice(0, 12), spec, hearing)
    if (!ended) return { state: 'wait' }
    return keys.length === 8 ? keyed(keys, spec, hearing) : { state: 'refused', why: 'invalid length', used: keys.length }
  },
  readBack: (value, _spec, language, now) => sayDateTime(String(value), language, now),
  hints: (spec, language) => hintList([...date.hints(spec, language), ...time.hints(spec, language)]),
  maxKeys: () => 12,
  expects: 'words',
}
