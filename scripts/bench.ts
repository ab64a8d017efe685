// npm run bench: the figures of the README, both sides of each ratio in one run. --json,
// --markdown; --quick for a first look, --long to hold streams for ten minutes; names of parts to
// measure those only.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { resume, start } from '../src/call/engine.ts'
import type { Input } from '../src/call/input.ts'
import { check } from '../src/flow/checks/check.ts'
import { compile } from '../src/flow/machine/compile.ts'
import type { Machine } from '../src/flow/machine/machine.ts'
import { readProject } from '../src/flow/tree/project.ts'
import { timeBook } from './bench/book.ts'
import { timeCallers } from './bench/callers.ts'
import { measureDesk } from './bench/desk.ts'
import { largeFlow, smallFlow, smallLines } from './bench/flows.ts'
import { begin, fullSpeed, publicUrl, serve, steady, token, type Server } from './bench/load.ts'
import { measureProofs } from './bench/proofs.ts'
import { speech } from './bench/speech.ts'
import { timeReplay } from './bench/replay.ts'
import { block, fill, runtimeOn } from './bench/stored.ts'
import { timeTable } from './bench/table.ts'
import { timeOptions } from './bench/understand.ts'

type Row = { what: string; measured: string; ratio?: number; target: string; reached: boolean }

const flags = new Set(process.argv.slice(2))
const quick = flags.has('--quick')
const rows: Row[] = []
const tell = (text: string) => process.stderr.write(`${text}\n`)
const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
const folder = mkdtempSync(join(tmpdir(), 'callflow-bench-'))
const flows = join(folder, 'flows')
mkdirSync(flows)
writeFileSync(join(flows, 'bench.yaml'), smallFlow)
writeFileSync(join(flows, 'lines.yaml'), smallLines)

const CALLERS = 64
const ROUNDS = quick ? 3 : 7
// machines drift: many short slices in turn keep both sides of a ratio close in time
const SLICES = quick ? 5 : 25
const SLICE = 1000
const ROUND = quick ? 1500 : 3000

async function http(): Promise<void> {
  const servers: Record<'ours' | 'stored' | 'memory', Server> = {
    ours: await serve('server', [join(folder, 'ours.db'), publicUrl, token, flows]),
    stored: await serve('by-hand', [join(folder, 'hand.db'), publicUrl, token]),
    memory: await serve('by-hand', ['memory', publicUrl, token]),
  }
  const speeds: Record<keyof typeof servers, number[]> = { ours: [], stored: [], memory: [] }
  const names = Object.keys(servers) as (keyof typeof servers)[]
  for (const name of names) await fullSpeed(servers[name].port, CALLERS, quick ? 2000 : 15_000)
  for (let round = 0; round < SLICES; round++) {
    for (const name of names) speeds[name].push(await fullSpeed(servers[name].port, CALLERS, SLICE))
    tell(
      `round ${round + 1} of ${SLICES}: ${names.map((name) => `${name} ${speeds[name].at(-1)?.toFixed(0)}`).join(', ')} turns/s`,
    )
  }
  const against = (name: 'stored' | 'memory') =>
    median(speeds.ours.map((speed, round) => speed / (speeds[name][round] ?? NaN)))
  const ours = median(speeds.ours)
  rows.push(
    {
      what: 'signed webhook turns a second, each durably committed, against a hand-written handler that commits each turn',
      measured: `${ours.toFixed(0)} to ${median(speeds.stored).toFixed(0)}`,
      ratio: against('stored'),
      target: 'at least 1.0 times',
      reached: against('stored') >= 1,
    },
    {
      what: 'the same against that handler without storage',
      measured: `${ours.toFixed(0)} to ${median(speeds.memory).toFixed(0)}`,
      ratio: against('memory'),
      target: 'at least 0.5 times',
      reached: against('memory') >= 0.5,
    },
  )
  const rate = Math.min(ours, median(speeds.stored)) / 2
  const tails: [number, number][] = []
  for (let round = 0; round < ROUNDS; round++) {
    tails.push([
      await steady(servers.ours.port, rate, ROUND),
      await steady(servers.stored.port, rate, ROUND),
    ])
    tell(
      `p99 at ${rate.toFixed(0)} turns/s: ours ${tails.at(-1)?.[0].toFixed(2)} ms, by hand ${tails.at(-1)?.[1].toFixed(2)} ms`,
    )
  }
  const tail = median(tails.map(([mine, theirs]) => mine / theirs))
  rows.push({
    what: `p99 of a turn at half the highest load (${rate.toFixed(0)} turns/s), against the handler that commits`,
    measured: `${median(tails.map(([mine]) => mine)).toFixed(2)} to ${median(tails.map(([, theirs]) => theirs)).toFixed(2)} ms`,
    ratio: tail,
    target: 'at most 1.5 times',
    reached: tail <= 1.5,
  })
  await Promise.all(names.map((name) => servers[name].stop()))
}

