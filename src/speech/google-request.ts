// What requests to Google have in common: phrases that are likely, and the names of what goes
// wrong.
import type { FailureKind } from './recogniser.ts'

export type GoogleError = Error & { code?: number; details?: string }

/** Google takes 5000 phrases and 100 000 characters a request. */
const MOST_HINTS = 1000
const MOST_HINT_CHARACTERS = 50_000
/** Strong enough to win against what sounds alike, weak enough not to be heard in noise; Google
 * advises 0 to 20. */
const BOOST = 10

export function speechContexts(
  hints: string[],
  digits = false,
): { phrases: string[]; boost: number }[] {
  let left = MOST_HINT_CHARACTERS
  const phrases = hints
    .slice(0, MOST_HINTS)
    .map((hint) => hint.slice(0, 100))
    .filter((hint) => (left -= hint.length) >= 0)
  return [
    ...(phrases.length > 0 ? [{ phrases, boost: BOOST }] : []),
    ...(digits ? [{ phrases: ['$OOV_CLASS_DIGIT_SEQUENCE'], boost: BOOST }] : []),
  ]
}

/** By the numbers of gRPC; Google tells two ends of a stream apart only by their words. */
export function kindOf({
  code,
  details,
  message,
}: Pick<GoogleError, 'code' | 'details' | 'message'>): FailureKind {
  const words = details ?? message
  switch (code) {
    case 3:
      return 'wrong language'
    case 4:
      return 'slow'
    case 7:
    case 16:
      return 'refused'
    case 8:
      return 'quota'
    case 11:
      return /audio timeout|without audio/i.test(words) ? 'no audio' : 'too long'
    case 14:
      return 'unreachable'
    default:
      return 'broken'
  }
}
