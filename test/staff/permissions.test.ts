import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  changedMemberships,
  foldLogin,
  mayChangeAll,
  operatorOf,
  sees,
  type Account,
} from '../../src/staff/account.ts'
import {
  actions,
  can,
  everywhere,
  ofInstallation,
  permissions,
  roleMay,
  roles,
  tenantsFor,
  type Membership,
} from '../../src/staff/permissions.ts'
import { passwordFault } from '../../src/staff/sign-in-rules.ts'

const membership = fc.record({
  tenant: fc.constantFrom('bank', 'shop', 'zoo', everywhere),
  role: fc.constantFrom(...roles),
})
const memberships = fc.array(membership, { maxLength: 5 })
const account = (list: Membership[]): Account => ({
  id: 'x',
  login: 'x',
  name: 'X',
  memberships: list,
  skills: {},
  languages: [],
  reach: { by: 'browser' },
  createdAt: 0,
  hasPassword: true,
  seq: 1,
})

describe('permissions', () => {
  it('give each role something to do, and each action somebody who may do it', () => {
    for (const role of roles)
      expect(
        actions.some((action) => can({ memberships: [{ tenant: 'bank', role }] }, action, 'bank')),
        role,
      ).toBe(true)
    for (const action of actions) expect(permissions[action].length, action).toBeGreaterThan(0)
  })

  it('hold in the company of the role and in no other', () => {
    fc.assert(
      fc.property(
        memberships,
        fc.constantFrom(...actions),
        fc.constantFrom('bank', 'shop', 'zoo', 'later'),
        (list, action, tenant) => {
          const holder = { memberships: list }
          const tenants = tenantsFor(holder, action)
          expect(can(holder, action, tenant)).toBe(tenants === 'all' || tenants.includes(tenant))
          if (!list.some((one) => one.tenant === tenant || one.tenant === everywhere))
            expect(can(holder, action, tenant)).toBe(false)
          expect(
            operatorOf(account(list), ['bank', 'shop']).tenants.every((one) =>
              can(holder, 'answer calls', one),
            ),
          ).toBe(true)
        },
      ),
    )
  })

  it('of the installation come with no role in one company', () => {
    for (const action of ofInstallation)
      for (const role of roles) {
        const inOne = { memberships: [{ tenant: 'bank', role }] }
        const inAll = { memberships: [{ tenant: everywhere, role }] }
        expect(can(inOne, action, 'bank'), `${role} ${action}`).toBe(false)
        expect(can(inAll, action, 'bank'), `${role} ${action}`).toBe(roleMay(role, action))
      }
  })

  it('are those of docs/permissions.md', () => {
    const rows = readFileSync('docs/permissions.md', 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.replace('\\*', '').trim()),
      )
    expect(rows[0]).toEqual(['may', ...roles])
    expect(rows.slice(2)).toEqual(
      actions.map((action) => [
        action,
        ...roles.map((role) => (roleMay(role, action) ? 'yes' : '')),
      ]),
    )
  })

  it('let no administrator give or take a role where they have no say, or take over somebody who has more', () => {
    fc.assert(
      fc.property(memberships, memberships, memberships, (mine, before, wished) => {
        const me = account(mine)
        const after = changedMemberships(me, before, wished)
        for (const tenant of ['bank', 'shop', 'zoo', everywhere]) {
          const in_ = (list: Membership[]): string[] =>
            list.filter((one) => one.tenant === tenant).map(({ role }) => role)
          expect(in_(after)).toEqual(in_(can(me, 'edit people', tenant) ? wished : before))
        }
        if (mayChangeAll(me, account(before))) {
          expect(sees(me, account(before))).toBe(true)
          for (const { tenant } of before) expect(can(me, 'edit people', tenant)).toBe(true)
        }
      }),
    )
  })
})

describe('passwords and logins', () => {
  it.each([
    ['eleven char', 'too short'],
    ['x'.repeat(129), 'too long'],
    ['ADA.Lovelace', 'is the login'],
    ['password1234', 'too common'],
    ['twelve chars', undefined],
  ])('%s: %s', (password, fault) => {
    expect(
      passwordFault(password, 'ada.lovelace', (text) => (text.startsWith('password') ? 1 : 3)),
    ).toBe(fault)
  })

  it('logins are the same in any case and form', () => {
    expect(new Set(['Жанна', 'ЖАННА', ' жанна '].map(foldLogin)).size).toBe(1)
    expect(foldLogin('ＡＤＡ')).toBe('ada')
  })
})