function engine(): void {
  const source = { 'large.yaml': largeFlow(200) }
  const flow = readProject(source).flows.get('large.yaml')
  if (!flow) throw new Error('the flow cannot be read')
  const machine = compile(flow, source)
  const times = Array.from({ length: quick ? 20 : 60 }, () => oneCall(machine)).flat()
  rows.push({
    what: 'pure engine turn, 200-step flow, median',
    measured: `${median(times).toFixed(0)} µs`,
    target: 'under 150 µs',
    reached: median(times) < 150,
  })
}

/** Microseconds of each turn of one call through the whole flow. */
function oneCall(machine: Machine): number[] {
  const times: number[] = []
  let at = 1_772_445_600_000
  let { session } = start(machine, {
    type: 'started',
    at,
    callId: 'CA1',
    from: '+12025550143',
    to: '+15005550006',
    withheld: false,
    tags: [],
    line: { name: 'Bench', tenant: 'default', values: {} },
  })
  for (let turn = 0; turn < 150 && session.status !== 'ended'; turn++) {
    at += 5000
    const leaf = session.state.leaf
    const input: Input = session.working
      ? { type: 'fetched', at, key: session.working.key, found: true, data: { place: 'Leeds' } }
      : leaf.includes('/try') && session.trail.current?.match(/[16]$/)
        ? { type: 'keys', keys: '1234', at }
        : turn % 7 === 3
          ? { type: 'speech', alternatives: [{ text: 'yes please', confidence: 0.9 }], at }
          : { type: 'keys', keys: '1', at }
    const begun = performance.now()
    const next = resume(machine, session, input)
    times.push((performance.now() - begun) * 1000)
    if (next) ({ session } = next)
  }
  return times
}

function compiler(): void {
  const source = { 'large.yaml': largeFlow(1000) }
  const times = Array.from({ length: quick ? 2 : 5 }, () => {
    const begun = performance.now()
    const project = readProject(source)
    const errors = check(project).filter(
      ({ severity, code }) => severity === 'error' && !code.startsWith('menu-'),
    )
    if (errors.length > 0) throw new Error(errors[0]?.message)
    for (const flow of project.flows.values()) compile(flow, source)
    return performance.now() - begun
  })
  rows.push({
    what: 'check and compile of a 1 000-step flow, the first time and the median',
    measured: `${times[0]?.toFixed(0)} ms, ${median(times).toFixed(0)} ms`,
    target: 'under 1 s',
    reached: (times[0] ?? NaN) < 1000,
  })
}

function table(): void {
  const { read, checked, lookup } = timeTable()
  rows.push({
    what: 'a row of a table of 20 000, found by two values (reading and checking the table before)',
    measured: `${(lookup * 1000).toFixed(0)} µs (${read.toFixed(0)} ms, ${checked.toFixed(0)} ms)`,
    target: 'under 200 µs',
    reached: lookup < 0.2,
  })
}

