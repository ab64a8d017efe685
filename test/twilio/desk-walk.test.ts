// Hand-offs in which anything happens at any moment: nobody is lost, nobody is a ghost, no leg
// stays behind.
import fc from 'fast-check'
import nock from 'nock'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { runs } from '../long.ts'
import { ann, bob, eve, switchboard, type Leg, type Switchboard } from './switchboard.ts'

let board: Switchboard

beforeEach(() => {
  nock.disableNetConnect()
  nock.enableNetConnect('127.0.0.1')
})
afterEach(() => nock.enableNetConnect())

const staff = [ann, bob, eve]
const over = (leg: Leg): boolean => !['queued', 'ringing', 'in-progress'].includes(leg.status)

/** Each does something where it fits, and nothing where it does not. `pick` chooses whom it
 * concerns. */
const acts: Record<string, (pick: number) => Promise<unknown>> = {
  'somebody calls': () => board.caller('1'),
  'an operator is ready': (pick) => board.ready(staff[pick % 3] ?? ann),
  'a leg rings': async (pick) => {
    const leg = legs(pick, ({ status }) => status === 'queued')
    if (leg && leg.asked.Url) await board.rings(leg)
  },
  'a leg is answered': async (pick) => {
    const leg = legs(
      pick,
      ({ status, asked }) =>
        asked.Url !== undefined && (status === 'queued' || status === 'ringing'),
    )
    if (leg) await board.answers(leg)
  },
  'a leg presses 1': async (pick) => {
    const leg = legs(pick, ({ at }) => at?.kind === 'gather')
    if (leg) await board.keys(leg, '1')
  },
  'a leg presses 3': async (pick) => {
    const leg = legs(pick, ({ at, asked }) => at?.kind === 'gather' && asked.Url !== undefined)
    if (leg) await board.keys(leg, '3')
  },
  'a report comes once more': async (pick) => {
    const leg = legs(
      pick,
      ({ asked }) => asked.StatusCallback !== undefined,
      () => true,
    )
    if (leg) await board.post(leg, leg.asked.StatusCallback ?? '', { CallStatus: leg.status })
  },
  'a leg ends': async (pick) => {
    const leg = legs(pick, () => true)
    if (leg) await board.ends(leg, leg.status === 'in-progress' ? 'completed' : 'busy')
  },
  'a caller waits on': async (pick) => {
    const leg = legs(pick, ({ at }) => at?.kind === 'queue')
    if (leg) await board.waits(leg)
  },
  'a caller wants to be called back': async (pick) => {
    const leg = legs(pick, ({ at }) => at?.kind === 'queue')
    if (leg) await board.waits(leg, '1')
  },
  'an offer is taken in the browser': async () => {
    for (const contact of await board.runtime.store.openContacts())
      if (contact.offer?.operator === 'bob') await board.desk.accept(contact.id, 'bob')
    await board.settle()
  },
  'the operator hangs up in the console': async () => {
    for (const contact of await board.runtime.store.openContacts())
      if (contact.operator === 'bob')
        await board.desk.happened(contact.id, { type: 'released', by: 'bob' })
    await board.settle()
  },
  'the operator puts through': async (pick) => {
    const contact = (await board.runtime.store.openContacts()).filter(
      ({ status }) => status === 'talking',
    )[pick % 2]
    if (contact)
      await board.desk.happened(contact.id, {
        type: 'transferred',
        by: contact.operator ?? '',
        waitUntil: board.runtime.now() + 300_000,
      })
    await board.settle()
  },
  'time passes': () => later(21_000),
  "Twilio's REST goes away": () => {
    board.board.down = true
    return Promise.resolve()
  },
  "Twilio's REST is back": () => {
    board.board.down = false
    return Promise.resolve()
  },
}

function legs(
  pick: number,
  fits: (leg: Leg) => boolean,
  among = (leg: Leg): boolean => !over(leg),
): Leg | undefined {
  const found = [...board.legs.values()].filter((leg) => among(leg) && fits(leg))
  return found[pick % Math.max(1, found.length)]
}

async function later(ms: number): Promise<void> {
  board.board.ahead += ms
  for (const { id } of staff) await board.desk.report(id, `tab-${id}`)
  await board.settle()
}

it('comes to an end, whatever happens', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom(...Object.keys(acts)), fc.nat(5)), {
        minLength: 5,
        maxLength: 40,
      }),
      async (walk) => {
        board = await switchboard()
        try {
          await board.ready(ann)
          await board.caller('1')
          for (const [name, pick] of walk) await acts[name]?.(pick)
          // in the end all hang up, and everybody has had their time
          board.board.down = false
          await later(6000)
          for (const leg of [...board.legs.values()].filter(({ asked }) => asked.Url === undefined))
            await board.ends(leg)
          // Twilio gives up ringing, and who could not be hung up finds the line dead
          const rings = [...board.legs.values()].filter(
            ({ status }) => status === 'queued' || status === 'ringing',
          )
          for (const leg of rings) await board.ends(leg, 'no-answer')
          const away = walk.some(([name]) => name === "Twilio's REST goes away")
          if (away)
            for (const leg of [...board.legs.values()].filter((one) => !over(one)))
              await board.ends(leg)
          await later(61_000)
          const { store } = board.runtime
          const contacts = await store.contacts({ tenants: ['fir'], limit: 1000 })
          const { calls, others } = {
            calls: contacts.filter(({ kind }) => kind === 'call'),
            others: contacts.filter(({ kind }) => kind === 'callback'),
          }
          // a call has ended in exactly one way; a call back may still be to come, and then nobody
          // but its operator is on the line
          expect(
            calls.filter(
              ({ status }) => !['done', 'callback', 'left', 'nobody', 'abandoned'].includes(status),
            ),
          ).toEqual([])
          for (const contact of calls) {
            const last = contact.talks.at(-1)?.end
            expect(
              contact.talks.every(({ to, end }) => to !== undefined && end !== undefined),
            ).toBe(true)
            if (contact.status === 'done')
              expect(['operator', 'caller', 'sent back']).toContain(last)
          }
          const held = new Set([...others.flatMap(({ legs: those }) => Object.values(those))])
          expect(
            [...board.legs.values()]
              .filter((leg) => !over(leg) && !held.has(leg.sid))
              .map(({ to, status }) => `${to} ${status}`),
          ).toEqual([])
          const open = new Map(
            contacts
              .filter(({ status }) =>
                ['offered', 'accepted', 'briefed', 'talking', 'wrapping'].includes(status),
              )
              .map((contact) => [contact.id, contact]),
          )
          for (const { operator, status, contact } of await store.presences()) {
            if (contact !== undefined)
              expect(open.get(contact)?.operator ?? open.get(contact)?.offer?.operator).toBe(
                operator,
              )
            else expect(['ready', 'away', 'missed', 'offline']).toContain(status)
          }
          expect(
            board.runtime.logged
              .filter(
                ({ level, msg }) =>
                  level >= 50 &&
                  !(
                    away &&
                    [
                      'a leg could not be changed',
                      'a call could not be told what the desk decided',
                    ].includes(msg)
                  ),
              )
              .map(({ msg, err }) => [msg, err]),
          ).toEqual([])
        } finally {
          await board.close()
        }
      },
    ),
    { numRuns: runs(25, 250) },
  )
}, 240_000)
