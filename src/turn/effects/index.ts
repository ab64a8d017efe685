// Every kind of work a turn may stop at, one line each.
import type { Effect } from '../../call/event.ts'
import type { Input } from '../../call/input.ts'
import { callback } from './callback.ts'
import type { DoEffect, Doing } from './effect.ts'
import { people } from './people.ts'
import { request } from './request.ts'

const effects: { [K in Effect['kind']]: DoEffect<K> } = { request, callback, people }

export const doEffect = <K extends Effect['kind']>(
  doing: Doing,
  effect: Effect & { kind: K },
): Promise<Input> => effects[effect.kind](doing, effect)
