// THE DESK'S MAIN PATH: what happens to contacts and operators is committed, then done outside,
// then shown.
import type { Input } from '../call/input.ts'
import type { Session } from '../call/session.ts'
import { assign, canServe, estimatedWait, placeOf, type Offer, type Staff } from '../desk/assign.ts'
import { isOver, type Contact } from '../desk/contact.ts'
import { happen } from '../desk/happen.ts'
import {
  CONNECTS,
  holderOf,
  type Effect,
  type Happening,
  type Refusal,
} from '../desk/happening.ts'
import type { Legs } from '../desk/control.ts'
import { offline, type Operator, type Presence } from '../desk/operator.ts'
import { reconcile } from '../desk/reconcile.ts'
import type { DeskView } from '../desk/desk-facts.ts'
import { chooseStatus, isStaffed, lapse, reportTab, type Choice } from '../desk/presence.ts'
import type { Runtime } from '../world/runtime.ts'

/** Emitted as `desk` on `runtime.live`: what was changed, here or by another process. */
export type DeskChanged = { contact?: string; tenant?: string; operator?: string }

export type Desk = DeskView & {
  /** Tells what happened to a contact; gives why nothing changed when it does not fit any more. */
  happened(contact: string, happening: Happening): Promise<Contact | Refusal>
  /** The operator takes the offer in the console. Who writes (practice mode) talks at once; others
   * when their leg has joined. */
  accept(contact: string, operator: string): Promise<Contact | Refusal>
  /** An operator chooses a status, or a supervisor does for them. */
  choose(operator: string, choice: Choice): Promise<Presence | { refused: 'offered' }>
  /** A console tab reports; `taken` when another holds the desk. */
  report(operator: string, tab: string, takeOver?: boolean): Promise<Presence | 'taken'>
  operator(id: string): Promise<Operator | undefined>
  /** Everybody, with their state now. */
  staff(): Promise<Staff[]>
  /** A waiting contact's number in the queue, from 1, and the wait to be expected, ms. */
  place(contact: string): Promise<{ place?: number; wait?: number }>
  /** Brings a contact and its call together, whatever of the two went on; for a call that has been
   * silent for long. */
  compare(contact: string): Promise<void>
  /** Looks at everything now, and waits until that is done. */
  settle(): Promise<void>
  close(): Promise<void>
}

type Options = {
  operators: () => Promise<Operator[]>
  legs: Legs
  /** how often it looks by itself, ms */
  every?: number
}

const MOST_RACES = 8
/** A call that was told something is told again when it has not gone on by then, ms. */
const TELL_AGAIN = 5000
/** Each look at everything also compares calls with their contacts; in between only those that are
 * known to have changed are. */
const COMPARE_ALL = 5000
const COMPARED_TOGETHER = 10
const HOUR = 3_600_000
const WEEK = 7 * 24 * HOUR
const USUAL_HANDLING = 180_000
const USUAL_QUEUE = 100
const USUAL_WRAP_UP = 60_000

/** Opens the desk. It emits `desk` on `runtime.live` after each change, with the ids of the contact
 * and operator concerned. */
