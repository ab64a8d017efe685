// Calls that a server of version 0.1.0 has stored: they are found, they replay byte for byte, and
// those that were going on go on as they did then.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nameNow, replay, toStored } from '../src/call/replay.ts'
import type { Input } from '../src/call/input.ts'
import { endingOf } from '../src/call/outcome.ts'
import { storedVersion } from '../src/cli/replay.ts'
import { noOperators, type DeskView } from '../src/desk/desk.ts'
import type { Machine } from '../src/flow/machine/machine.ts'
import { usualDesk, type DeskPeople } from '../src/world/lines.ts'
import { fillSlice } from '../src/jobs/sweep.ts'
import type { LoggedTurn, Store } from '../src/store/store.ts'
import { noteInput, takeTurn, type Render } from '../src/turn/turn.ts'
import { twiml } from '../src/twilio/twiml.ts'
import { twilioRoutes } from '../src/twilio/webhooks.ts'
import { run } from './fixtures/printed.ts'
import {
  copied,
  files,
  noticesOf,
  read,
  stateOf,
  type State,
  type Stored,
} from './fixtures/stored.ts'
import { makeRuntime } from './world/runtime.ts'

type Kept = Stored['calls'][number]

const fixture = files().map((file) => ({ file, ...read(file) }))
const calls = fixture.flatMap((one) => one.calls)
const inDatabase = calls.filter(({ database }) => database)
/** A switch without words has no text among the facts any more. */
const withoutTexts = (turn: LoggedTurn): LoggedTurn => ({
  ...turn,
  inputs: turn.inputs.map((input) =>
    input.facts
      ? {
          ...input,
          facts: Object.fromEntries(Object.entries(input.facts).filter(([, fact]) => fact !== '')),
        }
      : input,
  ),
})
const named = (list: Kept[]) => list.map((call) => [call.label, call] as const)
const isErased = ({ end }: Kept): boolean => end.row.erased
const json = (value: unknown): string => JSON.stringify(value)
/** The events of a turn as a program of today tells them. */
const eventsNow = ({ events }: Pick<LoggedTurn, 'events'>): string => json(events.map(nameNow))

/** The state of a call in the database, its outcome as it is told now: one that is over by its
 * turns, unless they are erased. */
function then({ live, end, turns }: Kept): State {
  if (live) return live
  if (end.row.erased) return { ...end, row: { ...end.row, outcome: 'unknown' } }
  return toldNow(end, turns)
}

function toldNow(end: State, turns: LoggedTurn[]): State {
  const { outcome, ...ending } = endingOf(end.session, turns)
  return { ...end, row: { ...end.row, outcome, ending: toStored(ending) } }
}

const copy = copied()
let store: Store
beforeAll(async () => {
  store = await copy.open()
  // those that ended before are told in the background
  while ((await fillSlice(store, 20)) > 0);
})
afterAll(async () => {
  await store.close()
  copy.remove()
})

describe('the fixture', () => {
  it('holds a call that goes on for each flow, one that waits and one that talks, work that took long, and what was erased', () => {
    for (const { file, calls: of } of fixture)
      expect(
        of.filter(({ live }) => live),
        file,
      ).not.toEqual([])
    const live = inDatabase.flatMap(({ live }) => (live ? [live.session] : []))
    expect(live.filter(({ queued }) => queued)).not.toEqual([])
    expect(live.filter(({ state }) => state.leaf.endsWith('/bridged'))).not.toEqual([])
    expect(
      calls.filter(
        ({ end, turns }) => !end.row.erased && turns.some(({ inputs }) => inputs.length === 0),
      ),
    ).not.toEqual([])
    expect(calls.filter(isErased)).toHaveLength(1)
  })
})

