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
function partOf(one: Spelled, spelled: boolean): Part {
  const word = normalise(one.text).replaceAll(' ', '')
  if (one.kind === 'sign' || (one.kind === 'figure' && one.sure))
    return { text: one.native[0] ?? '', sure: true }
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

/** "gmail com", "gmail": the dot or all that follows is left out. */
function domainOf(parts: readonly Part[]): string {
  const texts = parts.map(({ text }) => text)
  const [last = ''] = texts.slice(-1)
  const rest = texts.slice(0, -1)
  if (rest.length === 0) return providers.get(last) ?? last
  const dotless = endings.has(last) && !rest.includes('.')
  return [...rest, ...(dotless ? ['.'] : []), last].join('')
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
  return own.map((one) => partOf(one, spelled))
}

type Found = { address: string; sure: boolean }

function findAddress(text: string, hearing: Hearing): Found | undefined {
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
    const local = localOf(said.slice(from === undefined ? 0 : from + 1, at))
    const domain = said.slice(at + 1).map((one) => partOf(one, false))
    const found = join(local, domain)
    if (found) return found
  }
  return undefined
}

/** Courtesy after the address, "… dot com please", is no part of it: it ends where a domain does,
 * else as late as it can. */
function join(local: readonly Part[], domain: readonly Part[]): Found | undefined {
  const domains = domain.map((_, at) => domain.slice(0, domain.length - at))
  const ends = (parts: readonly Part[]) => endings.has(parts.at(-1)?.text ?? '')
  const inOrder = domains.toSorted((a, b) => Number(ends(b)) - Number(ends(a)))
  for (const own of inOrder) {
    const found = `${local.map(({ text }) => text).join('')}@${domainOf(own)}`
    if (isAddress(found))
      return { address: found, sure: [...local, ...own].every(({ sure }) => sure) }
  }
  return undefined
}

export const email: SlotKind = {
  hear: (text, _spec, hearing) => {
    const found = findAddress(text, hearing)
    if (found)
      return { readings: [{ value: found.address, text: found.address }], unsure: !found.sure }
    if (spelling(text, hearing.language).some(({ native }) => native[0] === '@'))
      return { readings: [], why: 'invalid' }
    return nothing
  },
  key: noKeys,
  hints: (_spec, language) =>
    hintList([...providers.values(), saySign('@', language), saySign('.', language)]),
  maxKeys: () => undefined,
  expects: 'words',
}
