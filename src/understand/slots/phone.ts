// Telephone numbers in any national form, kept as E.164.
import { parsePhoneNumberFromString, type CountryCode, type PhoneNumber } from 'libphonenumber-js'
import { languageOf } from '../languages.ts'
import { tokens } from '../numbers.ts'
import { digitRows } from './digits.ts'
import { type Keying, type Reading, type SlotKind, type Why } from './kind.ts'

/** E.164 allows 15 digits; 3 more for an international prefix. */
const longest = 18

/** Fewer digits than this are not the beginning of a number: "the usual one". */
const few = 3

// 00 is how most of the world dials abroad; with it or a plus the country is known.
function parse(digits: string, plus: boolean, country: string): PhoneNumber | undefined {
  const abroad = digits.replace(/^00/, '')
  const tries = plus ? [`+${digits}`] : digits.startsWith('00') ? [`+${abroad}`] : [digits, `+${digits}`]
  return tries.map((text) => parsePhoneNumberFromString(text, country.toUpperCase() as CountryCode)).find((found) => found?.isPossible())
}

function why(digits: string): Why {
  return digits.length < 7 ? 'invalid length' : 'invalid'
}

function reading(found: PhoneNumber): Reading {
  return { value: found.number, text: found.formatInternational() }
}

export const phone: SlotKind = {
  hear: (text, _spec, hearing) => {
    const language = languageOf(hearing.language)
    const said = tokens(text)
    const plus = said.some((token) => token.text === '+' || language.plus.has(token.text))
    const rows = digitRows(text, language)
    const found = rows.map((digits) => parse(digits, plus, hearing.country)).find((one) => one !== undefined)
    if (found) return { readings: [reading(found)] }
    return { readings: [], why: (rows[0]?.length ?? 0) < few ? undefined : why(rows[0]!) }
  },
  key: (keys, _spec, hearing, ended): Keying => {
    if (!ended && keys.length < longest) return { state: 'wait' }
    const entry = keys.slice(0, longest)
    const found = parse(entry, false, hearing.country)
    return found ? { state: 'complete', reading: reading(found), used: entry.length } : { state: 'refused', why: why(entry), used: entry.length }
  },
  readBack: (value, _spec, language) => {
    const groups = (parsePhoneNumberFromString(String(value))?.formatInternational() ?? String(value)).split(/[\s-]+/)
    return groups.map((group) => [...group].map((sign) => (sign === '+' ? languageOf(language).words.plus : sign)).join(' ')).join(', ')
  },
  hints: () => [],
  maxKeys: () => undefined,
  expects: 'digits',
}
