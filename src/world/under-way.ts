// What one server has under way of its calls, so that nothing is done twice at the same time.

/** `repeated`: this reply was given before and is given again, byte for byte. `noted`: there is
 * nothing to say. */
export type Answer =
  { reply: string; outcome: 'taken' | 'repeated' } | { outcome: 'unknown call' | 'noted' }

export type UnderWay = {
  /** by call and the reply a webhook answers */
  replies: Map<string, Promise<Answer>>
  /** the last input of each call */
  last: Map<string, Promise<void>>
  /** versions of flows that are in the store for certain */
  versions: Set<string>
}

export const nothingUnderWay = (): UnderWay => ({
  replies: new Map(),
  last: new Map(),
  versions: new Set(),
})
