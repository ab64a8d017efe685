// Keys to meaning: an option of this step, then a value, then `anywhere`, then a universal.
import { withKeys } from './choices.ts'
import type { Choosable, Hearing, Keyed, Meaning } from './hearing.ts'
import type { Universal } from '../languages/caller-words.ts'
import { kindFor } from './slots.ts'
import type { Reading, Why } from './slots/kind.ts'

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
  const alone = meaningOfOne(hearing, first)
  if (alone) return settle(alone, keys, 1)
  if (hearing.wants) return question(hearing, keys, timedOut)
  return settle(elsewhere(hearing, first) ?? { kind: 'no match' }, keys, 1)
}

/** What one key means by itself, whatever follows. */
function meaningOfOne(hearing: Hearing, key: string): Meaning | undefined {
  const { held, between, confirming, options } = hearing
  const yesOrNo = key === '1' || key === '2'
  if (held?.other && yesOrNo) return valueOf(key === '1' ? held : held.other)
  const one = between?.find((option) => option.key === key)
  if (one) return take(one, one.anywhere)
  if (confirming && !between && yesOrNo) return { kind: key === '1' ? 'yes' : 'no' }
  const option = withKey(options, key)
  return option && take(option, false)
}

const valueOf = ({ value, text }: Reading): Meaning => ({
  kind: 'value',
  value: { value, text, from: 'keys', confirmed: false },
  sure: true,
})

const take = ({ id, label }: Choosable, anywhere: boolean): Meaning => ({
  kind: 'option',
  id,
  anywhere,
  sure: true,
  text: label,
})

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
  if (answered.state === 'complete') return settle(answered.meaning, keys, answered.used)
  // A key that stands alone may be meant for the whole flow; only the timer tells that nothing
  // follows.
  if (entry.length === 1 && end < 0) {
    const alone = elsewhere(hearing, entry)
    if (alone) return timedOut ? settle(alone, keys, 1) : { wait: true, kept: keys }
  }
  if (cleared >= 0) return settle({ kind: 'invalid', why: 'invalid' }, keys, cleared + 1)
  if (answered.state === 'wait') return { wait: true, kept: keys }
  return settle(
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
  const [key = ''] = keys
  switch (wants?.kind) {
    case 'slot': {
      const keying = kindFor(wants.slot.type).key(keys, wants.slot, hearing, ended)
      if (keying.state !== 'complete') return keying
      return { state: 'complete', meaning: valueOf(keying.reading), used: keying.used }
    }
    case 'yes-no':
      if (key === '1') return complete({ kind: 'yes' })
      return key === '2' ? complete({ kind: 'no' }) : refused
    case 'rows': {
      const row = withKeys(wants.rows).findIndex((one) => one.key === key)
      if (row >= 0) return complete({ kind: 'row', row: row + 1, sure: true })
      return key === noneKey(wants) ? complete({ kind: 'none' }) : refused
    }
    case undefined:
      return refused
  }
}

const complete = (meaning: Meaning): Answered => ({ state: 'complete', meaning, used: 1 })

const refused: Answered = { state: 'refused', why: 'invalid', used: 1 }

/** The key for "none of these": the one after the last row, unless the list names another. */
function noneKey({ rows, none }: { rows: Choosable[]; none?: string }): string | undefined {
  if (none === undefined) return undefined
  return /^[0-9*#]$/.test(none) ? none : String(rows.length + 1)
}

const universalNames: readonly Universal[] = ['operator', 'repeat', 'back', 'start over']

/** What a key means in the whole flow: an `anywhere` option, then a universal. */
function elsewhere({ anywhere, universals }: Hearing, key: string): Meaning | undefined {
  const option = withKey(anywhere, key)
  if (option) return take(option, true)
  const universal = universalNames.find((name) => key !== '' && universals[name] === key)
  return universal && { kind: 'universal', universal }
}

function withKey(options: readonly Choosable[], key: string): Choosable | undefined {
  return options.find((option) => option.key === key)
}

/** A `#` after the answer belongs to it; of keys that none was used of, the first is left out. */
function settle(meaning: Meaning, keys: string, used: number): Keyed {
  if (used === 0) return { meaning, rest: keys.slice(1) }
  const rest = keys.slice(used)
  return { meaning, rest: rest.startsWith('#') ? rest.slice(1) : rest }
}
