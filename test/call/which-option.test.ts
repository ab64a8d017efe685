// Two options that are close: which of them was meant is asked, and every way of saying so is
// understood.
import { expect, it, test } from 'vitest'
import { callOf, machineOf } from './conversation.ts'

const town = machineOf(`flow: town
languages: { en-GB: Amy }
start: menu
help: menu
steps:
  menu:
    menu: How can I help?
    options:
      - { label: parking permits, key: 1, phrases: [a permit for my car, renew a permit], then: permits }
      - { label: parking fines, key: 2, phrases: [I got a parking ticket, pay a fine], then: fines }
      - { label: libraries, key: 3, phrases: [library opening hours], then: books }
  permits:
    say: Permits.
    then: hang up
  fines:
    say: Fines.
    then: hang up
  books:
    say: Libraries.
    then: hang up
`)

const question = 'Do you mean parking permits, or parking fines?'

const asked = () => {
  const call = callOf(town)
  const said = call.says('parking')
  expect(said).toMatch(/^Do you mean parking (permits|fines), or parking (permits|fines)\?$/)
  return {
    call,
    second: said === question ? 'Fines.' : 'Permits.',
    first: said === question ? 'Permits.' : 'Fines.',
  }
}

test.each(['the first one', 'the first', 'first please'])('"%s" is the first', (said) => {
  const { call, first } = asked()
  expect(call.says(said)).toBe(first)
})

test.each(['the second one', 'the last one'])('"%s" is the second', (said) => {
  const { call, second } = asked()
  expect(call.says(said)).toBe(second)
})

test.each([
  ['permits', 'Permits.'],
  ['the permit', 'Permits.'],
  ['parking fines', 'Fines.'],
  ['the fine please', 'Fines.'],
  ['I mean the fines', 'Fines.'],
  ['yes the permits', 'Permits.'],
  ['two', 'Fines.'],
  ['libraries', 'Libraries.'],
  ['no, libraries', 'Libraries.'],
])('"%s" leads to %s', (said, heard) => {
  expect(asked().call.says(said)).toBe(heard)
})

test.each([
  ['1', 'Permits.'],
  ['2', 'Fines.'],
  ['3', 'Libraries.'],
])('key %s leads to %s', (key, heard) => {
  expect(asked().call.keys(key)).toBe(heard)
})

it('takes neither a yes nor the same words for an answer, and offers keys at last', () => {
  for (const said of ['yes', 'parking']) {
    const { call } = asked()
    expect(call.says(said)).toMatch(/^Sorry, I didn't catch that\. Do you mean parking/)
    const lines = call.says(said)
    expect(lines).toContain('For parking permits, press 1.')
    expect(lines).toContain('For parking fines, press 2.')
    expect(lines).not.toContain('libraries')
    expect(call.keys('2')).toBe('Fines.')
    call.replayed()
  }
})

it('asks anew after a no', () => {
  expect(asked().call.says('no')).toMatch(/^Thank you for telling me\. Let's try again\./)
  expect(asked().call.says('neither of them')).toMatch(
    /^Thank you for telling me\. Let's try again\./,
  )
})