describe('a stored call', () => {
  const machines = new Map<string, Promise<Machine>>()
  const machineOf = (session: State['session']): Promise<Machine> => {
    const versions: Pick<Store, 'loadVersion'> = {
      loadVersion: async (version) =>
        fixture.flatMap((one) => one.versions).find((one) => one.version === version),
    }
    const made =
      machines.get(session.version) ??
      storedVersion(versions as Store, session).then(({ machine }) => machine)
    machines.set(session.version, made)
    return made
  }

  it.each(named(calls.filter((call) => !isErased(call))))(
    'replays to its events and session: %s',
    async (_, { end, turns }) => {
      const replayed = replay(await machineOf(end.session), turns)
      expect(replayed.differs).toBeUndefined()
      expect(replayed.turns.map(({ events }) => json(events))).toEqual(turns.map(eventsNow))
      expect(json(replayed.session)).toBe(json(end.session))
    },
  )

  it.each(named(inDatabase))(
    'is read from the database as it was stored, and replays there: %s',
    async (_, kept) => {
      const { call, turns } = kept
      const { session } = then(kept)
      const log = await store.turns(call)
      expect(log.map(json)).toEqual(turns.slice(0, log.length).map(json))
      expect(log.at(-1)?.seq).toBe(session.seq)
      const { row, ...state } = await stateOf(store, call)
      const { row: told, ...was } = then(kept)
      expect(json(state)).toBe(json(was))
      expect(row).toEqual(told)
      if (isErased(kept)) return
      const { machine } = await storedVersion(store, session)
      const replayed = replay(machine, log)
      expect(replayed.turns.map(({ events }) => json(events))).toEqual(log.map(eventsNow))
      expect(json(replayed.session)).toBe(json(session))
    },
  )

  it.each(named(inDatabase.filter((call) => !isErased(call))))(
    'goes through callflow replay: %s',
    async (_, { call }) => {
      const { out, came } = await run({ file: '', argv: ['replay', call, '--json'], stored: true })
      expect(came).toMatchObject({ code: 0, err: '' })
      expect(JSON.parse(out)).toMatchObject({ callId: call, sameSession: true })
    },
  )
})

describe('stored calls', () => {
  const newestFirst = (rows: State['row'][]): State['row'][] =>
    [...rows].sort((a, b) => b.startedAt - a.startedAt || (a.callId < b.callId ? 1 : -1))
  const rows = newestFirst(inDatabase.map((call) => then(call).row))

  it('are found by the console: all of them, by company, flow, outcome and number', async () => {
    expect(await store.findCalls('all', { limit: 1000 })).toEqual(rows)
    for (const tenant of new Set(rows.map((row) => row.tenant)))
      expect(await store.findCalls([tenant], { limit: 1000 })).toEqual(
        rows.filter((row) => row.tenant === tenant),
      )
    for (const flow of new Set(rows.map((row) => row.flow)))
      expect(await store.findCalls('all', { flow, limit: 1000 })).toEqual(
        rows.filter((row) => row.flow === flow),
      )
    for (const outcome of new Set(rows.map((row) => row.outcome)))
      expect(await store.findCalls('all', { outcome, limit: 1000 })).toEqual(
        rows.filter((row) => row.outcome === outcome),
      )
    for (const number of new Set(rows.map(({ from }) => from).filter((from) => from !== '')))
      expect(await store.findCalls('all', { number, limit: 1000 })).toEqual(
        rows.filter(({ from }) => from === number),
      )
    for (const row of rows) expect(await store.findCall([row.tenant], row.callId)).toEqual(row)
  })

  it('are listed page by page, the calls in progress too', async () => {
    const first = await store.findCalls('all', { limit: 5 })
    expect([
      ...first,
      ...(await store.findCalls('all', { after: first.at(-1), limit: 1000 })),
    ]).toEqual(rows)
    expect(
      (await store.calls({ live: true, limit: 1000 })).map(({ callId }) => callId).sort(),
    ).toEqual(
      rows
        .filter(({ outcome }) => outcome === 'live')
        .map(({ callId }) => callId)
        .sort(),
    )
  })

  it.each(fixture.map(({ file, calls: [first] }) => [file, first?.end.row.flow ?? ''] as const))(
    'are read with their logs, as callflow replay --calls does: %s',
    async (_, flow) => {
      const logs = await store.callLogs({ flow, since: 0, limit: 1000 })
      const expected = inDatabase.filter((call) => call.end.row.flow === flow)
      expect(logs.map(({ callId }) => callId).sort()).toEqual(
        expected.map(({ call }) => call).sort(),
      )
      for (const { callId, turns } of logs)
        expect(json(turns)).toBe(
          json(
            (await store.turns(callId)).map(({ seq, answers, at, inputs }) => ({
              seq,
              answers,
              at,
              inputs,
            })),
          ),
        )
    },
  )

  it('keep the sources of their versions', async () => {
    for (const { version, ...kept } of fixture.flatMap((one) => one.versions))
      expect(json(await store.loadVersion(version))).toBe(json(kept))
  })
})

