// How long everything in a call takes: what is said, and what is waited for.
import { isAfterCall } from '../flow/machine/scoped-name.ts'
import { isReadBack, parsePart, repeatedPart, type Part } from '../flow/machine/prompt-part.ts'
import { leafId } from '../flow/machine/leaf-id.ts'
import { faqOf } from '../call/faq-answer.ts'
import { anywhereOf, deskHere, rootOf, type Draft } from '../call/draft.ts'
import { rungSpeech } from '../call/rungs.ts'
import type { Session } from '../call/session.ts'
import { phraseSpeech, promptSpeech, voiceHere } from '../call/prompt-words.ts'
import type { Action, Leaf, Machine } from '../flow/machine/machine.ts'
import {
  anywhereEvent,
  eventsAmong,
  leavesQueue,
  optionEvent,
  type MachineEvent,
} from '../flow/machine/machine-event.ts'
import { optionIds } from '../flow/tree/option.ts'
import { kindFor } from '../understand/slots.ts'
import { sampleDraft, valueOf, type Extent } from './sample-values.ts'
import type { Edge } from './machine-graph.ts'
import { hingesIn, worldsOf, type World } from './condition-worlds.ts'
import { isSpelled } from '../say/read-back.ts'
import { type Speech, playLetters } from '../say/speech.ts'
import { dividePieces } from '../say/long-speech.ts'

/**
 * What is known from outside the flow. `language`: times in this one; without it, each piece in the
 * language it takes longest in.
 * `lengths`: milliseconds of recordings by name (`be-BY/hello`); `timeouts`: milliseconds of
 * lookups by name, 4 seconds without.
 */
export type Outside = {
  language?: string
  lengths?: ReadonlyMap<string, number>
  timeouts?: ReadonlyMap<string, number>
}

/** Milliseconds. `at` is the leaf a `repeat` or a question on the way happens at. A conversation
 * with a person counts nothing. */
export type Timer = {
  said(actions: Action[], at?: Leaf): number
  waited(leaf: Leaf, event: MachineEvent): number
}

/** How long an edge takes: what is waited for before it, and what is heard on it. */
export const edgeTime =
  ({ said, waited }: Timer) =>
  ({ actions, from: { leaf }, event }: Edge): number =>
    said(actions, leaf) + waited(leaf, event)

/** As many digits as a number has. */
const SAMPLE_NUMBER = '880000000000'
/** 150 words a minute. */
const WORD = 400
/** A recording of which neither length nor words are known. */
const RECORDING = 3000
const LOOKUP_TIMEOUT = 4000
const RINGS = 20_000
const WAIT_AT_MOST = 300_000
const BETWEEN_KEYS = 3000
const WHOLE_ANSWER = 30_000
const LONGEST_KEYS = 10
const RECORD_SILENCE = 5000
/** Until the caller has said or keyed something. */
const INPUT: Record<Extent, number> = { worst: 10_000, typical: 3000 }
const MESSAGE = 20_000

/** How many words a voice makes of a text: digits and signs are a word each. */
export function wordsIn(text: string): number {
  let count = 0
  let word = false
  for (const letter of text) {
    if (letter <= ' ') word = false
    else if ((letter >= '0' && letter <= '9') || signs.has(letter)) count++
    else if (!word && letter.toLowerCase() !== letter.toUpperCase()) {
      word = true
      count++
    }
  }
  return count
}

const signs = new Set('%€$£&@+№')

export function speechTime(speech: Speech[], lengths?: Outside['lengths']): number {
  return speech.reduce((sum, one) => {
    if (one.kind === 'pause') return sum + one.pause
    const recorded = one.kind === 'audio' ? lengths?.get(`${one.language}/${one.audio}`) : undefined
    const spoken = wordsIn(one.text) * WORD
    return sum + (recorded ?? (one.kind === 'audio' && spoken === 0 ? RECORDING : spoken))
  }, 0)
}

/**
 * Times of a machine. `worst`: the longest values, whatever the conditions come to, callers who are
 * slow; `typical`: usual values,
 * the mean of what the conditions may come to, callers who answer.
 */
