// callflow stress: what it tells of a sound flow and of broken ones, and that what it prints can be
// played.
import { PassThrough, Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { playScript } from '../../src/rehearsal/play.ts'
import { openStored } from '../../src/stress/stored-call.ts'
import { runFaults } from '../../src/stress/fault-matrix.ts'
import { show } from '../../src/cli/stress-report.ts'
import { replyFault, twimlFault } from '../../src/stress/reply-check.ts'
import { scriptedCall } from '../../src/stress/failing-call.ts'
import { readCalls } from '../../src/flow/tree/scripted-calls.ts'
import { compile } from '../../src/flow/machine/compile.ts'
import { readProject } from '../../src/flow/tree/project.ts'
import { playCallers, seededCall } from '../../src/stress/many-callers.ts'
import { folderWith, run, shop } from './run.ts'
import { textsIn } from '../fixtures/flow-texts.ts'

const from = Date.parse('2026-03-02T08:00:00Z')
const asked = { bounds: {}, replayed: true }

/** Compiled without the checker, which would refuse what is broken here. */
function machineOf(
  yaml: string,
  file = 'shop.yaml',
  sources: Record<string, string> = { [file]: yaml },
) {
  const found = readProject(sources).flows.get(file)
  if (!found) throw new Error('no flow')
  return compile(found, sources)
}

describe('the command', () => {
  it('finds nothing in a sound flow', async () => {
    const dir = folderWith({ 'shop.yaml': shop })
    const { code, out, err } = await run([
      'stress',
      `${dir}/shop.yaml`,
      '--calls',
      '60',
      '--from',
      '2026-03-02',
    ])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out.replaceAll(dir, 'flows')).toMatch(
      /^flows\/shop.yaml\n {2}callers: 60 calls, \d+ turns, 6 of the calls through the store too, \d+ % of steps and ways reached: nothing found\n {2}faults: \d+ combinations: \d+ end with a person, \d+ with a message, \d+ with a goodbye, 0 lost\n {2}schedule: 0 moments in 400 days at which callers go elsewhere \(UTC\): nothing found\n$/,
    )
  }, 60_000)

  it('gives data with --json, and only the part that was asked for', async () => {
    const dir = folderWith({ 'shop.yaml': shop })
    const { code, out } = await run([
      'stress',
      `${dir}/shop.yaml`,
      '--only',
      'callers',
      '--calls',
      '20',
      '--seed',
      '40',
      '--json',
    ])
    const told = JSON.parse(out) as { seed: number; flows: Record<string, unknown>[] }
    expect(code).toBe(0)
    expect(told).toMatchObject({
      seed: 40,
      findings: [],
      flows: [{ flow: 'shop', callers: { calls: 20, failed: 0, failures: [] } }],
    })
    expect(Object.keys(told.flows[0] ?? {})).toEqual(['flow', 'file', 'from', 'callers'])
  })

  it('tells what is wrong with the hours of a flow, and shows its week', async () => {
    const hours =
      'hours:\n  till: { zone: Europe/London, mon-fri: 09:00-17:00, except: { 2026-03-05: closed } }\n  attic: { zone: Europe/London, except: { 2026-02-01: 09:00-10:00 } }\n'
    const dir = folderWith({
      'shop.yaml': shop
        .replace('slots:', `${hours}slots:`)
        .replace('    nobody: message', '    hours: till\n    nobody: message'),
    })
    const { code, out } = await run([
      'stress',
      `${dir}/shop.yaml`,
      '--only',
      'schedule',
      '--from',
      '2026-03-02',
    ])
    expect(code).toBe(1)
    expect(out.replaceAll(dir, 'flows').split('\n').slice(1, 12)).toEqual([
      expect.stringContaining('2 findings'),
      expect.stringMatching(
        /^ {4}flows\/shop.yaml:\d+: problem: "attic" does not open from 2026-03-02 to 2027-04-06 \[never open\]$/,
      ),
      expect.stringMatching(
        /^ {4}flows\/shop.yaml:\d+: remark: all exceptions of "attic" are past/,
      ),
      '    the usual week',
      '      Mon Tue Wed Thu Fri  09:00 till closed → open',
      expect.stringMatching(/^ {8}flows\/shop.yaml:\d+: till: "message" → its people are rung$/),
      '      Mon Tue Wed Thu Fri  17:00 till open → closed',
      expect.stringMatching(/^ {8}flows\/shop.yaml:\d+: till: its people are rung → "message"$/),
      '    other days',
      '      2026-03-05 Thu  nothing changes',
      '',
    ])
  })

  it('refuses what it does not understand, and flows with errors', async () => {
    const dir = folderWith({
      'shop.yaml': shop,
      'bad.yaml': shop
        .replace('flow: shop', 'flow: bad')
        .replace('start: welcome', 'start: nowhere'),
    })
    for (const [args, message] of [
      [['--only', 'luck'], '--only is one of callers, faults, schedule, not "luck"'],
      [['--calls', '0'], '--calls is a whole number from 1, not "0"'],
      [['--seed', 'x'], '--seed is a whole number from 1, not "x"'],
      [
        [`${dir}/shop.yaml`, '--from', 'tomorrow'],
        '--from is a date such as 2026-03-02, not "tomorrow"',
      ],
    ] as const)
      expect(await run(['stress', ...args])).toMatchObject({
        code: 2,
        err: `callflow stress: ${message}. See: callflow stress --help\n`,
      })
    const { code, out } = await run(['stress', `${dir}/bad.yaml`])
    expect(code).toBe(1)
    expect(out).toContain('unknown-target')
  })
})

