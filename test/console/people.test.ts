import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Account } from '../../src/staff/account.ts'
import type { AuditEntry } from '../../src/staff/audit.ts'
import { linkLife } from '../../src/staff/sign-in-rules.ts'
import { servePractice, type Served } from './server.ts'
import { employ, goodPassword, visitAs, visitor, type Visitor } from '../practice/visitor.ts'

let served: Served
let root: Visitor
let clock = 0
beforeAll(async () => {
  served = await servePractice({ flows: 'test/console/flows', later: () => clock })
  root = await visitAs(
    served,
    await employ(served, ['administrator@*'], { id: 'root', name: 'Root' }),
  )
})
afterAll(() => served.close())

const person = (id: string): Promise<Account | undefined> => served.runtime.store.account(id)
const log = async (object: string): Promise<AuditEntry[]> =>
  (await served.runtime.store.auditLog({ limit: 1000 })).filter((one) => one.object === object)
const rolesOf = async (id: string): Promise<string[] | undefined> =>
  (await person(id))?.memberships.map(({ role, tenant }) => `${role}@${tenant}`)
const byLogin = async (login: string): Promise<Account | undefined> =>
  (await served.runtime.store.accounts()).find((one) => one.login === login)
const linkIn = (text: string): string => /\/console\/link\/[\w-]{43}/.exec(text)?.[0] ?? ''
const full = {
  name: 'Nina <i>',
  login: 'nina',
  roles: ['operator@rowan', 'editor@rowan', 'owner@rowan', 'operator@nowhere'],
  skill: ['billing', '', 'loans'],
  level: ['7', '', '10'],
  languages: 'BE, ru be',
  by: 'phone',
  number: '+44 20 7946 0123',
  sip: '',
}

