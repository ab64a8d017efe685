// How the practice phone tells a call, in English.
import { givenIn, mask, sources, type HeardEvent } from '../pages/call-words.ts'

export const callWords = {
  goal: (goal: string) => `goal reached: ${goal}`,
  notRead: (name: string) => `given “${name}”, which could not be read`,
  notified: (name: string) => `a notice was left for “${name}”`,
  rang: (people: readonly string[]) => `${people.join(' and ')} would ring now`,
  connected: 'a person took the call',
  released: 'the person hung up',
  nobody: (desk: string) => `nobody at ${desk}`,
  closed: (of: 'line' | 'company', sendTo: string | undefined) =>
    `the ${of} is closed${sendTo === undefined ? '' : `; sent on to ${sendTo}`}`,
  hungUp: 'the caller hung up',
  ended: 'the call is over',
  broke: 'something broke on our side',
  found: 'found',
  notFound: 'not found',
  failed: (why: string) => `failed, ${why}`,
  waitsForAnswer: 'waiting for the answer',
  is: (name: string, value: string) => `${name} is ${value}`,
  aList: 'a list',
  unknown: 'not known',
  sources,
  sure: 'sure',
  confirmed: 'confirmed',
}

/** What the caller gave, masked when it is private. */
export function showGiven(
  event: HeardEvent,
  hidden: boolean,
): { kind: 'words' | 'keys' | 'silence'; text: string } {
  const { kind, text } = givenIn(event)
  if (kind === 'silence') return { kind, text: 'silence' }
  return { kind, text: mask(text, hidden) }
}
