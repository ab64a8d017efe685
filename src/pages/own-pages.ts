// Whether a request comes from our own pages, and the headers that keep a page to itself.
import { isIPv4 } from 'node:net'
import type { Config } from '../world/config.ts'

/** Why a request, or the upgrade of one, is not from our own page; undefined when it is. */
export function whyForeign(
  { host = '', origin }: { host?: string; origin?: string },
  config: Config,
): string | undefined {
  if (!isOurHost(host, config)) return 'this address does not belong to the practice phone'
  return isForeign(origin, host, config)
    ? 'another website may not use the practice phone'
    : undefined
}

/** Why a request to the console is not from its own pages; undefined when it is. What changes
 * something must say where it comes from: every browser does, by Sec-Fetch-Site or, where it is old
 * or the page is not on https, by Origin. A live server is known by the host of PUBLIC_URL, which a
 * proxy has to pass on, and on this machine. */
export function whyNotOwn(
  method: string,
  headers: { host?: string; origin?: string; 'sec-fetch-site'?: string | string[] },
  config: Config,
): 'host' | 'site' | undefined {
  const { host = '', origin } = headers
  if (!isOurHost(host, config)) return 'host'
  if (method === 'GET' || method === 'HEAD') return undefined
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' ? undefined : 'site'
  return origin === undefined || isForeign(origin, host, config) ? 'site' : undefined
}

function isOurHost(host: string, config: Config): boolean {
  if (config.practicePublic || host === hostOf(config.publicUrl)) return host !== ''
  const name = host.replace(/:\d{1,5}$/, '').toLowerCase()
  return name === 'localhost' || name === '[::1]' || (isIPv4(name) && name.startsWith('127.'))
}

/** Browsers send an Origin with everything that changes something; programs on this machine send
 * none. */
function isForeign(origin: string | undefined, host: string, config: Config): boolean {
  return (
    origin !== undefined &&
    origin !== `http://${host}` &&
    origin !== `https://${host}` &&
    origin !== (config.publicUrl && new URL(config.publicUrl).origin)
  )
}

const hostOf = (url: string | undefined): string | undefined =>
  url === undefined ? undefined : new URL(url).host

/** Headers of a page that takes scripts and styles from us alone. A nonce cannot reach the part of
 * the script that runs beside the microphone, so scripts of our own address are taken too. `forms`:
 * the page sends forms, to us alone. `telephone`: it is a telephone of Twilio's, with the addresses
 * its Voice SDK names. */
export function pageHeaders(
  nonce: string,
  { forms = false, telephone = false }: { forms?: boolean; telephone?: boolean } = {},
): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'self'`,
    `style-src 'nonce-${nonce}'`,
    `connect-src 'self'${telephone ? ' https://*.twilio.com wss://*.twilio.com' : ''}`,
    `media-src 'self'${telephone ? ' https://sdk.twilio.com' : ''}`,
    "img-src 'self' data:",
    "base-uri 'none'",
    `form-action ${forms ? "'self'" : "'none'"}`,
    "frame-ancestors 'none'",
  ]
  return {
    'Content-Security-Policy': policy.join('; '),
    'Cross-Origin-Opener-Policy': 'same-origin',
    // with "no-referrer" browsers do not even tell us that a form comes from our own page
    'Referrer-Policy': forms ? 'same-origin' : 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  }
}
