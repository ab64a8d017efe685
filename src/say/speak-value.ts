// Values as a voice should say them. Voices read figures themselves; what they need is order,
// grouping and the right forms.
import { parsePhoneNumberFromString } from 'libphonenumber-js'
import { Duration } from 'luxon'
import type { Unit } from '../languages/calendar.ts'
import { currencyName, needsFullName } from '../languages/currency-names.ts'
import { formOf, languageOf } from '../languages/language.ts'

/** Digits grouped for the ear: `4 7 1, 1 2 0`. Groups of three, a lone last digit joins the group
 * before it. Other characters are left as they are. */
export function sayDigits(text: string): string {
  const plain = text.replace(/[\s-]/g, '')
  const groups = plain.match(/.{1,3}/gu) ?? []
  const last = groups.at(-1)
  const joined =
    groups.length > 1 && last !== undefined && [...last].length === 1
      ? [...groups.slice(0, -2), groups.at(-2)! + last]
      : groups
  return joined.map((group) => [...group].join(' ')).join(', ')
}

/** A telephone number sign by sign in the groups of its country, one of no known country in groups
 * of three; an extension after it. */
export function sayPhone(value: string, tag: string): string {
  const { words, extension } = languageOf(tag)
  const [number = '', inner] = value.split(';ext=')
  const known = number.startsWith('+') ? parsePhoneNumberFromString(number) : undefined
  const groups = (known?.formatInternational() ?? number)
    .split(/[\s-]+/)
    .map((group) => [...group].map((sign) => (sign === '+' ? words.plus : sign)).join(' '))
  const said = known
    ? groups.join(', ')
    : number.startsWith('+')
      ? `${words.plus} ${sayDigits(number.slice(1))}`
      : sayDigits(number)
  return inner === undefined ? said : `${said}, ${[...extension][0]} ${sayDigits(inner)}`
}

/** Letters and digits one by one. */
export function sayLetters(text: string): string {
  return [...text.replace(/\s/g, '').toUpperCase()].join(', ')
}

/** A number in figures with the language's decimal mark; thirds and the like, which no figures end,
 * as a fraction: 11 2/3. */
export function sayNumber(value: number, tag: string): string {
  const { decimal, words } = languageOf(tag)
  const size = Math.abs(value)
  const figures =
    fraction(size) ??
    new Intl.NumberFormat('en', { useGrouping: false, maximumFractionDigits: 6 })
      .format(size)
      .replace('.', decimal)
  return value < 0 ? `${words.minus} ${figures}` : figures
}

/** The largest denominator that is said. */
const mostParts = 20

function fraction(size: number): string | undefined {
  const whole = Math.floor(size)
  if (size > 1e6 || Math.abs(size * 1e6 - Math.round(size * 1e6)) < 1e-6) return undefined
  for (let parts = 2; parts <= mostParts; parts++) {
    const count = Math.round((size - whole) * parts)
    if ((whole + count / parts).toPrecision(15) === size.toPrecision(15))
      return `${whole === 0 ? '' : `${whole} `}${count}/${parts}`
  }
  return undefined
}

/** A place in a row: a number from the start, `end-1` or `current+1`. */
export function sayPlace(value: unknown, tag: string): string {
  const { sayOrdinal, placeNames, fromEnd } = languageOf(tag)
  if (typeof value === 'number') return sayOrdinal(value)
  const fromLast = /^end-(\d+)$/.exec(String(value))
  return (
    placeNames[String(value)] ??
    (fromLast ? `${sayOrdinal(Number(fromLast[1]) + 1)} ${fromEnd[0]!.join(' ')}` : String(value))
  )
}

/** An ISO date. With `now` (UTC ms) the year is said only when it is not the current one. */
export function sayDate(iso: string, tag: string, now?: number): string {
  return languageOf(tag).calendar.sayDate(
    iso,
    now === undefined || new Date(now).getUTCFullYear() !== Number(iso.slice(0, 4)),
    true,
  )
}