export function openDesk(runtime: Runtime, { operators, legs, every = 1000 }: Options): Desk {
  const { store, library, live, log, metrics, now } = runtime
  /** where a call stood when it was told something, and when: it is told again only once it has
   * moved, or after a while. `work` never rejects */
  const told = new Map<string, { seq: number; at: number; work: Promise<unknown> }>()
  const lastOperators = new Map<string, string | undefined>()
  const handling = new Map<string, { ms: number; until: number }>()
  const changedCalls = new Set<string>()
  const toCompare = new Set<string>()
  const underWay = new Set<Promise<unknown>>()
  let comparedAt = -Infinity
  let looking: Promise<void> | undefined
  let again = false
  let closed = false

  const staffNow = async (): Promise<Staff[]> => {
    const [people, presences] = await Promise.all([operators(), store.presences()])
    const known = new Map(presences.map((one) => [one.operator, one]))
    return people.map((operator) => ({
      operator,
      presence: known.get(operator.id) ?? offline(operator.id, 0),
    }))
  }
  const presenceOf = async (id: string): Promise<Presence> =>
    (await store.presence(id)) ?? offline(id, now())
  const wrapUp = ({ desk }: Contact): number => library.desk(desk)?.wrapUp ?? USUAL_WRAP_UP

  /** Work that goes on while others do theirs; a failure of it is told, and what it left undone is
   * found at the next look. */
  const inBackground = (
    work: Promise<unknown>,
    what: string,
    contact?: string,
  ): Promise<unknown> => {
    const mine: Promise<unknown> = work
      .catch((error: unknown) => log.error({ err: error, contact }, what))
      .finally(() => underWay.delete(mine))
    underWay.add(mine)
    return mine
  }

  /** What pages were told of last, by id: what another process changed is told here once it is
   * seen. */
  const seen = new Map<string, number>()

  const shown = (contact?: Contact, presence?: Presence): void => {
    if (contact) seen.set(contact.id, contact.seq)
    if (presence) seen.set(presence.operator, presence.seq)
    live.emit('desk', {
      contact: contact?.id,
      tenant: contact?.tenant,
      operator: presence?.operator,
    } satisfies DeskChanged)
  }

  const showOthers = (contacts: Contact[], staff: Staff[]): void => {
    for (const contact of contacts) if (seen.get(contact.id) !== contact.seq) shown(contact)
    for (const { presence } of staff)
      if (seen.get(presence.operator) !== presence.seq) shown(undefined, presence)
    if (seen.size > 2 * (contacts.length + staff.length) + 100) {
      seen.clear()
      for (const { id, seq } of contacts) seen.set(id, seq)
      for (const { presence } of staff) seen.set(presence.operator, presence.seq)
    }
  }

  async function happened(id: string, happening: Happening): Promise<Contact | Refusal> {
    if (happening.type === 'wrapped') await goesOnFirst(id)
    for (let race = 0; race < MOST_RACES; race++) {
      const contact = await store.contact(id)
      if (!contact) return { refused: 'too late' }
      const who =
        happening.type === 'offered'
          ? happening.to
          : happening.type === 'wrapped'
            ? happening.by
            : (holderOf(contact) ?? ('by' in happening ? happening.by : undefined))
      const outcome = happen(
        {
          contact,
          presence: who === undefined ? undefined : await presenceOf(who),
          at: now(),
          wrapUp: wrapUp(contact),
        },
        happening,
      )
      if ('refused' in outcome) return outcome
      const contacts = outcome.contact === contact ? [] : [outcome.contact]
      if (
        (await store.changeDesk({
          contacts,
          presences: outcome.presence ? [outcome.presence] : [],
        })) === 'stale'
      )
        continue
      count(contact, outcome.contact)
      for (const effect of outcome.effects)
        void inBackground(perform(effect, outcome.contact), 'a leg could not be changed', id)
      shown(outcome.contact, outcome.presence)
      if (happening.type !== 'leg made') {
        changedCalls.add(contact.callId)
        void wake()
      }
      return outcome.contact
    }
    throw new Error(
      `contact ${id} was changed by others ${MOST_RACES} times before "${happening.type}" could be taken`,
    )
  }

  function count(before: Contact, after: Contact): void {
    if (before.status === 'offered' && after.status !== 'offered')
      metrics.offers.inc({
        outcome:
          after.status === 'accepted'
            ? 'accepted'
            : after.passed.length > before.passed.length
              ? 'not taken'
              : 'taken back',
      })
    if (!isOver(before) && isOver(after)) metrics.contacts.inc({ ending: after.status })
  }

  async function perform(effect: Effect, contact: Contact): Promise<void> {
    if (effect.do === 'hang up') return legs.hangUp(effect.leg, effect.kindly ? contact : undefined)
    const by = holderOf(contact) ?? ''
    const name = effect.do === 'ring' ? 'operator' : 'caller'
    let leg: string
    try {
      const operator =
        effect.do === 'ring'
          ? (await operators()).find(({ id }) => id === effect.operator)
          : undefined
      if (effect.do === 'ring' && !operator) throw new Error('there is no such operator any more')
      leg = operator ? await legs.ring(contact, operator) : await legs.callCustomer(contact)
    } catch (error) {
      log.warn(
        { err: error, contact: contact.id },
        effect.do === 'ring'
          ? 'an operator could not be rung'
          : 'a customer could not be called back',
      )
      await happened(
        contact.id,
        effect.do === 'call customer'
          ? { type: 'not reached' }
          : contact.status === 'offered'
            ? { type: 'missed', by }
            : { type: 'leg failed', by },
      )
      return
    }
    const kept = await happened(contact.id, { type: 'leg made', by, name, leg })
    // it was made for something that is over by now
    if ('refused' in kept) await legs.hangUp(leg)
  }

  /** Brings a contact and its call together again, whichever of the two went on; true when the
   * contact did now. */
  async function compare(id: string): Promise<boolean> {
    const contact = await store.contact(id)
    if (!contact || contact.kind === 'callback') return false
    const session = await store.loadCall(contact.callId)
    const due = reconcile(contact, session, (await store.handoff(contact.id))?.status, now())
    if (!due) told.delete(contact.id)
    else if ('happening' in due) return !('refused' in (await happened(contact.id, due.happening)))
    else if (session) void tell(contact, session, due.tell)
    return false
  }

  function tell(contact: Contact, session: Session, input: Input): Promise<unknown> {
    const before = told.get(contact.id)
    if (before?.seq === session.seq && before.at > now() - TELL_AGAIN) return before.work
    const work = inBackground(
      legs.tell(session, input).finally(() => {
        changedCalls.add(contact.callId)
        if (!closed) void wake()
      }),
      'a call could not be told what the desk decided',
      contact.id,
    )
    told.set(contact.id, { seq: session.seq, at: now(), work })
    return work
  }

  /** A contact that is done is looked at no more, so its caller is let go on before: a process may
   * have ended between the conversation and that. */
  async function goesOnFirst(id: string): Promise<void> {
    // twice: a call that never heard of the conversation is told of that first
    for (let times = 0; times < 2; times++) {
      const contact = await store.contact(id)
      if (contact?.status !== 'wrapping') return
      const session = await store.loadCall(contact.callId)
      const due = reconcile(contact, session, (await store.handoff(id))?.status, now())
      if (due && 'happening' in due) return void (await happened(id, due.happening))
      if (!session || !due) return
      await tell(contact, session, due.tell)
    }
  }

  async function look(): Promise<void> {
    let [contacts, staff] = await Promise.all([store.openContacts(), staffNow()])
    const at = now()
    showOthers(contacts, staff)
    let moved = false
    const noting = async (work: Promise<unknown>): Promise<void> => {
      moved = true
      await work
    }

    for (const contact of contacts) {
      if (contact.status === 'offered' && contact.offer && contact.offer.until <= at)
        await noting(happened(contact.id, { type: 'missed', by: contact.offer.operator }))
      // its leg was to be made when a process ended, or the end of it was never told
      else if (
        (contact.status === 'accepted' || contact.status === 'briefed') &&
        contact.since + CONNECTS <= at
      )
        await noting(
          happened(
            contact.id,
            contact.status === 'briefed' && contact.kind === 'callback'
              ? { type: 'not reached' }
              : { type: 'leg failed', by: contact.operator ?? '' },
          ),
        )
      else if (
        contact.kind === 'callback' &&
        contact.status === 'queued' &&
        contact.waitUntil <= at
      )
        await noting(happened(contact.id, { type: 'given up' }))
    }
    for (const { operator, presence } of staff) {
      if (
        presence.status === 'wrapping' &&
        presence.contact !== undefined &&
        (presence.wrapUntil ?? 0) <= at
      )
        void inBackground(
          happened(presence.contact, { type: 'wrapped', by: operator.id }),
          'a wrap-up could not be ended',
          presence.contact,
        )
      else await lapse(presence, contacts, noting)
    }
    // nobody is offered a caller who left before this process was there
    const first = comparedAt === -Infinity
    if (at - comparedAt >= COMPARE_ALL) {
      comparedAt = at
      if (!first) for (const { id } of contacts) toCompare.add(id)
    }
    const concerned = contacts.filter(
      ({ callId, status, waitUntil }) =>
        first || changedCalls.has(callId) || (status === 'queued' && waitUntil <= at),
    )
    changedCalls.clear()
    for (const { id } of concerned) if (await compare(id)) moved = true
    if (moved) [contacts, staff] = await Promise.all([store.openContacts(), staffNow()])
    await offer(assign(await withPreferred(contacts, staff, at), staff, at), staff, at)
    const open = new Set(contacts.map(({ id }) => id))
    for (const id of [...told.keys(), ...lastOperators.keys()])
      if (!open.has(id)) {
        told.delete(id)
        lastOperators.delete(id)
      }
    await compareSome()
  }

  /** A long queue is compared a few at a time, so that neither a request nor an offer waits for all
   * of it. */
  async function compareSome(): Promise<void> {
    let count = 0
    for (const id of toCompare) {
      if (count >= COMPARED_TOGETHER && (again || closed)) return
      if (count++ % COMPARED_TOGETHER === 0)
        await new Promise((resolve) => {
          setImmediate(resolve)
        })
      toCompare.delete(id)
      await compare(id)
    }
  }

  async function lapse(
    presence: Presence,
    contacts: Contact[],
    noting: (work: Promise<unknown>) => Promise<void>,
  ): Promise<void> {
    if (presence.status === 'offline' || presence.leaseUntil > now()) return
    const mine = contacts.find(({ id }) => id === presence.contact)
    // who cannot see an offer cannot take it; a practice conversation has no other line than the
    // page
    if (mine && presence.status === 'offered')
      return noting(happened(mine.id, { type: 'missed', by: presence.operator }))
    if (mine && presence.status === 'busy' && mine.practice && mine.status === 'talking')
      return noting(happened(mine.id, { type: 'dropped', by: presence.operator }))
    const after = lapse(presence, now())
    if (after && (await store.changeDesk({ presences: [after] })) === 'committed')
      shown(undefined, after)
  }

  /** Callers are asked for by the operator they spoke with last within a week. */
  async function withPreferred(
    contacts: Contact[],
    staff: Staff[],
    at: number,
  ): Promise<Contact[]> {
    if (!staff.some(({ presence }) => presence.status === 'ready')) return []
    return Promise.all(
      contacts.map(async (contact) => {
        if (contact.status !== 'queued' || contact.preferred !== undefined || contact.caller === '')
          return contact
        if (!lastOperators.has(contact.id)) {
          const before = await store.contacts({
            tenants: [contact.tenant],
            caller: contact.caller,
            since: at - WEEK,
            limit: 5,
          })
          lastOperators.set(
            contact.id,
            before.find(({ id, talks }) => id !== contact.id && talks.length > 0)?.talks.at(-1)
              ?.operator,
          )
        }
        return { ...contact, preferred: lastOperators.get(contact.id) }
      }),
    )
  }

  /** All at once when nobody else is at it, else each on its own. */
  async function offer(offers: Offer[], staff: Staff[], at: number): Promise<void> {
    if (offers.length === 0) return
    const known = new Map(staff.map(({ operator, presence }) => [operator.id, presence]))
    const outcomes = offers.flatMap(({ contact, operator }) => {
      const outcome = happen(
        { contact, presence: known.get(operator.id), at, wrapUp: 0 },
        { type: 'offered', to: operator.id, reach: operator.reach },
      )
      return 'refused' in outcome ? [] : [outcome]
    })
    const changes = {
      contacts: outcomes.map(({ contact }) => contact),
      presences: outcomes.flatMap(({ presence }) => presence ?? []),
    }
    if (outcomes.length > 0 && (await store.changeDesk(changes)) === 'committed') {
      for (const { contact, presence, effects } of outcomes) {
        for (const effect of effects)
          void inBackground(perform(effect, contact), 'a leg could not be changed', contact.id)
        shown(contact, presence)
      }
      return
    }
    for (const { contact, operator } of offers)
      await happened(contact.id, { type: 'offered', to: operator.id, reach: operator.reach })
  }

  /** One look at a time; what comes meanwhile is seen by the next. */
  function wake(): Promise<void> {
    again = true
    looking ??= (async () => {
      try {
        while (again && !closed) {
          again = false
          await look()
        }
      } catch (error) {
        log.error({ err: error }, 'the desk could not look at its queue; it looks again')
      } finally {
        looking = undefined
      }
    })()
    return looking
  }

  const onTurn = (callId: string): void => {
    changedCalls.add(callId)
    void wake()
  }
  live.on('turn', onTurn)
  const timer = setInterval(() => void wake(), every)
  timer.unref()

  const serving = (staff: Staff[], tenant: string, skills: string[]): Staff[] =>
    staff.filter(
      ({ operator, presence }) =>
        isStaffed(presence) && canServe(operator, { tenant, skills, language: '' }),
    )
  const waitingAt = (contacts: Contact[], tenant: string, desk: string): Contact[] =>
    contacts.filter(
      (one) =>
        one.tenant === tenant &&
        one.desk === desk &&
        (one.status === 'queued' || one.status === 'offered'),
    )

  /** Mean of the desk's conversations of the last hour, with what was written up after them. */
  async function meanHandling(tenant: string, desk: string): Promise<number> {
    const key = JSON.stringify([tenant, desk])
    const known = handling.get(key)
    if (known && known.until > now()) return known.ms
    const recent = (await store.contacts({ tenants: [tenant], since: now() - HOUR, limit: 100 }))
      .filter((one) => one.desk === desk)
      .flatMap(({ talks }) => talks)
      .flatMap(({ from, to, wrapped }) => (to === undefined ? [] : [(wrapped ?? to) - from]))
    const ms =
      recent.length > 0 ? recent.reduce((sum, one) => sum + one, 0) / recent.length : USUAL_HANDLING
    handling.set(key, { ms, until: now() + 30_000 })
    return ms
  }

  async function changePresence<R>(
    id: string,
    change: (presence: Presence) => Presence | R,
  ): Promise<Presence | R> {
    for (let race = 0; race < MOST_RACES; race++) {
      const before = await presenceOf(id)
      const after = change(before)
      if (typeof after !== 'object' || after === null || !('operator' in after)) return after as R
      if ((await store.changeDesk({ presences: [after as Presence] })) === 'stale') continue
      shown(undefined, after as Presence)
      void wake()
      return after as Presence
    }
    throw new Error(`the state of operator ${id} was changed by others ${MOST_RACES} times`)
  }

  return {
    happened,
    async accept(contact, by) {
      const reach = (await operators()).find(({ id }) => id === by)?.reach
      if (!reach) return { refused: 'not yours' }
      return happened(contact, { type: 'accepted', by, reach })
    },
    async choose(operator, choice) {
      const before = await presenceOf(operator)
      // a break chosen while it rings declines the offer
      if (before.status === 'offered' && before.contact !== undefined && choice.status !== 'ready')
        await happened(before.contact, { type: 'declined', by: operator })
      return changePresence(operator, (presence) => chooseStatus(presence, choice, now()))
    },
    async report(operator, tab, takeOver = false) {
      const before = await presenceOf(operator)
      const after = reportTab(before, tab, now(), takeOver)
      if (after === 'taken') return after
      await store.lease(after)
      if (after.tab !== before.tab) shown(undefined, after)
      return after
    },
    operator: async (id) => (await operators()).find((one) => one.id === id),
    staff: staffNow,
    async staffed(tenant, { name, skills }) {
      const [contacts, staff] = await Promise.all([store.openContacts(), staffNow()])
      return (
        serving(staff, tenant, skills).length > 0 &&
        waitingAt(contacts, tenant, name).length < (library.desk(name)?.mostWaiting ?? USUAL_QUEUE)
      )
    },
    async facts(tenant, { name, skills }) {
      const [contacts, staff] = await Promise.all([store.openContacts(), staffNow()])
      const people = serving(staff, tenant, skills)
      const waiting = waitingAt(contacts, tenant, name).length
      const free = people.filter(({ presence }) => presence.status === 'ready').length
      return {
        free,
        waiting,
        wait:
          free > waiting
            ? 0
            : estimatedWait(waiting + 1 - free, people.length, await meanHandling(tenant, name)),
      }
    },
    async openCallback(tenant, number) {
      return (await store.openContacts()).find(
        (one) =>
          one.kind === 'callback' &&
          one.tenant === tenant &&
          one.caller === number &&
          one.status !== 'talking' &&
          one.status !== 'wrapping',
      )?.id
    },
    async place(id) {
      const [contacts, staff] = await Promise.all([store.openContacts(), staffNow()])
      const contact = contacts.find((one) => one.id === id)
      const place = contact && placeOf(contact, contacts, now())
      if (!contact || place === undefined) return {}
      return {
        place,
        wait: estimatedWait(
          place,
          serving(staff, contact.tenant, contact.skills).length,
          await meanHandling(contact.tenant, contact.desk),
        ),
      }
    },
    async compare(contact) {
      await compare(contact)
    },
    async settle() {
      await wake()
      while (underWay.size > 0 || looking) {
        await Promise.all([...underWay, looking])
      }
    },
    async close() {
      closed = true
      clearInterval(timer)
      live.off('turn', onTurn)
      await looking
      await Promise.allSettled([...underWay])
    },
  }
}
