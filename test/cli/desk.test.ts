// The desk of a live server: accounts are its operators, and what is missing to reach them is said
// at the start.
import { expect, it } from 'vitest'
import { openTelephoneDesk } from '../../src/cli/serve-desk.ts'
import type { Account } from '../../src/staff/account.ts'
import { makeRest } from '../../src/twilio/rest.ts'
import { makeRuntime } from '../world/runtime.ts'

const live = { TWILIO_AUTH_TOKEN: 'token', PUBLIC_URL: 'https://calls.example.com' }
const account = { TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}` }
const key = { TWILIO_API_KEY_SID: 'SK1', TWILIO_API_KEY_SECRET: 'secret' }

async function opened(env: Record<string, string>, people: Partial<Account>[]) {
  const logged: string[] = []
  const runtime = await makeRuntime({ env: { ...live, ...env }, logged })
  for (const [index, person] of people.entries()) {
    const id = person.id ?? `person-${index}`
    const whole: Account = {
      id,
      login: id,
      name: id,
      memberships: [{ tenant: 'alder', role: 'operator' }],
      skills: {},
      languages: [],
      reach: { by: 'browser' },
      createdAt: 1,
      hasPassword: true,
      seq: 1,
      ...person,
    }
    await runtime.store.addAccount({
      account: whole,
      loginKey: id,
      audit: [{ id: `audit-${id}`, at: 1, ip: '192.0.2.1', action: 'person added', details: {} }],
    })
  }
  const closing: (() => Promise<unknown> | void)[] = []
  Object.assign(runtime, await openTelephoneDesk(runtime, await makeRest(runtime.config), closing))
  for (const close of closing) await close()
  runtime.library.close()
  return { runtime, warnings: logged.map((line) => (JSON.parse(line) as { msg: string }).msg) }
}

it('serves with who answers for a company of the installation, and nobody else', async () => {
  const { runtime, warnings } = await opened({ ...account, ...key }, [
    { id: 'ann', skills: { billing: 3 } },
    { id: 'gone', disabledAt: 5 },
    { id: 'elsewhere', memberships: [{ tenant: 'no such company', role: 'operator' }] },
  ])
  expect(await runtime.desk.operator('ann')).toMatchObject({
    id: 'ann',
    tenants: ['alder'],
    skills: { billing: 3 },
    reach: { by: 'browser' },
  })
  for (const id of ['gone', 'elsewhere', 'nobody'])
    expect(await runtime.desk.operator(id)).toBeUndefined()
  expect(runtime.control).toBeDefined()
  expect(warnings).toEqual([])
})

it('says that browsers need a key, where somebody has no telephone', async () => {
  expect((await opened(account, [{ id: 'ann' }])).warnings).toEqual([
    expect.stringContaining('set TWILIO_API_KEY_SID and TWILIO_API_KEY_SECRET'),
  ])
  expect(
    (await opened(account, [{ id: 'ann', reach: { by: 'phone', to: '+442079460101' } }])).warnings,
  ).toEqual([])
})

it('is not there without an account at Twilio, which is said where there are operators', async () => {
  const { runtime, warnings } = await opened({}, [{ id: 'ann' }])
  expect([runtime.desk.isOpen, runtime.control]).toEqual([false, undefined])
  expect(warnings).toEqual([expect.stringContaining('set TWILIO_ACCOUNT_SID')])
  expect((await opened({}, [])).warnings).toEqual([])
})
