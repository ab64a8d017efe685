// How often one address may try to sign in; a right password gives its try back.
import ipaddr from 'ipaddr.js'
import { RateLimiterMemory } from 'rate-limiter-flexible'

/** An office behind one address signs in together, and few of them wrongly. */
const wrongTries = { points: 40, duration: 5 * 60 }

/** Counts in this process alone, each address for five minutes: their number is bounded by what one
 * process can take in that time. */
export function limitTries(): {
  mayTry(address: string): Promise<boolean>
  wasRight(address: string): Promise<void>
} {
  const limiter = new RateLimiterMemory(wrongTries)
  return {
    mayTry: (address) =>
      limiter.consume(networkOf(address)).then(
        () => true,
        (refused: unknown) => {
          if (refused instanceof Error) throw refused
          return false
        },
      ),
    wasRight: async (address) => void (await limiter.reward(networkOf(address))),
  }
}

/** Whoever has one IPv6 address has all of its /64. */
function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown'
  const read = ipaddr.process(address)
  return read.kind() === 'ipv6' ? read.toByteArray().slice(0, 8).join('.') : read.toString()
}
