// Characters that no author writes on purpose, and those that look like a space but are none to
// YAML.
import type { Trap } from './traps.ts'

export const NOT_UTF8 = {
  code: 'yaml-not-utf8',
  message: 'the text is not UTF-8: save the file as UTF-8',
} as const

const kinds: (Pick<Trap, 'code' | 'message'> & { pattern: RegExp })[] = [
  { pattern: /\ufffd/g, ...NOT_UTF8 },
  { pattern: /\t/g, code: 'yaml-tab', message: 'a tab: indent with spaces' },
  {
    pattern:
      /[\0-\b\v\f\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]|\r(?!\n)|\ufeff(?<!^.)|[\ud800-\udbff](?![\udc00-\udfff])|[\udc00-\udfff](?<![\ud800-\udbff].)/g,
    code: 'yaml-control-character',
    message: 'an invisible control character: delete it and write the line anew',
  },
  {
    pattern: /[\u00a0\u2000-\u200b\u202f\u3000](?<=(?:^|:|-) *.)(?=.)/gm,
    code: 'yaml-odd-space',
    message:
      'this looks like a space but is another character, as word processors write it: replace it by a space',
  },
]

/** The first of each kind is told. */
export function badCharacters(text: string): Trap[] {
  return kinds.flatMap(({ pattern, code, message }) => {
    const [first, ...more] = text.matchAll(pattern)
    if (!first) return []
    const count = more.length > 0 ? ` (${more.length + 1} in this file)` : ''
    const start = first.index
    return [{ code, message: message + count, start, end: start + first[0].length }]
  })
}
