// E-mail addresses as people say them: "anna dot smith at gmail dot com", with any part spelled.
import { slug } from '../../flow/tree/option.ts'
import type { Hearing } from '../hearing.ts'
import { endings, providers } from '../../languages/email-names.ts'
import { allLanguages } from '../../languages/language.ts'
import { normalise, clean } from '../../languages/normalise.ts'
import { saySign } from '../../say/spell-out.ts'
import { spelling, type Spelled } from '../spelling.ts'
import { hintList, noKeys, nothing, type SlotKind } from './kind.ts'

/** RFC 5321: 64 octets before the at sign, 254 in all. What telephone users have is plainer than
 * what is allowed. */
const address =
  /^(?=.{6,254}$)[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}$/
const isAddress = (text: string): boolean => address.test(text) && text.indexOf('@') <= 64

// recognisers write what they hear in the script of any language
const heardNames = new Map(allLanguages().flatMap(({ emailNames }) => [...emailNames]))

/** Words before an address that are no part of it. */
const leads = new Set(allLanguages().flatMap(({ emailLeads }) => [...emailLeads]))

type Part = { text: string; sure: boolean }

/** What one piece stands for inside an address. */
function part(one: Spelled, spelled: boolean): Part {
  const word = normalise(one.text).replaceAll(' ', '')
  if (one.kind === 'sign' || (one.kind === 'figure' && one.sure))
    return { text: one.native[0]!, sure: true }
  const single = [...word].length === 1 || one.text.includes(' ')
  // Mike is a name unless all around it is spelled
  if (one.kind === 'letter' && (single || spelled))
    return {
      text: (one.latin[0] ?? '').toLowerCase(),
      sure: one.latin.length === 1 || one.latin[1] === '0',
    }
  if (/^[a-z]+$/.test(word)) return { text: word, sure: true }
  return {
    text: heardNames.get(word) ?? slug(word).replaceAll('-', ''),
    sure: heardNames.has(word),
  }
}

function domainOf(parts: Part[]): string | undefined {
  const texts = parts.map(({ text }) => text)
  const last = texts.length - 1
  // "gmail com", "gmail": the dot or all that follows is left out
  if (texts.length === 1) return providers.get(texts[0]!) ?? texts[0]
  if (
    last > 0 &&
    texts[last - 1] !== '.' &&
    endings.has(texts[last]!) &&
    !texts.slice(0, last).includes('.')
  )
    texts.splice(last, 0, '.')
  return texts.join('')
}

/** The longest stretch of signs before the at sign that holds no lead. */
function localOf(said: Spelled[]): Part[] {
  const lead = said.findLastIndex(
    (one, at) =>
      (one.kind !== 'figure' || !one.sure) &&
      one.kind !== 'sign' &&
      leads.has(normalise(one.text)) &&
      said[at + 1]?.kind !== 'sign' &&
      said[at - 1]?.kind !== 'sign' &&
      !(one.kind === 'letter' && said[at + 1]?.kind === 'letter'),
  )
  const own = said.slice(lead + 1)
  const alphabet = own.filter(({ kind, text }) => kind === 'letter' && text.length > 1)
  const spelled = alphabet.length > 2 && own.every(({ kind }) => kind !== 'word')
  return own.map((one) => part(one, spelled))
}

function heardIn(text: string, hearing: Hearing): { address: string; sure: boolean } | undefined {
  const written = clean(text)
    .toLowerCase()
    .match(/[a-z0-9._+-]+@[a-z0-9.-]+/g)
    ?.map((one) => one.replace(/[.-]+$/, ''))
    .find(isAddress)
  if (written) return { address: written, sure: true }
  const said = spelling(text.replace(/(?<=\d)[.](?=\s|$)/g, ''), hearing.language)
  const signs = said.flatMap((one, at) => (one.native[0] === '@' ? [at] : []))
  for (const at of signs.toReversed()) {
    const from = signs.findLast((other) => other < at)
    const [local, domain] = [
      localOf(said.slice(from === undefined ? 0 : from + 1, at)),
      said.slice(at + 1).map((one) => part(one, false)),
    ]
    // courtesy after the address, "… dot com please", is no part of it
    const ends = domain
      .map((_, index) => domain.length - index)
      .toSorted(
        (a, b) =>
          Number(endings.has(domain[b - 1]!.text)) - Number(endings.has(domain[a - 1]!.text)),
      )
    for (const end of ends) {
      const found = `${local.map((one) => one.text).join('')}@${domainOf(domain.slice(0, end))}`
      if (isAddress(found))
        return {
          address: found,
          sure: [...local, ...domain.slice(0, end)].every(({ sure }) => sure),
        }
    }
  }
  return undefined
}

export const email: SlotKind = {
  hear: (text, _spec, hearing) => {
    const found = heardIn(text, hearing)
    if (found)
      return { readings: [{ value: found.address, text: found.address }], unsure: !found.sure }
    return spelling(text, hearing.language).some(({ native }) => native[0] === '@')
      ? { readings: [], why: 'invalid' }
      : nothing
  },
  key: noKeys,
  hints: (_spec, language) =>
    hintList([...providers.values(), saySign('@', language), saySign('.', language)]),
  maxKeys: () => undefined,
  expects: 'words',
}
