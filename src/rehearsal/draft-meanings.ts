// What was understood in a call, beside what a draft of its flow makes of the same input.
import { anywhereEvent, optionEvent, parseEvent } from '../flow/machine/machine-event.ts'
import { interpret, translateMeaning, type Hear } from '../call/interpret.ts'
import type { Leaf, Machine } from '../flow/machine/machine.ts'
import { labelOf, type Names } from '../diff/translate-names.ts'
import type { Meaning } from '../understand/hearing.ts'
import type { Heard } from './recorded-call.ts'

type Option = Meaning & { kind: 'option' }

/** What was meant; undefined while more keys are awaited, and for what has no meaning. */
export const meaningIn = ({ said }: Heard): Meaning | undefined =>
  'wait' in said ? undefined : said.heard

/** The same was made of an input, though things may be called otherwise. */
export function isAlike(was: Heard[], now: Heard[], names: Names): boolean {
  return (
    was.length === now.length &&
    was.every(({ leaf, said }, index) => {
      const other = now[index]?.said
      if (!other || 'wait' in said || 'wait' in other)
        return other !== undefined && 'wait' in said && 'wait' in other
      return (
        names.event(leaf, said.event) === other.event &&
        said.rest === other.rest &&
        JSON.stringify(said.heard && renameOption(said.heard, leaf, names)) ===
          JSON.stringify(other.heard)
      )
    })
  )
}

/** The label of the first option that was not the one chosen then; undefined when the choices are
 * the same. */
export function otherChoice(
  was: Heard[],
  now: Heard[],
  draft: Machine,
  names: Names,
): string | undefined {
  for (const [index, one] of now.entries()) {
    const old = was[index]
    const [before, after] = [old && meaningIn(old), meaningIn(one)]
    if (!old || before?.kind !== 'option' || after?.kind !== 'option') continue
    const { step } = one.leaf
    if (step === names.step(old.leaf.step) && idInDraft(before, old.leaf, names) !== after.id)
      return labelOf(draft, step, after.id)
  }
  return undefined
}

/** Makes the meanings of the call as it was, one after the other. An option that is gone is not
 * understood any more. */
export function repeatMeanings(heard: Heard[], names: Names): Hear {
  const left = [...heard]
  return (draft, leaf, input, accepts) => {
    const next = left.shift()
    if (!next) return interpret(draft, leaf, input, accepts)
    if ('wait' in next.said) return next.said
    if (!next.said.heard) return interpret(draft, leaf, input, accepts)
    const meant = renameOption(next.said.heard, next.leaf, names) ?? { kind: 'no match' }
    return translateMeaning({ draft, leaf, accepts }, meant, next.said.rest)
  }
}

/** An option by the id it has in the draft; undefined: the draft has no such option. */
function renameOption(heard: Meaning, leaf: Leaf, names: Names): Meaning | undefined {
  if (heard.kind !== 'option') return heard
  const id = idInDraft(heard, leaf, names)
  return id === undefined ? undefined : { ...heard, id }
}

function idInDraft({ anywhere, id }: Option, leaf: Leaf, names: Names): string | undefined {
  const event = names.event(leaf, anywhere ? anywhereEvent('', id) : optionEvent(id))
  const chosen = event && parseEvent(event)
  return chosen && 'id' in chosen ? chosen.id : undefined
}
