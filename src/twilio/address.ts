// The addresses we hand to Twilio: absolute, with the call and the reply they answer, and with our
// patience in the fragment.

/** Connect in 2 s, read in 5 s, try twice more on a failed connection, a late reply or a 5xx.
 * Fragments are not signed. */
const patience = '#ct=2000&rt=5000&rc=2&rp=ct,rt,5xx'

/** An absolute webhook address below `/twilio/`. `base` has no trailing slash. */
export function address(base: string, path: string, query: Record<string, string> = {}): string {
  const params = new URLSearchParams(query).toString()
  return `${base}/twilio/${path}${params && '?'}${params}${patience}`
}

/** What to enter for a Twilio number: its voice, fallback and status addresses. */
export function numberSettings(base: string): { voice: string; fallback: string; status: string } {
  return {
    voice: address(base, 'voice'),
    fallback: address(base, 'fallback'),
    status: address(base, 'status'),
  }
}
