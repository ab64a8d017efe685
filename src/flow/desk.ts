// A desk as machine states: bounded attempts, opening hours, ringing, the conversation.
import { deaf, type Build } from './build.ts'
import type { Desk } from './flow.ts'
import type { Action, Arrow, Leaf, LeafKind, StateNode } from './machine.ts'

/** The hand-off bound is load-bearing: without it "operator, nobody, menu, operator" never ends. */
export function compileDesk(desk: Desk, build: Build, bound: number, ownBit: boolean): StateNode {
  const id = build.scoped(desk.name.value)
  const leaf = (rung: string, kind: LeafKind): Leaf => ({ id: `${id}/${rung}`, scope: build.scope.prefix, step: id, word: 'desk', file: desk.range.file, line: desk.name.range.line, kind, rung, attempt: 1 })
  const count: Action = { type: 'count', params: { counter: 'handoffs' } }
  const giveUp = (target: Arrow['target']): Arrow => ({ target, actions: [count, { type: 'give up', params: { desk: id } }] })
  const first = desk.hours ? `#${id}/hours` : `#${id}/dial`
  const bit = `dialled:${id}`
  const check: Arrow[] = [
    ...(ownBit ? [{ target: first, guard: { type: 'below', params: { counter: bit, max: 1 } } } satisfies Arrow] : []),
    { target: first, guard: { type: 'below', params: { counter: 'handoffs', max: bound } } },
    { target: '#last resort' },
  ]
  const enter: Action = { type: 'enter', params: { step: id } }
  return {
    id,
    entry: [enter],
    initial: 'check',
    states: {
      check: { id: `${id}/check`, meta: leaf('check', 'pass'), always: check },
      ...(desk.hours ? { hours: { id: `${id}/hours`, meta: leaf('hours', 'hours'), on: { ...deaf(build), OPEN: { target: `#${id}/dial` }, SHUT: giveUp(build.go(desk.closed ?? desk.nobody)) } } } : {}),
      dial: {
        id: `${id}/dial`,
        meta: leaf('dial', 'dial'),
        entry: [{ type: 'hand off', params: { desk: id } }, ...(ownBit ? [{ type: 'count', params: { counter: bit } } satisfies Action] : [])],
        on: { ANSWERED: { target: `#${id}/bridged`, actions: [{ type: 'connect', params: { desk: id } }] }, UNANSWERED: giveUp(build.go(desk.nobody)) },
      },
      bridged: { id: `${id}/bridged`, meta: leaf('bridged', 'bridged'), on: { RELEASED: { target: desk.then ? build.go(desk.then) : '#ended', actions: [{ type: 'reset', params: { counter: 'handoffs' } }, { type: 'release', params: { desk: id } }] } } },
    },
  }
}
