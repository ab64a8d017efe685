// The letters of a recorded language: the name of each recording, and what is read out for it.
import { languageOf } from '../../languages/language.ts'
import type { Letter } from '../../languages/letter-recordings.ts'
import type { Slot } from './flow.ts'

function ownLetters(tag: string): Letter[] {
  const { own, latin } = languageOf(tag).letterNames
  return own.length > 0 ? own : latin
}

/** The letters that a recorded language needs to read the values of some slots back: its own for
 * names, Latin ones too for codes. */
export function lettersFor(slots: Iterable<Pick<Slot, 'type'>>, tag: string): Letter[] {
  const types = new Set([...slots].map(({ type }) => type))
  const all = [
    ...(types.has('name') || types.has('code') ? ownLetters(tag) : []),
    ...(types.has('code') ? languageOf(tag).letterNames.latin : []),
  ]
  return all.filter((one, at) => all.findIndex((other) => other.recording === one.recording) === at)
}

/** The recording of a letter or figure; undefined for other signs, which are passed over. */
export function recordingOf(sign: string, tag: string): string | undefined {
  if (/^\d$/.test(sign)) return sign
  const letters = [...ownLetters(tag), ...languageOf(tag).letterNames.latin]
  return letters.find(({ letter }) => letter === sign.toLowerCase())?.recording
}
