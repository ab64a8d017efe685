// What the network does to the webhooks of a call: brings them twice, late or in another order,
// loses replies, and kills processes.
import type { Combination } from './combinations.ts'
import { twimlFault } from './reply-check.ts'
import { PUBLIC_URL, TOKEN } from './stress-runtime.ts'
import { postSigned, type Request, type Wire } from './telephone.ts'

/** The webhooks of the caller's leg. */
const callers = /\/twilio\/(voice|dial|record|fallback)\b/

/** The wire of one call. `after` answers once `origin` was killed, and the other way round;
 * `begins` sees each form. Throws when a reply is not what it must be. */
export function wireFor(
  { trouble }: Combination,
  origin: string,
  after: string,
  begins: (form: Record<string, string>) => void,
): Wire {
  const wire: Wire = {
    origin,
    publicUrl: PUBLIC_URL,
    token: TOKEN,
    swapped: trouble === 'webhooks swapped',
  }
  let before: Request | undefined
  const same = (first: string, second: string): string => {
    if (first !== second)
      throw new Error(
        `a webhook that came twice got two replies: ${first.slice(0, 300)} and ${second.slice(0, 300)}`,
      )
    return first
  }
  const around = async (request: Request, send: () => Promise<string>): Promise<string> => {
    const late = before
    before = request
    switch (trouble) {
      case 'webhooks doubled': {
        const [first, second] = await Promise.all([send(), send()])
        return same(same(first, second), await send())
      }
      case 'webhooks late': {
        const reply = await send()
        if (late) await postSigned(wire, late)
        return reply
      }
      case 'replies lost, asked again':
        return same(await send(), await send())
      case 'replies lost, fallback': {
        const lost = await send()
        const code = { ErrorCode: '11200', ErrorUrl: request.url.replace(/#.*$/, '') }
        const reply = await postSigned(wire, {
          url: `${PUBLIC_URL}/twilio/fallback`,
          form: { ...request.form, ...code },
        })
        return lost.includes('<Redirect>') && /\/voice\/work/.test(lost) ? lost : reply
      }
      case 'killed before the reply': {
        await send()
        wire.origin = wire.origin === origin ? after : origin
        return postSigned(wire, request)
      }
      default:
        return send()
    }
  }
  wire.around = async (request, send) => {
    begins(request.form)
    const reply = callers.test(request.url) ? await around(request, send) : await send()
    const fault = callers.test(request.url) ? twimlFault(reply) : undefined
    if (fault !== undefined) throw new Error(fault)
    return reply
  }
  return wire
}
