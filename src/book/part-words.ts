// The words of one part of a step, of a desk whose callers wait, and of one of the engine's phrases.
import type { Draft } from '../call/draft.ts'
import { optionLines } from '../call/option-lines.ts'
import { phraseSpeech, promptSpeech } from '../call/prompt-words.ts'
import { rungSpeech } from '../call/rungs.ts'
import type { Session } from '../call/session.ts'
import { waitingOptions } from '../flow/machine/desk-states.ts'
import { leafId } from '../flow/machine/leaf-id.ts'
import { optionEvent, type MachineEvent } from '../flow/machine/machine-event.ts'
import type { Leaf, Scope } from '../flow/machine/machine.ts'
import { isReadBack, parsePart, type Part } from '../flow/machine/prompt-part.ts'
import type { Step } from '../flow/steps/index.ts'
import { labelIn } from '../flow/tree/label.ts'
import { optionIds } from '../flow/tree/option.ts'
import type { PhraseId } from '../languages/phrases.ts'
import type { Speech } from '../say/speech.ts'
import { valueOf } from '../times/sample-values.ts'
import { showConditions } from './by-name.ts'
import type { Words } from './script-book.ts'
import { asFills, type Speaker } from './speaker.ts'

/** Visits so far, by step: on a return some prompts are others. */
export type Visits = Record<string, number>

/** When a part is said: after which event, at which leaf. */
export type Moment = { event?: MachineEvent; at?: Leaf; visits?: Visits }

export function partWords(speaker: Speaker, name: string, part: Part, moment: Moment): Words {
  const { event, at, visits = {} } = moment
  const again = (visits[name] ?? 0) > 1
  const held = isReadBack(part) ? event : undefined
  const key = `${name}\0${part}\0${held ?? ''}\0${at?.id ?? ''}\0${again ? 2 : 1}`
  return speaker.speak(key, (draft) => {
    const { session } = draft
    const leaf = at?.step === name ? at.id : leafId(name, 'try1')
    const counters = { ...session.counters, visits: { [name]: again ? 2 : 1 } }
    const state = { ...session.state, leaf }
    const pending = pendingAt(draft, name, held)
    return partSpeech({ ...draft, session: { ...session, pending, state, counters } }, name, part)
  })
}

/** What is held, and read back. */
function pendingAt(draft: Draft, name: string, event?: MachineEvent): Session['pending'] {
  const found = draft.machine.steps.get(name)
  if (found?.step.choose) return { row: 1 }
  if (event === 'OPTION_UNSURE') return { option: firstOption(found?.step) }
  const slot = found?.scope.flow.slots.get(found.step.slot?.value ?? '')
  return slot && { value: valueOf(slot, 'typical', draft.session.language) }
}

function firstOption(step: Step | undefined): MachineEvent | undefined {
  const [id] = optionIds(step?.options?.value ?? [])
  return id === undefined ? undefined : optionEvent(id)
}

/** As the engine says it; a value read back in the engine's words is shown by its label. */
function partSpeech(draft: Draft, name: string, part: Part): Speech[] {
  const found = draft.machine.steps.get(name)
  const label =
    found && isReadBack(part) ? labelReadBack(draft, found.step, found.scope) : undefined
  if (!found || label === undefined) return rungSpeech(draft, name, part)
  const here = { draft, scope: found.scope }
  const said = parsePart(part)
  const lead = 'attempt' in said ? phraseSpeech(here, againPhrase(said.attempt)) : []
  return [...lead, ...phraseSpeech(here, 'confirm value', asFills({ value: `‹${label}›` }))]
}

const againPhrase = (attempt: number): PhraseId =>
  attempt === 1 ? 'confirm again' : 'confirm keys'

/** The label of a value that the engine reads back in its own words. */
function labelReadBack(draft: Draft, step: Step, scope: Scope): string | undefined {
  const slot = step.slot && scope.flow.slots.get(step.slot.value)
  if (!slot || step.confirm || (slot.private && !slot.readBack)) return undefined
  const { option, row } = draft.session.pending ?? {}
  return option || row ? undefined : labelIn(slot, draft.session.language)
}

export function phraseWords(
  { speak, rootScope }: Speaker,
  id: PhraseId,
  fills: Record<string, string> = {},
): Words {
  return speak(`phrase ${id} ${JSON.stringify(fills)}`, (draft) =>
    phraseSpeech({ draft, scope: rootScope }, id, asFills(fills)),
  )
}

/** What is said to those who wait for an operator of a desk. */
export function waitingWords({ machine, speak }: Speaker, name: string): Words {
  const found = machine.desks.get(name)
  if (!found) return {}
  const { desk, scope } = found
  const say = desk['while waiting']?.say
  const options = waitingOptions(desk)
  return speak(`waiting ${name}`, (draft, tag) => {
    const here = { draft, scope }
    const own = (id: PhraseId, fills: Record<string, string>): Speech[] =>
      phraseSpeech(here, id, asFills(fills))
    const place = say
      ? promptSpeech(here, showConditions(say))
      : [
          ...own('place in queue', { place: '‹the place›' }),
          ...own('wait in queue', { minutes: '‹the minutes›' }),
        ]
    const keys =
      options.length > 0
        ? optionLines({ ...here, language: tag }, options)
        : [...own('callback key', { key: '1' }), ...own('leave queue key', { key: '2' })]
    return [...place, ...keys]
  })
}
