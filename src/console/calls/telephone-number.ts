// Telephone numbers as people read them.
import { parsePhoneNumberFromString } from 'libphonenumber-js'

/** In the international form; what is no number stays as it is. */
export const formatNumber = (number: string): string =>
  parsePhoneNumberFromString(number)?.formatInternational() ?? number
