// Performs a lookup: one bounded HTTP request to an address from lines.yaml, its JSON answer
// checked against `gives`.
import { lookup as resolve } from 'node:dns'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import type { Effect, Gives, Notice } from '../call/event.ts'
import type { Input } from '../call/input.ts'

/** Where a lookup is; `timeout` in milliseconds, `secret` is the value itself. */
export type Address = {
  url: string
  method?: string
  headers: Record<string, string>
  secret?: string
  secretHeader?: string
  timeout: number
  privateNetwork: boolean
}

const LARGEST_ANSWER = 64 * 1024

export class Refused extends Error {}

/** Asks and never rejects: what goes wrong becomes a `failed` input. `now` in UTC milliseconds. */
export async function askLookup(
  effect: Effect & { kind: 'request' },
  address: Address | undefined,
  now: () => number,
): Promise<Input> {
  const { key } = effect
  const fail = (reason: string): Input => ({ type: 'failed', at: now(), key, reason })
  if (!address) return fail('no address in lines.yaml')
  try {
    const { status, body } = await send(address, effect, effect.changes)
    if (status === 404 || status === 204) return { type: 'fetched', at: now(), key, found: false }
    if (status < 200 || status > 299) return fail(`status ${status}`)
    const data: unknown = JSON.parse(body)
    if (data === null) return { type: 'fetched', at: now(), key, found: false }
    if (!isObject(data) || Array.isArray(data)) return fail('the answer is not a JSON object')
    const fields = readFields(data, effect.gives)
    if (typeof fields === 'string') return fail(fields)
    return { type: 'fetched', at: now(), key, found: true, data: fields }
  } catch (error) {
    if (error instanceof SyntaxError) return fail('the answer is not JSON')
    return fail(error instanceof Error ? error.message : 'unknown fault')
  }
}

/** Sends a notice; rejects unless it was taken with a 2xx. */
export async function sendNotice(notice: Notice, address: Address | undefined): Promise<void> {
  if (!address) throw new Refused(`lookup "${notice.lookup}" has no address in lines.yaml`)
  const { status } = await send(address, notice, true)
  if (status < 200 || status > 299) throw new Error(`status ${status}`)
}

type Answered = { status: number; body: string }

type Sent = { key: string; params: Record<string, unknown>; private: string[] }

async function send(
  address: Address,
  { key, params, private: hidden }: Sent,
  changes: boolean,
): Promise<Answered> {
  const method = address.method ?? (changes ? 'POST' : 'GET')
  const inUrl = method === 'GET' || method === 'DELETE'
  const url = new URL(address.url)
  if (inUrl && hidden.length > 0)
    throw new Refused('a private value may not go into a URL; use method: POST')
  if (inUrl)
    for (const [name, value] of Object.entries(params))
      url.searchParams.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value))
  const body = inUrl ? undefined : JSON.stringify(params)
  const headers: Record<string, string> = {
    accept: 'application/json',
    'user-agent': 'callflow',
    ...address.headers,
  }
  if (body !== undefined)
    Object.assign(headers, {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
    })
  // header values are Latin-1 only, and step names need not be
  if (changes) headers['idempotency-key'] = encodeURIComponent(key)
  if (address.secret !== undefined)
    headers[address.secretHeader ?? 'authorization'] = address.secretHeader
      ? address.secret
      : `Bearer ${address.secret}`
  return exchange(url, { method, headers, body }, address)
}

type Question = { method: string; headers: Record<string, string>; body?: string }

function exchange(
  url: URL,
  { method, headers, body }: Question,
  address: Address,
): Promise<Answered> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (!address.privateNetwork && isIP(host) && !isPublic(host))
    return Promise.reject(new Refused('the address is in a private network'))
  return new Promise((resolvePromise, reject) => {
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, {
      method,
      headers,
      lookup: address.privateNetwork ? undefined : publicOnly,
      signal: AbortSignal.timeout(address.timeout),
    })
    request.on('error', (error) =>
      reject(
        error.name === 'AbortError' || error.name === 'TimeoutError'
          ? new Error('no answer in time')
          : error,
      ),
    )
    request.on('response', (response) => {
      collect(response).then(resolvePromise, reject)
    })
    request.end(body)
  })
}

async function collect(response: IncomingMessage): Promise<Answered> {
  const chunks: Buffer[] = []
  let size = 0
  const body: AsyncIterable<Buffer> = response
  for await (const chunk of body) {
    size += chunk.length
    if (size > LARGEST_ANSWER) {
      response.destroy()
      throw new Error('the answer is over 64 KB')
    }
    chunks.push(chunk)
  }
  return { status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }
}

/** Name resolution that gives public addresses only, so that a name cannot lead into the house. */
const publicOnly: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    const open = (addresses ?? []).filter(({ address }) => isPublic(address))
    const [first] = open
    if (error) callback(error, '', 0)
    else if (!first) callback(new Refused('the address is in a private network'), '', 0)
    else if (options.all) callback(null, open)
    else callback(null, first.address, first.family)
  })
}

function isPublic(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast'
}

/** The declared fields with their types, or a sentence about the first that is missing or wrong.
 * Names are read with `_` for spaces. */
function readFields(data: Record<string, unknown>, gives: Gives): Record<string, unknown> | string {
  if (!gives) return data
  const fields: Record<string, unknown> = {}
  for (const [name, type] of Object.entries(gives)) {
    const value = data[name.replaceAll(' ', '_')] ?? data[name]
    if (typeof type !== 'string') {
      const rows = readRows(value, name, type)
      if (typeof rows === 'string') return rows
      fields[name] = rows
      continue
    }
    if (value === undefined || value === null) return `field "${name}" is missing`
    fields[name] = readValue(value, type)
    if (fields[name] === undefined) return `field "${name}" is not of type ${type}`
  }
  return fields
}

function readRows(value: unknown, name: string, gives: Gives): Record<string, unknown>[] | string {
  if (!Array.isArray(value)) return `field "${name}" is not a list`
  const rows: Record<string, unknown>[] = []
  for (const row of value) {
    if (!isObject(row)) return `a row of "${name}" is not an object`
    const fields = readFields(row, gives)
    if (typeof fields === 'string') return fields
    rows.push(fields)
  }
  return rows
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const FORMATS: Record<string, RegExp> = {
  date: /^\d{4}-\d{2}-\d{2}$/,
  time: /^\d{2}:\d{2}(:\d{2})?$/,
  'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/,
  duration: /^P(?=[\dT])[\d.YMWDTHS]{1,30}$/,
  digits: /^\d+$/,
  phone: /^\+?\d{5,15}$/,
}

const YES_AND_NO = new Map<unknown, boolean>([
  [true, true],
  ['yes', true],
  [false, false],
  ['no', false],
])

/** The value as one of that type; undefined when it is none. */
function readValue(value: unknown, type: string): unknown {
  const isNumber = typeof value === 'number'
  switch (type) {
    case 'yes-no':
      return YES_AND_NO.get(value)
    case 'number':
      return isNumber ? value : undefined
    case 'money':
      return isNumber || (isObject(value) && 'amount' in value) ? value : undefined
    default: {
      if (typeof value !== 'string' && !isNumber) return undefined
      const text = String(value)
      return FORMATS[type]?.test(text) === false ? undefined : text
    }
  }
}
