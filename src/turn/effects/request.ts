// `request`: another system is asked.
import type { DoEffect } from './effect.ts'

/** An input that is taken anew does not ask again. */
export const request: DoEffect<'request'> = async ({ runtime, session, asked }, effect) => {
  const { key, ...question } = effect
  const id = JSON.stringify(question)
  const result = asked.get(id) ?? runtime.lookup(effect, session.tenant)
  asked.set(id, result)
  const input = await result
  return 'key' in input ? { ...input, key } : input
}
