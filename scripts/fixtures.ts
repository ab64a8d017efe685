// Writes the fixtures that hold behaviour fast: npx tsx scripts/fixtures.ts printed | stored
//
// `printed` writes anew what commands print and telephones hear: for a change that is meant to be
// seen.
// `stored` makes the stored calls anew. They stand for calls that servers hold, and these must be
// read and gone on with by whatever comes
// after; so they are made for a new version of the store or the language, not because a test fails.
// The text comes out the same each time;
// the database does too but for what is sealed, which has a fresh nonce.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { openSqlite } from '../src/store/sqlite.ts'
import {
  longest,
  printed,
  printedFolder,
  run,
  spoken,
  type Came,
} from '../test/fixtures/printed.ts'
import { openServer, type Call, type Server } from '../test/fixtures/server.ts'
import { inQueue, scriptsOf, type Scripted } from '../test/fixtures/shipped.ts'
import {
  databaseFile,
  fileOf,
  fixtureKey,
  noticesOf,
  stateOf,
  storedCalls,
  written,
  type State,
  type Stored,
} from '../test/fixtures/stored.ts'

/** The same day of the week, so that desks are open. */
const YEAR = 52 * 7 * 86_400_000
/** Longer than two webhooks wait for a lookup: the caller hears two fillers. */
const SLOW = 7500

async function writePrinted(): Promise<void> {
  rmSync(printedFolder, { recursive: true, force: true })
  mkdirSync(printedFolder, { recursive: true })
  const came: Record<string, Came> = {}
  for (const one of printed()) {
    const ran = await run(one)
    came[one.file] = ran.came
    writeFileSync(join(printedFolder, one.file), ran.out)
  }
  writeFileSync(
    join(printedFolder, 'commands.json'),
    `{\n${Object.entries(came)
      .map(([file, one]) => `${JSON.stringify(file)}: ${JSON.stringify(one)}`)
      .join(',\n')}\n}\n`,
  )
  const { whole, fingerprints } = await spoken()
  for (const [file, text] of whole) writeFileSync(join(printedFolder, file), text)
  writeFileSync(join(printedFolder, 'twiml-of-every-call.txt'), fingerprints)
}

type Made = { label: string; flow: string; call: Call; database: boolean; live?: State }

/** How many calls of each flow are in the database, besides those that stand for something of their
 * own. */
const OF_EACH = 2

