// The program's log: ids and reasons as JSON lines, never what callers said or their numbers.
import type { Writable } from 'node:stream'
import { pino, type Logger } from 'pino'
import type { Config } from '../world/config.ts'
import { UsageError } from './io.ts'

/** Removed wherever they stand, at the top or one level down. */
const secret = [
  'from',
  'to',
  'caller',
  'number',
  'keys',
  'text',
  'alternatives',
  'slots',
  'params',
  'body',
  'form',
  'headers',
  'authorization',
  'token',
  'secret',
  'password',
  'value',
  'values',
  'transcript',
]

/** In practice mode only warnings and worse, unless LOG_LEVEL says otherwise. */
export function makeLog(
  { practice, logLevel }: Config,
  env: NodeJS.ProcessEnv,
  to: Writable,
): Logger {
  const usual = practice ? 'warn' : 'info'
  const level = env.LOG_LEVEL ? logLevel : usual
  if (level !== 'silent' && !Object.hasOwn(pino.levels.values, level))
    throw new UsageError(
      `LOG_LEVEL is "${level}": give one of ${Object.keys(pino.levels.values).join(', ')} or silent`,
    )
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: secret.flatMap((name) => [name, `*.${name}`]), censor: '[removed]' },
      serializers: { err: serializeError },
    },
    to,
  )
}

/** Drivers put rows and parameters into extra fields of their errors: only these are kept. */
function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error)
  const { name, message, stack, cause } = error
  return {
    name,
    message,
    code: 'code' in error ? String(error.code) : undefined,
    stack,
    cause: cause === undefined ? undefined : serializeError(cause),
  }
}
