// Twilio's REST side: makes, changes and ends calls, asks about them and fetches recordings, with
// the account's credentials.
import { get } from 'node:https'
import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import type { Twilio } from 'twilio'
import type { CallListInstanceCreateOptions } from 'twilio/lib/rest/api/v2010/account/call.js'
import type {
  ParticipantContextUpdateOptions,
  ParticipantListInstanceCreateOptions,
} from 'twilio/lib/rest/api/v2010/account/conference/participant.js'
import type { Config } from '../world/config.ts'

/** Each rejects when Twilio refuses or cannot be reached. */
export type Rest = {
  /** Whether Twilio says that a call is over, or knows no such call. Rejects when Twilio cannot be
   * asked. */
  callEnded(callId: string): Promise<boolean>
  /** Lets a call go on with other TwiML at once, given whole (4000 characters at most) or by its
   * address. Rejects when Twilio refuses, for example because the call is over. */
  redirect(callId: string, to: { twiml: string } | { url: string }): Promise<void>
  /** Calls somebody; gives the id of the call, which may still be waiting to be made. */
  call(options: CallListInstanceCreateOptions): Promise<string>
  /** Ends a call, whether it rings or is talked in. One that is over already is fine. */
  end(callId: string): Promise<void>
  /** Calls somebody into a conference by its name; gives the id of the call. */
  invite(conference: string, options: ParticipantListInstanceCreateOptions): Promise<string>
  /** Changes how a leg takes part in a conference that is going on. */
  changeParticipant(
    conference: string,
    callId: string,
    change: ParticipantContextUpdateOptions,
  ): Promise<void>
  /** Whether a leg is in the conference and was answered. */
  takesPart(conference: string, callId: string): Promise<boolean>
  /** A recording as WAV, straight from Twilio. Rejects when there is none, or none yet. */
  recordingMedia(id: string): Promise<Readable>
}

/** Ms: no request to Twilio takes longer. */
const TIMEOUT = 5000
const OVER = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled'])
/** Twilio's code for a call that is not going on. */
const NOT_IN_PROGRESS = 21220
const NOT_FOUND = 404

/** Nothing without an account. The client loads its many parts slowly, so this is for the start,
 * not for a webhook. */
export async function makeRest({
  twilioAccountSid: account,
  twilioAuthToken: token,
}: Config): Promise<Rest | undefined> {
  if (!account || !token) return undefined
  const { default: twilio } = await import('twilio')
  // too many requests at once are refused before anything is done, so those may be made again
  const { calls, conferences } = twilio(account, token, {
    timeout: TIMEOUT,
    autoRetry: true,
    maxRetries: 2,
    maxRetryDelay: 500,
  })
  // named once here, the parts that are loaded when they are first named are there before a caller
  // needs them
  void [calls('CA0').update, conferences('CF0').participants]

  return {
    ...callsRest(calls),
    ...conferenceRest(conferences),
    recordingMedia: (id) => recordingMedia(account, token, id),
  }
}

function callsRest(calls: Twilio['calls']): Pick<Rest, 'callEnded' | 'redirect' | 'call' | 'end'> {
  return {
    async callEnded(callId) {
      try {
        return OVER.has((await calls(callId).fetch()).status)
      } catch (error) {
        if (statusOf(error) === NOT_FOUND) return true
        throw error
      }
    },
    async redirect(callId, to) {
      await calls(callId).update(to)
    },
    call: async (options) => (await calls.create(options)).sid,
    async end(callId) {
      try {
        await calls(callId).update({ status: 'completed' })
      } catch (error) {
        if (!isOver(error)) throw error
      }
    },
  }
}

const isOver = (error: unknown): boolean =>
  statusOf(error) === NOT_FOUND ||
  (error instanceof Error && 'code' in error && error.code === NOT_IN_PROGRESS)

function conferenceRest(
  conferences: Twilio['conferences'],
): Pick<Rest, 'invite' | 'changeParticipant' | 'takesPart'> {
  /** Who takes part is changed by the conference's id; a name may have been used by earlier
   * ones. */
  const participantsOf = async (name: string) => {
    const [found] = await conferences.list({ friendlyName: name, status: 'in-progress', limit: 1 })
    if (!found) throw new Error(`no conference "${name}" is going on`)
    return conferences(found.sid).participants
  }
  return {
    invite: async (conference, options) =>
      (await conferences(conference).participants.create(options)).callSid,
    async changeParticipant(conference, callId, change) {
      const participants = await participantsOf(conference)
      await participants(callId).update(change)
    },
    async takesPart(conference, callId) {
      try {
        const participants = await participantsOf(conference)
        return (await participants(callId).fetch()).status === 'connected'
      } catch (error) {
        if (statusOf(error) === NOT_FOUND) return false
        throw error
      }
    },
  }
}

async function recordingMedia(account: string, token: string, id: string): Promise<Readable> {
  const url = `https://api.twilio.com/2010-04-01/Accounts/${account}/Recordings/${encodeURIComponent(id)}.wav`
  const response = await open(url, `${account}:${token}`)
  const { statusCode = 0, headers } = response
  if (statusCode === 200) return response
  response.resume()
  // media kept in other storage is reached by a signed address of its own, which must not see our
  // credentials
  const moved = statusCode >= 300 && statusCode < 400
  if (!moved || !headers.location?.startsWith('https:'))
    throw new Error(`Twilio answered ${statusCode} for recording ${id}`)
  const stored = await open(headers.location)
  if (stored.statusCode === 200) return stored
  stored.resume()
  throw new Error(`the storage of recording ${id} answered ${stored.statusCode}`)
}

function open(url: string, auth?: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = get(url, { auth, timeout: TIMEOUT }, resolve)
    request.on('timeout', () => request.destroy(new Error(`no answer within ${TIMEOUT} ms`)))
    request.on('error', (cause) => reject(new Error('a recording could not be fetched', { cause })))
  })
}

const statusOf = (error: unknown): unknown =>
  error instanceof Error && 'status' in error ? error.status : undefined