export function timer(machine: Machine, extent: Extent, outside: Outside = {}): Timer {
  const languages =
    outside.language === undefined
      ? machine.root.languages.map(({ tag }) => tag)
      : [outside.language]
  const drafts = new Map(languages.map((tag) => [tag, sampleDraft(machine, tag, extent)]))
  const empty = new Map(languages.map((tag) => [tag, withoutValues(drafts.get(tag) as Draft)]))
  const parts = new Map<string, number>()
  const whole = new WeakMap<Action[], number>()

  const hinges = new WeakMap<object, { worlds: World[][]; names: boolean }>()
  /** What the words of a part of the flow depend on: worlds by language, and whether values are
   * named at all. */
  const hinge = (part: object): { worlds: World[][]; names: boolean } => {
    const known = hinges.get(part)
    if (known) return known
    const { conditions, names } = hingesIn(part)
    const found = { worlds: languages.map((tag) => worldsOf(conditions, tag)), names }
    hinges.set(part, found)
    return found
  }
  /** Over languages the longest; over the ways it can come out, the longest or the mean. */
  const measured = (part: object, render: (draft: Draft) => Speech[][]): number => {
    const { worlds, names } = hinge(part)
    return Math.max(
      0,
      ...languages.map((tag, index) => {
        const known =
          extent === 'worst' && names ? [drafts.get(tag), empty.get(tag)] : [drafts.get(tag)]
        const times = (worlds[index] ?? [])
          .flatMap((holds) =>
            known.flatMap((draft) => (draft ? render({ ...draft, imagined: { holds } }) : [])),
          )
          .map((speech) => speechTime(speech, outside.lengths))
        return times.length === 0
          ? 0
          : extent === 'worst'
            ? Math.max(...times)
            : times.reduce((sum, time) => sum + time, 0) / times.length
      }),
    )
  }
  const kept = (key: string, make: () => number): number => {
    const known = parts.get(key)
    if (known !== undefined) return known
    const time = make()
    parts.set(key, time)
    return time
  }
  const part = (name: string, what: Part): number =>
    kept(`${name}\0${what}`, () => {
      const found = machine.steps.get(name)
      return measured(found?.step ?? machine.root.phrases, (draft) =>
        variantsOf(draft, name, what, extent).map((one) => rungSpeech(one, name, what)),
      )
    })
  const answer = (name: string, at: Leaf | undefined, piece?: number): number =>
    kept(`${name || `on the way ${at?.step}`}\0answer${piece ?? ''}`, () => {
      const found = machine.steps.get(name || (at?.step ?? ''))
      const scope = found?.scope ?? { prefix: '', flow: machine.root }
      const entries = faqOf(scope, name === '' ? undefined : found?.step)?.entries ?? []
      return measured(entries, (draft) => [
        phraseSpeech({ draft, scope }, 'no answer'),
        ...entries.map((entry) =>
          piece === undefined
            ? promptSpeech({ draft, scope }, entry.answer)
            : (dividePieces(promptSpeech({ draft, scope }, entry.answer))[piece - 1] ?? []),
        ),
      ])
    })
  const repeated = (at: Leaf | undefined): number => {
    if (!at)
      return Math.max(
        0,
        ...[...machine.steps.keys()]
          .filter((name) => !isAfterCall(name))
          .map((name) => part(name, 'prompt')),
      )
    return part(at.step, repeatedPart(at.kind))
  }
  const one = (action: Action, at: Leaf | undefined): number => {
    switch (action.type) {
      case 'say':
        return part(action.params.step, action.params.part)
      case 'repeat':
        return repeated(at)
      case 'answer':
        return answer(action.params.step, at, action.params.piece)
      case 'hand off':
        return kept(`${action.params.desk}\0please hold`, () =>
          measured(machine.root.phrases, (draft) => [
            phraseSpeech(deskHere(draft, action.params.desk), 'please hold'),
          ]),
        )
      case 'call back':
        return promised(action.params.desk)
      default:
        return 0
    }
  }
  const promised = (desk: string): number =>
    kept(`${desk}\0callback promised`, () =>
      measured(machine.root.phrases, (draft) => [
        phraseSpeech(deskHere(draft, desk), 'callback promised', {
          number: {
            text: SAMPLE_NUMBER,
            speech: playLetters(voiceHere(rootOf(draft)), SAMPLE_NUMBER),
          },
        }),
      ]),
    )
  const meanwhile = (name: string): number =>
    kept(`${name}\0meanwhile`, () => {
      const found = machine.steps.get(name)
      const own = found?.step.meanwhile
      return found
        ? measured(own ?? machine.root.phrases, (draft) => [
            own
              ? promptSpeech({ draft, scope: found.scope }, own)
              : phraseSpeech({ draft, scope: found.scope }, 'please wait'),
          ])
        : 0
    })
  const requested = ({ step: name }: Leaf, event: MachineEvent): number => {
    const lookup = machine.steps.get(name)?.step.request?.value ?? ''
    const timeout = outside.timeouts?.get(lookup) ?? LOOKUP_TIMEOUT
    return extent === 'worst' || event === 'FAILED' ? timeout + meanwhile(name) : 1000
  }

  return {
    said(actions, at) {
      const known = whole.get(actions)
      if (known !== undefined) return known
      const time = actions.reduce((sum, action) => sum + one(action, at), 0)
      // what is repeated depends on where
      if (!actions.some(({ type }) => type === 'repeat' || type === 'answer'))
        whole.set(actions, time)
      return time
    },
    waited(leaf, event) {
      if (event === 'HUNG_UP') return 0
      switch (leaf.kind) {
        case 'answer':
        case 'confirm':
        case 'more':
          return heard(machine, leaf, event, extent)
        case 'tone':
          return event === 'EMPTY'
            ? RECORD_SILENCE
            : extent === 'worst'
              ? (leaf.timer ?? 0)
              : Math.min(MESSAGE, leaf.timer ?? MESSAGE)
        case 'dial':
          return rung(machine, leaf, event, extent)
        case 'request':
          return requested(leaf, event)
        default:
          return 0
      }
    },
  }
}

