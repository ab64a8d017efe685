// Google Cloud Speech, version 1, as a recogniser: one stream for each turn of listening.
import { openChannels } from './google-channels.ts'
import { GoogleEar } from './google-ear.ts'
import { transcribe } from './google-recording.ts'
import type { Recogniser } from './recogniser.ts'

/** Where the recogniser is: an endpoint other than Google's own (`host:port`) is reached without
 * credentials, and only on this machine. */
export type GoogleOptions = { endpoint?: string }

/** Makes the recogniser. Throws when an endpoint is not on this machine. */
export function makeGoogle({ endpoint }: GoogleOptions = {}): Recogniser {
  const channels = openChannels(endpoint)
  const link = { channels, refused: new Set<string>() }
  return {
    listen: (wanted, on) => new GoogleEar(link, wanted, on),
    transcribe: (recording, wanted) => transcribe(channels.client, recording, wanted),
    close: () => channels.close(),
  }
}
