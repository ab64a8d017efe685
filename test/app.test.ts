import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Router } from 'express'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { makeApp } from '../src/app.ts'
import { bareRuntime, linesOnly } from './twilio/server.ts'

let dir: string
let server: Server | undefined

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'callflow-app-'))
  await writeFile(join(dir, 'hello.wav'), 'RIFF hello')
})
afterAll(() => rm(dir, { recursive: true }))
afterEach(() => {
  server?.close()
  server?.closeAllConnections()
})

async function get(
  path: string,
  over: Parameters<typeof bareRuntime>[0] = {},
  pages?: Router,
): Promise<Response> {
  server = createServer(makeApp(bareRuntime(over), pages)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`)
}

describe('the app', () => {
  it('is up even when nothing else is, and says nothing about what it is made of', async () => {
    const response = await get('/healthz')
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('up\n')
    expect(response.headers.get('x-powered-by')).toBeNull()
  })

  it('is not ready without a database', async () => {
    const response = await get('/readyz')
    expect(response.status).toBe(503)
    expect(await response.text()).toBe('the database is away\n')
  })

  it('counts for Prometheus', async () => {
    const response = await get('/metrics')
    expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4')
    expect(await response.text()).toContain('callflow_turns_total')
  })

  it('gives a recording away with headers that let it be kept for ever', async () => {
    const library = {
      ...linesOnly([]),
      audioFile: (path: string) =>
        path === '/audio/a1b2/hello.wav' ? join(dir, 'hello.wav') : undefined,
    }
    const response = await get('/audio/a1b2/hello.wav', { library })
    expect(await response.text()).toBe('RIFF hello')
    expect(response.headers.get('content-type')).toMatch(/^audio\/(x-)?wav/)
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  })

  it.each([
    '/audio/a1b2/other.wav',
    '/audio/..%2f..%2fetc%2fpasswd',
    '/audio/',
    '/nothing',
    '/twilio/nothing',
  ])('%s is not there, in plain words', async (path) => {
    const response = await get(path)
    expect(response.status).toBe(path.startsWith('/twilio') ? 403 : 404)
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(await response.text()).not.toContain('<')
  })

  it('a recording whose file has gone is not there', async () => {
    const response = await get('/audio/a1b2/gone.wav', {
      library: { ...linesOnly([]), audioFile: () => join(dir, 'gone.wav') },
    })
    expect(response.status).toBe(404)
    expect(await response.text()).toBe('not found\n')
  })

  it('a path that cannot be decoded is refused in plain words', async () => {
    const response = await get('/audio/%E0%A4%A')
    expect(response.status).toBe(400)
    expect(await response.text()).toBe('the request cannot be read\n')
  })

  it('carries the pages it is given, and tells the log, not the visitor, why one broke', async () => {
    const pages = Router()
      .get('/phone', (_req, res) => void res.send('a telephone'))
      .get('/broken', () => {
        throw new Error('a secret reason')
      })
    expect(await (await get('/phone', {}, pages)).text()).toBe('a telephone')
    const runtime = bareRuntime()
    const response = await get('/broken', { log: runtime.log }, pages)
    expect(response.status).toBe(500)
    expect(await response.text()).toBe('something broke here\n')
    expect(JSON.stringify(runtime.logged)).toContain('a secret reason')
  })
})
