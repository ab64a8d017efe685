// What the network does to the webhooks of a call: brings them twice, late or in another order,
// loses replies, and kills processes.
import type { Combination } from './combinations.ts'
import { twimlFault } from './reply-check.ts'
import { PUBLIC_URL, TOKEN } from './stress-runtime.ts'
import { postSigned, type Request, type Wire } from './telephone.ts'

/** The webhooks of the caller's leg. */
const CALLERS = /\/twilio\/(voice|dial|record|fallback)\b/

/** The wire of one call. The second origin answers once the first was killed, and the other way
 * round; `begins` sees each form. Throws when a reply is not what it must be. */
export function wireFor(
  { trouble }: Combination,
  origins: { first: string; second: string },
  begins: (form: Record<string, string>) => void,
): Wire {
  const swapped = trouble === 'webhooks swapped'
  const wire: Wire = { origin: origins.first, publicUrl: PUBLIC_URL, token: TOKEN, swapped }
  let before: Request | undefined
  wire.around = async (request, send) => {
    begins(request.form)
    if (!CALLERS.test(request.url)) return send()
    const late = before
    before = request
    const reply = await sendThrough({ trouble, wire, origins, late }, request, send)
    const fault = twimlFault(reply)
    if (fault !== undefined) throw new Error(fault)
    return reply
  }
  return wire
}

/** `late` is the webhook before this one. */
type Troubled = Pick<Combination, 'trouble'> & {
  wire: Wire
  origins: { first: string; second: string }
  late: Request | undefined
}

async function sendThrough(
  { trouble, wire, origins, late }: Troubled,
  request: Request,
  send: () => Promise<string>,
): Promise<string> {
  switch (trouble) {
    case 'webhooks doubled': {
      const [first, second] = await Promise.all([send(), send()])
      return sameReply(sameReply(first, second), await send())
    }
    case 'webhooks late': {
      const reply = await send()
      if (late) await postSigned(wire, late)
      return reply
    }
    case 'replies lost, asked again':
      return sameReply(await send(), await send())
    case 'replies lost, fallback': {
      const lost = await send()
      const code = { ErrorCode: '11200', ErrorUrl: request.url.replace(/#.*$/, '') }
      const form = { ...request.form, ...code }
      const reply = await postSigned(wire, { url: `${PUBLIC_URL}/twilio/fallback`, form })
      return lost.includes('<Redirect>') && /\/voice\/work/.test(lost) ? lost : reply
    }
    case 'killed before the reply':
      await send()
      wire.origin = wire.origin === origins.first ? origins.second : origins.first
      return postSigned(wire, request)
    default:
      return send()
  }
}

function sameReply(first: string, second: string): string {
  if (first === second) return first
  throw new Error(
    `a webhook that came twice got two replies: ${first.slice(0, 300)} and ${second.slice(0, 300)}`,
  )
}
