// What happens to a contact and its operator: pure, one happening in, both new states and the
// effects out.
import type { Contact, Talk } from './contact.ts'
import { isOver } from './contact.ts'
import { statusAfter, type ContactEvent } from './contact-machine.ts'
import type { Presence, Reach } from './operator.ts'

/** Time to take an offer, ms (10 to 45 s are usual; Amazon Connect has 20 s fixed). */
export const OFFER = 20_000
/** Longer than any leg rings and is told what it joins, ms: what is not a conversation by then
 * never will be one. */
export const CONNECTS = 90_000
/** Offers missed, after which a desk counts as not attended and the caller goes to `nobody`. */
export const MOST_MISSED = 3
/** Calls made to a callback's number, and the pause before the second, ms. */
export const MOST_ATTEMPTS = 2
export const ATTEMPT_PAUSE = 600_000
/** Recordings kept of a contact: each conversation makes one, and one more after each drop or
 * transfer. */
export const MOST_RECORDINGS = 50

/** `by` is who did it. `leg` is Twilio's id of a leg. */
export type Happening =
  | { type: 'offered'; to: string; reach: Reach }
  | { type: 'accepted'; by: string; reach: Reach }
  | { type: 'missed' | 'declined'; by: string }
  /** a leg was made for it, `name` as in `Contact.legs`; `by` is the operator it was made for */
  | { type: 'leg made'; by: string; name: string; leg: string }
  /** a guest's or a supervisor's leg is over: the others talk on */
  | { type: 'leg over'; name: 'guest' | 'supervisor'; leg: string }
  /** the operator's leg was answered and hears the whisper; of a callback, the customer is called
   * now */
  | { type: 'briefed'; by: string }
  | { type: 'held'; by: string; on: boolean }
  | { type: 'talking'; by: string }
  /** the operator asks for a supervisor, or no longer does */
  | { type: 'help asked'; by: string; on: boolean }
  /** the operator's leg could not be made, or ended before the conversation */
  | { type: 'leg failed'; by: string }
  /** the customer of a callback did not take the call */
  | { type: 'not reached' }
  | { type: 'released'; by: string }
  | { type: 'sent back'; by: string; step: string }
  | { type: 'dropped'; by: string }
  | {
      type: 'transferred'
      by: string
      desk?: { name: string; label: string; skills: string[] }
      operator?: string
      waitUntil: number
    }
  /** stays with somebody outside; the operator leaves the two alone */
  | { type: 'passed on'; by: string }
  | { type: 'wrapped'; by: string }
  | { type: 'caller left' }
  /** a conversation's recording is ready, often after the end */
  | { type: 'recorded'; recording: string; seconds?: number }
  | { type: 'left' | 'called back' | 'given up' }

/** To be done outside once the change is committed. */
export type Effect =
  | { do: 'ring'; contact: string; operator: string; reach: Reach }
  /** `kindly`: the customer of a callback, who is called again, is told so first */
  | { do: 'hang up'; contact: string; leg: string; kindly?: boolean }
  | { do: 'call customer'; contact: string }

export type Outcome = { contact: Contact; presence?: Presence; effects: Effect[] }

/** Why nothing changed: in the console's words. */
export type Refusal = { refused: 'not yours' | 'too late' }

type Given = {
  contact: Contact
  presence?: Presence
  at: number
  /** ms for the wrap-up */ wrapUp: number
}

/** Undefined `presence` only where no operator is concerned. Gives a refusal, and changes nothing,
 * for what is late, doubled or forged. */
