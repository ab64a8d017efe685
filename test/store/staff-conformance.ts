// What every store must keep of the staff: accounts, sessions, links, tries and the audit log.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Account } from '../../src/staff/account.ts'
import type { AuditEntry } from '../../src/staff/audit.ts'
import { lockRule } from '../../src/staff/sign-in-rules.ts'
import type { AccountChange } from '../../src/store/staff-rows.ts'
import type { Store } from '../../src/store/store.ts'
import type { Database } from './conformance.ts'

let entries = 0
const entry = (over: Partial<AuditEntry> = {}): AuditEntry => ({
  id: `entry-${String(++entries).padStart(4, '0')}`,
  at: 1000,
  ip: '192.0.2.1',
  action: 'person changed',
  details: {},
  ...over,
})

const person = (id: string, over: Partial<Account> = {}): Account => ({
  id,
  login: id,
  name: `Person ${id}`,
  memberships: [],
  skills: {},
  languages: [],
  reach: { by: 'browser' },
  createdAt: 1000,
  hasPassword: false,
  seq: 1,
  ...over,
})

const change = (account: Account, over: Partial<AccountChange> = {}): AccountChange => ({
  account,
  loginKey: account.login.toLowerCase(),
  audit: [entry({ object: account.id })],
  ...over,
})

const administrator: Account['memberships'] = [{ tenant: '*', role: 'administrator' }]

