// Walks each shipped flow on a running server by signed webhooks: tsx scripts/smoke.ts --url
// http://127.0.0.1:3000, with TWILIO_AUTH_TOKEN and PUBLIC_URL as the server has them.
import { parseArgs } from 'node:util'
import { readCalls, type Act } from '../src/flow/tree/scripted-calls.ts'
import { divide } from '../src/flow/tree/division.ts'
import { readFolder } from '../src/world/folder.ts'
import { beside, projectOf, readProject } from '../src/flow/tree/project.ts'
import { dial, type Telephone } from '../src/stress/telephone.ts'
import { textsIn } from '../test/fixtures/flow-texts.ts'

const { values } = parseArgs({
  options: { url: { type: 'string', default: 'http://127.0.0.1:3000' } },
})
const token = process.env.TWILIO_AUTH_TOKEN
if (!token) throw new Error('set TWILIO_AUTH_TOKEN as the server has it')
const wire = { origin: values.url, publicUrl: process.env.PUBLIC_URL ?? values.url, token }
const sources = textsIn('flows')
const { flows } = readProject(sources)
/** The number that leads to a flow. */
const numbers = new Map(
  divide(await readFolder('flows')).flatMap((files) =>
    [...(projectOf(files).lines?.lines ?? [])].map(
      ([number, { value }]) => [value.flow?.value, number] as const,
    ),
  ),
)

/** What the script does where it fits; the server has its own clock and lookups, so a call may go
 * another way than the script's. */
async function take(phone: Telephone, act: Act): Promise<void> {
  const at = phone.waiting?.kind
  if (at === 'dial') return phone.ring('answered').then(() => phone.release())
  if (at === 'record') return phone.message(act.type === 'message' ? act.duration / 1000 : 3)
  if (at !== 'gather') return
  if (act.type === 'keys') await phone.answer({ Digits: act.keys.replace(/#$/, '') })
  else if (act.type === 'caller') await phone.answer({ SpeechResult: act.text, Confidence: '0.9' })
  else if (act.type === 'silence') await phone.answer({})
}

let calls = 0
for (const [file, source] of Object.entries(sources).filter(([file]) =>
  file.endsWith('.calls.yaml'),
)) {
  const read = readCalls(file, source)
  const flow = flows.get(beside(file, read.flow?.value ?? ''))?.name.value
  const number = flow === undefined ? undefined : numbers.get(flow)
  if (number === undefined) continue
  for (const script of read.calls) {
    const phone = await dial(wire, number)
    for (const act of script.talk.value) await take(phone, act)
    // a caller who says nothing more still reaches an end
    for (let turn = 0; !phone.over && turn < 30; turn++) await take(phone, { type: 'silence' })
    if (!phone.over) throw new Error(`${file}: "${script.call.value}" does not come to an end`)
    calls++
  }
}
process.stdout.write(`${calls} calls walked to their end\n`)
