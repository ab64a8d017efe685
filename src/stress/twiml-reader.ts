// A small strict reader of TwiML: whether Twilio could parse a reply, and which verbs it finds there.

const declaration = '<?xml version="1.0" encoding="UTF-8"?>'
const piece =
  /<(\/?)([A-Z][A-Za-z]*)((?: [A-Za-z]+="(?:[^"<&]|&(?:amp|lt|gt|quot|#x[0-9A-F]+);)*")*)(\/?)>|((?:[^<&]|&(?:amp|lt|gt|quot|#x[0-9A-F]+);)+)/gy
const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u

/** What is wrong with a reply, or nothing. */
export function xmlFault(xml: string): string | undefined {
  if (!xml.startsWith(declaration)) return 'no declaration'
  if (forbidden.test(xml)) return 'a character that XML does not know'
  const body = xml.slice(declaration.length)
  const open: string[] = []
  let at = 0
  for (const [all, closes, name, , empty, text] of body.matchAll(piece)) {
    if (open.length === 0 && (text !== undefined || at > 0 || name !== 'Response'))
      return `something beside the Response at ${at}`
    if (closes) {
      if (open.pop() !== name) return `unexpected end of ${name} at ${at}`
    } else if (name && !empty) open.push(name)
    at += all.length
  }
  if (at < body.length) return `cannot be read from ${body.slice(at, at + 40)}`
  return open.length ? `${open.join(', ')} not closed` : undefined
}

/** A verb, or a noun within one; `text` is what stands before the next of them. */
export type Verb = { name: string; attributes: Record<string, string>; text: string }

/** The verbs of a document in order, nested ones after the one around them; none behind a fault. */
export function verbs(xml: string): Verb[] {
  const body = xml.startsWith(declaration) ? xml.slice(declaration.length) : xml
  const found: Verb[] = []
  let last: Verb | undefined
  for (const [, closes, name, attributes = '', , text] of body.matchAll(piece)) {
    if (text !== undefined && last) last.text = plain(text).trim()
    last = undefined
    if (name === undefined || closes) continue
    last = { name, attributes: attributesOf(attributes), text: '' }
    found.push(last)
  }
  return found
}

const attributesOf = (attributes: string): Record<string, string> =>
  Object.fromEntries(
    [...attributes.matchAll(/([A-Za-z]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [
      key,
      plain(value),
    ]),
  )

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' }

const plain = (text: string): string =>
  text.replace(/&(?:#x([0-9A-F]+)|(\w+));/g, (all, code: string | undefined, name = '') =>
    code === undefined ? (entities[name] ?? all) : String.fromCodePoint(parseInt(code, 16)),
  )
