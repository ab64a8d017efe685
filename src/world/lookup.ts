// Performs a lookup: one bounded HTTP request to an address from lines.yaml, its JSON answer
// checked against `gives`.
import { lookup as resolve } from 'node:dns'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import type { Effect, Notice } from '../call/event.ts'
import type { Input } from '../call/input.ts'
import { BARE, isBare, isGroup, readAnswer, type Gives } from '../flow/tree/lookup-answer.ts'

/** Where a lookup is; `timeout` in milliseconds, `secret` is the value itself;
 * `unset` names a secret that the environment does not set, without which nothing is asked. */
export type Address = {
  url: string
  method?: string
  headers: Record<string, string>
  secret?: string
  unset?: string
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
    const { status, ...answered } = await send(address, effect, effect.changes)
    if (status === 404 || status === 204) return { type: 'fetched', at: now(), key, found: false }
    if (status < 200 || status > 299) return fail(`status ${status}`)
    const data = isBare(effect.gives) ? bareText(answered) : fieldsIn(answered, effect.gives)
    if (typeof data === 'string') return fail(data)
    if (data === undefined) return { type: 'fetched', at: now(), key, found: false }
    return { type: 'fetched', at: now(), key, found: true, data }
  } catch (error) {
    if (error instanceof SyntaxError) return fail('the answer is not JSON')
    return fail(error instanceof Error ? error.message : 'unknown fault')
  }
}

type Body = Pick<Answered, 'bytes' | 'type'>

/** The fields of a JSON object, undefined for `null`, or a sentence about what is wrong. Throws for
 * what is no JSON. */
function fieldsIn({ bytes }: Body, gives: Gives): Record<string, unknown> | string | undefined {
  const data: unknown = JSON.parse(bytes.toString('utf8'))
  if (data === null) return undefined
  if (!isGroup(data) || Array.isArray(data)) return 'the answer is not a JSON object'
  return readAnswer(data, gives)
}

/** The text of text/plain or of a JSON string; undefined for an empty one or `null`, or a sentence
 * about what is wrong. What says no type is taken for plain text. */
function bareText({ bytes, type }: Body): Record<string, string> | string | undefined {
  const [mime = ''] = type.toLowerCase().split(';')
  const said = /[/+]json$/.test(mime.trim()) ? jsonText(bytes) : plainText(bytes, type)
  if (typeof said === 'object') return said.fault
  return said.trim() === '' ? undefined : { [BARE]: said.trim() }
}

function jsonText(bytes: Buffer): string | { fault: string } {
  const data: unknown = JSON.parse(bytes.toString('utf8'))
  if (data === null) return ''
  return typeof data === 'string' ? data : { fault: 'the answer is JSON, but not a text' }
}

function plainText(bytes: Buffer, type: string): string | { fault: string } {
  const [mime = '', ...parts] = type.toLowerCase().split(';')
  if (mime.trim() !== '' && mime.trim() !== 'text/plain')
    return { fault: `the answer is ${mime.trim()}, not text/plain` }
  const charset = /^\s*charset="?([\w.:-]+)"?\s*$/
  const label = parts.map((part) => charset.exec(part)?.[1]).find(Boolean) ?? 'utf-8'
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes)
  } catch {
    return { fault: `the answer is not text in ${label}` }
  }
}

/** Sends a notice; rejects unless it was taken with a 2xx. */
export async function sendNotice(notice: Notice, address: Address | undefined): Promise<void> {
  if (!address) throw new Refused(`lookup "${notice.lookup}" has no address in lines.yaml`)
  const { status } = await send(address, notice, true)
  if (status < 200 || status > 299) throw new Error(`status ${status}`)
}

/** `type` is the content type as it was sent. */
type Answered = { status: number; bytes: Buffer; type: string }

type Sent = { key: string; params: Record<string, unknown>; private: string[]; gives?: Gives }

async function send(address: Address, sent: Sent, changes: boolean): Promise<Answered> {
  const { params, private: hidden } = sent
  if (address.unset !== undefined) throw new Refused(`its secret ${address.unset} is not set`)
  const method = address.method ?? (changes ? 'POST' : 'GET')
  const inUrl = method === 'GET' || method === 'DELETE'
  const url = new URL(address.url)
  if (inUrl && hidden.length > 0)
    throw new Refused('a private value may not go into a URL; use method: POST')
  if (inUrl)
    for (const [name, value] of Object.entries(params))
      url.searchParams.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value))
  const body = inUrl ? undefined : JSON.stringify(params)
  const headers = headersOf(address, sent, body)
  // header values are Latin-1 only, and step names need not be
  if (changes) headers['idempotency-key'] = encodeURIComponent(sent.key)
  return exchange(url, { method, headers, body }, address)
}

function headersOf(address: Address, { gives }: Sent, body: string | undefined) {
  const headers: Record<string, string> = {
    accept: isBare(gives) ? 'text/plain, application/json' : 'application/json',
    'user-agent': 'callflow',
    ...address.headers,
  }
  if (body !== undefined)
    Object.assign(headers, {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
    })
  if (address.secret !== undefined)
    headers[address.secretHeader ?? 'authorization'] = address.secretHeader
      ? address.secret
      : `Bearer ${address.secret}`
  return headers
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
  const type = response.headers['content-type'] ?? ''
  return { status: response.statusCode ?? 0, bytes: Buffer.concat(chunks), type }
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
