// The pass with which an operator's browser is a telephone.
import AccessToken from 'twilio/lib/jwt/AccessToken.js'
import type { Config } from '../world/config.ts'

const SECONDS = 600

/**
 * A token for Twilio's Voice SDK, good for ten minutes, with which calls to `client:<operator>`
 * ring there and none can be made.
 * Undefined without TWILIO_ACCOUNT_SID, TWILIO_API_KEY_SID and TWILIO_API_KEY_SECRET: operators are
 * then reached on their telephones only.
 */
export function voiceToken(
  { twilioAccountSid, twilioApiKey }: Pick<Config, 'twilioAccountSid' | 'twilioApiKey'>,
  operator: string,
): { token: string; seconds: number } | undefined {
  if (!twilioAccountSid || !twilioApiKey) return undefined
  const token = new AccessToken(twilioAccountSid, twilioApiKey.sid, twilioApiKey.secret, {
    identity: operator,
    ttl: SECONDS,
  })
  token.addGrant(new AccessToken.VoiceGrant({ incomingAllow: true }))
  return { token: token.toJwt(), seconds: SECONDS }
}
