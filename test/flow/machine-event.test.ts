// What the machine is written in: events, parts of prompts, ids of leaves and scoped names are
// printed and read by one file each, and the two agree.
import { expect, it } from 'vitest'
import {
  anywhereEvent,
  backEvent,
  backToEvent,
  branchEvent,
  eventKind,
  eventsAmong,
  isMachineEvent,
  optionEvent,
  parseEvent,
  rowEvent,
  waitingEvent,
  type MachineEvent,
} from '../../src/flow/machine/machine-event.ts'
import { isBridged, leafId, rungKind, stepOfLeaf } from '../../src/flow/machine/leaf-id.ts'
import { isReadBack, missPart, parsePart } from '../../src/flow/machine/prompt-part.ts'
import { ownName, parseScoped, withoutAfterCall } from '../../src/flow/machine/scoped-name.ts'

it.each([
  [optionEvent('opening-hours'), 'option:opening-hours', { kind: 'option', id: 'opening-hours' }],
  [waitingEvent('leave'), 'waiting:leave', { kind: 'waiting', id: 'leave' }],
  [anywhereEvent('', 'stop'), 'anywhere:stop', { kind: 'anywhere', scope: '', id: 'stop' }],
  [
    anywhereEvent('survey>', 'stop'),
    'anywhere:survey>stop',
    { kind: 'anywhere', scope: 'survey>', id: 'stop' },
  ],
  [rowEvent(3), 'row:3', { kind: 'row', row: 3 }],
  [branchEvent(2), 'branch:2', { kind: 'branch', at: 2 }],
  [branchEvent(), 'branch:else', { kind: 'branch' }],
  [backEvent('survey>may we'), 'back:survey>may we', { kind: 'back', step: 'survey>may we' }],
  [backToEvent('menu: again'), 'BACK_TO:menu: again', { kind: 'BACK_TO', step: 'menu: again' }],
  ['NO_MATCH', 'NO_MATCH', { kind: 'NO_MATCH' }],
] as const)('%s is read as it was written', (event, text, parsed) => {
  expect(event).toBe(text)
  expect(parseEvent(event)).toEqual(parsed)
})

it('knows its own events from others', () => {
  expect(['OPERATOR', 'row:1', 'branch:else'].every(isMachineEvent)).toBe(true)
  expect(['', 'HELLO', 'constructor', 'other:1'].some(isMachineEvent)).toBe(false)
  const unknown = 'HELLO' as MachineEvent
  expect(() => eventKind(unknown)).toThrow('"HELLO" is not an event of the machine')
  expect(eventsAmong('miss')(unknown)).toBe(false)
})

it('sorts events by families and kinds', () => {
  const isOdd = eventsAmong('miss', 'back', 'LEAVE')
  const events = ['NO_INPUT', 'NO_MATCH', 'INVALID', 'back:menu', 'LEAVE'] as const
  expect(events.every(isOdd)).toBe(true)
  expect((['BACK_TO:menu', 'NO', 'CALL_BACK', 'option:back'] as const).some(isOdd)).toBe(false)
})

it.each([
  [missPart('unclear', 2), 'unclear:2', { kind: 'unclear', attempt: 2 }, false],
  [missPart('confirm silent', 1), 'confirm silent:1', { kind: 'confirm silent', attempt: 1 }, true],
  [missPart('no', 3), 'no:3', { kind: 'no', attempt: 3 }, false],
  ['confirm', 'confirm', { kind: 'confirm' }, true],
  ['prompt', 'prompt', { kind: 'prompt' }, false],
] as const)('the part %s is read as it was written', (part, text, parsed, isRead) => {
  expect(part).toBe(text)
  expect(parsePart(part)).toEqual(parsed)
  expect(isReadBack(part)).toBe(isRead)
})

it('reads leaf ids, of steps with a slash in their names too', () => {
  expect(stepOfLeaf(leafId('yes/no', 'try2'))).toBe('yes/no')
  expect(stepOfLeaf('%ended')).toBe('%ended')
  expect(isBridged({ state: { leaf: leafId('sales', 'bridged') } })).toBe(true)
  expect(isBridged({ state: { leaf: leafId('sales', 'dial') } })).toBe(false)
  expect((['try2', 'piece3 of 1', 'tone1', 'tone', 'try2>%begin'] as const).map(rungKind)).toEqual([
    'try',
    'piece',
    'tone',
    undefined,
    undefined,
  ])
})

it('takes scoped names apart', () => {
  expect(parseScoped('a>b>c d')).toEqual({ scope: 'a>b>', name: 'c d' })
  expect(parseScoped('c d')).toEqual({ scope: '', name: 'c d' })
  expect(ownName('survey>may we')).toBe('may we')
  expect(withoutAfterCall('after:save')).toBe('save')
})
