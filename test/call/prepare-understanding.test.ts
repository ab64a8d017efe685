// Before the first call the models of a flow are made.
import { expect, it } from 'vitest'
import { prepare } from '../../src/call/prepare-understanding.ts'
import { machineOf } from './conversation.ts'

const machine = machineOf(`
flow: shop
languages: { en-GB: Amy, ru-RU: Tatyana }
start: menu
help: menu
steps:
  menu:
    menu: { en-GB: What would you like?, ru-RU: Что вам нужно? }
    options:
      - { label: { en-GB: orders prepared beforehand, ru-RU: заказы }, key: 1, then: bye }
      - { label: { en-GB: returns prepared beforehand, ru-RU: возврат }, key: 2, then: bye }
  bye:
    say: { en-GB: Goodbye., ru-RU: До свидания. }
    then: hang up
`)

it('learns each question once for each language', () => {
  expect([...prepare(machine)]).toEqual(['menu/try1', 'menu/try1'])
})
