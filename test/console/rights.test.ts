// Every page and action of the console, tried by every role, with what belongs to another company
// too. Who adds a route adds a line.
import type { Router } from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contact } from '../desk/contacts.ts'
import { makeRuntime } from '../world/runtime.ts'
import { consoleRoutes } from '../../src/console/console.ts'
import type { Guard } from '../../src/console/access.ts'
import { permissions, roles, type Action, type Role } from '../../src/staff/permissions.ts'
import { commitOf } from '../store/commits.ts'
import { serveDesk, waits, type DeskServed } from './desk-server.ts'
import { employ, visitAs, visitor, type Visitor } from '../practice/visitor.ts'

/** `mine` and `others` are paths to something of one's own company and of another; a page for a
 * whole role has none. */
type Line = {
  route: string
  needs: Guard['needs']
  mine?: string
  others?: string
  status?: number
  fields?: Record<string, string>
}

const own = 'own-person'
const foreign = 'foreign-person'

const table: Line[] = [
  {
    route: 'GET /console/assets/:file',
    needs: 'nothing',
    mine: '/console/assets/nothing-0.js',
    status: 404,
  },
  { route: 'GET /console', needs: 'to be signed in' },
  { route: 'GET /console/sign-in', needs: 'nothing' },
  { route: 'POST /console/sign-in', needs: 'nothing', status: 403 },
  { route: 'POST /console/sign-out', needs: 'to be signed in', status: 303 },
  {
    route: 'GET /console/link/:secret',
    needs: 'nothing',
    mine: '/console/link/forged',
    status: 410,
  },
  {
    route: 'POST /console/link/:secret',
    needs: 'nothing',
    mine: '/console/link/forged',
    status: 410,
  },
  { route: 'GET /console/account', needs: 'to be signed in', status: 200 },
  { route: 'POST /console/account/password', needs: 'to be signed in', status: 422 },
  { route: 'POST /console/language', needs: 'nothing', status: 400 },
  { route: 'GET /console/people', needs: 'edit people', status: 200 },
  { route: 'GET /console/people/new', needs: 'edit people', status: 200 },
  { route: 'POST /console/people', needs: 'edit people', status: 422 },
  {
    route: 'GET /console/people/:id',
    needs: 'edit people',
    mine: `/console/people/${own}`,
    others: `/console/people/${foreign}`,
    status: 200,
  },
  {
    route: 'POST /console/people/:id',
    needs: 'edit people',
    mine: `/console/people/${own}`,
    others: `/console/people/${foreign}`,
    status: 422,
  },
  {
    route: 'POST /console/people/:id/disable',
    needs: 'edit people',
    mine: `/console/people/${own}/disable`,
    others: `/console/people/${foreign}/disable`,
    status: 409,
    fields: { seq: '0' },
  },
  {
    route: 'POST /console/people/:id/enable',
    needs: 'edit people',
    mine: `/console/people/${own}/enable`,
    others: `/console/people/${foreign}/enable`,
    status: 409,
    fields: { seq: '0' },
  },
  {
    route: 'POST /console/people/:id/link',
    needs: 'edit people',
    mine: `/console/people/${own}/link`,
    others: `/console/people/${foreign}/link`,
    status: 303,
  },
  { route: 'GET /console/desk', needs: 'answer calls', status: 200 },
  { route: 'GET /console/desk/stream', needs: 'answer calls', status: 200 },
  { route: 'GET /console/desk/voice-token', needs: 'answer calls', status: 404 },
  { route: 'POST /console/desk/report', needs: 'answer calls', status: 422 },
  {
    route: 'POST /console/desk/status',
    needs: 'answer calls',
    status: 409,
    fields: { choice: 'ready' },
  },
  ...[
    'accept',
    'decline',
    'release',
    'finish',
    'help',
    'hold',
    'transfer',
    'send-back',
    'consult',
    'pass-on',
    'cancel-consult',
    'notes',
    'say',
    'private',
  ].map((action): Line => ({
    route: `POST /console/desk/contacts/:id/${action}`,
    needs: action === 'private' ? 'see private values' : 'answer calls',
    mine: `/console/desk/contacts/${own}/${action}`,
    others: `/console/desk/contacts/${foreign}/${action}`,
    status: 409,
    fields: { slot: 'pin' },
  })),
  { route: 'GET /console/live', needs: 'see live', status: 200 },
  { route: 'GET /console/live/events', needs: 'see live', status: 200 },
  {
    route: 'GET /console/live/operators/:id',
    needs: 'see live',
    mine: `/console/live/operators/${own}`,
    others: `/console/live/operators/${foreign}`,
    status: 200,
  },
  // without a desk there is nothing to change
  {
    route: 'POST /console/live/operators/:id/status',
    needs: 'change status of others',
    mine: `/console/live/operators/${own}/status`,
    others: `/console/live/operators/${foreign}/status`,
    status: 400,
  },
  {
    route: 'POST /console/live/operators/:id/finish',
    needs: 'change status of others',
    mine: `/console/live/operators/${own}/finish`,
    others: `/console/live/operators/${foreign}/finish`,
    status: 404,
    fields: { contact: 'never-was' },
  },
  {
    route: 'POST /console/live/contacts/:id/supervise',
    needs: 'listen in',
    mine: '/console/live/contacts/own-contact/supervise',
    others: '/console/live/contacts/foreign-contact/supervise',
    status: 400,
  },
  { route: 'GET /console/calls', needs: 'see calls', status: 200 },
  {
    route: 'GET /console/calls/:id',
    needs: 'read what callers said',
    mine: '/console/calls/own-call',
    others: '/console/calls/foreign-call',
    status: 200,
  },
  // operators see private values on their cards, not here
  {
    route: 'POST /console/calls/:id/private',
    needs: 'see private values',
    mine: '/console/calls/no-call/private',
    others: '/console/calls/foreign-call/private',
    status: 404,
  },
  {
    route: 'GET /console/calls/:id/recordings/:recording',
    needs: 'hear recordings',
    mine: '/console/calls/own-call/recordings/RE1',
    others: '/console/calls/foreign-call/recordings/RE1',
    status: 404,
  },
  { route: 'GET /console/notices', needs: 'switch', status: 200 },
  {
    route: 'POST /console/notices/:company/switch',
    needs: 'switch',
    mine: '/console/notices/rowan/switch',
    others: '/console/notices/other/switch',
    status: 404,
    fields: { flow: 'bank', name: 'never-was', do: 'on' },
  },
  {
    route: 'POST /console/notices/:company/closure',
    needs: 'close',
    mine: '/console/notices/rowan/closure',
    others: '/console/notices/other/closure',
    status: 404,
    fields: { line: 'never-was', do: 'on' },
  },
  { route: 'GET /console/audit', needs: 'see audit', status: 200 },
]

