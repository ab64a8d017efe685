// Plays recordings into a running server, as a caller's answers: npm run phone -- --audio file.wav
// [--audio next.wav] --url http://127.0.0.1:3000 --token TOKEN [--to NUMBER] [--seconds 60]
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { divide } from '../src/flow/tree/division.ts'
import { projectOf } from '../src/flow/tree/project.ts'
import { readWav } from '../src/speech/wav.ts'
import { toTelephone } from './phone/audio.ts'
import { playInto } from './phone/play.ts'
import { readFolder } from '../src/world/folder.ts'

const MOST_SECONDS = 3600
const usage =
  'npm run phone -- --audio file.wav [--audio next.wav …] [--url http://127.0.0.1:3000] [--token TOKEN] [--to NUMBER] [--seconds 60]'

/** Wrong use is told in one sentence. */
class Wrong extends Error {}

/** The first number that the lines of the flows here name. */
async function firstNumber(folder: string): Promise<string> {
  const [number] = divide(await readFolder(folder)).flatMap((files) => [
    ...(projectOf(files).lines?.lines.keys() ?? []),
  ])
  if (number === undefined)
    throw new Wrong(`${folder} names no line: say with --to which number is called`)
  return number
}

function recordingOf(file: string): { name: string; audio: Buffer } {
  const sound = readWav(contents(file))
  if (typeof sound === 'string') throw new Wrong(`${file} cannot be played: ${sound}`)
  return { name: basename(file), audio: toTelephone(sound) }
}

function contents(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    throw new Wrong(`${file} cannot be read: ${error instanceof Error ? error.message : ''}`)
  }
}

try {
  const { values } = parseArgs({
    options: {
      audio: { type: 'string', multiple: true },
      url: { type: 'string', default: 'http://127.0.0.1:3000' },
      token: { type: 'string', default: process.env.TWILIO_AUTH_TOKEN ?? '' },
      to: { type: 'string' },
      seconds: { type: 'string', default: '60' },
    },
  })
  if (!values.audio) throw new Wrong(`give a recording: ${usage}`)
  if (values.token === '')
    throw new Wrong("give the server's TWILIO_AUTH_TOKEN with --token, or in the environment")
  const seconds = Number(values.seconds)
  if (!(seconds >= 1 && seconds <= MOST_SECONDS))
    throw new Wrong(`--seconds is a number from 1 to ${MOST_SECONDS}`)
  if (!URL.canParse(values.url))
    throw new Wrong(`--url is "${values.url}": give a whole address such as http://127.0.0.1:3000`)
  const origin = values.url.replace(/\/+$/, '')
  // webhooks are signed for the address that the server believes to have
  const publicUrl = (process.env.PUBLIC_URL ?? origin).replace(/\/+$/, '')
  await playInto({
    wire: { origin, publicUrl, token: values.token },
    to: values.to ?? (await firstNumber(process.env.FLOWS_DIR ?? 'flows')),
    recordings: values.audio.map(recordingOf),
    seconds,
    print: (line) => void process.stdout.write(`${line}\n`),
  })
} catch (error) {
  const reason =
    error instanceof TypeError && error.cause instanceof Error
      ? `the server cannot be reached: ${error.cause.message}`
      : error instanceof Error
        ? error.message
        : String(error)
  const hint = / 403\b/.test(reason)
    ? ': the token is another, or PUBLIC_URL is not set here as the server has it'
    : ''
  process.stderr.write(`${reason.trim().replace(/:$/, '')}${hint}\n`)
  process.exitCode = error instanceof Wrong ? 2 : 1
}
