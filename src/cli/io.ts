// What a command sees of its process, as a value, so that commands run in memory too.
import { parseArgs, type ParseArgsConfig } from 'node:util'
import type { Readable, Writable } from 'node:stream'

/** `argv` without the interpreter and the script. `stop` ends commands that go on until they are
 * told, as a signal does. */
export type Io = {
  argv: string[]
  stdin: Readable
  stdout: Writable
  stderr: Writable
  env: NodeJS.ProcessEnv
  stop?: AbortSignal
}

/** Exit codes: all is well, problems were found in what was looked at, the command was called
 * wrongly, we broke. */
export const exit = { fine: 0, problems: 1, usage: 2, broke: 3 } as const

/** The command was called wrongly; the message tells how it should be. */
export class UsageError extends Error {}

export const print = (io: Io, text: string): void => void io.stdout.write(`${text}\n`)
export const printJson = (io: Io, value: unknown): void => print(io, JSON.stringify(value, null, 2))

/** Options and paths of a command; what is not known is a UsageError. */
export function readArgs<T extends NonNullable<ParseArgsConfig['options']>>(
  args: string[],
  options: T,
) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? sentence(error.message) : String(error))
  }
}

/** Node's message without its advice about quoting. */
const sentence = (message: string): string =>
  message.replace(/\. (To specify|Did you forget).*$/s, '').replace(/\.$/, '')
