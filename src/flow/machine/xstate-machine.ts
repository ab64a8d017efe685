// The machine handed to XState: the same data, with the one guard and the one assignment it names.
import { assign, createMachine, type AnyStateMachine } from 'xstate'
import type { Machine } from './machine.ts'
import { increment, countersOf } from './counters.ts'

type Counters = Record<string, number>

/** A pure XState machine; `maxIterations` stops a loop that never waits, which the checker refuses
 * anyway. */
export function toXState(machine: Machine): AnyStateMachine {
  const context: Counters = Object.fromEntries(countersOf(machine).map((counter) => [counter, 0]))
  const config = { ...machine.config, context, options: { maxIterations: 1000 } }
  return createMachine(
    config as never,
    {
      guards: {
        below: ({ context }: { context: Counters }, params: { counter: string; max: number }) =>
          (context[params.counter] ?? 0) < params.max,
      },
      actions: {
        count: assign(({ context }: { context: Counters }, params: { counter: string }) => ({
          [params.counter]: increment(context, params.counter),
        })),
        reset: assign((_: unknown, params: { counter: string }) => ({ [params.counter]: 0 })),
      },
    } as never,
  )
}
