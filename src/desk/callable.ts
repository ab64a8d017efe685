// Which numbers may be called back: whole, ordinary ones, in the country of the line or one that
// the desk may dial.
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

/** Satellite, premium and shared-cost numbers, pagers and the like cost whoever calls them; short
 * and emergency numbers are no whole numbers. */
const ordinary: ReadonlySet<string> = new Set([
  'FIXED_LINE',
  'MOBILE',
  'FIXED_LINE_OR_MOBILE',
  'VOIP',
])

/** `line` is the number of ours that was called; `mayDial` holds country codes (BY). `anywhere`:
 * nobody really dials (practice), so every number of a country will do. */
export type Calling = { line: string; mayDial: string[]; anywhere?: boolean }

/** The number in E.164, or why it is not called back. A number without a country code is taken for
 * one of the line's country. */
export function callable(
  written: string,
  { line, mayDial, anywhere = false }: Calling,
): { number: string } | { reason: string } {
  const home = parsePhoneNumberFromString(line)?.country
  const found = parsePhoneNumberFromString(written, home)
  if (!found?.isPossible() || found.country === undefined)
    return { reason: 'no whole telephone number' }
  if (anywhere) return { number: found.number }
  if (!found.isValid()) return { reason: 'no whole telephone number' }
  const type = found.getType()
  if (type === undefined || !ordinary.has(type))
    return { reason: 'a number that costs extra, or no ordinary one' }
  if (found.country !== home && !mayDial.includes(found.country))
    return { reason: 'a country that may not be dialled' }
  return { number: found.number }
}
