// How long it takes to replay many logged calls on a draft: calls of the parcels line, made by the
// real engine into a real store.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { exampleReply } from '../../src/rehearsal/outside.ts'
import type { Input } from '../../src/call/input.ts'
import { runCli } from '../../src/cli/cli.ts'
import { noteInput, startCall, takeTurn, type Render } from '../../src/turn/turn.ts'
import type { Machine } from '../../src/flow/machine/machine.ts'
import type { Runtime } from '../../src/world/runtime.ts'
import { runtimeOn } from './stored.ts'

const render: Render = ({ session }) => String(session.reply)

/** What callers do, one thing after the other; `''` is a silence. */
const callers = [
  ['1', '1234567890', ''],
  ['where is my parcel', '1234567890', 'no, thank you'],
  ['2', '1234567890', '2', '1', 'goodbye'],
  ['change the delivery day', 'one two three four five six seven eight nine zero', '1', 'yes', ''],
  ['3', '1234567890'],
  ['my parcel is broken', '1234567890'],
  ['0'],
  ['', '', ''],
  ['hello there my good man', '1', '12345', '1234567890', '2', '2222222222', '1', '2', '3', '1'],
  ['operator'],
]

/** Seconds of one replay of `count` calls, and how many calls it told of. */
export async function timeReplay(
  folder: string,
  count: number,
  tell: (text: string) => void,
): Promise<{ seconds: number; calls: number; parted: number }> {
  const data = join(folder, 'replay')
  const flows = join(data, 'flows')
  mkdirSync(data)
  cpSync('flows', flows, { recursive: true })
  await fill(join(data, 'callflow.db'), flows, count, tell)
  const file = join(flows, 'parcels.yaml')
  writeFileSync(file, draftOf(readFileSync(file, 'utf8')))
  const stdout = new PassThrough()
  const stderr = new PassThrough()
  stderr.on('data', (text: Buffer) => {
    tell(text.toString().trimEnd())
  })
  const out: Buffer[] = []
  stdout.on('data', (text: Buffer) => out.push(text))
  const begun = performance.now()
  const code = await runCli({
    argv: ['replay', '--calls', '1 day', '--flow', file, '--json'],
    stdin: Readable.from([]),
    stdout,
    stderr,
    env: { DATA_DIR: data, FLOWS_DIR: flows },
  })
  const seconds = (performance.now() - begun) / 1000
  if (code > 1) throw new Error('the replay broke')
  const { calls, counts } = JSON.parse(Buffer.concat(out).toString()) as {
    calls: number
    counts: Record<string, Record<string, number>>
  }
  return { seconds, calls, parted: counts.key?.diverged ?? 0 }
}

/** Two options change places, so that habitual callers go astray. */
function draftOf(source: string): string {
  const [, second = '', third = ''] =
    /( {6}- label: another delivery day\n(?: {8}.*\n)+)( {6}- label: damage\n(?: {8}.*\n)+)/.exec(
      source,
    ) ?? []
  if (second === '' || third === '') throw new Error('the parcels flow is not as it was')
  return source.replace(
    second + third,
    third.replace('key: 3', 'key: 2') + second.replace('key: 2', 'key: 3'),
  )
}

const AT_ONCE = 100

function parcelsOf({ library }: Runtime): Machine {
  const machine = library.current('swift', 'parcels')
  if (!machine) throw new Error('the parcels flow is not in force')
  return machine
}

async function fill(
  file: string,
  flows: string,
  count: number,
  tell: (text: string) => void,
): Promise<void> {
  const runtime: Runtime = await runtimeOn(file, flows, (effect) =>
    Promise.resolve(exampleReply(parcelsOf(runtime), effect, runtime.now())),
  )
  const machine = parcelsOf(runtime)
  const one = async (index: number): Promise<void> => {
    const callId = `CA${index.toString(16).padStart(32, '0')}`
    await startCall(
      runtime,
      { callId, from: '+12025550143', to: '+15005550001', withheld: false, tags: [] },
      {
        machine,
        line: { name: 'Swift Parcels', tenant: 'swift', values: { brand: 'Swift Parcels' } },
      },
      render,
    )
    for (const act of callers[index % callers.length] ?? []) {
      const { reply } = (await runtime.store.loadCall(callId)) ?? { reply: 0 }
      const at = runtime.now()
      const input: Input =
        act === ''
          ? { type: 'silence', at }
          : /^\d+$/.test(act)
            ? { type: 'keys', keys: act, at }
            : { type: 'speech', alternatives: [{ text: act, confidence: 0.9 }], at }
      await takeTurn(runtime, { callId, answers: reply }, input, render)
    }
    await noteInput(runtime, callId, { type: 'hung up', at: runtime.now() })
  }
  for (let done = 0; done < count; done += AT_ONCE) {
    await Promise.all(
      Array.from({ length: Math.min(AT_ONCE, count - done) }, (_, index) => one(done + index)),
    )
    if ((done + AT_ONCE) % 2000 === 0) tell(`${done + AT_ONCE} calls made`)
  }
  await runtime.store.close()
}
