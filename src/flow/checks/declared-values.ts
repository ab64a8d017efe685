// What a name in a prompt or condition stands for by declaration, and of which type it is.
import { memo } from '../../ground/memo.ts'
import { splitName, type Path } from '../text/expression.ts'
import type { Flow, Takes } from '../tree/flow.ts'
import { BARE } from '../tree/lookup-answer.ts'
import type { Step } from '../steps/index.ts'
import { flowsAround, type View } from './flow-view.ts'
import { closedValues, givenNames, givenValue } from './given-values.ts'
import {
  fieldOf,
  isUnknown,
  notOneOf,
  sameName,
  tooFar,
  withUnderscores,
  type FieldTypes,
  type Known,
  type Unknown,
} from './known-value.ts'
import { chosenRows, rowFieldsOf, savedIn } from './saved-answers.ts'
import { readsIn, type Read } from './read-names.ts'

/** Names that a flow may not give to its own values. */
export const reservedNames: ReadonlySet<string> = new Set([...givenNames, 'item'])

/** The row of a list that is being read out. */
type Item = { fields: FieldTypes }

/** All that a flow declares; `flows` are those whose hours, desks, lookups and switches it may name,
 * itself first. */
type Names = {
  view: View
  flows: readonly Flow[]
  takes: Takes
  saved: ReadonlyMap<string, FieldTypes>
  rows: ReadonlyMap<string, FieldTypes>
}

export const namesOf = memo((view: View): Names => {
  const { flow } = view
  const flows = flowsAround(view)
  const saved = savedIn(flow, flows)
  return { view, flows, takes: flow.takes, saved, rows: chosenRows(flow, saved) }
})

function resolve(names: Names, { names: path }: Path, item: Item | undefined): Known | Unknown {
  return (
    itemValue(path, item) ??
    slotValue(names, path) ??
    takenValue(names, path) ??
    savedValue(names, path) ??
    givenValue(names.view, names.flows, path) ??
    unknownName(names, path[0] ?? '')
  )
}

function itemValue(path: string[], item: Item | undefined): Known | Unknown | undefined {
  if (path[0] !== 'item') return undefined
  if (!item)
    return {
      message: '"item" is the row of a list and is known only in "each" of a "choose" step',
    }
  return path.length === 1 ? { type: 'row' } : fieldOf('item', item.fields, path)
}

function slotValue({ view, rows }: Names, path: string[]): Known | Unknown | undefined {
  const found = sameName(view.flow.slots, path[0] ?? '')
  if (!found) return undefined
  const [fact, slot] = found
  if (path.length === 1)
    return {
      type: slot.type,
      fact,
      private: slot.private && !slot.readBack,
      values: closedValues(slot),
    }
  if (slot.type === 'row') return withFact(fact, fieldOf(fact, rows.get(fact) ?? 'any', path))
  return {
    message: `slot "${fact}" is a ${slot.type} and has no fields`,
    hint: `write {{ ${withUnderscores(fact)} }}`,
  }
}

function takenValue({ takes }: Names, path: string[]): Known | Unknown | undefined {
  const found = sameName(takes, path[0] ?? '')
  if (!found) return undefined
  return path.length > 1 ? tooFar(path, `"${found[0]}"`) : { type: found[1].type }
}

function savedValue({ saved }: Names, path: string[]): Known | Unknown | undefined {
  const found = sameName(saved, path[0] ?? '')
  if (!found) return undefined
  const [fact, fields] = found
  if (path.length > 1) return withFact(fact, fieldOf(fact, fields, path))
  return { type: fields !== 'any' && fields.has(BARE) ? 'text' : 'row', fact }
}

/** A value that is there only when a slot or saved answer is filled. */
const withFact = (fact: string, found: Known | Unknown): Known | Unknown =>
  isUnknown(found) ? found : { ...found, fact }

function unknownName({ view, takes, saved }: Names, name: string): Unknown {
  const known = [...view.flow.slots.keys(), ...takes.keys(), ...saved.keys(), ...givenNames]
  return notOneOf('a name this flow knows', name, known, withUnderscores)
}

/** The row of a list that a `choose` step reads, such as `answer.flights`. */
export function listOf({ saved }: Names, written: string): Item | Unknown {
  const [first, second] = splitName(written)
  const found = sameName(saved, first)
  if (!found)
    return notOneOf(
      'an answer that a request saved',
      first,
      [...saved.keys()],
      (near) => `${near}.${second || 'list'}`,
    )
  const [answer, types] = found
  if (types === 'any') return { fields: 'any' }
  const fields = rowFieldsOf(saved, first, second)
  if (fields) return { fields }
  const lists = [...types].filter(([, type]) => typeof type !== 'string').map(([name]) => name)
  return notOneOf(`a list in "${answer}"`, second, lists, (near) => `${answer}.${near}`)
}

/** What a row is, in `each` of a `choose` step. */
function itemOf(step: Step, names: Names): Item {
  const list = listOf(names, step.from?.value ?? '')
  return isUnknown(list) ? { fields: 'any' } : list
}

/** Every name that a flow reads, with what it stands for; worked out once, because many rules ask. */
export const resolvedIn = memo((view: View): { read: Read; found: Known | Unknown }[] => {
  const names = namesOf(view)
  return readsIn(view.flow).map((read) => ({
    read,
    found: resolve(names, read.path, read.row && itemOf(read.row, names)),
  }))
})

/** Those whose names are declared. */
export const knownIn = (view: View): { read: Read; found: Known }[] =>
  resolvedIn(view).flatMap(({ read, found }) => (isUnknown(found) ? [] : [{ read, found }]))
