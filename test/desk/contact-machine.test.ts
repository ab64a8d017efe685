// The ways of a contact: every status reachable, every exit wired, no end that goes on.
import { describe, expect, it } from 'vitest'
import { getAdjacencyMap } from 'xstate/graph'
import { endings, type ContactStatus } from '../../src/desk/contact.ts'
import { contactMachine, statusAfter, type ContactEvent } from '../../src/desk/contact-machine.ts'

const statuses = Object.keys(contactMachine.states) as ContactStatus[]
const events = contactMachine.events as ContactEvent[]

describe('a contact', () => {
  it('reaches each status, and from each an end', () => {
    const map = getAdjacencyMap(contactMachine, { events: events.map((type) => ({ type })) })
    const next = new Map(
      Object.values(map).map(({ state, transitions }) => [
        String(state.value),
        Object.values(transitions as Record<string, { state: { value: unknown } }>).map((one) =>
          String(one.state.value),
        ),
      ]),
    )
    expect([...next.keys()].sort()).toEqual([...statuses].sort())
    for (const status of statuses) {
      const seen = new Set<string>([status])
      for (const one of seen) for (const to of next.get(one) ?? []) seen.add(to)
      expect(
        [...seen].some((one) => endings.has(one as ContactStatus)),
        status,
      ).toBe(true)
    }
  })

  it('is the same in the table of kept edges as in the machine', () => {
    for (const status of statuses)
      for (const event of events) {
        const node = contactMachine.states[status as keyof typeof contactMachine.states]
        const target = node?.config.on?.[event as never] as ContactStatus | undefined
        expect(statusAfter(status, event), `${status} ${event}`).toBe(target)
        expect(statusAfter(status, event)).toBe(target)
      }
  })

  it('takes nothing once it is over', () => {
    for (const status of endings)
      for (const event of events) expect(statusAfter(status, event)).toBeUndefined()
  })

  it('lets a caller hang up at every moment', () => {
    for (const status of statuses.filter((one) => !endings.has(one) && one !== 'wrapping'))
      expect(
        statusAfter(status, 'ABANDON') ?? statusAfter(status, 'CALLER_LEFT'),
        status,
      ).toBeDefined()
  })
})