async function writeStored(): Promise<void> {
  for (const file of readdirSync(storedCalls)) rmSync(join(storedCalls, file))
  const scratch = mkdtempSync(join(tmpdir(), 'callflow-fixture-'))
  const file = join(scratch, 'callflow.db')
  const store = openSqlite({ file, key: Buffer.from(fixtureKey, 'base64') })
  await store.migrate()
  const shipped = await openServer({ store, flowsDir: 'flows' })
  const bank = await openServer({ store, flowsDir: 'test/console/flows' })
  try {
    const scripts = [
      ...scriptsOf('flows').map((one) => ({ server: shipped, ...one })),
      ...scriptsOf('test/console/flows', ['test/fixtures/bank.calls.yaml']).map((one) => ({
        server: bank,
        ...one,
      })),
    ]
    const made: Made[] = []
    const make = async (
      server: Server,
      scripted: Scripted,
      options: Parameters<Server['begin']>[1] = {},
    ): Promise<void> => {
      const call = await server.begin(scripted, options)
      await call.on().catch((error: unknown) => {
        throw new Error(`"${scripted.label}" does not go as it is written`, { cause: error })
      })
      await call.end()
      const before = made.filter(({ flow }) => flow === scripted.flow).length
      made.push({
        flow: scripted.flow,
        label: options.label ?? scripted.label,
        call,
        database: options.label !== undefined || before < OF_EACH || inQueue(scripted.script),
      })
    }
    for (const { server, ...scripted } of scripts) await make(server, scripted)
    const tracked = longest('parcels', scripts)
    await make(shipped, tracked, { label: 'parcels: a lookup takes long', slow: SLOW })
    await make(shipped, tracked, { label: 'parcels: long ago, and erased', later: -YEAR })
    await store.erase('swift', Date.parse('2026-01-01T00:00:00Z'))
    await writeDown(store)
    await markOne(store, made)
    const acts = ({ script }: Scripted): number =>
      script.talk.value.filter(({ type }) => type !== 'system').length
    const [waits] = scripts.filter(({ script }) => inQueue(script))
    const [talks] = scripts.filter(
      ({ script }) => !inQueue(script) && script.talk.value.at(-1)?.type === 'operator hangs up',
    )
    const live = [
      ...[...new Set(scripts.map(({ flow }) => flow))]
        .map((flow) => longest(flow, scripts))
        .map((one) => ({ one, after: Math.floor(acts(one) / 2), how: 'in the middle' })),
      ...(waits ? [{ one: waits, after: 1, how: 'still waiting' }] : []),
      ...(talks ? [{ one: talks, after: acts(talks) - 1, how: 'still talking' }] : []),
    ]
    for (const {
      one: { server, ...scripted },
      after,
      how,
    } of live) {
      const label = `${scripted.label}, ${how}`
      const call = await server.begin(scripted, { label })
      await call.on(after)
      made.push({
        flow: scripted.flow,
        label,
        call,
        database: true,
        live: await stateOf(store, call.id),
      })
    }
    snapshot(
      file,
      made.filter(({ database }) => database).map(({ call }) => call.id),
    )
    for (const { call, live } of made) {
      if (!live) continue
      await call.on()
      await call.end()
    }
    const notices = await noticesOf(store)
    for (const flow of new Set(made.map((one) => one.flow)))
      writeFileSync(join(storedCalls, fileOf(flow)), written(await ofFlow(flow)))

    async function ofFlow(flow: string): Promise<Stored> {
      const calls: Stored['calls'] = []
      const versions = new Map<string, Stored['versions'][number]>()
      for (const { label, call, database, live } of made.filter((one) => one.flow === flow)) {
        const end = await stateOf(store, call.id)
        const version = await store.loadVersion(end.row.version)
        if (!version) throw new Error(`version ${end.row.version} was not kept`)
        versions.set(end.row.version, { version: end.row.version, ...version })
        calls.push({
          call: call.id,
          label,
          database,
          live,
          end,
          notices: notices.get(call.id) ?? [],
          turns: await store.turns(call.id),
        })
      }
      return { versions: [...versions.values()], calls }
    }
  } finally {
    await shipped.close()
    await bank.close()
    await store.close()
    rmSync(scratch, { recursive: true })
  }
}

/** The database as it is now, with these calls alone. */
function snapshot(file: string, calls: string[]): void {
  const whole = new Database(file)
  whole.exec(`vacuum into '${databaseFile}'`)
  whole.close()
  const database = new Database(databaseFile)
  const ids = calls.map((id) => `'${id}'`).join(', ')
  for (const table of [
    'calls',
    'turns',
    'handoffs',
    'work',
    'outbox',
    'marks',
    'messages',
    'contacts',
  ])
    database.exec(`delete from ${table} where call_id not in (${ids})`)
  database.exec('vacuum')
  database.close()
}

/** Every other message is written down, the rest came to nothing. */
async function writeDown(store: Server['runtime']['store']): Promise<void> {
  const due = await store.takeMessages(
    Date.parse('2027-01-01T00:00:00Z'),
    Date.parse('2027-01-02T00:00:00Z'),
    1000,
  )
  for (const [index, message] of due
    .sort((a, b) => (a.recording < b.recording ? -1 : 1))
    .entries()) {
    if (index % 2 === 0)
      await store.messageWritten(message, 'This is Mary Taylor. Please call me back, thank you.')
    else await store.messageFailed(message, null, 'nothing was heard')
  }
}

/** Somebody listened to the first call in which a caller spoke. */
async function markOne(store: Server['runtime']['store'], made: Made[]): Promise<void> {
  for (const { call } of made.filter(({ database }) => database)) {
    const spoke = (await store.turns(call.id)).find(({ inputs }) =>
      inputs.some(({ type }) => type === 'speech'),
    )
    const session = await store.loadCall(call.id)
    if (!spoke || !session) continue
    return store.mark({
      callId: call.id,
      tenant: session.tenant,
      seq: spoke.seq,
      meant: 'nothing',
      at: session.at,
    })
  }
}

const [what] = process.argv.slice(2)
mkdirSync(storedCalls, { recursive: true })
if (what === 'printed') await writePrinted()
else if (what === 'stored') await writeStored()
else throw new Error('name what is to be written: printed or stored')
