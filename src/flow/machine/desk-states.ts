// A desk as machine states: bounded attempts, opening hours, ringing or the queue, the
// conversation, and what may follow it.
import { deaf, type Build } from './build.ts'
import type { Desk } from '../tree/flow.ts'
import type { Action, Arrow, Arrows, Leaf, LeafKind, StateNode } from './machine.ts'
import { backToEvent, byEvent, waitingEvent } from './machine-event.ts'
import { leafId, toLeaf, type DeskRung } from './leaf-id.ts'
import type { Option } from '../tree/option.ts'

/** The hand-off bound is load-bearing: without it "operator, nobody, menu, operator" never ends. */
export function compileDesk(desk: Desk, build: Build, bound: number, ownBit: boolean): StateNode {
  const id = build.scoped(desk.name.value)
  const leaf = (rung: DeskRung, kind: LeafKind): Leaf => ({
    id: leafId(id, rung),
    scope: build.scope.prefix,
    step: id,
    word: 'desk',
    file: desk.range.file,
    line: desk.name.range.line,
    kind,
    rung,
    attempt: 1,
  })
  const count: Action = { type: 'count', params: { counter: 'handoffs' } }
  const giveUp = (target: Arrow['target']): Arrow => ({
    target,
    actions: [count, { type: 'give up', params: { desk: id } }],
  })
  const leave = (target: Arrow['target'], option: string): Arrow => ({
    target,
    actions: [count, { type: 'leave queue', params: { desk: id, option } }],
  })
  const first = desk.hours ? toLeaf(id, 'hours') : toLeaf(id, 'dial')
  const bit = `dialled:${id}`
  const check: Arrow[] = [
    ...(ownBit
      ? [
          {
            target: first,
            guard: { type: 'below', params: { counter: bit, max: 1 } },
          } satisfies Arrow,
        ]
      : []),
    { target: first, guard: { type: 'below', params: { counter: 'handoffs', max: bound } } },
    { target: '#last resort' },
  ]
  const enter: Action = { type: 'enter', params: { step: id } }
  const options = waitingOptions(desk)
  const ids = build.optionIds(options)
  const keys: Arrows =
    options.length > 0
      ? byEvent(
          options.map((option, index) => {
            const chosen = leave(build.go(option.then), ids[index] ?? '')
            return [
              waitingEvent(ids[index] ?? ''),
              {
                ...chosen,
                actions: [
                  ...(chosen.actions ?? []),
                  { type: 'choose', params: { step: id, option: ids[index] ?? '' } },
                ],
              },
            ]
          }),
        )
      : {
          CALL_BACK: { target: '#ended', actions: [{ type: 'call back', params: { desk: id } }] },
          LEAVE: leave(build.go(desk.nobody), LEAVE),
        }
  const waiting: Arrows = {
    ANSWERED: {
      target: toLeaf(id, 'bridged'),
      actions: [{ type: 'connect', params: { desk: id } }],
    },
    UNANSWERED: giveUp(build.go(desk.nobody)),
    ...keys,
  }
  const over: Action[] = [
    { type: 'reset', params: { counter: 'handoffs' } },
    { type: 'release', params: { desk: id } },
  ]
  return {
    id,
    entry: [enter],
    initial: 'check',
    states: {
      check: { id: leafId(id, 'check'), meta: leaf('check', 'pass'), always: check },
      ...(desk.hours
        ? {
            hours: {
              id: leafId(id, 'hours'),
              meta: leaf('hours', 'hours'),
              on: {
                ...deaf(build),
                OPEN: { target: toLeaf(id, 'dial') },
                SHUT: giveUp(build.go(desk.closed ?? desk.nobody)),
              },
            },
          }
        : {}),
      dial: {
        id: leafId(id, 'dial'),
        meta: leaf('dial', 'dial'),
        entry: [
          { type: 'hand off', params: { desk: id } },
          ...(ownBit ? [{ type: 'count', params: { counter: bit } } satisfies Action] : []),
        ],
        on: waiting,
      },
      again: { id: leafId(id, 'again'), meta: leaf('again', 'dial'), on: waiting },
      bridged: {
        id: leafId(id, 'bridged'),
        meta: leaf('bridged', 'bridged'),
        on: {
          RELEASED: { target: desk.then ? build.go(desk.then) : '#ended', actions: over },
          REQUEUED: {
            target: toLeaf(id, 'again'),
            actions: [{ type: 'requeue', params: { desk: id } }],
          },
          ...byEvent(
            (desk['back to']?.value ?? []).map((step) => [
              backToEvent(step.value),
              { target: build.go(step), actions: over },
            ]),
          ),
        },
      },
    },
  }
}

/** What `left queue` names when a caller went the desk's `nobody` way by the engine's own key. */
export const LEAVE = 'leave'

/** The options an author gives a waiting caller; without any, the engine has its own. */
export const waitingOptions = (desk: Desk): Option[] => desk['while waiting']?.options?.value ?? []