export function happen(given: Given, happening: Happening): Outcome | Refusal {
  const { contact, presence, at, wrapUp } = given
  const ring = (to: string, reach: Reach): Effect[] =>
    reach.by === 'text' ? [] : [{ do: 'ring', contact: contact.id, operator: to, reach }]
  const hangUp = (...names: string[]): Effect[] =>
    names.flatMap((name) =>
      contact.legs[name] === undefined
        ? []
        : [{ do: 'hang up' as const, contact: contact.id, leg: contact.legs[name] }],
    )
  // nobody is left in a conference alone; a caller's own leg goes on in the flow
  const letCustomerGo = (): Effect[] =>
    contact.kind === 'callback'
      ? hangUp('caller').map((effect) => ({ ...effect, kindly: true }))
      : []
  const goes = (
    event: ContactEvent,
    change: Partial<Contact> = {},
    more: { presence?: Partial<Presence>; effects?: Effect[] } = {},
  ): Outcome | Refusal => {
    const status = statusAfter(contact.status, event)
    if (status === undefined) return { refused: 'too late' }
    return {
      contact: { ...contact, help: undefined, ...change, status, seq: contact.seq + 1, since: at },
      presence: presence && more.presence ? changed(presence, more.presence, at) : undefined,
      effects: more.effects ?? [],
    }
  }
  const mine =
    contact.operator !== undefined &&
    'by' in happening &&
    contact.operator === happening.by &&
    presence?.contact === contact.id
  const offeredToMe = 'by' in happening && contact.offer?.operator === happening.by
  const backInQueue = { operator: undefined, offer: undefined, legs: {}, hold: undefined }
  const talks = (end: Talk['end']): Talk[] =>
    contact.talks.map((talk, index) =>
      index === contact.talks.length - 1
        ? {
            ...talk,
            to: talk.to ?? at,
            end: talk.end ?? end,
            held: talk.held + (contact.hold === undefined ? 0 : at - contact.hold),
          }
        : talk,
    )
  const wrap = { status: 'wrapping', wrapUntil: at + wrapUp } as const
  const gone = {
    status: 'away',
    reason: 'connection lost',
    contact: undefined,
    next: undefined,
  } as const

  switch (happening.type) {
    case 'offered':
      if (presence?.status !== 'ready') return { refused: 'too late' }
      return goes(
        'OFFER',
        { offer: { operator: happening.to, at, until: at + OFFER } },
        {
          presence: { status: 'offered', contact: contact.id },
          effects: happening.reach.by === 'browser' ? [] : ring(happening.to, happening.reach),
        },
      )
    case 'accepted':
      if (!offeredToMe || presence?.status !== 'offered')
        return { refused: contact.offer && !offeredToMe ? 'not yours' : 'too late' }
      return joined(
        given,
        happening,
        goes(
          'ACCEPT',
          { operator: happening.by },
          {
            presence: { status: 'busy' },
            effects: happening.reach.by === 'browser' ? ring(happening.by, happening.reach) : [],
          },
        ),
      )
    case 'missed':
    case 'declined': {
      if (!offeredToMe) return { refused: contact.offer ? 'not yours' : 'too late' }
      const passed = [...new Set([...contact.passed, happening.by])]
      const left =
        presence?.contact === contact.id && presence.status === 'offered'
          ? happening.type === 'missed'
            ? ({ status: 'missed', contact: undefined } as const)
            : ({ status: 'away', reason: 'declined', contact: undefined } as const)
          : undefined
      return goes(
        happening.type === 'missed' ? 'MISS' : 'DECLINE',
        {
          ...backInQueue,
          passed,
          waitUntil:
            passed.length >= MOST_MISSED && contact.kind === 'call' ? at : contact.waitUntil,
        },
        { presence: left, effects: hangUp('operator') },
      )
    }
    case 'leg made':
      // made for an offer or a conversation that is over: it must not ring on
      if (holderOf(contact) !== happening.by || contact.status === 'wrapping')
        return { refused: 'too late' }
      return {
        contact: {
          ...contact,
          legs: { ...contact.legs, [happening.name]: happening.leg },
          seq: contact.seq + 1,
        },
        effects: [],
      }
    case 'leg over': {
      const { [happening.name]: leg, ...legs } = contact.legs
      return leg === happening.leg && !isOver(contact)
        ? { contact: { ...contact, legs, seq: contact.seq + 1 }, effects: [] }
        : { refused: 'too late' }
    }
    case 'briefed':
      if (!mine) return { refused: 'not yours' }
      return goes(
        'BRIEF',
        {},
        {
          effects:
            contact.kind === 'callback' ? [{ do: 'call customer', contact: contact.id }] : [],
        },
      )
    case 'held': {
      if (!mine || contact.status !== 'talking') return { refused: mine ? 'too late' : 'not yours' }
      if ((contact.hold !== undefined) === happening.on) return { refused: 'too late' }
      const held = contact.hold === undefined ? 0 : at - contact.hold
      return {
        contact: {
          ...contact,
          seq: contact.seq + 1,
          hold: happening.on ? at : undefined,
          talks: contact.talks.map((talk, index) =>
            index === contact.talks.length - 1 ? { ...talk, held: talk.held + held } : talk,
          ),
        },
        effects: [],
      }
    }
    case 'help asked':
      if (!mine || contact.status !== 'talking') return { refused: mine ? 'too late' : 'not yours' }
      if ((contact.help !== undefined) === happening.on) return { refused: 'too late' }
      return {
        contact: { ...contact, seq: contact.seq + 1, help: happening.on ? at : undefined },
        effects: [],
      }
    case 'talking':
      if (!mine) return { refused: 'not yours' }
      return goes('TALK', {
        front: undefined,
        talks: [
          ...contact.talks,
          {
            operator: happening.by,
            offeredAt: contact.offer?.at ?? at,
            acceptedAt: contact.status === 'talking' ? at : contact.since,
            from: at,
            held: 0,
          },
        ],
      })
    case 'leg failed':
      if (!mine) return { refused: 'not yours' }
      return goes(
        'LEG_FAILED',
        { ...backInQueue, front: true, passed: [...new Set([...contact.passed, happening.by])] },
        { presence: gone, effects: [...hangUp('operator'), ...letCustomerGo()] },
      )
    case 'not reached':
      return notReached(given, goes, hangUp)
    case 'released':
    case 'sent back':
      if (!mine) return { refused: 'not yours' }
      return goes(
        happening.type === 'released' ? 'RELEASE' : 'SEND_BACK',
        {
          talks: talks(happening.type === 'released' ? 'operator' : 'sent back'),
          hold: undefined,
          ...(happening.type === 'sent back' && { backTo: happening.step }),
        },
        {
          presence: wrap,
          effects: hangUp(
            'operator',
            'guest',
            'supervisor',
            ...(contact.kind === 'callback' ? ['caller'] : []),
          ),
        },
      )
    case 'passed on':
      if (!mine || contact.legs.guest === undefined)
        return { refused: mine ? 'too late' : 'not yours' }
      return goes(
        'RELEASE',
        { talks: talks('transferred'), hold: undefined },
        { presence: wrap, effects: hangUp('operator', 'supervisor') },
      )
    case 'dropped':
      if (!mine) return { refused: 'not yours' }
      return goes(
        'DROP',
        {
          ...backInQueue,
          front: true,
          talks: talks('dropped'),
          passed: [],
          preferred: happening.by,
          waitUntil: at + Math.max(300_000, contact.waitUntil - contact.enqueuedAt),
        },
        { presence: gone, effects: [...hangUp('guest', 'supervisor'), ...letCustomerGo()] },
      )
    case 'transferred': {
      if (!mine) return { refused: 'not yours' }
      const { desk, operator, waitUntil } = happening
      return goes(
        'TRANSFER',
        {
          ...backInQueue,
          ...(desk && { desk: desk.name, label: desk.label, skills: desk.skills }),
          talks: talks('transferred'),
          passed: [happening.by],
          preferred: operator,
          waitUntil,
        },
        {
          presence: wrap,
          effects: [...hangUp('operator', 'guest', 'supervisor'), ...letCustomerGo()],
        },
      )
    }
    case 'wrapped': {
      if (
        presence?.operator !== happening.by ||
        presence.status !== 'wrapping' ||
        presence.contact !== contact.id
      )
        return { refused: 'too late' }
      const free = freed(presence, at)
      // after a transfer the contact has gone on without the one who writes it up
      if (contact.status !== 'wrapping' || contact.operator !== happening.by)
        return { contact, presence: free, effects: [] }
      const done = goes('WRAPPED', {
        talks: contact.talks.map((talk, index) =>
          index === contact.talks.length - 1 ? { ...talk, wrapped: at } : talk,
        ),
      })
      return 'refused' in done ? done : { ...done, presence: free }
    }
    case 'caller left':
      if (contact.status === 'talking')
        return goes(
          'CALLER_LEFT',
          { talks: talks('caller'), hold: undefined },
          { presence: wrap, effects: hangUp('operator', 'guest', 'supervisor') },
        )
      return goes(
        'ABANDON',
        {},
        {
          presence: released(contact, presence, at),
          effects: hangUp('operator', 'guest', 'supervisor'),
        },
      )
    case 'recorded': {
      const { recordings = [] } = contact
      if (
        recordings.length >= MOST_RECORDINGS ||
        recordings.some(({ id }) => id === happening.recording)
      )
        return { refused: 'too late' }
      return {
        contact: {
          ...contact,
          recordings: [...recordings, { id: happening.recording, seconds: happening.seconds, at }],
          seq: contact.seq + 1,
        },
        effects: [],
      }
    }
    case 'left':
    case 'called back':
    case 'given up':
      return goes(
        ({ left: 'LEAVE', 'called back': 'CALL_BACK', 'given up': 'GIVE_UP' } as const)[
          happening.type
        ],
        {
          talks:
            contact.status === 'wrapping'
              ? contact.talks.slice(0, -1)
              : contact.talks.filter(({ to }) => to !== undefined),
          hold: undefined,
        },
        { presence: released(contact, presence, at), effects: hangUp('operator') },
      )
  }
}