type Layer = {
  route?: {
    path: string
    methods?: Record<string, boolean>
    stack: { method: string; handle: Partial<Guard> }[]
  }
  handle?: { stack?: Layer[] }
}

function routesOf({ stack }: { stack: Layer[] }): { route: string; guards: string[] }[] {
  return stack.flatMap(({ route, handle }) => {
    if (route)
      return [
        {
          route: `${route.stack[0]?.method.toUpperCase()} ${route.path}`,
          guards: route.stack.flatMap(({ handle: { needs } }) => needs ?? []),
        },
      ]
    return handle?.stack ? routesOf({ stack: handle.stack }) : []
  })
}

it('knows every route, and each has the one guard the table says', async () => {
  const runtime = await makeRuntime()
  const routes = routesOf(consoleRoutes(runtime) as Router as unknown as { stack: Layer[] })
  expect(routes.sort((a, b) => a.route.localeCompare(b.route))).toEqual(
    table
      .map(({ route, needs }) => ({ route, guards: [needs] }))
      .sort((a, b) => a.route.localeCompare(b.route)),
  )
  await runtime.store.close()
})

describe('who may do what', () => {
  let served: DeskServed
  beforeAll(async () => {
    served = await serveDesk()
    await employ(served, ['administrator@*'])
    await employ(served, ['operator@rowan'], { id: own })
    await employ(served, ['operator@other'], { id: foreign })
    await waits(served, own, { tenant: 'rowan' })
    await waits(served, foreign, { tenant: 'other', callId: 'foreign-waits' })
    await served.runtime.store.commit(commitOf('own-call', 1, {}, { tenant: 'rowan' }))
    await served.runtime.store.commit(commitOf('foreign-call', 1, {}, { tenant: 'other' }))
    await served.runtime.store.changeDesk({
      added: [
        contact('own-contact', { tenant: 'rowan', status: 'talking' }),
        contact('foreign-contact', { tenant: 'other', status: 'talking' }),
      ],
    })
  })
  afterAll(() => served.close())

  const call = async (one: Visitor, { route, fields }: Line, path: string): Promise<number> =>
    route.endsWith('/stream')
      ? one.begin(path)
      : (await (route.startsWith('GET') ? one.get(path) : one.post(path, fields))).status
  const pathOf = ({ route, mine }: Line): string => mine ?? route.split(' ')[1] ?? ''
  const changed = async (): Promise<unknown> => [
    await served.runtime.store.account(own),
    await served.runtime.store.account(foreign),
    (await served.runtime.store.accounts()).length,
    await served.runtime.store.contact(own),
    await served.runtime.store.contact(foreign),
    await served.runtime.store.notes(own),
  ]

  it.each(table)('$route: nobody signed in', async (line) => {
    const status = await call(visitor(served), line, pathOf(line))
    if (line.needs === 'nothing') expect(status).toBe(line.status ?? 200)
    else expect(status).toBe(line.route.startsWith('GET') ? 303 : 401)
  })

  const cases = table
    .filter(({ needs }) => needs !== 'nothing')
    .flatMap((line) => [
      ...roles.map((role): [string, Line, Role | undefined] => [
        `${line.route}: ${role}`,
        line,
        role,
      ]),
      [`${line.route}: without a role`, line, undefined] as [string, Line, undefined],
    ])
  it.each(cases)('%s', async (_, line, role) => {
    const account = await employ(served, role ? [`${role}@rowan`] : [])
    const allowed =
      line.needs === 'to be signed in' ||
      (role !== undefined && (permissions[line.needs as Action] as readonly Role[]).includes(role))
    const before = await changed()
    const status = await call(await visitAs(served, account), line, pathOf(line))
    if (!allowed) expect(status).toBe(403)
    else if (line.status !== undefined) expect(status).toBe(line.status)
    else expect([200, 303]).toContain(status)
    expect(await changed()).toEqual(before)
  })

  it.each(
    table
      .filter(({ others }) => others !== undefined)
      .flatMap((line) =>
        roles.map((role): [string, Line, Role] => [`${line.route}: ${role}`, line, role]),
      ),
  )('what belongs to another company looks like nothing: %s', async (_, line, role) => {
    const account = await employ(served, [`${role}@rowan`])
    const before = await changed()
    const one = await visitAs(served, account)
    const allowed = (permissions[line.needs as Action] as readonly Role[]).includes(role)
    const reply = line.route.startsWith('GET')
      ? await one.get(line.others ?? '')
      : await one.post(line.others ?? '', { ...line.fields, seq: '1' })
    expect(reply.status).toBe(allowed ? 404 : 403)
    expect(reply.text).not.toContain(foreign)
    expect(await changed()).toEqual(before)
    if (allowed)
      expect((await one.get(line.others?.replace(foreign, 'never-was') ?? '')).status).toBe(404)
  })
})
