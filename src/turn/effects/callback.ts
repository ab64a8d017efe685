// `callback`: whether a number may be promised a call.
import { callableFrom, findOpenCallback } from '../desk-questions.ts'
import type { DoEffect } from './effect.ts'

/** A number that waits for a call already is promised nothing new, and keeps its place. */
export const callback: DoEffect<'callback'> = async (
  { runtime, session },
  { key, desk, number },
) => {
  const checked = callableFrom(runtime, session, desk, number)
  const result = { type: 'callback checked', at: runtime.now(), key } as const
  if ('reason' in checked) return { ...result, taken: false, reason: checked.reason }
  const open = await findOpenCallback(runtime, session.tenant, checked.number)
  return { ...result, taken: true, number: checked.number, ...(open !== undefined && { open }) }
}
