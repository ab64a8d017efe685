// The line of a script that tells what the caller does, or what happens, on an edge.
import type { Draft } from '../call/draft.ts'
import { promptFill } from '../call/prompt-words.ts'
import { chosenOption } from '../flow/machine/chosen-option.ts'
import { fillNames, wordsFor } from '../flow/machine/event-words.ts'
import { eventsAmong, parseEvent, type MachineEvent } from '../flow/machine/machine-event.ts'
import type { Leaf, Scope } from '../flow/machine/machine.ts'
import { isAfterCall, shownName } from '../flow/machine/scoped-name.ts'
import { firstText, type Option } from '../flow/tree/option.ts'
import { languageOf } from '../languages/language.ts'
import type { Edge } from '../times/machine-graph.ts'
import type { Line } from './script-book.ts'
import { placeOf, plainSpeech, slotLabel, type Speaker } from './speaker.ts'

/** Undefined for what nobody notices. */
export function eventLine(speaker: Speaker, { from: { leaf }, event }: Edge): Line | undefined {
  const { machine, languages } = speaker
  const heard = parseEvent(event)
  const place = placeOf(speaker, leaf.step)
  switch (heard.kind) {
    case 'option':
    case 'waiting':
      return optionLine(speaker, leaf, event) ?? { who: 'caller', words: { '': heard.id }, place }
    case 'branch':
      return caseLine(speaker, leaf, heard.at)
    case 'YES':
    case 'NO': {
      const answer = heard.kind === 'YES' ? 'yes' : 'no'
      const words = languages.map((tag) => [tag, languageOf(tag).words[answer]])
      return { who: 'caller', words: Object.fromEntries(words), place }
    }
    case 'OPEN':
      return machine.desks.get(leaf.step)?.desk.hours && tellEvent(speaker, leaf, event)
    default:
      return tellEvent(speaker, leaf, event)
  }
}

/** Told as what comes after the call, at steps that run then. */
const followsCall = eventsAmong('lookup', 'OPEN', 'branch', 'BACK_TO')

function tellEvent(speaker: Speaker, leaf: Leaf, event: MachineEvent): Line | undefined {
  const heard = parseEvent(event)
  const { who, script } = wordsFor(heard, leaf)
  if (script === undefined) return undefined
  const found = speaker.machine.steps.get(leaf.step)
  const text = fillNames(script, {
    place: shownName(leaf.step),
    label: slotLabel(found?.scope, found?.step.slot?.value),
    lookup: found?.step.request?.value ?? '',
    target: 'step' in heard ? shownName(heard.step) : '',
  })
  const words = { '': followsCall(event) ? afterCall(leaf, text) : text }
  return { who, words, place: placeOf(speaker, leaf.step) }
}

const afterCall = ({ step }: Leaf, text: string): string =>
  isAfterCall(step) ? `After the call, ${text.charAt(0).toLowerCase()}${text.slice(1)}` : text

/** Told at the line of the case. */
function caseLine(speaker: Speaker, leaf: Leaf, at: number | undefined): Line {
  const cases = speaker.machine.steps.get(leaf.step)?.step.decide?.value
  const tested = at === undefined ? undefined : cases?.[at - 1]?.if
  const { script = '' } = wordsFor({ kind: 'branch', at: tested && at }, leaf)
  const words = { '': afterCall(leaf, fillNames(script, { condition: tested?.source })) }
  const { file, line } = tested?.range ?? placeOf(speaker, leaf.step)
  return { who: 'outside', words, place: { file, line } }
}

function optionLine(speaker: Speaker, leaf: Leaf, event: MachineEvent): Line | undefined {
  const { machine, speak } = speaker
  const scope = (machine.steps.get(leaf.step) ?? machine.desks.get(leaf.step))?.scope
  const option = chosenOption(machine, leaf.step, event)
  if (!scope || !option) return undefined
  const words = speak(`${leaf.step}\0${event}`, (draft) =>
    plainSpeech(optionText(draft, scope, option)),
  )
  const { file, line } = option.range
  return { who: 'caller', words, place: { file, line } }
}

/** `tracking a parcel` with its key, as a caller may choose it. */
function optionText(draft: Draft, scope: Scope, option: Option): string {
  const text = promptFill({ draft, scope }, option.label, '').text || firstText(option.label)
  return option.key ? `${text} (${option.key.value})` : text
}
