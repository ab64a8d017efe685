// Callers, customers and operators of the hand-offs: each goes on from what the store holds, does
// something by chance, and asks again when the server was killed.
import type { Contact } from '../../src/desk/contact.ts'
import type { Store } from '../../src/store/store.ts'
import { asForm, asJson, type Seat } from './desk-crew.ts'

/** `kindly`: operators take and finish all they are given, so that what waits comes to an end.
 * `left` calls are yet to be handed off. `now` is the server's clock, `asked` when each request
 * began that is not answered yet. */
export type World = {
  store: Store
  origin: string
  faults: string[]
  kindly: boolean
  over: boolean
  left: number
  asked: Map<symbol, number>
  now(): number
  did(what: string): void
}

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })

/** ms of the server's clock, as all that follow: how long a call is followed, */
const PATIENCE = 450_000
/** how long a caller waits or talks at most, */
const WAITS = 22_000
const TALKS = 30_000
/** longer than the lease of a console, */
const OUT_OF_TOUCH = 40_000
/** and how often a console reports. */
const REPORTS = 8000
/** Real ms between two tries to reach a server that was killed. */
const TRIES_EVERY = 30

const by = (chance: number): boolean => Math.random() < chance
const within = (ms: number): Promise<void> => pause(Math.random() * ms)

/** Sends it again as long as nobody answers, for time stands meanwhile; a server that answers with
 * a fault of its own is one. */
async function send(
  world: World,
  path: string,
  init?: RequestInit,
): Promise<{ status: number; body: unknown }> {
  const request = Symbol(path)
  world.asked.set(request, world.now())
  for (;;) {
    try {
      const response = await fetch(world.origin + path, { ...init, redirect: 'manual' })
      const text = await response.text()
      if (response.status >= 500)
        world.faults.push(`${path} was answered with ${response.status}: ${text.slice(0, 200)}`)
      world.asked.delete(request)
      return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : text }
    } catch {
      await pause(TRIES_EVERY)
    }
  }
}

type Told = { call: string; reply: { next: { is: string } } }

async function act(world: World, call: string, acted: object): Promise<Told> {
  const session = await world.store.loadCall(call)
  return (
    await send(
      world,
      `/practice/calls/${call}/input`,
      asJson({ answers: session?.reply ?? 0, ...acted }),
    )
  ).body as Told
}

const keys = (pressed: string): object => ({ do: 'keys', keys: pressed, ended: true })

/** As many callers at once as are asked for, until all calls are handed off. */
export async function callsOfAll(world: World, callers: number): Promise<void> {
  let next = 0
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (world.left > 0) {
        world.left--
        if (!(await caller(world, `+1202555${String(next++ % 10_000).padStart(4, '0')}`)))
          world.left++
      }
    }),
  )
}

/** One call, to the desk and to whatever becomes of it there; false when no operator was signed in,
 * so that it was not handed off. */
async function caller(world: World, from: string): Promise<boolean> {
  const { store } = world
  await within(100)
  const { call } = (await send(world, '/practice/calls', asJson({ line: '+15005550006', from })))
    .body as Told
  const asked = await act(world, call, keys(by(0.5) ? '1' : '0'))
  if (asked.reply.next.is === 'ringing') {
    world.did('nobody was signed in')
    await act(world, call, { do: 'hang up' })
    await pause(200)
    return false
  }
  const plan = Math.random()
  // the page is closed, and nobody hears of it
  if (plan < 0.05) {
    world.did('went without a word')
    return true
  }
  const patience = world.now() + Math.random() * WAITS
  const talks = world.now() + Math.random() * TALKS
  // what is left then is found in the store
  for (const late = world.now() + PATIENCE; world.now() < late;) {
    await pause(50 + Math.random() * 100)
    const session = await store.loadCall(call)
    if (!session || session.status === 'ended') return true
    if (session.state.leaf.endsWith('/bridged')) {
      if (by(0.1))
        await send(world, `/practice/calls/${call}/say`, asJson({ text: 'Are you there?' }))
      if (plan < 0.25 && world.now() > talks) await leaves(world, call, 'hung up while talking')
    } else if (session.queued) {
      if (world.now() < patience) continue
      if (plan < 0.4) await leaves(world, call, 'hung up while waiting')
      else if (plan < 0.6) await asksToBeCalled(world, call, session.reply)
      else if (plan < 0.7) await presses(world, call, '2', 'left by key 2')
    } else await goesOn(world, call)
  }
  return true
}

