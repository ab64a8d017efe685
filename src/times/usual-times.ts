// What neither a flow nor the engine says: how long callers and lookups usually take.
// Milliseconds.
import { SECOND } from '../flow/text/duration.ts'
import type { Extent } from './sample-values.ts'

/** A lookup that answers as usual. */
export const LOOKUP = SECOND

/** Keys of an answer whose length is not known. */
export const LONGEST_KEYS = 10
/** To press one of several keys. */
export const KEY = 300
/** Until the caller has said or keyed something. */
export const INPUT: Record<Extent, number> = { worst: 10 * SECOND, typical: 3 * SECOND }

/** A usual message. */
export const MESSAGE = 20 * SECOND

/** A recording of which neither length nor words are known. */
export const RECORDING = 3 * SECOND
