// Since when calls are looked at, as it is written at every command that asks for it.
import { DateTime } from 'luxon'
import { parseDuration } from '../flow/text/duration.ts'
import { UsageError } from './io.ts'

/** A date, a moment, `today`, `yesterday`, or a length of time before now, on the clocks of `zone`;
 * UTC milliseconds. `option` is what it was written behind. Throws UsageError. */
export function readSince(option: string, written: string, zone: string, now = Date.now()): number {
  const today = DateTime.fromMillis(now, { zone }).startOf('day')
  if (written === 'today') return today.toMillis()
  if (written === 'yesterday') return today.minus({ days: 1 }).toMillis()
  const length = parseDuration(written)
  if (length !== undefined) return now - length
  const moment =
    /^\d{4}-\d\d-\d\d( \d\d:\d\d)?$/.test(written) &&
    DateTime.fromISO(written.replace(' ', 'T'), { zone })
  if (moment && moment.isValid) return moment.toMillis()
  throw new UsageError(
    `${option} tells since when: yesterday, "7 days", 2026-03-01 or "2026-03-01 08:00", but not "${written}"`,
  )
}