/** An ISO date as it is written: without the weekday, always with the year. */
export const writeDate = (iso: string, tag: string): string =>
  languageOf(tag).calendar.writeDate(iso)

/** `HH:MM` as it is written. */
export const writeTime = (time: string, tag: string): string =>
  languageOf(tag).calendar.writeTime(time)

/** `HH:MM` */
export function sayTime(time: string, tag: string): string {
  const [hour, minute] = time.split(':').map(Number)
  return languageOf(tag).calendar.sayTime(hour ?? 0, minute ?? 0)
}

/** `YYYY-MM-DDTHH:MM` */
export function sayDateTime(value: string, tag: string, now?: number): string {
  return languageOf(tag).calendar.sayDateTime(
    sayDate(value.slice(0, 10), tag, now),
    sayTime(value.slice(11, 16), tag),
  )
}

/** A length of time in ms, rounded to what a caller cares for: seconds under a minute, minutes
 * under an hour. */
export function sayDuration(ms: number, tag: string): string {
  const { hour, minute, second } = languageOf(tag).calendar.forms
  const seconds = Math.max(0, Math.round(ms / 1000))
  const minutes = Math.round(seconds / 60)
  const part = (count: number, forms: typeof hour) => `${count} ${formOf(count, forms, tag)}`
  if (seconds < 60) return part(seconds, second)
  if (minutes < 60) return part(minutes, minute)
  return [
    part(Math.floor(minutes / 60), hour),
    ...(minutes % 60 === 0 ? [] : [part(minutes % 60, minute)]),
  ].join(' ')
}

/** An ISO 8601 duration in all its parts: `PT1H30M` is "1 hour 30 minutes". A text that is none is
 * left as it is. */
export function sayLength(iso: string, tag: string): string {
  const length = Duration.fromISO(iso)
  const { forms } = languageOf(tag).calendar
  const parts = Object.entries(length.isValid ? length.toObject() : {}).filter(
    ([unit, count]) => count !== 0 && unit.slice(0, -1) in forms,
  )
  return (
    parts
      .map(
        ([unit, count]) =>
          `${sayNumber(count, tag)} ${formOf(count, forms[unit.slice(0, -1) as Unit], tag)}`,
      )
      .join(' ') || iso
  )
}

/** An amount, with the currency's own words where the language has them; `currency` is an ISO 4217
 * code. */
export function sayMoney(amount: number, currency: string | undefined, tag: string): string {
  const language = languageOf(tag)
  const region = tag.split('-')[1] ?? ''
  const names = language.currencies.find(
    ({ code, main }) =>
      code === currency && main && !needsFullName(code, main.other, language, region),
  )
  const cents = Math.round(Math.abs(amount) * 100)
  const exact = Math.abs(Math.abs(amount) * 100 - cents) < 1e-6
  if (currency === undefined || !names?.main || !names.small || !exact)
    return [
      sayNumber(amount, tag),
      currency &&
        (names?.main
          ? formOf(Math.abs(amount), names.main, tag)
          : currencyName(Math.abs(amount), currency, language)),
    ]
      .filter(Boolean)
      .join(' ')
  const [whole, rest] = [Math.floor(cents / 100), cents % 100]
  // half a euro is not "50 cents" where cents are first of all those of the dollar
  const owner = language.currencies.find(({ small }) => small?.other === names.small!.other)
  if (whole === 0 && owner !== names)
    return `${sayNumber(amount, tag)} ${formOf(Math.abs(amount), names.main, tag)}`
  const main = `${whole} ${formOf(whole, names.main, tag)}`
  const small = `${rest} ${formOf(rest, names.small, tag)}`
  const said = rest === 0 ? main : whole === 0 ? small : `${main}${language.moneyLink}${small}`
  return amount < 0 ? `${language.words.minus} ${said}` : said
}