describe('a failing call', () => {
  it('is printed as a scripted call that goes as it says', () => {
    const sources = textsIn('flows')
    for (const flow of readProject(sources).flows.values()) {
      if (flow.ends.length > 0) continue
      const machine = machineOf('', flow.file, sources)
      for (let seed = 0; seed < 12; seed++) {
        const { plan } = seededCall(machine, seed, { from }, asked)
        if (plan.leaves !== undefined) continue
        const { calls, diagnostics } = readCalls(
          'x.calls.yaml',
          scriptedCall(machine, plan, 'as found'),
        )
        expect(diagnostics).toEqual([])
        expect(calls.map((call) => playScript(machine, call).mismatches)).toEqual([[]])
      }
    }
  })

  it('is shown with its message, as YAML, and with the command that plays it again', async () => {
    const yaml = shop.replace('nobody: message', 'nobody: hang up')
    const flow = readProject({ 'shop.yaml': yaml }).flows.get('shop.yaml')
    if (!flow) throw new Error('no flow')
    const machine = machineOf(yaml)
    const stdout = new PassThrough()
    const subject = {
      opened: { dir: 'flows', project: readProject({}), unread: [] },
      flow,
      machine,
      values: {},
    }
    const callers = playCallers(machine, { seed: 1, calls: 60, from, bounds: {} })
    show(
      { argv: [], stdin: Readable.from([]), stdout, stderr: stdout, env: {} },
      subject,
      { from: '2026-03-02', callers: { ...callers, stored: 0 } },
      true,
    )
    stdout.end()
    const out = (await stdout.setEncoding('utf8').toArray()).join('')
    expect(out).toMatch(
      /^flows\/shop.yaml\n {2}callers: 60 calls, \d+ turns, .*: \d+ calls? found a fault\n\n {4}the call ends without a word \(silent end, call of seed \d+, made short\):\n\n {6}flow: shop.yaml\n {6}calls:\n/,
    )
    expect(out).toMatch(/ {10}desks:\n {12}till: (busy|no answer)\n {10}talk:\n/)
    expect(out).toMatch(
      /\n {4}the whole call again: callflow stress flows\/shop.yaml --only callers --calls 1 --seed \d+ --from 2026-03-02\n\n$/,
    )
  })

  it('is one whose reply leaves the telephone without a way on', () => {
    const machine = machineOf(shop)
    const { stage } = seededCall(machine, 1, { from }, asked)
    const turn = stage?.log[0]
    if (!stage || !turn) throw new Error('no call')
    expect(
      replyFault({ session: { ...stage.session, status: 'waiting' }, events: turn.events }),
    ).toBeUndefined()
    const head = '<?xml version="1.0" encoding="UTF-8"?><Response>'
    expect(twimlFault(`${head}<Gather><Say>Yes?</Say></Gather></Response>`)).toContain('no way on')
    expect(twimlFault(`${head}<Say>Yes & no</Say></Response>`)).toContain('cannot be read')
    expect(twimlFault(`${head}<Say>${'a'.repeat(70_000)}</Say><Hangup/></Response>`)).toContain(
      '64 kB',
    )
  })

  it('is one that goes another way in the store', async () => {
    const machine = machineOf(shop)
    const other = machineOf(shop.replace('key: 1', 'key: 7'))
    const calls = [1, 2, 3, 4, 5, 6, 7, 8]
      .map((seed) => seededCall(machine, seed, { from }, asked))
      .filter(({ plan }) => plan.leaves === undefined)
    const played = async (on: typeof machine): Promise<(string | undefined)[]> => {
      const store = await openStored(on)
      const told = []
      for (const { stage, plan } of calls) told.push(stage && (await store.play(stage, plan.world)))
      await store.close()
      return told
    }
    expect(await played(machine)).toEqual(calls.map(() => undefined))
    expect(
      (await played({ ...other, version: machine.version })).filter(Boolean).length,
    ).toBeGreaterThan(0)
  })
})

describe('the fault matrix', () => {
  const lost = async (yaml: string) =>
    (await runFaults(machineOf(yaml), { from, values: {} }))
      .filter(({ how }) => how === 'lost')
      .map(({ combination, wrong }) => `${combination}: ${wrong}`)

  it('finds calls that end without a word when a lookup fails or a desk does not answer', async () => {
    expect(await lost(shop)).toEqual([])
    const silent = await lost(
      shop.replace(/failed: \w+/, 'failed: hang up').replace('nobody: message', 'nobody: hang up'),
    )
    expect(silent).toContain('lookup "order state" times out: the call ends without a word')
    expect(silent).toContain('lookup "order state" answers 500: the call ends without a word')
    expect(silent).toContain('desk "till" busy: the call ends without a word')
    expect(silent).toContain('desk "till" refused: the call ends without a word')
    expect(silent.some((one) => one.includes('comes too late') || one.includes('dropped'))).toBe(
      false,
    )
  }, 60_000)
})
