// What differs between the lookups of two versions.
import type { Located } from '../flow/text/located.ts'
import { plural } from '../ground/plural.ts'
import type { Lookup } from '../flow/tree/flow.ts'
import { BARE } from '../flow/tree/lookup-answer.ts'
import { compareLists } from './compare-words.ts'
import type { Kind, Tell } from './difference.ts'
import { match, type Both, type Pair } from './match.ts'
import { same } from './plain-text.ts'

export function tellLookups({ was, now }: Both, tell: Tell): void {
  const { pairs, added, removed } = match(was.lookups, now.lookups, () => 0)
  for (const pair of pairs) tellLookup(pair, tell)
  for (const { name } of added)
    tell('lookup added', `the lookup "${name.value}" is new`, { range: name.range })
  for (const { name } of removed)
    tell('lookup removed', `the lookup "${name.value}" was removed`, {
      range: name.range,
      gone: true,
    })
}

function tellLookup({ was, now }: Pair<Lookup>, tell: Tell): void {
  const { value, range } = now.name
  const say = (kind: Kind, text: string) => tell(kind, `lookup "${value}": ${text}`, { range })
  const sayList = (does: string, list: string[]): void => {
    if (list.length > 0) say('lookup takes', `it ${does} ${list.join(', ')}`)
  }
  tellTable(was, now, (text) => say('lookup table', text))
  const takes = compareLists(names(was.takes), names(now.takes))
  sayList('is now given', takes.added)
  sayList('is no longer given', takes.removed)
  const spared = compareLists(names(was.optional), names(now.optional))
  sayList('can now do without', spared.added)
  sayList('can no longer do without', spared.removed)
  tellGives(was, now, (text) => say('lookup gives', text))
  const [changed, changes] = [was.changes?.value ?? false, now.changes?.value ?? false]
  if (changes && !changed)
    say('lookup changes', 'it now counts as changing something, so it is sent once only')
  if (changed && !changes) say('lookup changes', 'it no longer counts as changing something')
  if (!same(was.example, now.example)) say('lookup example', 'its example is another one')
}

/** Which table answers, and which of its rows are others. */
function tellTable(was: Lookup, now: Lookup, say: (text: string) => void): void {
  const [before, after] = [was.table?.value, now.table?.value]
  if (before !== undefined && after === undefined) say(`table ${before} no longer answers it`)
  if (after === undefined) return
  const instead = before === undefined ? '' : ` (was ${before})`
  if (before !== after) say(`it is now answered by table ${after}${instead}`)
  else tellRows(was, now, (text) => say(`table ${after}: ${text}`))
}

function tellRows(was: Lookup, now: Lookup, say: (text: string) => void): void {
  const [old, fresh] = [rowsIn(was), rowsIn(now)]
  const [held, holds] = [new Set(old), new Set(fresh)]
  const added = fresh.filter((row) => !held.has(row)).length
  const removed = old.filter((row) => !holds.has(row)).length
  if (added > 0) say(`${plural(added, 'row')} new or changed`)
  if (removed > 0) say(`${plural(removed, 'row')} gone or changed`)
  if (added + removed === 0 && old.join('\n') !== fresh.join('\n'))
    say('its rows are in another order')
  if (typesTaken(was) !== typesTaken(now)) say(`its keys are now compared as ${typesTaken(now)}`)
}

const rowsIn = ({ answers }: Lookup): string[] =>
  answers ? [answers.table.columns, ...answers.table.rows].map((cells) => cells.join(' | ')) : []

const typesTaken = ({ answers }: Lookup): string =>
  (answers?.columns.takes ?? []).map(({ name, type }) => `${name} (${type})`).join(', ')

function tellGives(was: Lookup, now: Lookup, say: (text: string) => void): void {
  const [old, fresh] = [fieldTypes(was), fieldTypes(now)]
  const [wasBare, isBareNow] = [old.has(BARE), fresh.has(BARE)]
  if (wasBare !== isBareNow)
    say(isBareNow ? 'it now gives bare text' : 'it no longer gives bare text')
  old.delete(BARE)
  fresh.delete(BARE)
  for (const [name, type] of fresh) {
    const before = old.get(name)
    if (before === undefined) say(`it now gives ${name} (${type})`)
    else if (before !== type) say(`its ${name} is now ${type} (was ${before})`)
  }
  for (const [name] of old) if (!fresh.has(name)) say(`it no longer gives ${name}`)
}

const names = (list: { value: Located<string>[] } | undefined): string[] =>
  (list?.value ?? []).map(({ value }) => value)

const fieldTypes = ({ fields = [] }: Lookup): Map<string, string> =>
  new Map(
    fields.map(({ name, type }) => {
      if (typeof type === 'string') return [name, type]
      const inner = type.list.map((field) => `${field.name} (${field.type})`)
      return [name, `list of ${inner.join(', ')}`]
    }),
  )
