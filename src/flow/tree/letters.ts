// The letters of a recorded language: the name of each recording, and what is read out for it.
import type { Slot } from './flow.ts'

/** `recording` is a name under engine/; `words` is how the letter is called. */
export type Letter = { letter: string; recording: string; words: string }

const read = (text: string, prefix: string): Letter[] =>
  text.split('|').map((entry) => {
    const [letter = '', name = '', ...words] = entry.trim().split(' ')
    return { letter, recording: `${prefix}-${name}`, words: words.join(' ').replaceAll('_', ' ') }
  })

const shared = 'а a а | б b бэ | в v вэ | г g гэ | д d дэ | е e е | ё yo ё | ж zh жэ | з z зэ'
const rest =
  'к k ка | л l эль | м m эм | н n эн | о o о | п p пэ | р r эр | с s эс | т t тэ | у u у'
const native: Record<string, string> = {
  be: `${shared} | і i і | й j і_нескладовае | ${rest} | ў w у_нескладовае | ф f эф | х h ха | ц c цэ | ч ch чэ | ш sh ша | ы y ы | ь soft мяккі_знак | э eh э | ю yu ю | я ya я`,
  ru: `${shared} | и i и | й j и_краткое | ${rest} | ф f эф | х h ха | ц c цэ | ч ch че | ш sh ша | щ shch ща | ъ hard твёрдый_знак | ы y ы | ь soft мягкий_знак | э eh э | ю yu ю | я ya я`,
}
const latin: Record<string, string> = {
  be: 'а бэ цэ дэ е эф жэ аш і ёт ка эль эм эн о пэ ку эр эс тэ у вэ дубль_вэ ікс ігрэк зэт',
  ru: 'а бэ цэ дэ е эф же аш и йот ка эль эм эн о пэ ку эр эс тэ у вэ дубль_вэ икс игрек зет',
  en: 'A B C D E F G H I J K L M N O P Q R S T U V W X Y Z',
}

const codeOf = (tag: string): string => (tag.slice(0, 2) in latin ? tag.slice(0, 2) : 'en')

const nativeOf = (tag: string): Letter[] =>
  native[codeOf(tag)] === undefined ? latinOf(tag) : read(native[codeOf(tag)]!, 'letter')

const latinOf = (tag: string): Letter[] =>
  latin[codeOf(tag)]!.split(' ').map((words, at) => ({
    letter: String.fromCharCode(97 + at),
    recording: `latin-${String.fromCharCode(97 + at)}`,
    words: words.replaceAll('_', ' '),
  }))

/** The letters that a recorded language needs to read the values of some slots back: its own for
 * names, Latin ones too for codes. */
export function lettersFor(slots: Iterable<Pick<Slot, 'type'>>, tag: string): Letter[] {
  const types = new Set([...slots].map(({ type }) => type))
  const all = [
    ...(types.has('name') || types.has('code') ? nativeOf(tag) : []),
    ...(types.has('code') ? latinOf(tag) : []),
  ]
  return all.filter((one, at) => all.findIndex((other) => other.recording === one.recording) === at)
}

/** The recording of a letter or figure; undefined for other signs, which are passed over. */
export function recordingOf(sign: string, tag: string): string | undefined {
  if (/^\d$/.test(sign)) return sign
  return [...nativeOf(tag), ...latinOf(tag)].find(({ letter }) => letter === sign.toLowerCase())
    ?.recording
}
