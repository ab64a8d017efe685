// Hand-offs on a server that is killed again and again: callers and operators over HTTP, and what
// has become of each of them in the end.
import type { ChildProcess } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openLibrary } from '../../src/world/library.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { crew, serveDesk } from './desk-crew.ts'
import type { TimeTold } from './desk-server.ts'
import { faultsOf, endsOf } from './handoffs-check.ts'
import { callsOfAll, customers, operator, pause, type World } from './handoffs-people.ts'

const flow = `flow: handoffs
languages: { en-GB: Polly.Amy-Neural }
start: menu
help: desk
desks:
  desk: { wait at most: 60 seconds, nobody: message }
steps:
  menu:
    menu: What now?
    options:
      - { label: the desk, key: 1, then: desk }
      - { label: nothing, key: 2, then: bye }
  message:
    record: Please leave your name and number after the tone.
    for: desk
    empty: bye
    then: bye
  bye:
    say: Goodbye.
    then: hang up
`
const lines =
  'lines:\n  "+15005550006": { name: Front, tenant: alder, flow: handoffs, if all fails: "+442079460100" }\ndesks:\n  desk: { people: ["+442079460101"], wrap up: 10 seconds }\n'

/** The second call to the customer of a callback, and the last wait of a call nobody is in any
 * more, come after this, ms. */
const LATER = 16 * 60_000
/** All that is open must have come to an end after this, ms. */
const MOST_TO_END = 15 * 60_000
/** The clock goes on by this, each real 10 ms. */
const TICK = 150
/** Time stands while a request has waited this long for its answer, so that nobody is late because
 * the machine is slow, ms. */
const ANSWERED_WITHIN = 2000

/** `program` is the bundled desk-server, `folder` an empty one. `count` calls are handed off by
 * `callers` at once to `operators`, while the server is killed `kills` times. All times are of the
 * server's clock, which goes as fast as the server answers. */
export type Handoffs = {
  program: string | URL
  folder: string
  count: number
  kills: number
  operators?: number
  callers?: number
  tell?: (text: string) => void
}

/** `ends`: how many hand-offs came to which end; `did`: what happened on the way, by name;
 * `faults`: what must not be, in words. */
export type HandedOff = {
  ends: Record<string, number>
  callbacks: Record<string, number>
  did: Record<string, number>
  faults: string[]
  seconds: number
}

export async function handOff({
  program,
  folder,
  count,
  kills,
  operators = 12,
  callers = 16,
  tell = () => undefined,
}: Handoffs): Promise<HandedOff> {
  const flows = join(folder, 'flows')
  mkdirSync(flows, { recursive: true })
  writeFileSync(join(flows, 'handoffs.yaml'), flow)
  writeFileSync(join(flows, 'lines.yaml'), lines)
  const file = join(folder, 'calls.db')
  const store = openSqlite({ file })
  await store.migrate()
  const people = await crew(store, 'alder', operators)
  let now = Date.now()
  const faults: string[] = []
  const did: Record<string, number> = {}
  const told = (line: string): void => void faults.push(`the server said: ${line.slice(0, 500)}`)
  const start = (port: number) =>
    serveDesk(program, { file, flows, port, every: 100, at: now }, told)
  let server = await start(0)
  const world: World = {
    store,
    origin: `http://127.0.0.1:${server.port}`,
    faults,
    kindly: false,
    over: false,
    left: count,
    asked: new Map(),
    now: () => now,
    did: (what) => {
      did[what] = (did[what] ?? 0) + 1
    },
  }
  const again = async (): Promise<void> => {
    await server.kill()
    server = await start(server.port)
  }
  /** The server is off for as long as it takes on its clock. */
  const later = async (): Promise<void> => {
    now += LATER
    await again()
  }
  const keepTime = async (): Promise<void> => {
    while (!world.over) {
      await pause(10)
      const since = Math.min(now, ...world.asked.values())
      if (now - since < ANSWERED_WITHIN) now += TICK
      tellTime(server.child, now)
    }
  }
  const begun = performance.now()
  const desks = [...people.map((seat) => operator(world, seat)), customers(world), keepTime()]
  try {
    const calls = callsOfAll(world, callers)
    for (let kill = 0; kill < kills; kill++) {
      const due = count - ((kill + Math.random()) / kills) * count
      while (world.left > due) await pause(10)
      await pause(Math.random() * 200)
      await again()
      world.did('killed')
      tell(
        `${kill + 1} of ${kills} kills, ${count - Math.max(0, world.left)} of ${count} calls begun`,
      )
    }
    await calls
    world.kindly = true
    await untilEmpty(
      world,
      async () =>
        (await store.openContacts()).filter(
          ({ kind, attempts }) => kind === 'call' || attempts === 0,
        ).length,
    )
    await later()
    await untilEmpty(world, async () => (await store.openContacts()).length)
    await later()
    await untilEmpty(world, async () => (await store.calls({ live: true, limit: 1 })).length)
    world.over = true
    await Promise.all(desks)
    const library = await openLibrary(flows, { store, secret: () => undefined })
    faults.push(...(await faultsOf(store, library, count)))
    library.close()
    return { ...(await endsOf(store)), did, faults, seconds: (performance.now() - begun) / 1000 }
  } finally {
    world.over = true
    // they are let finish what they are at while somebody answers
    await Promise.allSettled(desks)
    await server.kill()
    await store.close()
  }
}

/** What does not end is found by who looks at all that is left. */
async function untilEmpty({ now }: World, left: () => Promise<number>): Promise<void> {
  const late = now() + MOST_TO_END
  while ((await left()) > 0 && now() < late) await pause(50)
}

/** One that is being killed hears nothing. */
function tellTime(child: ChildProcess, at: number): void {
  const message: TimeTold = { at }
  if (child.connected) child.send(message, () => undefined)
}
