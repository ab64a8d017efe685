// The order line heard by Google over media streams: a real recogniser's client, with Google and
// Twilio's REST played.
import { expect } from 'vitest'
import { makeGoogle } from '../../src/speech/google.ts'
import type { Recognised } from '../../src/speech/recogniser.ts'
import { makeBreaker } from '../../src/speech/breaker.ts'
import type { Runtime } from '../../src/world/runtime.ts'
import { startGoogle, type Script } from '../speech/google-server.ts'
import { orderLine } from './world.ts'

const open: (() => Promise<void>)[] = []
/** After the tests: closes what `streamedLine` opened. */
export async function closeLines(): Promise<void> {
  for (const close of open.splice(0).reverse()) await close()
}

export type Told = { call: string; twiml?: string; url?: string; at: number }

/** The order line, heard by Google; `told` is what Twilio was told by REST. */
export async function streamedLine(script: Script) {
  const google = await startGoogle(script)
  const recogniser = makeGoogle({ endpoint: google.endpoint })
  const told: Told[] = []
  const taken: Recognised[] = []
  const line = await orderLine(undefined, (runtime: Runtime) => {
    const { library } = runtime
    Object.assign(runtime, {
      library: {
        ...library,
        line: (number: string) => {
          const found = library.line(number)
          return found && { ...found, speech: 'google' }
        },
      },
      recogniser: {
        ...recogniser,
        listen: (wanted, on) =>
          recogniser.listen(wanted, (recognised) => {
            on(recognised)
            taken.push(recognised)
          }),
      },
      breaker: makeBreaker(runtime.now),
      redirect: (call: string, to: { twiml: string } | { url: string }) => {
        told.push({ call, ...to, at: performance.now() })
        return Promise.resolve()
      },
    } satisfies Partial<Runtime>)
  })
  open.push(
    () => google.close(),
    () => recogniser.close(),
    () => line.close(),
  )
  const until = async (count: number): Promise<Told> => {
    await expect.poll(() => told.length, { interval: 10 }).toBeGreaterThanOrEqual(count)
    return told[count - 1] as Told
  }
  /** Words of the recogniser have been taken in. */
  const words = (): Promise<void> =>
    expect.poll(() => taken.some(({ type }) => type === 'words'), { interval: 1 }).toBe(true)
  return { ...line, google, told, until, words }
}
