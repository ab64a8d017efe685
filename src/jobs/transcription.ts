// Writes recorded messages down: after the turn that took them, again and again, by one process at
// a time.
import { addAbortSignal, type Readable } from 'node:stream'
import { messageHints } from '../call/message.ts'
import { HOUR, MINUTE, SECOND } from '../flow/text/duration.ts'
import type { Runtime } from '../world/runtime.ts'
import type { FailureKind, Recogniser, Transcribed } from '../speech/recogniser.ts'
import type { DueMessage } from '../store/store.ts'
import { every, nextTry, type Retries } from './every.ts'

/** Fetches a recording as WAV; rejects when there is none, or none yet. */
export type Media = (recording: string) => Promise<Readable>

type Outcome = Transcribed | { type: 'failed'; kind: 'not fetched'; detail: string }

/** Longer than a fetch and the recogniser may take together (5 minutes), ms. */
const LEASE = 6 * MINUTE
const AT_ONCE = 4
/** How long the sound may take to come, ms. */
const FETCH = MINUTE
/** ten minutes of 16-bit sound, and a little more */
const MOST_BYTES = 12_000_000
const MOST_CHARACTERS = 20_000
/** The pauses grow from half a minute to three hours: 16 attempts take about 22 hours. */
const RETRIES: Retries = { first: 30 * SECOND, longest: 3 * HOUR, most: 16 }
/** What will be the same however often it is tried. */
const HOPELESS: ReadonlySet<string> = new Set<FailureKind>([
  'unreadable',
  'too long',
  'wrong language',
])

/** Writes down what is due now; gives the number of messages taken. Once `stopped`, a failure is
 * nobody's: the lease runs out, and another process goes on. */
export async function transcribeDue(
  runtime: Runtime,
  media: Media,
  stopped?: AbortSignal,
): Promise<number> {
  const { store, now, recogniser } = runtime
  if (!recogniser) return 0
  const due = await store.takeMessages(now(), now() + LEASE, AT_ONCE)
  await Promise.all(
    due.map(async (message) => {
      // a message whose attempts ended without a word may be what ends the process
      const outcome: Outcome =
        message.attempts > RETRIES.most
          ? { type: 'failed', kind: 'broken', detail: 'the last attempt was cut off' }
          : await attempt(runtime, recogniser, media, message)
      if (outcome.type === 'failed' && stopped?.aborted) return
      await keepOutcome(runtime, message, outcome)
    }),
  )
  return due.length
}

async function attempt(
  runtime: Runtime,
  recogniser: Recogniser,
  media: Media,
  { recording, callId, language }: DueMessage,
): Promise<Outcome> {
  let sound: Buffer
  try {
    sound = await readSound(await media(recording))
  } catch (error) {
    return {
      type: 'failed',
      kind: 'not fetched',
      detail: error instanceof Error ? error.message : String(error),
    }
  }
  if (sound.length > MOST_BYTES)
    return { type: 'failed', kind: 'too long', detail: `it has more than ${MOST_BYTES} bytes` }
  return recogniser.transcribe(sound, { language, hints: await hintsFor(runtime, callId) })
}

/** Hints make words likelier; a version that cannot be read must not cost the message. */
async function hintsFor({ store, library }: Runtime, callId: string): Promise<string[]> {
  try {
    const session = await store.loadCall(callId)
    return session ? messageHints(await library.machine(session.version), session.language) : []
  } catch {
    return []
  }
}

async function keepOutcome(
  { store, log, metrics, now }: Runtime,
  message: DueMessage,
  outcome: Outcome,
): Promise<void> {
  const { callId, recording, attempts } = message
  if (outcome.type === 'written') {
    if (!(await store.messageWritten(message, outcome.text.slice(0, MOST_CHARACTERS)))) return
    metrics.messages.inc({ outcome: 'written' })
    return
  }
  const { kind, detail } = outcome
  const again = HOPELESS.has(kind) ? null : nextTry(attempts, RETRIES, now())
  if (!(await store.messageFailed(message, again, `${kind}: ${detail}`))) return
  metrics.messages.inc({ outcome: again === null ? 'given up' : 'failed', kind })
  if (again === null)
    log.warn(
      { callId, recording, kind, reason: detail, attempts },
      'message given up, it is not written down',
    )
}

/** All of it, or a little more than is allowed. */
async function readSound(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  const inTime: AsyncIterable<Buffer> = addAbortSignal(AbortSignal.timeout(FETCH), stream)
  for await (const chunk of inTime) {
    chunks.push(chunk)
    size += chunk.length
    if (size > MOST_BYTES) break
  }
  return Buffer.concat(chunks)
}

/** Writes down now and every five seconds until the returned function is called. */
export const keepTranscribing = (runtime: Runtime, media: Media, ms = 5 * SECOND): (() => void) =>
  every(
    ms,
    {
      work: (stopped) => transcribeDue(runtime, media, stopped),
      failure: 'the messages could not be read or kept',
      atOnce: true,
    },
    runtime.log,
  )
