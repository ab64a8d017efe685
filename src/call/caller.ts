// What is known of a caller besides the number: told by the telephone or found out from the number.

/** `country` is an ISO code such as BY. `verified`: whether the caller's telephone company vouches
 * for the number; absent where it says nothing of that. `forwardedFrom` is the number that was
 * called first. `campaign` is that of a call of ours. */
export type CallerKnown = {
  name?: string
  country?: string
  verified?: boolean
  forwardedFrom?: string
  campaign?: string
}
