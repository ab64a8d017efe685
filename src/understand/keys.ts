// Keys to meaning: an option of this step, then a value, then `anywhere`, then a universal.
import { withKeys } from './choices.ts'
import type { Choosable, Hearing, Keyed, Meaning } from './hearing.ts'
import type { Universal } from '../languages/caller-words.ts'
import { kindFor } from './slots.ts'
import type { Why } from './slots/kind.ts'

/** What the first keys of an entry came to for the thing that is asked for. */
type Answered =
  | { state: 'complete'; meaning: Meaning; used: number }
  | { state: 'wait' }
  | { state: 'refused'; why?: Why; used: number }

/**
 * `keys` are all keys of this answer, those kept before included. `timedOut`: the key timer has run
 * out.
 * A meaning comes with the keys that are left for the next question; a `#` right after an answer
 * belongs to it.
 */
export function understandKeys(hearing: Hearing, keys: string, timedOut: boolean): Keyed {
  const first = keys[0]
  if (first === undefined) return { meaning: { kind: 'no match' }, rest: '' }
  const { held } = hearing
  const either =
    held?.other && { '1': { value: held.value, text: held.text }, '2': held.other }[first]
  if (either)
    return done(
      { kind: 'value', value: { ...either, from: 'keys', confirmed: false }, sure: true },
      keys,
      1,
    )
  const one = hearing.between?.find(({ key }) => key === first)
  if (one)
    return done(
      { kind: 'option', id: one.id, anywhere: one.anywhere, sure: true, text: one.label },
      keys,
      1,
    )
  if (hearing.confirming && !hearing.between && (first === '1' || first === '2'))
    return done({ kind: first === '1' ? 'yes' : 'no' }, keys, 1)
  const option = withKey(hearing.options, first)
  if (option)
    return done(
      { kind: 'option', id: option.id, anywhere: false, sure: true, text: option.label },
      keys,
      1,
    )
  if (!hearing.wants) return done(elsewhere(hearing, first) ?? { kind: 'no match' }, keys, 1)
  return question(hearing, keys, timedOut)
}

function question(hearing: Hearing, keys: string, timedOut: boolean): Keyed {
  const end = keys.indexOf('#')
  const entry = end < 0 ? keys : keys.slice(0, end)
  const ended = end >= 0 || timedOut
  const cleared = clearedAt(hearing, entry, ended)
  const said = cleared >= 0 ? entry.slice(0, cleared) : entry
  const answered: Answered =
    said === ''
      ? { state: 'refused', why: 'invalid', used: 0 }
      : answer(hearing, said, ended && cleared < 0)
  if (answered.state === 'complete') return done(answered.meaning, keys, answered.used)
  // A key that stands alone may be meant for the whole flow; only the timer tells that nothing
  // follows.
  if (entry.length === 1 && end < 0) {
    const alone = elsewhere(hearing, entry)
    if (alone) return timedOut ? done(alone, keys, 1) : { wait: true, kept: keys }
  }
  if (cleared >= 0) return done({ kind: 'invalid', why: 'invalid' }, keys, cleared + 1)
  if (answered.state === 'wait') return { wait: true, kept: keys }
  return done(
    answered.why ? { kind: 'invalid', why: answered.why } : { kind: 'no match' },
    keys,
    answered.used,
  )
}

/** The place of a star that clears the entry before it, or -1. In a sum of money a star is the
 * point unless it ends the entry. */
function clearedAt({ wants }: Hearing, entry: string, ended: boolean): number {
  const sum = wants?.kind === 'slot' && wants.slot.type === 'money'
  if (!sum) return entry.indexOf('*')
  return ended && entry.endsWith('*') ? entry.length - 1 : -1
}

function answer(hearing: Hearing, keys: string, ended: boolean): Answered {
  const { wants } = hearing
  if (wants?.kind === 'slot') {
    const keying = kindFor(wants.slot.type).key(keys, wants.slot, hearing, ended)
    if (keying.state !== 'complete') return keying
    return {
      state: 'complete',
      meaning: {
        kind: 'value',
        value: { ...keying.reading, from: 'keys', confirmed: false },
        sure: true,
      },
      used: keying.used,
    }
  }
  const key = keys[0]!
  if (wants?.kind === 'yes-no') {
    return key === '1' || key === '2'
      ? { state: 'complete', meaning: { kind: key === '1' ? 'yes' : 'no' }, used: 1 }
      : { state: 'refused', why: 'invalid', used: 1 }
  }
  const rows = withKeys(wants?.rows ?? [])
  const row = rows.findIndex((one) => one.key === key)
  if (row >= 0)
    return { state: 'complete', meaning: { kind: 'row', row: row + 1, sure: true }, used: 1 }
  return key === noneKey(wants)
    ? { state: 'complete', meaning: { kind: 'none' }, used: 1 }
    : { state: 'refused', why: 'invalid', used: 1 }
}

/** The key for "none of these": the one after the last row, unless the list names another. */
function noneKey(wants: Hearing['wants']): string | undefined {
  if (wants?.kind !== 'rows' || wants.none === undefined) return undefined
  return /^[0-9*#]$/.test(wants.none) ? wants.none : String(wants.rows.length + 1)
}

/** What a key means in the whole flow: an `anywhere` option, then a universal. */
function elsewhere(hearing: Hearing, key: string): Meaning | undefined {
  const option = withKey(hearing.anywhere, key)
  if (option)
    return { kind: 'option', id: option.id, anywhere: true, sure: true, text: option.label }
  const found = (Object.entries(hearing.universals) as [Universal, string][]).find(
    ([, own]) => own !== '' && own === key,
  )
  return found && { kind: 'universal', universal: found[0] }
}

function withKey(options: readonly Choosable[], key: string): Choosable | undefined {
  return options.find((option) => option.key === key)
}

function done(meaning: Meaning, keys: string, used: number): Keyed {
  const rest = keys.slice(used)
  return {
    meaning,
    rest: rest.startsWith('#') && used > 0 ? rest.slice(1) : used === 0 ? rest.slice(1) : rest,
  }
}
