// Does PUBLIC_URL lead to us, unchanged? A request signed as Twilio signs is sent around through
// it.
import { randomUUID } from 'node:crypto'
import type { RequestHandler } from 'express'
import type { Runtime } from '../world/runtime.ts'
import { field, type Form } from './form-input.ts'
import { refusal, sign } from './signature.ts'

const path = '/twilio/self-test'
const FIRST_RETRY = 5000
const LAST_RETRY = 300_000

/** Answers the self-test; reached only with the right signature. */
export const answerSelfTest: RequestHandler = (req, res) => {
  res.type('text/plain').send(`callflow ${field(req.body as Form, 'Nonce')}\n`)
}

/** What is wrong with PUBLIC_URL, in one sentence; nothing when Twilio's requests will reach us. */
export async function selfTest(runtime: Runtime): Promise<string | undefined> {
  const { publicUrl, twilioAuthToken } = runtime.config
  if (!publicUrl || !twilioAuthToken)
    return 'Twilio is not connected: TWILIO_AUTH_TOKEN and PUBLIC_URL are both needed.'
  const url = `${publicUrl}${path}?to=callflow`
  const form = { Nonce: randomUUID() }
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: { 'X-Twilio-Signature': sign(twilioAuthToken, url, form) },
      redirect: 'manual',
      signal: AbortSignal.timeout(5000),
    })
    return verdict(publicUrl, response, await response.text(), `callflow ${form.Nonce}\n`)
  } catch (error) {
    return `PUBLIC_URL ${publicUrl} cannot be reached (${reasonOf(error)}): is the tunnel or proxy up, and is the name right?`
  }
}

/** Tests at once and then, while it fails, again and again at growing intervals; each failure is a
 * warning. Returns how to stop. */
export function watchPublicUrl(runtime: Runtime): () => void {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  const attempt = async (wait: number): Promise<void> => {
    const wrong = await selfTest(runtime)
    if (stopped) return
    if (!wrong)
      return runtime.log.info(
        { publicUrl: runtime.config.publicUrl },
        'PUBLIC_URL leads here: Twilio can reach us',
      )
    runtime.log.warn({ retryInSeconds: wait / 1000 }, wrong)
    timer = setTimeout(() => void attempt(Math.min(wait * 2, LAST_RETRY)), wait)
    timer.unref()
  }
  void attempt(FIRST_RETRY)
  return () => {
    stopped = true
    clearTimeout(timer)
  }
}

function verdict(
  publicUrl: string,
  response: Response,
  text: string,
  expected: string,
): string | undefined {
  if (response.status === 200 && text === expected) return undefined
  if (response.status === 403 && text === refusal)
    return `PUBLIC_URL ${publicUrl} leads to a callflow, but the signature does not match there: a proxy changes the path or the form, or that server has another TWILIO_AUTH_TOKEN or PUBLIC_URL.`
  if (response.status >= 300 && response.status < 400)
    return `PUBLIC_URL ${publicUrl} redirects to ${response.headers.get('location') ?? 'somewhere else'}: set PUBLIC_URL to the address itself, because keys are lost in a redirect.`
  if (response.status >= 500)
    return `PUBLIC_URL ${publicUrl} answers ${response.status}: the tunnel or proxy is up but does not reach this server.`
  return `PUBLIC_URL ${publicUrl} is answered by something else (${response.status} for POST ${path}): it must lead to this server with the path unchanged.`
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  if (cause instanceof Error && 'code' in cause) return String(cause.code)
  return error instanceof Error ? error.message : String(error)
}
