// Answers of lookups in a call: fields in groups, rows with groups in them, bare text, and answers of
// which nothing is declared.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { callOf, machineOf } from './conversation.ts'

const nested = machineOf(
  readFileSync('test/flow/ok/nested-answers.yaml', 'utf8').replace(/^flow:.*$/m, 'flow: test'),
)

describe('an answer with fields in groups', () => {
  it('is read by path in words, conditions, rows, and on the card', () => {
    const call = callOf(nested)
    call.fetched({
      'tasks.assigned': 7,
      'tasks.waiting.mine': 3,
      'tasks.waiting.since': '2026-03-01',
    })
    expect(call.fetched({ '': 'Snow today.' })).toContain('Snow today.')
    const rows = [
      { id: 'a', 'place.street': 'Alder Road', 'place.opens': '09:00' },
      { id: 'b', 'place.street': 'Mill Lane', 'place.opens': '10:30' },
    ]
    const heard = call.fetched({ 'next.free': rows })
    expect(heard).toContain('Alder Road')
    call.keys('2')
    expect(call.stage.session.working).toMatchObject({
      params: {
        visit: { id: 'b', place: { street: 'Mill Lane', opens: '10:30' } },
        load: { tasks: { assigned: 7, waiting: { mine: 3, since: '2026-03-01' } } },
      },
    })
    expect(call.fetched({})).toContain('We come to Mill Lane')
    call.replayed()
  })

  it('leads by its path', () => {
    const answered = (mine: number) => {
      const call = callOf(nested)
      call.fetched({
        'tasks.assigned': 7,
        'tasks.waiting.mine': mine,
        'tasks.waiting.since': '2026-03-01',
      })
      return call.fetched(undefined)
    }
    expect(answered(2)).toContain('2 of your 7 tasks wait')
    expect(answered(1)).not.toContain('wait')
  })
})

const undeclared = machineOf(`
start: look up
lookups: { load: {} }
desks: { office: { shows: [load.tasks.assigned], nobody: bye } }
steps:
  look up: { request: load, save: load, failed: office, then: tell }
  tell: { say: "You have {{ load.tasks.assigned }} tasks.", then: office }
  bye: { say: Goodbye., then: hang up }
`)

it('an answer of which nothing is declared is read as deep as it goes', () => {
  const call = callOf(undeclared)
  expect(call.fetched({ tasks: { assigned: 12 } })).toContain('You have 12 tasks.')
  const other = callOf(undeclared)
  expect(other.fetched({ tasks: 'none' })).toContain("I don't have that")
  other.people('client:anna')
  other.replayed()
})