const isValue = eventsAmong('VALUE', 'VALUE_UNSURE')

/** Until an input has come. On the keypad each key may take as long as the timer between keys lets
 * it. */
function heard(machine: Machine, leaf: Leaf, event: MachineEvent, extent: Extent): number {
  const silence = leaf.timer ?? 5000
  if (event === 'NO_INPUT') return silence
  const keys = keysOf(machine, leaf)
  const spelled = leaf.kind === 'answer' && keys > 1
  if (extent === 'typical') return INPUT.typical + (spelled && isValue(event) ? keys * 300 : 0)
  if (event === 'LIMIT' || event === 'WORN_OUT') return Math.max(silence, INPUT.worst)
  return leaf.mode === 'keys' && spelled
    ? Math.min(WHOLE_ANSWER, silence + (keys - 1) * BETWEEN_KEYS)
    : INPUT.worst
}

/** The most keys of an answer. */
function keysOf(machine: Machine, leaf: Leaf): number {
  const found = machine.steps.get(leaf.step)
  const slot = found?.scope.flow.slots.get(found.step.slot?.value ?? '')
  return slot && found?.step.ask ? (kindFor(slot.type).maxKeys(slot) ?? LONGEST_KEYS) : 1
}

/** People may be rung in turn until the desk's longest wait is over. */
function rung(machine: Machine, leaf: Leaf, event: MachineEvent, extent: Extent): number {
  const desk = machine.desks.get(leaf.step)?.desk
  const rings = desk?.rings?.value ?? RINGS
  if (extent === 'typical' && leavesQueue(event)) return rings
  if (extent === 'worst') return Math.max(rings, desk?.['wait at most']?.value ?? WAIT_AT_MOST)
  return event === 'ANSWERED' ? rings / 2 : rings
}

const withoutValues = (draft: Draft): Draft => ({
  ...draft,
  facts: {},
  session: { ...draft.session, slots: {}, saved: {}, line: { ...draft.session.line, values: {} } },
})

/** The same words can name different things: each visit, each option or value that is read back,
 * each reason why an answer is impossible. */
function variantsOf(draft: Draft, name: string, part: Part, extent: Extent): Draft[] {
  const found = draft.machine.steps.get(name)
  if (!found) return [draft]
  const { step, scope } = found
  const slot = scope.flow.slots.get(step.slot?.value ?? '')
  const at = (changes: Partial<Session>): Draft => ({
    ...draft,
    session: {
      ...draft.session,
      ...changes,
      counters: { ...draft.session.counters, ...changes.counters },
    },
  })
  const { kind: what } = parsePart(part)
  if (what === 'prompt' && step.again)
    return [1, 2].map((visits) =>
      at({ counters: { ...draft.session.counters, visits: { [name]: visits } } }),
    )
  if (what === 'invalid') {
    const reasons = [
      'invalid',
      ...(slot?.length ? ['invalid length'] : []),
      ...(slot?.checksum ? ['invalid checksum'] : []),
      ...(slot && (slot.min ?? slot.max ?? slot.from ?? slot.to) !== undefined
        ? ['invalid range']
        : []),
    ]
    return reasons.map((why) => at({ pending: { why } }))
  }
  if (!isReadBack(part)) return [draft]
  const anywhere = anywhereOf(scope)
  const options = optionIds(step.options?.value ?? []).map(optionEvent)
  const value = slot && step.ask ? valueOf(slot, extent, draft.session.language) : undefined
  const held: Session['pending'][] = [
    ...(value
      ? [
          { value },
          ...(step.confirm
            ? []
            : [{ value: { ...value, other: { value: value.value, text: value.text } } }]),
        ]
      : []),
    ...options.map((option) => ({ option })),
    // of two that are close, which was meant is asked
    ...options.slice(1).map((rival, index) => ({ option: options[index], rival })),
    ...optionIds(anywhere.options).map((id) => ({
      option: anywhereEvent(anywhere.scope.prefix, id),
    })),
    ...(step.choose ? [{ row: 1 }] : []),
  ]
  const spells = slot && isSpelled(slot.type) && draft.machine.leaves.has(leafId(name, 'confirm1'))
  return [leafId(name, 'try1'), ...(spells ? [leafId(name, 'confirm1')] : [])].flatMap((leaf) =>
    held.map((pending) => at({ pending, state: { ...draft.session.state, leaf } })),
  )
}
