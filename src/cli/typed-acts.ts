// What is typed at the terminal telephone, read as what a caller or a desk does.
import type { Act } from '../flow/tree/scripted-calls.ts'

export type Typed =
  | { act: Exclude<Act, { type: 'system' }> }
  | { desk: 'answered' | 'busy' | 'no answer' }
  | { message: string }

export const typingHelp =
  'Type what the caller says; digits, * and # are keys, a dot is silence.\n/message 12, /answer, /busy, /nobody, /done (the operator hangs up), /hang up'

/** Digits are keys, a dot or nothing is silence, a slash begins a command, anything else is
 * said. */
export function readTyped(line: string): Typed {
  const text = line.trim()
  if (text === '' || text === '.') return { act: { type: 'silence' } }
  if (/^[0-9*#]+$/.test(text)) return { act: { type: 'keys', keys: text } }
  if (!text.startsWith('/')) return { act: { type: 'caller', text } }
  const [, word, seconds] = /^\/ *([a-z ]+?) *(\d{1,3})?$/i.exec(text) ?? []
  switch (word?.toLowerCase()) {
    case 'hang up':
    case 'hangup':
      return { act: { type: 'hang up' } }
    case 'answer':
      return { desk: 'answered' }
    case 'busy':
      return { desk: 'busy' }
    case 'nobody':
      return { desk: 'no answer' }
    case 'done':
      return { act: { type: 'operator hangs up' } }
    case 'message':
      return { act: { type: 'message', duration: Number(seconds ?? 10) * 1000 } }
    default:
      return { message: typingHelp }
  }
}