async function leaves(world: World, call: string, how: string): Promise<void> {
  world.did(how)
  await act(world, call, { do: 'hang up' })
}

async function presses(world: World, call: string, key: string, how: string): Promise<void> {
  world.did(how)
  await act(world, call, keys(key))
}

/** The key is sent twice at once, and again to whatever server is there when it was killed
 * meanwhile. */
async function asksToBeCalled(world: World, call: string, answers: number): Promise<void> {
  world.did('pressed key 1 twice')
  const press = () =>
    send(world, `/practice/calls/${call}/input`, asJson({ answers, ...keys('1') }))
  await Promise.all([press(), press()])
}

/** Out of the queue: a message at the tone, or the end. */
async function goesOn(world: World, call: string): Promise<void> {
  const { reply } = (await send(world, `/practice/calls/${call}`)).body as Told
  if (reply.next.is === 'tone' && by(0.7))
    await act(world, call, { do: 'message', seconds: 3, leaving: by(0.5) })
  else if (reply.next.is !== 'over') await act(world, call, { do: 'hang up' })
}

/** Whoever is called back answers, or does not; some hang up while they talk. */
export async function customers(world: World): Promise<void> {
  const rung = new Set<string>()
  while (!world.over) {
    await pause(100)
    for (const { id, callId, kind, status, since } of await world.store.openContacts()) {
      if (kind !== 'callback' || rung.has(`${id} ${since}`)) continue
      if (status === 'briefed') {
        rung.add(`${id} ${since}`)
        const answer = by(0.7)
        world.did(answer ? 'answered a callback' : 'did not answer a callback')
        await send(world, `/practice/calls/${callId}/callback`, asJson({ answer }))
      } else if (status === 'talking' && by(0.05)) {
        rung.add(`${id} ${since}`)
        await leaves(world, callId, 'hung up in a callback')
      }
    }
  }
}

/** One operator with one console. */
export async function operator(world: World, seat: Seat): Promise<void> {
  const { store } = world
  const does = (path: string, fields?: Record<string, string>) =>
    send(world, `/console/desk/${path}`, asForm(world.origin, seat, fields))
  let reportedAt = -Infinity
  let silentUntil = -Infinity
  let decided = ''
  const goesSilent = (how: string): void => {
    silentUntil = world.now() + OUT_OF_TOUCH
    world.did(how)
  }
  const decide = async (contact: Contact): Promise<void> => {
    const does_ = (what: string) => does(`contacts/${contact.id}/${what}`)
    const chance = world.kindly ? 1 : Math.random()
    if (contact.status === 'offered') {
      if (chance < 0.08) return world.did('missed an offer')
      if (chance < 0.16) {
        world.did('declined')
        return void (await does_('decline'))
      }
      if (chance < 0.2) return goesSilent('dropped while it rang')
      world.did('accepted')
      // a key that is pressed twice
      await Promise.all([does_('accept'), ...(by(0.3) ? [does_('accept')] : [])])
    } else if (contact.status === 'talking') {
      if (chance < 0.1) return goesSilent('dropped while talking')
      await within(600)
      world.did('released')
      await does_('release')
    }
  }
  while (!world.over) {
    await pause(40 + Math.random() * 60)
    const now = world.now()
    if (now < silentUntil) continue
    if (now - reportedAt >= REPORTS) {
      reportedAt = now
      await does('report')
    }
    const presence = await store.presence(seat.id)
    const { status = 'offline', contact: id, seq } = presence ?? {}
    if (
      status === 'offline' ||
      ((status === 'away' || status === 'missed') && (world.kindly || by(0.3)))
    )
      await does('status', { choice: 'ready' })
    const contact = id === undefined ? undefined : await store.contact(id)
    if (!contact) continue
    if (status === 'wrapping') {
      if (by(0.3)) await does(`contacts/${contact.id}/finish`)
    } else if (decided !== `${contact.id} ${seq} ${contact.status}`) {
      decided = `${contact.id} ${seq} ${contact.status}`
      await decide(contact)
    }
  }
}