/** `run` gives one statement to the database, past the store. */
export function testStaff(
  name: string,
  database: Database,
  run: (place: string, statement: string) => Promise<unknown>,
): void {
  describe(`the staff in the ${name} store`, () => {
    let place: string
    let store: Store
    let other: Store
    beforeAll(async () => {
      place = await database.place()
      store = database.open(place)
      other = database.open(place)
      await store.migrate()
    })
    afterAll(async () => {
      await store.close()
      await other.close()
    })

    it('gives an account back as it was, and lets no login be taken twice, whatever its case', async () => {
      const account = person('ada', {
        login: 'Ada',
        memberships: [
          { tenant: 'bank', role: 'operator' },
          { tenant: 'shop', role: 'editor' },
        ],
        skills: { billing: 7 },
        languages: ['be', 'ru'],
        reach: { by: 'phone', to: '+442079460001' },
        language: 'be',
      })
      expect(await store.addAccount(change(account))).toBe('kept')
      expect(await other.account('ada')).toEqual(account)
      expect(await other.addAccount(change(person('ada-2', { login: 'ADA' })))).toBe('login taken')
      expect(await other.account('ada-2')).toBeUndefined()
      expect(await store.credentials('ada')).toEqual({ account, hash: undefined })
      expect(await store.credentials('nobody')).toBeUndefined()
      await store.addAccount(change(person('bob')))
      expect(await store.changeAccount(change(person('bob', { login: 'aDa' })))).toBe('login taken')
      expect((await store.accounts()).map(({ id }) => id)).toEqual(['ada', 'bob'])
    })

    it('keeps a change whole, and refuses one to what was changed meanwhile', async () => {
      await store.addAccount(
        change(person('carl', { memberships: [{ tenant: 'bank', role: 'operator' }] })),
      )
      const changed = person('carl', {
        name: 'Carl II',
        memberships: [{ tenant: 'shop', role: 'supervisor' }],
      })
      const results = await Promise.all([
        store.changeAccount(change(changed)),
        other.changeAccount(
          change({
            ...changed,
            name: 'Carl III',
            memberships: [{ tenant: 'zoo', role: 'editor' }],
          }),
        ),
      ])
      expect(results.sort()).toEqual(['kept', 'stale'])
      const kept = await store.account('carl')
      expect(kept?.seq).toBe(2)
      expect(kept?.memberships).toEqual([
        {
          tenant: kept?.name === 'Carl II' ? 'shop' : 'zoo',
          role: kept?.name === 'Carl II' ? 'supervisor' : 'editor',
        },
      ])
      expect(
        (await store.auditLog({ limit: 100 })).filter(({ object }) => object === 'carl').length,
      ).toBe(2)
      expect(await store.changeAccount(change(person('nobody')))).toBe('stale')
    })

    it('never loses the last administrator of all, however two act at once', async () => {
      expect(await store.hasAdministrator()).toBe(false)
      await store.addAccount(change(person('root-0', { memberships: administrator })))
      expect(await store.hasAdministrator()).toBe(false)
      await Promise.all(
        ['root-1', 'root-2'].map((id) =>
          store.addAccount(change(person(id, { memberships: administrator }), { hash: 'x' })),
        ),
      )
      expect(await other.hasAdministrator()).toBe(true)
      const results = await Promise.all([
        store.changeAccount(change(person('root-1'))),
        other.changeAccount(
          change(person('root-2', { memberships: administrator, disabledAt: 5 })),
        ),
      ])
      expect(results.sort()).toEqual(['kept', 'last administrator'])
      expect(await store.hasAdministrator()).toBe(true)
      const left = (await store.accounts()).find(
        ({ hasPassword, memberships, disabledAt }) =>
          hasPassword && memberships.length > 0 && disabledAt === undefined,
      )
      if (!left) throw new Error('nobody is left')
      expect(
        await store.changeAccount(
          change({ ...left, memberships: [{ tenant: 'bank', role: 'administrator' }] }),
        ),
      ).toBe('last administrator')
      expect(await store.changeAccount(change({ ...left, name: 'Still here' }))).toBe('kept')
    })

    it('lets a link be used once, by one, in time, for what it was made', async () => {
      await store.addAccount(change(person('dora')))
      const link = {
        hash: 'link-1',
        purpose: 'password',
        account: 'dora',
        expiresAt: 5000,
      } as const
      await store.addLink(link, [entry({ action: 'link made' })])
      expect(await other.link('link-1', 4999)).toEqual(link)
      expect(await other.link('link-1', 5000)).toBeUndefined()
      const late = change(person('dora'), { hash: 'h', link, audit: [entry({ at: 5000 })] })
      expect(await store.changeAccount(late)).toBe('stale')
      expect(
        await store.changeAccount(
          change(person('dora'), { hash: 'h', link: { hash: 'link-1', purpose: 'first' } }),
        ),
      ).toBe('stale')
      const used = await Promise.all(
        [store, other].map((one, index) =>
          one.changeAccount(change(person('dora'), { hash: `h${index}`, link })),
        ),
      )
      expect(used.sort()).toEqual(['kept', 'stale'])
      expect(await store.link('link-1', 2000)).toBeUndefined()
      expect((await store.account('dora'))?.hasPassword).toBe(true)
      await store.addLink({ ...link, hash: 'link-2' }, [])
      await store.addLink({ ...link, hash: 'link-3' }, [])
      expect(await store.link('link-2', 2000)).toBeUndefined()
      expect(await store.link('link-3', 2000)).toBeDefined()
    })

    it('makes the first administrator by a link once, whoever tries', async () => {
      const fresh = await database.place()
      const [one, two] = [database.open(fresh), database.open(fresh)]
      await one.migrate()
      for (const hash of ['first-1', 'first-2'])
        await one.addLink({ hash, purpose: 'first', expiresAt: 5000 }, [])
      const results = await Promise.all(
        [one, two].map((at, index) =>
          at.addAccount(
            change(person(`first-${index}`, { memberships: administrator }), {
              hash: 'h',
              link: { hash: `first-${index + 1}`, purpose: 'first' },
            }),
          ),
        ),
      )
      expect(results.sort()).toEqual(['kept', 'stale'])
      expect((await one.accounts()).length).toBe(1)
      await Promise.all([one.close(), two.close()])
    })

    it('ends sessions that are idle, too old, signed out or of somebody disabled or with a new password', async () => {
      const begin = async (id: string, account: string) =>
        store.startSession({ id, account, createdAt: 1000, seenAt: 1000, expiresAt: 9000 })
      await store.addAccount(change(person('emil')))
      for (const id of ['s1', 's2']) await begin(id, 'emil')
      expect((await other.session('s1', 2000, 500))?.account.id).toBe('emil')
      expect(await store.session('s1', 9000, 500)).toBeUndefined()
      expect(await store.session('s1', 2000, 1001)).toBeUndefined()
      await store.sessionSeen('s1', 2000)
      expect((await store.session('s1', 2000, 1001))?.session.seenAt).toBe(2000)
      await store.endSession('s1')
      expect(await store.session('s1', 2000, 500)).toBeUndefined()
      expect(await store.changeAccount(change(person('emil'), { hash: 'new' }))).toBe('kept')
      expect(await store.session('s2', 2000, 500)).toBeUndefined()
      await begin('s3', 'emil')
      await store.changeAccount(change(person('emil', { disabledAt: 5, seq: 2 })))
      expect(await store.session('s3', 2000, 500)).toBeUndefined()
      await begin('s4', 'emil')
      expect(await store.session('s4', 2000, 500)).toBeUndefined()
      await store.forgetStaff(9000, 0)
      expect(await run(place, 'select id from sessions')).toEqual([])
    })

    it('counts tries one by one, even many at once, and starts again when the time is over', async () => {
      const rule = { ...lockRule }
      const counts = (
        await Promise.all(
          Array.from({ length: 12 }, (_, index) =>
            (index % 2 ? store : other).tried('eve', 1000, rule),
          ),
        )
      ).map(({ count }) => count)
      expect(counts.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
      const until = 1000 + rule.length
      expect(await store.tried('eve', until - 1, rule)).toEqual({ count: 13, until })
      expect(await store.tried('eve', until, rule)).toEqual({
        count: 1,
        until: until + rule.length,
      })
      await store.forgetTries('eve')
      expect((await store.tried('eve', until, rule)).count).toBe(1)
      expect(await database.raw(place)).not.toContain('"eve"')
    })

    it('keeps an audit log that even the database does not change, and gives it in pages and by company', async () => {
      const all = Array.from({ length: 7 }, (_, index) =>
        entry({
          at: 50_000 + Math.floor(index / 3),
          tenant: index % 2 ? 'bank' : undefined,
          details: { index, text: 'Ў <b>' },
          account: 'ada',
          object: 'x',
        }),
      )
      await store.addAudit(all)
      const pages: AuditEntry[] = []
      for (let before: AuditEntry | undefined; pages.length < 7;) {
        const page = await other.auditLog({ before, limit: 3 })
        pages.push(...page)
        before = page.at(-1)
      }
      expect(pages.slice(0, 7)).toEqual(all.toReversed())
      expect(
        (await store.auditLog({ tenants: ['bank'], limit: 50 })).map(
          ({ details }) => details.index,
        ),
      ).toEqual([5, 3, 1])
      expect(await store.auditLog({ tenants: [], limit: 50 })).toEqual([])
      for (const statement of ["update audit set action = 'x'", 'delete from audit'])
        await expect(run(place, statement)).rejects.toThrow('the audit log can only be added to')
    })
  })
}