type Goes = (
  event: ContactEvent,
  change?: Partial<Contact>,
  more?: { presence?: Partial<Presence>; effects?: Effect[] },
) => Outcome | Refusal

/** Who writes has no leg to wait for: they are there with the very change in which they accept, so
 * that nothing stands between the two. */
function joined(
  given: Given,
  { by, reach }: Happening & { type: 'accepted' },
  accepted: Outcome | Refusal,
): Outcome | Refusal {
  if ('refused' in accepted || reach.by !== 'text') return accepted
  const { contact, presence } = accepted
  const there = happen(
    { ...given, contact, presence },
    { type: contact.kind === 'callback' ? 'briefed' : 'talking', by },
  )
  return 'refused' in there
    ? there
    : {
        ...there,
        contact: { ...there.contact, seq: contact.seq },
        presence: there.presence ?? presence,
      }
}

/** A second try later at the end of the queue, then the callback is given up. The operator had no
 * conversation, so there is nothing to write up. */
function notReached(
  { contact, presence, at }: Given,
  goes: Goes,
  hangUp: (...names: string[]) => Effect[],
): Outcome | Refusal {
  if (contact.kind !== 'callback') return { refused: 'too late' }
  const attempts = contact.attempts + 1
  const again = attempts < MOST_ATTEMPTS
  const free = { presence: released(contact, presence, at), effects: hangUp('operator', 'caller') }
  return again
    ? goes(
        'NOT_REACHED',
        {
          operator: undefined,
          offer: undefined,
          legs: {},
          attempts,
          notBefore: at + ATTEMPT_PAUSE,
          enqueuedAt: at + ATTEMPT_PAUSE,
        },
        free,
      )
    : goes('GIVE_UP', { attempts }, free)
}

/** An operator whose offer was taken back, or whose caller left before they were connected, is
 * ready again and keeps their place among the idle. */
const released = (
  contact: Contact,
  presence: Presence | undefined,
  at: number,
): Partial<Presence> | undefined =>
  presence?.contact === contact.id &&
  (presence.status === 'offered' || presence.status === 'busy' || presence.status === 'wrapping')
    ? after(presence, at)
    : undefined

const after = ({ next }: Presence, at: number): Partial<Presence> => ({
  ...(next ?? { status: 'ready' as const, reason: undefined }),
  contact: undefined,
  next: undefined,
  wrapUntil: undefined,
  since: at,
})

const freed = (presence: Presence, at: number): Presence => ({
  ...changed(presence, after(presence, at), at),
  idleSince: at,
})

export const changed = (presence: Presence, change: Partial<Presence>, at: number): Presence => ({
  ...presence,
  ...change,
  seq: presence.seq + 1,
  since: at,
})

/** The contact has an operator who must be asked before anything else happens to it. */
export const holderOf = (contact: Contact): string | undefined =>
  isOver(contact) ? undefined : (contact.operator ?? contact.offer?.operator)
