// A conversation between a caller and an operator, and how it ends for either. Pure.
import {
  amend,
  BACK_IN_QUEUE,
  changeLastTalk,
  changePresence,
  CONNECTION_LOST,
  endTalk,
  hangUp,
  holdSoFar,
  isHeldBy,
  letCustomerGo,
  letOperatorGo,
  move,
  stateAfter,
  wrapUpOf,
  type Situation,
} from './change.ts'
import type { ContactEvent } from './contact-machine.ts'
import {
  MOST_RECORDINGS,
  NOT_YOURS,
  TOO_LATE,
  WAIT_AFTER_DROP,
  type Happening,
  type Outcome,
  type Refusal,
} from './happening.ts'

export function startTalk(situation: Situation, { by }: Happening<'talking'>): Outcome | Refusal {
  const { contact, at } = situation
  if (!isHeldBy(situation, by)) return NOT_YOURS
  const talk = {
    operator: by,
    offeredAt: contact.offer?.at ?? at,
    acceptedAt: contact.status === 'talking' ? at : contact.since,
    from: at,
    held: 0,
  }
  return move(situation, 'TALK', {
    contact: { front: undefined, talks: [...contact.talks, talk] },
  })
}

export function hold(situation: Situation, { by, on }: Happening<'held'>): Outcome | Refusal {
  const { contact, at } = situation
  if (!isHeldBy(situation, by)) return NOT_YOURS
  if (contact.status !== 'talking' || (contact.hold !== undefined) === on) return TOO_LATE
  return amend(contact, {
    hold: on ? at : undefined,
    talks: changeLastTalk(contact.talks, ({ held }) => ({ held: held + holdSoFar(situation) })),
  })
}

export function askHelp(
  situation: Situation,
  { by, on }: Happening<'help asked'>,
): Outcome | Refusal {
  const { contact, at } = situation
  if (!isHeldBy(situation, by)) return NOT_YOURS
  if (contact.status !== 'talking' || (contact.help !== undefined) === on) return TOO_LATE
  return amend(contact, { help: on ? at : undefined })
}

export function release(situation: Situation, { by }: Happening<'released'>): Outcome | Refusal {
  if (!isHeldBy(situation, by)) return NOT_YOURS
  return move(situation, 'RELEASE', {
    contact: { talks: endTalk(situation, 'operator'), hold: undefined },
    ...endForOperator(situation),
  })
}

export function sendBack(
  situation: Situation,
  { by, step }: Happening<'sent back'>,
): Outcome | Refusal {
  if (!isHeldBy(situation, by)) return NOT_YOURS
  return move(situation, 'SEND_BACK', {
    contact: { talks: endTalk(situation, 'sent back'), hold: undefined, backTo: step },
    ...endForOperator(situation),
  })
}

function endForOperator(situation: Situation) {
  const { contact } = situation
  const customer = contact.kind === 'callback' ? ['caller'] : []
  return {
    presence: wrapUpOf(situation),
    effects: hangUp(contact, 'operator', 'guest', 'supervisor', ...customer),
  }
}

export function passOn(situation: Situation, { by }: Happening<'passed on'>): Outcome | Refusal {
  const { contact } = situation
  if (!isHeldBy(situation, by)) return NOT_YOURS
  if (contact.legs.guest === undefined) return TOO_LATE
  return move(situation, 'RELEASE', {
    contact: { talks: endTalk(situation, 'transferred'), hold: undefined },
    presence: wrapUpOf(situation),
    effects: hangUp(contact, 'operator', 'supervisor'),
  })
}

export function drop(situation: Situation, { by }: Happening<'dropped'>): Outcome | Refusal {
  const { contact, at } = situation
  if (!isHeldBy(situation, by)) return NOT_YOURS
  return move(situation, 'DROP', {
    contact: {
      ...BACK_IN_QUEUE,
      front: true,
      talks: endTalk(situation, 'dropped'),
      passed: [],
      preferred: by,
      waitUntil: at + Math.max(WAIT_AFTER_DROP, contact.waitUntil - contact.enqueuedAt),
    },
    presence: CONNECTION_LOST,
    effects: [...hangUp(contact, 'guest', 'supervisor'), ...letCustomerGo(contact)],
  })
}

export function transfer(
  situation: Situation,
  { by, desk, operator, waitUntil }: Happening<'transferred'>,
): Outcome | Refusal {
  const { contact } = situation
  if (!isHeldBy(situation, by)) return NOT_YOURS
  return move(situation, 'TRANSFER', {
    contact: {
      ...BACK_IN_QUEUE,
      ...(desk && { desk: desk.name, label: desk.label, labels: desk.labels, skills: desk.skills }),
      talks: endTalk(situation, 'transferred'),
      passed: [by],
      preferred: operator,
      waitUntil,
    },
    presence: wrapUpOf(situation),
    effects: [...hangUp(contact, 'operator', 'guest', 'supervisor'), ...letCustomerGo(contact)],
  })
}

export function finishWrapUp(
  situation: Situation,
  { by }: Happening<'wrapped'>,
): Outcome | Refusal {
  const { contact, presence, at } = situation
  const writesUp =
    presence?.operator === by && presence.status === 'wrapping' && presence.contact === contact.id
  if (!writesUp) return TOO_LATE
  const free = { ...changePresence(presence, stateAfter(presence, at), at), idleSince: at }
  // after a transfer the contact has gone on without the one who writes it up
  if (contact.status !== 'wrapping' || contact.operator !== by)
    return { contact, presence: free, effects: [] }
  const done = move(situation, 'WRAPPED', {
    contact: { talks: changeLastTalk(contact.talks, () => ({ wrapped: at })) },
  })
  return 'refused' in done ? done : { ...done, presence: free }
}

export function loseCaller(situation: Situation): Outcome | Refusal {
  const effects = hangUp(situation.contact, 'operator', 'guest', 'supervisor')
  if (situation.contact.status !== 'talking')
    return move(situation, 'ABANDON', { presence: letOperatorGo(situation), effects })
  return move(situation, 'CALLER_LEFT', {
    contact: { talks: endTalk(situation, 'caller'), hold: undefined },
    presence: wrapUpOf(situation),
    effects,
  })
}

const OTHER_WAYS = {
  left: 'LEAVE',
  'called back': 'CALL_BACK',
  'given up': 'GIVE_UP',
} as const satisfies Record<string, ContactEvent>

/** The flow went another way with the caller: with an operator who accepted in that very moment
 * they were never connected, so that conversation is none. */
export function leaveQueue(
  situation: Situation,
  { type }: Happening<keyof typeof OTHER_WAYS>,
): Outcome | Refusal {
  const { contact } = situation
  const talks =
    contact.status === 'wrapping'
      ? contact.talks.slice(0, -1)
      : contact.talks.filter(({ to }) => to !== undefined)
  return move(situation, OTHER_WAYS[type], {
    contact: { talks, hold: undefined },
    presence: letOperatorGo(situation),
    effects: hangUp(contact, 'operator'),
  })
}

export function addRecording(
  { contact, at }: Situation,
  { recording, seconds }: Happening<'recorded'>,
): Outcome | Refusal {
  const { recordings = [] } = contact
  if (recordings.length >= MOST_RECORDINGS || recordings.some(({ id }) => id === recording))
    return TOO_LATE
  return amend(contact, { recordings: [...recordings, { id: recording, seconds, at }] })
}
