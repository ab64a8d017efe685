// What a flow knows of the caller and the line: told by the telephone, found from the number, and
// the same in a replay.
import { describe, expect, it } from 'vitest'
import type { Started } from '../../src/call/input.ts'
import { replay } from '../../src/call/replay.ts'
import { callOf, machineOf } from './conversation.ts'

const all = `start: tell
help: menu
steps:
  tell:
    say:
      - { if: caller.name is known, text: "name {{ caller.name }}" }
      - { if: caller.country is known, text: "country {{ caller.country }}" }
      - { if: caller.country is BY, text: from Belarus }
      - { if: caller.verified is yes, text: verified }
      - { if: caller.verified is no, text: forged }
      - { if: caller.forwarded_from starts with +375, text: "forwarded {{ caller.forwarded_from | digits }}" }
      - { if: caller.campaign is spring, text: spring }
      - { if: caller.tags contains vip, text: vip }
      - { if: caller.withheld is yes, text: withheld }
      - { if: line.number is +15005550006, text: our number }
      - { if: line.number is secret, text: a value of lines.yaml }
    then: menu
  menu:
    menu: How can I help?
    options: [{ label: nothing, key: 1, then: hang up }]
`
const machine = machineOf(all)

const heard = (started: Partial<Started>): string => {
  const call = callOf(machine, started)
  const { session, log } = call.stage
  const again = replay(machine, log)
  expect(again.differs).toBeUndefined()
  expect(JSON.stringify(again.session)).toBe(JSON.stringify(session))
  return call.first().replace(/ How can I help.*$/s, '')
}

describe('what is known of a caller', () => {
  it.each<[string, Partial<Started>, string]>([
    [
      'a number alone tells its country',
      { from: '+375291234567' },
      'country BY from Belarus our number',
    ],
    [
      'what the telephone told is taken',
      {
        from: '+375291234567',
        tags: ['vip'],
        caller: {
          name: 'Anna',
          country: 'PL',
          verified: true,
          forwardedFrom: '+375173091234',
          campaign: 'spring',
        },
      },
      'name Anna country PL verified forwarded 3 7 5, 1 7 3, 0 9 1, 2 3 4 spring vip our number',
    ],
    ['a forged number', { from: 'client:a', caller: { verified: false } }, 'forged our number'],
    ['a withheld number tells nothing', { from: '', withheld: true }, 'withheld our number'],
    [
      'a value of the line called number is still that',
      { from: 'client:a', line: { name: '', tenant: '', values: { number: 'secret' } } },
      'a value of lines.yaml',
    ],
  ])('%s', (_, started, wanted) => {
    expect(heard(started)).toBe(wanted)
  })
})