describe('an administrator of all', () => {
  it('adds somebody, whose invitation is shown once and makes a password', async () => {
    const added = await root.post('/console/people', full)
    const nina = await byLogin('nina')
    expect(added.to).toBe(`/console/people/${nina?.id}`)
    expect(nina).toMatchObject({
      name: 'Nina <i>',
      skills: { billing: 7, loans: 10 },
      languages: ['be', 'ru'],
      reach: { by: 'phone', to: '+442079460123' },
      hasPassword: false,
    })
    expect(await rolesOf(nina?.id ?? '')).toEqual(['editor@rowan', 'operator@rowan'])
    const page = await root.get(added.to ?? '')
    const link = linkIn(page.text)
    expect(page.text).toContain(`${served.origin}${link}`)
    expect(page.text).toContain('Nina &lt;i&gt;')
    expect(page.text).not.toContain('Nina <i>')
    expect(linkIn((await root.get(added.to ?? '')).text)).toBe('')
    const one = visitor(served)
    expect((await one.get(link)).text).toContain('Nina &lt;i&gt;')
    expect(
      (await one.post(link, { password: goodPassword, 'password-again': goodPassword })).to,
    ).toBe('/console')
    expect((await one.get('/console/account')).text).toContain('Operator · rowan')
    expect(
      (
        await visitor(served).post(link, {
          password: 'another one to try',
          'password-again': 'another one to try',
        })
      ).status,
    ).toBe(410)
    expect(
      (await visitor(served).post('/console/sign-in', { login: 'NINA', password: goodPassword }))
        .status,
    ).toBe(303)
    expect((await log(nina?.id ?? '')).map(({ action }) => action)).toEqual([
      'link used',
      'link made',
      'person added',
    ])
    expect(JSON.stringify(await served.runtime.store.auditLog({ limit: 1000 }))).not.toContain(
      link.split('/').at(-1),
    )
  })

  it('makes a link for a forgotten password, which ends the ones before, lives a week, and ends all sessions when it is used', async () => {
    await employ(served, ['operator@rowan'], { id: 'olga' })
    const signed = await visitAs(served, (await person('olga')) as Account)
    const make = async (): Promise<string> =>
      linkIn((await root.get((await root.post('/console/people/olga/link')).to ?? '')).text)
    const [first, second] = [await make(), await make()]
    expect((await visitor(served).get(first)).status).toBe(410)
    clock = linkLife.password
    expect((await visitor(served).get(second)).status).toBe(410)
    clock = 0
    expect((await signed.get('/console/account')).status).toBe(200)
    const next = { password: 'some other words here', 'password-again': 'some other words here' }
    expect((await visitor(served).post(second, next)).status).toBe(303)
    expect((await signed.get('/console/account')).status).toBe(303)
    const third = await make()
    await root.post('/console/people/olga/disable', { seq: String((await person('olga'))?.seq) })
    expect((await visitor(served).post(third, next)).status).toBe(410)
    expect((await root.post('/console/people/olga/link')).status).toBe(403)
  })

  it.each<[string, Record<string, string | string[]>, RegExp]>([
    ['no name', { name: ' ' }, /id="name-fault">Please give a name/],
    ['a name without end', { name: 'x'.repeat(101) }, /id="name-fault">At most 100/],
    ['a login with spaces', { login: 'ni na' }, /id="login-fault">/],
    ['a login that is markup', { login: '"><script>alert(1)</script>' }, /id="login-fault">/],
    ['a login in use', { login: 'ROOT' }, /id="login-fault">Somebody has this login/],
    [
      'a level that is none',
      { level: ['11', '', '1'] },
      /id="skills-fault">Levels are whole numbers/,
    ],
    [
      'a level without a skill',
      { skill: ['', '', 'loans'] },
      /id="skills-fault">A level needs a skill/,
    ],
    ['a skill twice', { skill: ['loans', '', 'loans'] }, /id="skills-fault">The same skill/],
    ['languages by name', { languages: 'Belarusian' }, /id="languages-fault">/],
    [
      'a number without country',
      { number: '020 7946 0123' },
      /id="number-fault">This is not a whole phone number/,
    ],
    ['a SIP address that is none', { by: 'sip', sip: 'anna' }, /id="sip-fault">/],
    ['a way nobody knows', { by: 'pigeon' }, /id="reach-fault">/],
  ])('is told beside the field of %s, and nothing typed is lost', async (_, over, fault) => {
    const count = (await served.runtime.store.accounts()).length
    const typed = { ...full, login: 'new-one', ...over }
    const reply = await root.post('/console/people', typed)
    expect(reply.status).toBe(422)
    expect(reply.text).toMatch(fault)
    expect(reply.text).not.toContain('<script>alert')
    for (const value of [
      typed.name,
      typed.login,
      typed.languages,
      typed.number,
      typed.sip,
      ...typed.skill,
      ...typed.level,
    ]
      .map((text) => text.trim())
      .filter(Boolean))
      expect(reply.text).toContain(
        `value="${value.replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}"`,
      )
    expect(reply.text).toMatch(/value="editor@rowan" checked/)
    expect((await served.runtime.store.accounts()).length).toBe(count)
  })

  it('changes somebody, and a form sent twice or after another change changes nothing', async () => {
    await employ(served, ['operator@rowan'], { id: 'pavel' })
    const form = { ...full, login: 'pavel', name: 'Pavel', roles: 'supervisor@*', seq: '1' }
    expect((await root.post('/console/people/pavel', form)).to).toBe(
      '/console/people/pavel?told=saved',
    )
    expect((await root.get('/console/people/pavel?told=saved')).text).toContain('Saved.')
    expect((await root.post('/console/people/pavel', { ...form, name: 'Twice' })).status).toBe(409)
    for (const seq of ['', 'x', '1e400', '-1', '99999999999999999999'])
      expect((await root.post('/console/people/pavel', { ...form, seq })).status).toBe(409)
    expect((await person('pavel'))?.name).toBe('Pavel')
    expect(await rolesOf('pavel')).toEqual(['supervisor@*'])
    const [whole, rowan] = (await log('pavel'))
      .filter(({ action }) => action === 'person changed')
      .sort((a, b) => (a.tenant ?? '').localeCompare(b.tenant ?? ''))
    expect(whole).toMatchObject({
      account: 'root',
      ip: '127.0.0.1',
      details: {
        name: { before: 'Person pavel', after: 'Pavel' },
        reach: { before: { by: 'browser' }, after: { by: 'phone', to: '+442079460123' } },
        roles: { before: '', after: 'supervisor' },
      },
    })
    expect(rowan).toMatchObject({
      tenant: 'rowan',
      details: { name: 'Pavel', roles: { before: 'operator', after: '' } },
    })
    expect(rowan?.details.reach).toBeUndefined()
  })

  it('disables somebody, who can be enabled again, but never the last one who runs all', async () => {
    await employ(served, ['operator@rowan'], { id: 'quin' })
    expect((await root.post('/console/people/quin/disable', { seq: '1' })).to).toBe(
      '/console/people/quin?told=disabled',
    )
    expect(
      (await visitor(served).post('/console/sign-in', { login: 'quin', password: goodPassword }))
        .status,
    ).toBe(403)
    expect((await root.post('/console/people/quin/enable', { seq: '2' })).to).toBe(
      '/console/people/quin?told=enabled',
    )
    expect(
      (await visitor(served).post('/console/sign-in', { login: 'quin', password: goodPassword }))
        .status,
    ).toBe(303)
    const kept = await root.post('/console/people/root/disable', { seq: '1' })
    expect([kept.status, kept.text.includes('Nobody else administers')]).toEqual([422, true])
    const changed = await root.post('/console/people/root', {
      name: 'Root',
      login: 'root',
      by: 'browser',
      roles: 'administrator@rowan',
      seq: '1',
    })
    expect([changed.status, changed.text.includes('Nobody else administers')]).toEqual([422, true])
    expect(await rolesOf('root')).toEqual(['administrator@*'])
  })

  it('gives nobody to be reached in writing on a live server', async () => {
    const live = await servePractice({
      flows: 'test/console/flows',
      env: { TWILIO_AUTH_TOKEN: 'token', PUBLIC_URL: 'http://127.0.0.1' },
    })
    const one = await visitAs(live, await employ(live, ['administrator@*']))
    expect((await one.get('/console/people/new')).text).not.toContain('value="text"')
    expect(
      (await one.post('/console/people', { ...full, by: 'text' }, { origin: 'http://127.0.0.1' }))
        .text,
    ).toContain('reach-fault')
    await live.close()
  })
})

