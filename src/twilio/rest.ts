// Twilio's REST side: asks about calls and fetches recordings, with the account's credentials.
import { get } from 'node:https'
import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import type { Config } from '../config.ts'

export type Rest = {
  /** Whether Twilio says that a call is over, or knows no such call. Rejects when Twilio cannot be asked. */
  callEnded(callId: string): Promise<boolean>
  /** Lets a call go on with other TwiML at once, given whole (4000 characters at most) or by its address. Rejects when Twilio refuses, for example because the call is over. */
  redirect(callId: string, to: { twiml: string } | { url: string }): Promise<void>
  /** A recording as WAV, straight from Twilio. Rejects when there is none, or none yet. */
  recordingMedia(id: string): Promise<Readable>
}

const timeout = 5000
const over = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled'])

/** Nothing without an account. The client loads its many parts slowly, so this is for the start, not for a webhook. */
export async function makeRest({ twilioAccountSid: account, twilioAuthToken: token }: Config): Promise<Rest | undefined> {
  if (!account || !token) return undefined
  const { default: twilio } = await import('twilio')
  const { calls } = twilio(account, token, { timeout })
  return {
    async callEnded(callId) {
      try {
        return over.has((await calls(callId).fetch()).status)
      } catch (error) {
        if (error instanceof Error && 'status' in error && error.status === 404) return true
        throw error
      }
    },
    async redirect(callId, to) {
      await calls(callId).update(to)
    },
    async recordingMedia(id) {
      const url = `https://api.twilio.com/2010-04-01/Accounts/${account}/Recordings/${encodeURIComponent(id)}.wav`
      const response = await open(url, `${account}:${token}`)
      const { statusCode = 0, headers } = response
      if (statusCode === 200) return response
      response.resume()
      // Media kept in other storage is reached by a signed address of its own, which must not see our credentials.
      if (statusCode >= 300 && statusCode < 400 && headers.location?.startsWith('https:')) {
        const stored = await open(headers.location)
        if (stored.statusCode === 200) return stored
        stored.resume()
        throw new Error(`the storage of recording ${id} answered ${stored.statusCode}`)
      }
      throw new Error(`Twilio answered ${statusCode} for recording ${id}`)
    },
  }
}

function open(url: string, auth?: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = get(url, { auth, timeout }, resolve)
    request.on('timeout', () => request.destroy(new Error(`no answer within ${timeout} ms`)))
    request.on('error', (cause) => reject(new Error('a recording could not be fetched', { cause })))
  })
}
