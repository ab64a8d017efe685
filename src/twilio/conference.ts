// The conference in which operator and caller talk: one for each contact, by its id.
import type VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import { address } from './address.ts'
import type { Context } from './speak.ts'

/**
 * Joins a leg to its contact's conference; `action` is where it goes on when it is out of it. No
 * leg ends the conference for the others:
 * who drops leaves a caller who is held and given to somebody else. Who is first hears the music.
 */
export function join(
  response: VoiceResponse,
  { contact, action, record }: { contact: string; action: string; record?: boolean },
  { base }: Context,
): void {
  response.dial({ action }).conference(
    {
      beep: 'false',
      startConferenceOnEnter: true,
      endConferenceOnExit: false,
      waitUrl: musicAddress(base, contact),
      ...(record && {
        record: 'record-from-start',
        recordingStatusCallback: address(base, 'conversation/recorded', { contact }),
        recordingStatusCallbackEvent: ['completed', 'absent'],
      }),
    },
    contact,
  )
}

export const musicAddress = (base: string, contact: string): string =>
  address(base, 'music', { contact })
