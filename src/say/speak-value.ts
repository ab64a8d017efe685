// Values as a voice should say them. Voices read figures themselves; what they need is order,
// grouping and the right forms.
import { parsePhoneNumberFromString } from 'libphonenumber-js'
import { Duration } from 'luxon'
import type { Unit } from '../languages/calendar.ts'
import { currencyName, needsFullName } from '../languages/currency-names.ts'
import type { Currency } from '../languages/currencies.ts'
import { formOf, languageOf, type Forms } from '../languages/language.ts'

/** Digits grouped for the ear: `4 7 1, 1 2 0`. Groups of three, a lone last digit joins the group
 * before it. Other characters are left as they are. */
export function sayDigits(text: string): string {
  const groups = text.replace(/[\s-]/g, '').match(/.{3}(?=.{2})|.+/gu) ?? []
  return groups.map((group) => [...group].join(' ')).join(', ')
}

/** A telephone number sign by sign in the groups of its country, one of no known country in groups
 * of three; an extension after it. */
export function sayPhone(value: string, tag: string): string {
  const [word = ''] = languageOf(tag).extension
  const [number = '', inner] = value.split(';ext=')
  const said = sayWholeNumber(number, languageOf(tag).words.plus)
  return inner === undefined ? said : `${said}, ${word} ${sayDigits(inner)}`
}

function sayWholeNumber(number: string, plus: string): string {
  if (!number.startsWith('+')) return sayDigits(number)
  const known = parsePhoneNumberFromString(number)
  if (!known) return `${plus} ${sayDigits(number.slice(1))}`
  return known
    .formatInternational()
    .split(/[\s-]+/)
    .map((group) => [...group].join(' ').replace('+', plus))
    .join(', ')
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
const MOST_PARTS = 20

function fraction(size: number): string | undefined {
  const whole = Math.floor(size)
  if (size > 1e6 || Math.abs(size * 1e6 - Math.round(size * 1e6)) < 1e-6) return undefined
  for (let parts = 2; parts <= MOST_PARTS; parts++) {
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
  const name = placeNames[String(value)]
  const [, fromLast] = /^end-(\d+)$/.exec(String(value)) ?? []
  if (name !== undefined || fromLast === undefined) return name ?? String(value)
  return `${sayOrdinal(Number(fromLast) + 1)} ${(fromEnd[0] ?? []).join(' ')}`
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
  const hours = part(Math.floor(minutes / 60), hour)
  return minutes % 60 === 0 ? hours : `${hours} ${part(minutes % 60, minute)}`
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
  if (!currency) return sayNumber(amount, tag)
  const size = Math.abs(amount)
  const words = ownWordsFor(currency, tag)
  if (!words) return `${sayNumber(amount, tag)} ${currencyName(size, currency, languageOf(tag))}`
  const parts = sayParts(size, words, tag)
  if (parts === undefined) return `${sayNumber(amount, tag)} ${formOf(size, words.main, tag)}`
  return amount < 0 ? `${languageOf(tag).words.minus} ${parts}` : parts
}

type Named = Currency & { main: Forms }

/** The language's own words for a currency, unless they mean that of another country first. */
function ownWordsFor(currency: string, tag: string): Named | undefined {
  const language = languageOf(tag)
  const region = tag.split('-')[1] ?? ''
  return language.currencies.find(
    (one): one is Named =>
      one.code === currency &&
      one.main !== undefined &&
      !needsFullName(currency, one.main.other, language, region),
  )
}

/** The whole and its hundredths, each by name; undefined where that cannot be: for parts of a
 * hundredth, and for hundredths alone that are first of all those of another currency, as cents are
 * of the dollar. */
function sayParts(size: number, words: Named, tag: string): string | undefined {
  const hundredths = Math.round(size * 100)
  const { main, small } = words
  const isExact = Math.abs(size * 100 - hundredths) < 1e-6
  if (!small || !isExact) return undefined
  const { currencies, moneyLink } = languageOf(tag)
  const [whole, rest] = [Math.floor(hundredths / 100), hundredths % 100]
  const owner = currencies.find((one) => one.small?.other === small.other)
  if (whole === 0 && owner !== words) return undefined
  const said = `${whole} ${formOf(whole, main, tag)}`
  const saidRest = `${rest} ${formOf(rest, small, tag)}`
  if (rest === 0) return said
  return whole === 0 ? saidRest : `${said}${moneyLink}${saidRest}`
}
