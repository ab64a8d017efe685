// What a flow does not say: how long waiting, ringing and listening last then. Milliseconds.
import { MINUTE, SECOND } from '../flow/text/duration.ts'
import type { Extent } from './sample-values.ts'

export const LOOKUP_TIMEOUT = 4 * SECOND
/** A lookup that answers as usual. */
export const LOOKUP = SECOND

/** How long one person is rung, and how long a caller waits at a desk at most. */
export const RINGS = 20 * SECOND
export const WAIT_AT_MOST = 5 * MINUTE

/** Until a silence is taken for one. */
export const WAIT = 5 * SECOND
/** Between two keys, and for all keys of an answer. */
export const BETWEEN_KEYS = 3 * SECOND
export const WHOLE_ANSWER = 30 * SECOND
/** Keys of an answer whose length is not known. */
export const LONGEST_KEYS = 10
/** To press one of several keys. */
export const KEY = 300
/** Until the caller has said or keyed something. */
export const INPUT: Record<Extent, number> = { worst: 10 * SECOND, typical: 3 * SECOND }

/** A recorder ends after such a silence; a usual message. */
export const RECORD_SILENCE = 5 * SECOND
export const MESSAGE = 20 * SECOND

/** A recording of which neither length nor words are known. */
export const RECORDING = 3 * SECOND
