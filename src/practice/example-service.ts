// A small company behind the shipped flows: answers their lookups while the practice phone runs.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DAY } from '../flow/text/duration.ts'

type Params = Record<string, unknown>

/** A JSON value to send with 200, or the status to answer instead. */
type Reply = { body: unknown } | { status: number }

type Route = {
  method: 'GET' | 'POST'
  answer: (params: Params, today: Date) => Reply | Promise<Reply>
}

/** So long the slow lookup takes, ms. */
const SLOW = 4500
const LARGEST_BODY = 64 * 1024
const notFound: Reply = { status: 404 }

const replyWith = (body: object | false | undefined): Reply => (body ? { body } : notFound)

/** Numbers to try on the practice phone; any other number is not known. */
export const tryThese = {
  parcels: {
    onItsWay: '1234567890',
    delivered: '2222222222',
    slow: '4444444444',
    broken: '5555555555',
    noFreeDay: '6666666666',
  },
  customers: { fault: '12345678', fine: '22222222' },
  complaints: { open: '204617', answered: '222222' },
  cards: { threeBooks: '123456', noBooks: '222222' },
}

const routes: Record<string, Route> = {
  '/parcels/status': { method: 'GET', answer: parcelStatus },
  '/parcels/days': { method: 'GET', answer: deliveryDays },
  '/parcels/bookings': { method: 'POST', answer: bookDay },
  '/internet/line-test': { method: 'GET', answer: lineTest },
  '/internet/visits': {
    method: 'POST',
    answer: ({ customer }, today) =>
      replyWith(
        lineOf(customer) !== undefined && { number: numberFrom(customer), day: inDays(today, 2) },
      ),
  },
  '/complaints': { method: 'POST', answer: fileComplaint },
  '/complaints/status': { method: 'GET', answer: complaintStatus },
  '/complaints/details': { method: 'POST', answer: () => ({ body: { kept: 'yes' } }) },
  '/complaints/unfinished': { method: 'POST', answer: () => ({ body: { kept: 'yes' } }) },
  '/library/renewals': { method: 'POST', answer: renewBooks },
}

async function parcelStatus({ parcel }: Params, today: Date): Promise<Reply> {
  const { onItsWay, delivered, slow, broken, noFreeDay } = tryThese.parcels
  if (parcel === broken) return { status: 500 }
  if (parcel === slow) await new Promise((resolve) => setTimeout(resolve, SLOW).unref())
  if (parcel === delivered)
    return { body: { state: 'delivered', place: 'your front door', due: inDays(today, -1) } }
  const isKnown = [onItsWay, slow, noFreeDay].includes(String(parcel))
  const due = inDays(today, 3)
  return replyWith(isKnown && { state: 'on its way', place: 'the Newark depot', due })
}

function deliveryDays({ parcel }: Params, today: Date): Reply {
  const { onItsWay, slow, noFreeDay } = tryThese.parcels
  if (parcel === noFreeDay) return { body: { days: [] } }
  if (parcel !== onItsWay && parcel !== slow) return notFound
  return {
    body: { days: [4, 5, 7, 8].map((days) => ({ id: `d${days}`, day: inDays(today, days) })) },
  }
}

function bookDay({ parcel, day }: Params): Reply {
  const isDay = typeof day === 'string' && /^d\d$/.test(day)
  return replyWith(isDay && { number: numberFrom(`${String(parcel)}${day}`) })
}

function lineOf(customer: unknown): string | undefined {
  const { fault, fine } = tryThese.customers
  return { [fault]: 'fault', [fine]: 'fine' }[String(customer)]
}

function lineTest({ customer }: Params): Reply {
  const result = lineOf(customer)
  return replyWith(result !== undefined && { result })
}

function fileComplaint({ about, happened, reach }: Params, today: Date): Reply {
  if (!about || !reach) return { status: 400 }
  return { body: { number: numberFrom([about, happened, reach].join(' ')), due: inDays(today, 7) } }
}

function complaintStatus({ complaint }: Params, today: Date): Reply {
  const { open, answered } = tryThese.complaints
  if (complaint === open) return { body: { state: 'being looked into', due: inDays(today, 5) } }
  return replyWith(complaint === answered && { state: 'answered by letter', due: inDays(today, 1) })
}

function renewBooks({ card }: Params, today: Date): Reply {
  const { threeBooks, noBooks } = tryThese.cards
  const count = { [threeBooks]: 3, [noBooks]: 0 }[String(card)]
  return replyWith(count !== undefined && { count, due: inDays(today, 21) })
}

function inDays(today: Date, days: number): string {
  return new Date(today.getTime() + days * DAY).toISOString().slice(0, 10)
}

/** Six digits that depend only on the words given. */
function numberFrom(words: unknown): string {
  const sum = [...String(words)].reduce(
    (total, letter) => (total * 31 + (letter.codePointAt(0) ?? 0)) % 900_000,
    7,
  )
  return String(100_000 + sum)
}

/** Starts the service on the loopback address; port 0 takes any free port. A change sent twice with
 * the same `Idempotency-Key` is done once and answered alike. */
export async function startExampleService(
  port: number,
): Promise<{ port: number; close(): Promise<void> }> {
  const done = new Map<string, Promise<Reply>>()
  const server = createServer((request, response) => {
    answer(request, done).then(
      (reply) => send(response, reply),
      () => send(response, { status: 400 }),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const close = (): Promise<void> =>
    new Promise((resolve, reject) => {
      server.close((error) => (error ? reject(error) : resolve()))
      server.closeAllConnections()
    })
  return { port: (server.address() as AddressInfo).port, close }
}

async function answer(request: IncomingMessage, done: Map<string, Promise<Reply>>): Promise<Reply> {
  const url = new URL(request.url ?? '/', 'http://localhost')
  const route = Object.hasOwn(routes, url.pathname) ? routes[url.pathname] : undefined
  if (!route) return notFound
  if (request.method !== route.method) return { status: 405 }
  const params: Params =
    route.method === 'GET' ? Object.fromEntries(url.searchParams) : await readBody(request)
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string') return route.answer(params, new Date())
  const known =
    done.get(`${url.pathname} ${key}`) ?? Promise.resolve(route.answer(params, new Date()))
  done.set(`${url.pathname} ${key}`, known)
  return known
}

async function readBody(request: IncomingMessage): Promise<Params> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) {
    text += String(chunk)
    if (text.length > LARGEST_BODY) throw new Error('the body is too large')
  }
  const body: unknown = JSON.parse(text)
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new Error('the body is not a JSON object')
  return body as Params
}

function send(response: ServerResponse, reply: Reply): void {
  const status = 'status' in reply ? reply.status : 200
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify('body' in reply ? reply.body : { status }))
}
