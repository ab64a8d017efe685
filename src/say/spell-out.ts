// Codes, names and addresses sign by sign: letters with their words, signs by name.
import { endings, providers } from '../languages/email-names.ts'
import { languageOf } from '../languages/language.ts'
import { sayDigits } from './speak-value.ts'

/** The name of a sign: `dot`. */
export const saySign = (sign: string, tag: string): string =>
  languageOf(tag).spelling.spoken[sign] ?? sign

/** The letters and signs of one word as they are read out: `A, dash, 1`. */
export function saySpelled(text: string, tag: string): string {
  const { spoken } = languageOf(tag).spelling
  return [...text].map((sign) => spoken[sign] ?? sign.toUpperCase()).join(', ')
}

/** A letter with its word: `D for Delta`; figures and signs as they are. */
export function sayAlphabet(text: string, tag: string): string {
  const own = languageOf(tag).spelling
  const latin = languageOf('en').spelling
  const [link = ''] = own.as
  return [...text]
    .map((sign) => {
      const { alphabet } = /[a-z]/i.test(sign) ? latin : own
      const word = [...alphabet].find(([, letter]) => letter === sign.toLowerCase())?.[0]
      if (word === undefined) return own.spoken[sign] ?? sign.toUpperCase()
      return `${sign.toUpperCase()} ${link} ${capitalise(word)}`
    })
    .join(', ')
}

/** As a voice must see it to say it right. */
const capitalise = (word: string): string =>
  word === 'xray' ? 'X-ray' : word.slice(0, 1).toUpperCase() + word.slice(1)

/** Letters and figures apart, three at a time; signs by name. */
export function sayCode(code: string, tag: string): string {
  return (code.match(/\p{L}+|\d+|./gu) ?? [])
    .map((part) => (/^[\p{L}\p{N}]/u.test(part) ? sayDigits(part) : saySign(part, tag)))
    .join(', ')
}

/** Names as words, or as `say` says them, and signs by name; a well-known domain is always a word,
 * and so is what an address ends in. */
export function sayAddress(
  text: string,
  tag: string,
  say = (name: string): string => name,
): string {
  const [local = '', domain = ''] = text.split('@')
  const isKnown = [...providers.values()].includes(domain)
  const sayOfDomain = (name: string) => (isKnown || endings.has(name) ? name : say(name))
  const side = (part: string, speak: (name: string) => string) =>
    (part.match(/[a-z0-9]+|./g) ?? [])
      .map((one) => (/^[a-z0-9]/.test(one) ? speak(one) : saySign(one, tag)))
      .join(' ')
  return [side(local, say), saySign('@', tag), side(domain, sayOfDomain)].join(' ')
}
