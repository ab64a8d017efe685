// What every store must keep of notices: switches by company, closures, and the rows of a store of
// before.
import fc from 'fast-check'
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type Dialect,
} from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DAY, HOUR } from '../../src/flow/text/duration.ts'
import type { Closure } from '../../src/notices/closure.ts'
import { neverSet, type Texts } from '../../src/notices/standing.ts'
import type { Switch } from '../../src/notices/switch.ts'
import { entryBy } from '../../src/staff/audit.ts'
import { listOfDone, migrations, statementsOf } from '../../src/store/migrations/index.ts'
import type { Store } from '../../src/store/store.ts'
import type { Database } from './conformance.ts'

const noon = Date.UTC(2026, 10, 30, 12)
const entry = (tenant: string) =>
  entryBy('command line', { at: noon, tenant, action: 'switched on', details: {} })

const storm = (over: Partial<Switch> = {}): Switch => ({
  tenant: 'acme',
  flow: 'reception',
  name: 'storm',
  on: true,
  texts: { 'en-GB': 'Snow', 'be-BY': 'Снег' },
  seq: 0,
  at: noon,
  by: 'ann',
  ...over,
})

const closure = (over: Partial<Closure> = {}): Closure => ({
  tenant: 'acme',
  line: '+15005550006',
  on: true,
  texts: { 'en-GB': 'We are closed.' },
  sendTo: '+442079460100',
  seq: 0,
  at: noon,
  by: 'command line',
  ...over,
})

/** The statements of the migrations up to one, as the database ran them then. */
export function upTo(last: number, kind: Database['kind']): string[] {
  const dialect: Dialect = {
    createDriver: () => new DummyDriver(),
    ...(kind === 'sqlite'
      ? {
          createAdapter: () => new SqliteAdapter(),
          createIntrospector: (db) => new SqliteIntrospector(db),
          createQueryCompiler: () => new SqliteQueryCompiler(),
        }
      : {
          createAdapter: () => new PostgresAdapter(),
          createIntrospector: (db) => new PostgresIntrospector(db),
          createQueryCompiler: () => new PostgresQueryCompiler(),
        }),
  }
  const { schema } = new Kysely({ dialect })
  const idColumn = kind === 'sqlite' ? 'integer' : 'bigserial'
  const earlier = migrations.filter(({ number }) => number <= last)
  return [listOfDone, ...earlier.flatMap((one) => statementsOf(one, schema, idColumn))]
}

