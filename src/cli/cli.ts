// The command line: finds the command, and turns whatever is thrown into one line and an exit code.
import { nearest, oneOf } from '../flow/text/diagnostic.ts'
import { commands, help, isCommand, type Command } from './help.ts'
import { exit, print, UsageError, type Io } from './io.ts'

/** Runs a command to its end and gives its exit code. Never rejects. */
export async function runCli(io: Io): Promise<number> {
  const [name, ...args] = io.argv
  try {
    if (name === undefined || name === 'help' || name === '--help' || name === '-h')
      return manual(io, args[0])
    if (!isCommand(name)) return wrongCommand(io, name)
    if (args.includes('--help') || args.includes('-h')) return manual(io, name)
    return await run(name, args, io)
  } catch (error) {
    return reportFailure(io, name, error)
  }
}

async function run(name: Command, args: string[], io: Io): Promise<number> {
  switch (name) {
    case 'check':
      return (await import('./check.ts')).checkCommand(args, io)
    case 'format':
      return (await import('./format.ts')).formatCommand(args, io)
    case 'talk':
      return (await import('./talk.ts')).talkCommand(args, io)
    case 'test':
      return (await import('./test.ts')).testCommand(args, io)
    case 'replay':
      return (await import('./replay.ts')).replayCommand(args, io)
    case 'diff':
      return (await import('./diff.ts')).diffCommand(args, io)
    case 'book':
      return (await import('./book.ts')).bookCommand(args, io)
    case 'graph':
      return (await import('./graph.ts')).graphCommand(args, io)
    case 'stress':
      return (await import('./stress.ts')).stressCommand(args, io)
    case 'eval':
      return (await import('./eval.ts')).evalCommand(args, io)
    case 'mark':
      return (await import('./mark.ts')).markCommand(args, io)
    case 'switch':
      return (await import('./switch.ts')).switchCommand(args, io)
    case 'serve':
      return (await import('./serve.ts')).serveCommand(args, io)
  }
}

function manual(io: Io, name: string | undefined): number {
  if (name !== undefined && !isCommand(name)) return wrongCommand(io, name)
  print(io, help(name))
  return exit.fine
}

function wrongCommand(io: Io, name: string): number {
  const near = nearest(name, commands)
  io.stderr.write(
    `callflow: there is no command "${name}"; expected ${oneOf(commands)}${near ? `. Did you mean "${near}"?` : ''}\n`,
  )
  return exit.usage
}

function reportFailure(io: Io, name: string | undefined, error: unknown): number {
  if (error instanceof UsageError) {
    io.stderr.write(`callflow ${name}: ${error.message}. See: callflow ${name} --help\n`)
    return exit.usage
  }
  io.stderr.write(`callflow ${name} broke: ${causes(error).join(', because: ')}\n`)
  if (io.env.LOG_LEVEL === 'debug' && error instanceof Error) io.stderr.write(`${error.stack}\n`)
  return exit.broke
}

function causes(error: unknown): string[] {
  if (error instanceof Error)
    return [error.message || error.name, ...(error.cause === undefined ? [] : causes(error.cause))]
  return [String(error)]
}
