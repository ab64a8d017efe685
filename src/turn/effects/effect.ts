// What a kind of work does outside, from its effect to the input that answers it.
import type { Effect } from '../../call/event.ts'
import type { Input } from '../../call/input.ts'
import type { Session } from '../../call/session.ts'
import type { Machine } from '../../flow/machine/machine.ts'
import type { Runtime } from '../../world/runtime.ts'
import type { Asked } from '../in-turn.ts'

/** For whom work is done; `asked` is what this input asked already. */
export type Doing = { runtime: Runtime; machine: Machine; session: Session; asked: Asked }

/** Never rejects for what goes wrong outside: that is an input too. */
export type DoEffect<K extends Effect['kind']> = (
  doing: Doing,
  effect: Effect & { kind: K },
) => Promise<Input>
