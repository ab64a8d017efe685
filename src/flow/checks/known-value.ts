// What a name can stand for, and what is said of a name that stands for nothing.
import { memo } from '../../ground/memo.ts'
import { nearest, oneOf } from '../text/diagnostic.ts'
import { plainName } from '../text/expression.ts'
import type { Field } from '../tree/flow.ts'
import { BARE } from '../tree/lookup-answer.ts'
import { DEEPEST } from '../tree/lookup-keys.ts'
import type { SlotType } from '../tree/slot.ts'

/** A type that can be compared; `values` are all it can be, when that is known. `fact` is the slot
 * or saved answer that must be filled first. */
export type Known = {
  type: SlotType | 'duration' | 'list'
  values?: string[]
  fact?: string
  private?: boolean
}

export type Unknown = { message: string; hint?: string }

export const isUnknown = (found: object): found is Unknown => 'message' in found

/** Fields by name; `any`: any name may be asked for. */
export type FieldTypes = ReadonlyMap<string, Field['type']> | 'any'

/** Made once for each map, because flows have thousands of names to look up. */
const byPlainName = memo(
  (map: ReadonlyMap<string, unknown>) =>
    new Map([...map.keys()].map((declared) => [plainName(declared), declared])),
)

/** A declared name and its value, by the form in which names are compared. */
export function sameName<T>(map: ReadonlyMap<string, T>, name: string): [string, T] | undefined {
  const declared = byPlainName(map).get(plainName(name))
  const value = declared === undefined ? undefined : map.get(declared)
  return declared === undefined || value === undefined ? undefined : [declared, value]
}

export const withUnderscores = (name: string): string => name.replaceAll(' ', '_')

/** The most names that are listed in a message. */
const MOST_LISTED = 12

/** Said of a name that is none of those known; `write` is the nearest as it is to be written. */
export function notOneOf(
  what: string,
  name: string,
  known: readonly string[],
  write: (near: string) => string,
): Unknown {
  const listed = known.length > 0 && known.length <= MOST_LISTED
  const near = nearest(plainName(name), known)
  return {
    message: `"${name}" is not ${what}${listed ? `; expected ${oneOf(known)}` : ''}`,
    hint: near && `did you mean "${write(near)}"?`,
  }
}

/** Said of a name with parts where nothing can follow. */
export const tooFar = (names: readonly string[], after: string): Unknown => ({
  message: `"${names.join('.')}" goes too far: nothing stands after ${after}`,
})

/** Said of a name that is only the beginning of others. */
export const hasParts = (what: string, begin: string, parts: Iterable<string>): Unknown => ({
  message: `${what} has parts; expected ${oneOf([...parts].map((part) => `${begin}.${part}`))}`,
})

/** The field that stands after `of` in a name; a field in a group is named by its whole path. */
export function fieldOf(of: string, fields: FieldTypes, names: readonly string[]): Known | Unknown {
  const path = names.slice(1)
  if (fields === 'any') return path.length > DEEPEST ? tooFar(names, of) : { type: 'text' }
  const found = sameName(fields, path.join('.'))
  return found
    ? { type: typeof found[1] === 'string' ? found[1] : 'list' }
    : noField(of, fields, path)
}

function noField(of: string, fields: ReadonlyMap<string, unknown>, path: string[]): Unknown {
  const written = path.join('.')
  const known = [...fields.keys()]
  if (fields.has(BARE))
    return {
      message: `"${of}" is a text and has no fields`,
      hint: `write {{ ${withUnderscores(of)} }}`,
    }
  const end = path.findIndex((_, index) => sameName(fields, path.slice(0, index + 1).join('.')))
  if (end >= 0) return tooFar([of, ...path], [of, ...path.slice(0, end + 1)].join('.'))
  const begin = `${plainName(written)}.`
  const inside = known.filter((name) => plainName(name).startsWith(begin))
  if (inside.length > 0)
    return hasParts(
      `"${of}.${written}"`,
      of,
      inside.map((name) => withUnderscores(name)),
    )
  return notOneOf(
    `a field of "${of}"`,
    written,
    known,
    (near) => `${withUnderscores(of)}.${withUnderscores(near)}`,
  )
}
