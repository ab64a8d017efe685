// `request`: a table of the flow's own version is looked into, or another system is asked.
import { tableAnswer } from '../../call/table-answer.ts'
import type { DoEffect } from './effect.ts'

/** An input that is taken anew does not ask again. */
export const request: DoEffect<'request'> = async (doing, effect) => {
  const { runtime, machine, session, asked } = doing
  const known = tableAnswer(machine, effect, runtime.now())
  if (known) return known
  const { key, ...question } = effect
  const id = JSON.stringify(question)
  const result = asked.get(id) ?? runtime.lookup(effect, session.tenant)
  asked.set(id, result)
  const input = await result
  return 'key' in input ? { ...input, key } : input
}
