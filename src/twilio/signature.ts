// Only Twilio may speak to our webhooks: its signature over the configured public address, never
// over headers a proxy may change.
import type { RequestHandler } from 'express'
import { getExpectedTwilioSignature, validateRequest } from 'twilio/lib/webhooks/webhooks.js'
import type { Runtime } from '../world/runtime.ts'

/** True when `signature` is Twilio's for this address and form. A fragment in the address is not
 * signed. Never throws. */
export function isSigned(
  token: string,
  signature: string | undefined,
  url: string,
  form: Record<string, unknown> = {},
): boolean {
  if (!signature) return false
  try {
    return validateRequest(token, signature, url.split('#')[0] ?? '', form)
  } catch {
    return false
  }
}

/** What Twilio would send as `X-Twilio-Signature`. */
export function sign(token: string, url: string, form: Record<string, unknown> = {}): string {
  return getExpectedTwilioSignature(token, url.split('#')[0] ?? '', form)
}

export const refusal = 'callflow: the signature does not match\n'

/** Refuses everything while there is no token: practice mode takes no calls from Twilio. */
export function refuseWithoutToken(runtime: Runtime): RequestHandler {
  return (_req, res, next) => {
    if (runtime.config.twilioAuthToken && runtime.config.publicUrl) return next()
    runtime.metrics.refused.inc({ reason: 'practice mode' })
    res
      .status(403)
      .type('text/plain')
      .send(
        'callflow: practice mode takes no calls from Twilio; set TWILIO_AUTH_TOKEN and PUBLIC_URL\n',
      )
  }
}

/** Refuses a request without the right signature. Needs the form to be parsed. The log names the
 * address that was expected to be signed, without its parameters. */
export function requireSignature(runtime: Runtime): RequestHandler {
  const { twilioAuthToken: token = '', publicUrl = '' } = runtime.config
  return (req, res, next) => {
    const signature = req.get('x-twilio-signature')
    if (
      isSigned(
        token,
        signature,
        publicUrl + req.originalUrl,
        req.body as Record<string, unknown> | undefined,
      )
    )
      return next()
    runtime.metrics.refused.inc({ reason: signature ? 'wrong signature' : 'no signature' })
    runtime.log.warn(
      { expected: publicUrl + req.originalUrl.split('?')[0] },
      signature
        ? 'webhook refused: its signature is not for the expected address'
        : 'webhook refused: it is not signed',
    )
    res.status(403).type('text/plain').send(refusal)
  }
}
