// Until when a notice holds, as staff write it.
import { DateTime } from 'luxon'
import { parseDuration } from '../flow/text/duration.ts'

export const UNTIL_FORMS = '18:00, "2026-12-24 18:00", or a time from now such as "2 hours"'

/** UTC milliseconds of a moment on the clocks of `zone`: a time of day is the next one, a date needs
 * its time. Undefined for what is none, such as a time that a change of clocks leaves out. */
export function readUntil(written: string, zone: string, now: number): number | undefined {
  const length = parseDuration(written)
  if (length !== undefined) return now + length
  const here = DateTime.fromMillis(now, { zone })
  if (/^\d{1,2}:\d\d$/.test(written)) {
    const today = momentOf(`${here.toISODate()} ${written.padStart(5, '0')}`, zone)
    if (today === undefined || today > now) return today
    return momentOf(`${here.plus({ days: 1 }).toISODate()} ${written.padStart(5, '0')}`, zone)
  }
  return momentOf(written.replace('T', ' '), zone)
}

const FORM = 'yyyy-MM-dd HH:mm'

function momentOf(written: string, zone: string): number | undefined {
  const moment = DateTime.fromFormat(written, FORM, { zone })
  return moment.isValid && moment.toFormat(FORM) === written ? moment.toMillis() : undefined
}

/** As a field for a date with its time has it. */
export const untilField = (until: number, zone: string): string =>
  DateTime.fromMillis(until, { zone }).toFormat("yyyy-MM-dd'T'HH:mm")

/** As a line of text has it. */
export const writeUntil = (until: number, zone: string): string =>
  DateTime.fromMillis(until, { zone }).toFormat(`${FORM} (ZZZZ)`)
