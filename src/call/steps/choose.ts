// choose in a call: the rows of the list, read out, heard, and the one that is kept.
import { scopedName } from '../../flow/machine/scoped-name.ts'
import { ROWS } from '../../flow/defaults.ts'
import type { ChooseStep } from '../../flow/steps/choose.ts'
import { splitName } from '../../flow/text/expression.ts'
import { rowEvent } from '../../flow/machine/machine-event.ts'
import { putSlot } from '../call-slots.ts'
import type { StepHere } from '../draft.ts'
import { keyLine } from '../option-lines.ts'
import { keyFill, phraseSpeech, promptSpeech, type Fill } from '../prompt-words.ts'
import { rowTypesOf, sameName, type Named } from '../scope-names.ts'
import type { SpokenStep } from '../spoken-step.ts'
import { type Speech, textOf } from '../../say/speech.ts'

type ChooseHere = StepHere<ChooseStep>

export const chooseInCall: SpokenStep<ChooseStep> = {
  says: (here, { kind }) => (kind === 'row' ? rowSpeech(here) : undefined),
  choices: (here) => rowSpeech(here),
  keypad: (here) => [...phraseSpeech(here, 'keypad choice'), ...rowSpeech(here)],
  readsBack(here) {
    const row = here.draft.session.pending?.row
    return row === undefined
      ? undefined
      : phraseSpeech(here, 'confirm option', { label: rowFill(here, row) })
  },
  wants(here) {
    if (isOneAtATime(here)) return { kind: 'yes-no' }
    const rows = rowsOf(here).map((_, index) => {
      const { text } = rowFill(here, index + 1)
      return { id: String(index + 1), label: text, phrases: [text], key: String(index + 1) }
    })
    return { kind: 'rows', rows, none: here.step.none && String(rows.length + 1) }
  },
  answered(here, said, leaf) {
    if (!isOneAtATime(here)) return undefined
    const { rows } = here.draft.session
    if (said === 'yes') {
      const row = rows?.at ?? 1
      return { event: rowEvent(row), pending: { row } }
    }
    if (leaf.kind !== 'answer') return undefined
    return { event: rows && rows.at < rows.count ? 'NEXT' : 'NONE' }
  },
  enters(here) {
    const count = rowsOf(here).length
    return {
      event: count > 0 ? 'LISTED' : 'EMPTY_LIST',
      grounds: { rows: count },
      rows: { step: here.name, at: 1, count },
    }
  },
  acts: {
    fill(here) {
      const { draft, step, name } = here
      const row = draft.session.pending?.row
      draft.session.pending = undefined
      const chosen = row === undefined ? undefined : rowsOf(here)[row - 1]
      if (chosen)
        putSlot(here, step.slot.value, name, {
          value: chosen.value,
          text: String(row),
          from: 'lookup',
          confirmed: true,
        })
    },
  },
}

const isOneAtATime = ({ step }: ChooseHere): boolean => step['one at a time']?.value === true

/** The rows that are read out, with the types of their fields. */
function rowsOf({ draft, scope, step }: ChooseHere): Named[] {
  const [saved, list] = splitName(step.from.value)
  const answer = findNamed(draft.session.saved, scopedName(scope.prefix, saved))
  const rows = answer && findNamed(answer, list)
  if (!Array.isArray(rows)) return []
  const types = rowTypesOf(scope, saved, list)
  return rows.slice(0, step.first?.value ?? ROWS).map((row: unknown) => ({
    type: 'row',
    value: typeof row === 'object' && row !== null ? { ...row, '': types } : row,
  }))
}

const findNamed = <T>(values: Record<string, T>, name: string): T | undefined =>
  Object.entries(values).find(([key]) => sameName(key, name))?.[1]

/** All rows with their keys, or the one that is offered. */
function rowSpeech(here: ChooseHere): Speech[] {
  if (isOneAtATime(here))
    return [
      ...rowFill(here, here.draft.session.rows?.at ?? 1).speech,
      ...phraseSpeech(here, 'this one'),
    ]
  const rows = rowsOf(here)
  const none = keyFill(here, String(rows.length + 1))
  return [
    ...rows.flatMap((_, index) => keyLine(here, rowFill(here, index + 1), String(index + 1))),
    ...(here.step.none ? phraseSpeech(here, 'none of these', { key: none }) : []),
  ]
}

/** A row as it is read out; rows count from 1. */
function rowFill(here: ChooseHere, row: number): Fill {
  const speech = promptSpeech({ ...here, item: rowsOf(here)[row - 1] }, here.step.each)
  return { text: textOf(speech), speech }
}