/** `run` gives one statement to the database, past the store. */
export function testNotices(
  name: string,
  database: Database,
  run: (place: string, statement: string) => Promise<unknown>,
): void {
  describe(`notices in the ${name} store`, () => {
    let store: Store
    let other: Store
    beforeAll(async () => {
      const place = await database.place()
      store = database.open(place)
      other = database.open(place)
      await store.migrate()
    })
    afterAll(async () => {
      await store.close()
      await other.close()
    })

    it('gives a switch back as it was set, with who set it and until when', async () => {
      const key = { tenant: 'acme', flow: 'reception', name: 'storm' }
      expect(await store.switchOf(key)).toEqual(neverSet)
      const until = noon + HOUR
      expect(await store.changeSwitch(storm({ until }), entry('acme'))).toBe(true)
      const { tenant, flow, name: called, ...standing } = storm({ until, seq: 1 })
      expect(await other.switchOf(key)).toEqual(standing)
      expect(await other.switches(tenant, flow)).toEqual({ [called]: standing })
      expect(await other.allSwitches(['acme'])).toEqual([storm({ until, seq: 1 })])
      expect(await other.endedSwitches(until - 1)).toEqual([])
      expect(await other.endedSwitches(until)).toEqual([storm({ until, seq: 1 })])
    })

    it('refuses a change to what was changed meanwhile, and its entry with it', async () => {
      const log = async (): Promise<number> => (await store.auditLog({ limit: 100 })).length
      const before = await log()
      const change = (over: Partial<Switch>, at = store): Promise<boolean> =>
        at.changeSwitch(storm({ name: 'news', ...over }), entry('acme'))
      expect(
        (await Promise.all([change({ by: 'ann' }), change({ by: 'bob' }, other)])).sort(),
      ).toEqual([false, true])
      expect(await change({ seq: 0 })).toBe(false)
      expect(await change({ seq: 1, on: false })).toBe(true)
      expect(await change({ seq: 1 })).toBe(false)
      expect(await log()).toBe(before + 2)
      expect((await store.switches('acme', 'reception')).news).toMatchObject({ on: false, seq: 2 })
    })

    it('shows no switch and no closure of one company at another', async () => {
      const name = fc.constantFrom('storm', 'news', 'a b')
      const where = {
        tenant: fc.constantFrom('one', 'two', 'a-b'),
        flow: fc.constantFrom('x', 'y'),
      }
      const set = fc.record({ ...where, name, on: fc.boolean(), words: fc.string() })
      await fc.assert(
        fc.asyncProperty(fc.array(set, { maxLength: 8 }), async (changes) => {
          const kept = new Map<string, Texts>()
          for (const { tenant, flow, name: called, on, words } of changes) {
            const key = { tenant, flow, name: called }
            const { seq } = await store.switchOf(key)
            const texts = { 'en-GB': `${tenant} ${words}` }
            await store.changeSwitch(storm({ ...key, on, texts, seq }), entry(tenant))
            const line = await store.closureOf({ tenant, line: called })
            await store.changeClosure(
              closure({ ...line, on, texts, sendTo: undefined }),
              entry(tenant),
            )
            kept.set(`${tenant} ${flow} ${called}`, texts)
          }
          for (const [place, texts] of kept) {
            const [tenant = '', flow = ''] = place.split(' ')
            const called = place.slice(tenant.length + flow.length + 2)
            expect((await other.switches(tenant, flow))[called]?.texts).toEqual(texts)
          }
          for (const tenant of ['one', 'two', 'a-b', '']) {
            const seen = [
              ...(await other.allSwitches([tenant])),
              ...(await other.closures([tenant])),
              ...(await other.closuresFor(tenant, 'storm')),
            ]
            const owners = seen.flatMap((one) => [one.tenant, one.texts['en-GB']?.split(' ')[0]])
            expect(owners.every((one) => one === tenant)).toBe(true)
          }
          expect(await other.allSwitches([])).toEqual([])
        }),
        { numRuns: 20 },
      )
    })

    it('keeps a closure of a line and of the company, and reminds of it once a day', async () => {
      const place = { tenant: 'closing', line: '+15005550006' }
      await store.changeClosure(closure(place), entry('closing'))
      await store.changeClosure(
        closure({ tenant: 'closing', line: '', sendTo: undefined, until: noon + HOUR }),
        entry('closing'),
      )
      const found = await other.closuresFor('closing', place.line)
      expect(found.map(({ line }) => line)).toEqual(['', place.line])
      expect(found[1]).toEqual(closure({ ...place, seq: 1 }))
      expect(await other.closuresFor('closing', '+442079460002')).toHaveLength(1)
      const mine = ({ tenant }: Closure): boolean => tenant === 'closing'
      expect((await other.endedClosures(noon + HOUR)).filter(mine)).toHaveLength(1)
      expect((await other.forgottenClosures(noon + DAY - 1)).filter(mine)).toEqual([])
      expect((await other.forgottenClosures(noon + DAY)).filter(mine)).toHaveLength(1)
      const told = [store, other].map((one) => one.closureReminded(place, noon + DAY))
      expect((await Promise.all(told)).sort()).toEqual([false, true])
      expect((await other.forgottenClosures(noon + DAY)).filter(mine)).toEqual([])
      expect((await other.forgottenClosures(noon + 2 * DAY)).filter(mine)).toHaveLength(1)
    })

    it('keeps the switches of a store of before as they stood', async () => {
      const place = await database.place()
      for (const statement of upTo(6, database.kind)) await run(place, statement)
      for (const row of [
        "'acme', 'reception', 'storm', 1, 'It''s \"snowing\".'",
        "'acme', 'reception', 'news', 0, ''",
        "'other', 'parcels', 'strike', 1, 'Забастоўка'",
      ])
        await run(place, `insert into switches (tenant, flow, name, is_on, words) values (${row})`)
      const before = database.open(place)
      await before.migrate()
      expect(await before.allSwitches('all')).toEqual([
        { ...neverSet, tenant: 'acme', flow: 'reception', name: 'news', seq: 1 },
        {
          tenant: 'acme',
          flow: 'reception',
          name: 'storm',
          on: true,
          texts: { '': 'It\'s "snowing".' },
          seq: 1,
        },
        {
          tenant: 'other',
          flow: 'parcels',
          name: 'strike',
          on: true,
          texts: { '': 'Забастоўка' },
          seq: 1,
        },
      ])
      await before.close()
    })
  })
}