describe('a call that goes on', () => {
  it.each(named(inDatabase.filter(({ live }) => live)))(
    'comes to its end as it did, reply by reply: %s',
    async (_, { call, turns, end, notices }) => {
      const own = copied()
      const going = await own.open()
      try {
        let clock = 0
        let work: Input[] = []
        // what the outside answers is what it answered then
        const answer = (key: string): Input => {
          const given = work.find(
            (input) => (input.type === 'fetched' || input.type === 'failed') && input.key === key,
          )
          if (!given) throw new Error(`nothing was answered to "${key}" then`)
          return given
        }
        const queued = (): boolean =>
          work.some((input) => input.type === 'people' && input.queue === true)
        const runtime = await makeRuntime({
          env: { TWILIO_AUTH_TOKEN: 'a token for tests', PUBLIC_URL: 'https://calls.example.com' },
          store: going,
          flowsDir: 'test/console/flows',
          now: () => clock,
          lookup: async ({ key }) => answer(key),
        })
        // the desks as they were: who sits where may have changed since
        const desk = (_company: string, name: string): DeskPeople | undefined => {
          const found = work.find((input) => input.type === 'people' && input.desk === name)
          return found?.type === 'people'
            ? { ...usualDesk, people: found.people, order: found.order }
            : undefined
        }
        const view: DeskView = {
          staffed: async () => queued(),
          facts: async () => ({ free: 0, waiting: 0 }),
          openCallback: async () => undefined,
        }
        Object.assign(runtime, {
          library: { ...runtime.library, desk },
          desk: { ...noOperators, ...view },
        })
        const { context } = twilioRoutes(runtime)
        const ahead = turns.slice((await going.turns(call)).length)
        const audioUrl = audioThen(ahead)
        const render: Render = (turn) => twiml(turn, { ...context, audioUrl })
        for (const {
          answers,
          inputs: [first, ...rest],
        } of ahead) {
          if (!first) throw new Error('a filler depends on how long something takes')
          clock = first.at
          work = rest
          if (answers === null) await noteInput(runtime, call, first)
          else await takeTurn(runtime, { callId: call, answers }, first, render)
        }
        const log = await going.turns(call)
        const old = turns.length - ahead.length
        expect(log.map((turn) => json({ ...withoutTexts(turn), understood: undefined }))).toEqual(
          turns
            .map(withoutTexts)
            .map((turn, index) =>
              json(index < old ? turn : { ...turn, events: turn.events.map(nameNow) }),
            ),
        )
        // what was answered before the upgrade is understood again, what came after it is logged
        for (const [index, { events, understood = [] }] of log.entries())
          expect(understood).toHaveLength(
            index < old ? 0 : events.filter(({ type }) => type === 'heard').length,
          )
        const { session } = replay((await storedVersion(going, end.session)).machine, log)
        expect(json(session)).toBe(json(end.session))
        const { row, ...state } = await stateOf(going, call)
        const { row: told, ...was } = toldNow(end, turns)
        expect(json(state)).toBe(json(was))
        expect(row).toEqual(told)
        expect(json((await noticesOf(going)).get(call) ?? [])).toBe(json(notices))
      } finally {
        await going.close()
        own.remove()
      }
    },
  )
})

it('would tell if a call went another way now', async () => {
  const [version] = fixture.flatMap((one) => one.versions)
  const kept = calls.find(({ end }) => end.session.version === version?.version)
  if (!kept || !version) throw new Error('the fixture holds no call')
  const sources = Object.fromEntries(
    Object.entries(version.sources).map(([file, source]) => [
      file,
      source.replace('Please key in', 'Kindly key in'),
    ]),
  )
  const changed: Pick<Store, 'loadVersion'> = {
    loadVersion: async () => ({ flow: version.flow, sources }),
  }
  expect(
    replay((await storedVersion(changed as Store, kept.end.session)).machine, kept.turns).differs,
  ).toMatchObject({ seq: 1 })
})

/** Where recordings were then, by the replies: each has its place by its content. */
function audioThen(turns: Kept['turns']): () => string | undefined {
  const order: string[] = turns.flatMap(({ reply }) =>
    [...(reply ?? '').matchAll(/<Play>([^<]*)<\/Play>/g)].map((match) => match[1] ?? ''),
  )
  return () => order.shift()
}