describe('an administrator of one company', () => {
  let boss: Visitor
  beforeAll(async () => {
    boss = await visitAs(served, await employ(served, ['administrator@rowan'], { id: 'boss' }))
    await employ(served, ['operator@rowan', 'administrator@other'], {
      id: 'shared',
      login: 'shared-login',
    })
    await employ(served, ['operator@other'], { id: 'stranger' })
  })

  it('sees the people of that company alone', async () => {
    const { text } = await boss.get('/console/people')
    for (const seen of ['boss', 'shared']) expect(text).toContain(`/console/people/${seen}"`)
    for (const unseen of ['stranger', 'root'])
      expect(text).not.toContain(`/console/people/${unseen}"`)
    expect(text).not.toContain('other')
    expect(text).not.toContain('shared-login')
  })

  it('gives roles there and nowhere else, whatever the form says', async () => {
    const form = {
      ...full,
      login: 'rita',
      roles: ['operator@rowan', 'administrator@*', 'administrator@other'],
    }
    const to = (await boss.post('/console/people', form)).to ?? ''
    const id = to.split('/').at(-1) ?? ''
    expect(await rolesOf(id)).toEqual(['operator@rowan'])
    await boss.post(to, { ...form, roles: ['supervisor@rowan', 'operator@*'], seq: '1' })
    expect(await rolesOf(id)).toEqual(['supervisor@rowan'])
    expect(
      (await boss.post('/console/people', { ...form, login: 'rob', roles: 'operator@other' })).text,
    ).toContain('roles-fault')
    expect(
      (
        await boss.post('/console/people/boss', {
          name: 'Boss',
          login: 'boss',
          by: 'browser',
          roles: ['administrator@rowan', 'administrator@*'],
          seq: '1',
        })
      ).status,
    ).toBe(303)
    expect(await rolesOf('boss')).toEqual(['administrator@rowan'])
  })

  it('changes of somebody who also works elsewhere the roles in that company only', async () => {
    expect((await boss.get('/console/people/shared')).text).not.toContain('name="login"')
    const reply = await boss.post('/console/people/shared', {
      ...full,
      name: 'Taken over',
      login: 'mine',
      roles: 'editor@rowan',
      seq: '1',
    })
    expect(reply.status).toBe(303)
    expect(await person('shared')).toMatchObject({
      name: 'Person shared',
      login: 'shared-login',
      reach: { by: 'browser' },
    })
    expect(await rolesOf('shared')).toEqual(['administrator@other', 'editor@rowan'])
    for (const change of ['link', 'disable', 'enable'])
      expect((await boss.post(`/console/people/shared/${change}`, { seq: '2' })).status).toBe(403)
    expect((await boss.post('/console/people/shared', { seq: '2' })).status).toBe(422)
  })

  it('reads the log of that company alone', async () => {
    const { text } = await boss.get('/console/audit')
    expect(text).toContain('person changed')
    expect(text).not.toContain('sign-in')
    expect(text).not.toMatch(/administrator@other|<td data-label="Company">other/)
  })
})

describe('the audit page', () => {
  it('shows the newest first, in pages, with markup as text', async () => {
    await served.runtime.store.addAudit(
      Array.from({ length: 120 }, (_, index) => ({
        id: `bulk-${String(index).padStart(3, '0')}`,
        at: served.runtime.now() + 1000,
        ip: '192.0.2.1',
        action: 'signed out' as const,
        details: { n: `<b>${index}</b>` },
      })),
    )
    let path = '/console/audit'
    const seen: string[] = []
    for (let page = 0; page < 3; page++) {
      const { text } = await root.get(path)
      expect(text).not.toContain('<b>')
      seen.push(...[...text.matchAll(/&lt;b&gt;(\d+)/g)].map(([, number]) => number ?? ''))
      path = /href="(\/console\/audit\?before=[^"]+)" rel="next"/.exec(text)?.[1] ?? ''
    }
    expect(seen.map(Number)).toEqual(Array.from({ length: 120 }, (_, index) => 119 - index))
    for (const before of ['x', '1', "1-' or 1", '-'])
      expect((await root.get(`/console/audit?before=${encodeURIComponent(before)}`)).status).toBe(
        200,
      )
  })
})