async function stored(): Promise<void> {
  const count = quick ? 100_000 : 1_000_000
  await fill(join(folder, 'full.db'), flows, count, (done) => {
    if (done % (count / 10) === 0) tell(`${done} calls stored`)
  })
  const full = await runtimeOn(join(folder, 'full.db'), flows)
  const empty = await runtimeOn(join(folder, 'empty.db'), flows)
  const ratios: number[] = []
  const costs: [number, number][] = []
  await block(full, 50)
  await block(empty, 50)
  for (let round = 0; round < ROUNDS * 3; round++) {
    const cost: [number, number] = [await block(full, 50), await block(empty, 50)]
    costs.push(cost)
    ratios.push(cost[0] / cost[1])
  }
  await full.store.close()
  await empty.store.close()
  const ratio = median(ratios)
  rows.push({
    what: `cost of a turn with ${count.toLocaleString('en')} stored calls, against an empty store`,
    measured: `${(median(costs.map(([a]) => a)) * 1000).toFixed(0)} to ${(median(costs.map(([, b]) => b)) * 1000).toFixed(0)} µs`,
    ratio,
    target: 'at most 1.2 times',
    reached: ratio <= 1.2,
  })
}

async function memory(): Promise<void> {
  const server = await serve('server', [join(folder, 'memory.db'), publicUrl, token, flows])
  await begin(server.port, 500)
  const rss = async (): Promise<number> => {
    server.child.send('memory')
    const [message] = (await once(server.child, 'message')) as [{ rss: number }]
    return message.rss / 1e6
  }
  const before = await rss()
  await begin(server.port, 10_000)
  const after = await rss()
  await server.stop()
  rows.push({
    what: 'memory of the server process with 10 000 live calls, and its growth from 500',
    measured: `${after.toFixed(0)} MB, ${(after - before).toFixed(0)} MB`,
    target: 'under 300 MB',
    reached: after < 300,
  })
}

function understand(): void {
  for (const { what, ms, most, target } of timeOptions(quick))
    rows.push({
      what,
      measured: `${ms < 1 ? ms.toFixed(3) : ms.toFixed(0)} ms`,
      target,
      reached: ms < most,
    })
}

function callers(): void {
  const { turns, perSecond } = timeCallers(quick)
  rows.push({
    what: `random callers in memory, turns a second (${turns.toLocaleString('en')} turns over the shipped flows)`,
    measured: perSecond.toFixed(0),
    target: 'at least 5 000',
    reached: perSecond >= 5000,
  })
}

function book(): void {
  const { scripts, first, median: usual } = timeBook(quick)
  rows.push({
    what: 'script book of a 200-step flow: scripts, and the time to make it, the first and the median',
    measured: `${scripts} scripts, ${first.toFixed(0)} ms, ${usual.toFixed(0)} ms`,
    target: 'under 250 scripts, under 2 s',
    reached: scripts < 250 && first < 2000,
  })
}

async function replay(): Promise<void> {
  const { seconds, calls } = await timeReplay(folder, quick ? 1000 : 10_000, tell)
  rows.push({
    what: `replay of ${calls.toLocaleString('en')} logged calls on a draft, by meaning, by raw words and by key`,
    measured: `${seconds.toFixed(1)} s`,
    target: 'under 60 s',
    reached: seconds < 60,
  })
}

try {
  const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
  for (const [name, part] of Object.entries({
    engine,
    callers,
    understand,
    compiler,
    table,
    book,
    proofs: () => {
      rows.push(...measureProofs(quick, tell))
    },
    http,
    memory,
    stored,
    replay,
    desk: async () => {
      rows.push(...(await measureDesk(folder, quick, tell)))
    },
    speech: async () => {
      rows.push(...(await speech(folder, { quick, long: flags.has('--long') }, tell)))
    },
  })) {
    if (wanted.length > 0 && !wanted.includes(name)) continue
    tell(`— ${name}`)
    await part()
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

const shown = rows.map(({ what, measured, ratio, target, reached }) => [
  what,
  ratio === undefined ? measured : `${ratio.toFixed(2)} times (${measured})`,
  target,
  reached ? 'yes' : 'NO',
])
if (flags.has('--json'))
  process.stdout.write(`${JSON.stringify({ node: process.version, quick, rows }, null, 2)}\n`)
else if (flags.has('--markdown'))
  process.stdout.write(
    `| what | measured | to reach | reached |\n| --- | --- | --- | --- |\n${shown.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`,
  )
else
  for (const [what, measured, target, reached] of shown)
    process.stdout.write(`${reached === 'yes' ? '✓' : '✗'} ${what}\n    ${measured}; ${target}\n`)
process.exitCode = rows.every(({ reached }) => reached) ? 0 : 1
