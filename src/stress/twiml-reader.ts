// A small strict reader of TwiML: enough to say whether Twilio could parse a reply.

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
  piece.lastIndex = 0
  for (let match = piece.exec(body); match; match = piece.exec(body)) {
    const [all, closes, name, , empty, text] = match
    if (open.length === 0 && (text !== undefined || at > 0 || name !== 'Response'))
      return `something beside the Response at ${at}`
    if (closes) {
      if (open.pop() !== name) return `unexpected end of ${name} at ${at}`
    } else if (name && !empty) open.push(name)
    at += all.length
    piece.lastIndex = at
  }
  if (at < body.length) return `cannot be read from ${body.slice(at, at + 40)}`
  return open.length ? `${open.join(', ')} not closed` : undefined
}
