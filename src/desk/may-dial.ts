// Which looked-up numbers may be dialled for a desk.
import { parsePhoneNumberFromString } from 'libphonenumber-js'

/** Whether a number (E.164) is of one of these countries (`BY`). */
export function mayDialNumber(number: string, countries: string[]): boolean {
  const country = parsePhoneNumberFromString(number)?.country
  return country !== undefined && countries.includes(country)
}
