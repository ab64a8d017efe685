// The country that a telephone number belongs to.
import { parsePhoneNumberFromString } from 'libphonenumber-js'

/** An ISO code such as BY for a number in E.164; undefined for other addresses. */
export const countryOf = (number: string): string | undefined =>
  parsePhoneNumberFromString(number)?.country
