// The only reader of the environment: everything that differs between machines, checked once at
// start.
import { availableParallelism } from 'node:os'
import { isIP } from 'node:net'

/** `publicUrl` has no trailing slash. No `twilioAuthToken` means practice mode. */
export type Config = {
  port: number
  host: string
  publicUrl?: string
  twilioAccountSid?: string
  twilioAuthToken?: string
  /** signs the tokens with which operators' browsers are telephones */
  twilioApiKey?: { sid: string; secret: string }
  databaseUrl?: string
  dataDir: string
  flowsDir: string
  logLevel: string
  practice: boolean
  /** practice mode may listen beyond loopback (PRACTICE=public) */
  practicePublic: boolean
  /** 32 bytes that seal private values; made at first start beside the embedded database */
  callDataKey?: Buffer
  /** a Google account is named (GOOGLE_APPLICATION_CREDENTIALS), which Google's client reads by
   * itself */
  googleAccount: boolean
  /** a recogniser on this machine instead of Google's own, `host:port` */
  speechEndpoint?: string
  /** proxies whose X-Forwarded-For is believed: how many there are, or their addresses; none
   * without it */
  trustProxy: number | string[]
  /** days after which what callers said is erased */
  retentionDays: number
  /** threads that check, prove and compile flows beside the calls */
  workers: number
}

export class ConfigError extends Error {}

/** Reads and checks the environment. Throws ConfigError with one sentence that tells what to
 * set. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const practice = !env.TWILIO_AUTH_TOKEN
  const practicePublic = env.PRACTICE === 'public'
  const host = env.HOST || (practice ? '127.0.0.1' : '0.0.0.0')
  refuseUnreachable(env, host, practice)
  return {
    port: readPort(env.PORT),
    host,
    publicUrl: readUrl(env.PUBLIC_URL),
    twilioAccountSid: env.TWILIO_ACCOUNT_SID || undefined,
    twilioAuthToken: env.TWILIO_AUTH_TOKEN || undefined,
    twilioApiKey: readApiKey(env.TWILIO_API_KEY_SID, env.TWILIO_API_KEY_SECRET),
    databaseUrl: env.DATABASE_URL || undefined,
    dataDir: env.DATA_DIR || '.data',
    flowsDir: env.FLOWS_DIR || 'flows',
    logLevel: env.LOG_LEVEL || 'info',
    practice,
    practicePublic,
    callDataKey: readKey(env.CALL_DATA_KEY),
    googleAccount: Boolean(env.GOOGLE_APPLICATION_CREDENTIALS),
    speechEndpoint: env.SPEECH_ENDPOINT || undefined,
    trustProxy: readProxies(env.TRUST_PROXY),
    retentionDays: readDays(env.RETENTION_DAYS),
    workers: readWorkers(env.WORKERS),
  }
}

/** Live calls need an address that Twilio reaches; the practice phone is shown to nobody else unless
 * that is asked for. */
function refuseUnreachable(env: NodeJS.ProcessEnv, host: string, practice: boolean): void {
  if (!practice && !env.PUBLIC_URL)
    throw new ConfigError(
      'TWILIO_AUTH_TOKEN is set but PUBLIC_URL is not: set PUBLIC_URL to the address Twilio reaches, for example https://calls.example.com',
    )
  if (practice && env.PRACTICE !== 'public' && !isLoopback(host))
    throw new ConfigError(
      `HOST is ${host}, but practice mode listens only on this machine: set TWILIO_AUTH_TOKEN for live calls, or PRACTICE=public to show the practice phone to others`,
    )
}

function readPort(text: string | undefined): number {
  const port = Number(text || 3000)
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new ConfigError(`PORT is "${text}": give a whole number from 0 to 65535`)
  return port
}

/** Anybody may write X-Forwarded-For, so it is believed only as far as the proxies in front of us
 * go. */
function readProxies(text: string | undefined): number | string[] {
  if (!text) return 0
  if (/^\d$/.test(text)) return Number(text)
  const addresses = text.split(',').map((one) => one.trim())
  const wrong = addresses.find(
    (one) =>
      !['loopback', 'linklocal', 'uniquelocal'].includes(one) &&
      !isIP(one.replace(/\/\d{1,3}$/, '')),
  )
  if (wrong !== undefined)
    throw new ConfigError(
      `TRUST_PROXY holds "${wrong}": give the number of proxies before this server, or their addresses, for example 10.0.0.0/8`,
    )
  return addresses
}

function readDays(text: string | undefined): number {
  const days = Number(text || 90)
  if (!Number.isInteger(days) || days < 1)
    throw new ConfigError(`RETENTION_DAYS is "${text}": give a whole number of days, at least 1`)
  return days
}

/** Threads when nothing is said: one core is left to the calls. */
const MOST_WORKERS = 4

function readWorkers(text: string | undefined): number {
  if (!text) return Math.max(1, Math.min(MOST_WORKERS, availableParallelism() - 1))
  const workers = Number(text)
  if (!Number.isInteger(workers) || workers < 1 || workers > 64)
    throw new ConfigError(`WORKERS is "${text}": give a whole number of threads from 1 to 64`)
  return workers
}

function readUrl(text: string | undefined): string | undefined {
  if (!text) return undefined
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new ConfigError(
      `PUBLIC_URL is "${text}": give a whole address such as https://calls.example.com`,
    )
  return text.replace(/\/+$/, '')
}

function readKey(text: string | undefined): Buffer | undefined {
  if (!text) return undefined
  const key = Buffer.from(text, 'base64')
  if (key.length !== 32)
    throw new ConfigError(
      'CALL_DATA_KEY must be 32 bytes in base64, for example from: openssl rand -base64 32',
    )
  return key
}

function readApiKey(sid: string | undefined, secret: string | undefined): Config['twilioApiKey'] {
  if (!sid && !secret) return undefined
  if (!sid || !secret)
    throw new ConfigError(
      'TWILIO_API_KEY_SID and TWILIO_API_KEY_SECRET belong together: set both, or neither',
    )
  return { sid, secret }
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}
