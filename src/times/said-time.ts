// How long what is said in a call takes: each part of a step, each answer, each phrase of the engine.
import { deskHere, rootOf, type Draft } from '../call/draft.ts'
import { playLetters, type Speech } from '../say/speech.ts'
import { faqOf } from '../call/faq-answer.ts'
import { phraseSpeech, promptSpeech, voiceHere, type Fill } from '../call/prompt-words.ts'
import { rungSpeech } from '../call/rungs.ts'
import type { Action, Leaf, Machine } from '../flow/machine/machine.ts'
import { isAfterCall } from '../flow/machine/scoped-name.ts'
import { repeatedPart, type Part } from '../flow/machine/prompt-part.ts'
import type { PhraseId } from '../languages/phrases.ts'
import { dividePieces } from '../say/long-speech.ts'
import { hingesIn, worldsOf, type World } from './condition-worlds.ts'
import { sampleDraft } from './sample-draft.ts'
import type { Extent } from './sample-values.ts'
import type { Outside } from './seconds.ts'
import { mean, speechTime } from './speech-length.ts'
import { variantsOf } from './spoken-variants.ts'

/** As many digits as a number has. */
const SAMPLE_NUMBER = '880000000000'

/** What measures the words of a machine; each is measured once. */
export type Words = {
  machine: Machine
  extent: Extent
  measure(part: object, render: (draft: Draft) => Speech[][]): number
  known: Map<string, number>
}

export const wordsOf = (machine: Machine, extent: Extent, outside: Outside): Words => ({
  machine,
  extent,
  measure: measurer(machine, extent, outside),
  known: new Map(),
})

/** What the words of a part of the flow depend on: worlds by language, and whether values are named
 * at all. */
type Hinge = { worlds: World[][]; names: boolean }

/** Over languages the longest; over the ways it can come out, the longest or the mean. */
function measurer(
  machine: Machine,
  extent: Extent,
  { language, lengths }: Outside,
): Words['measure'] {
  const all = machine.root.languages.map(({ tag }) => tag)
  const languages = language === undefined ? all : [language]
  const drafts = languages.map((tag) => {
    const full = sampleDraft(machine, tag, extent)
    return { full, empty: withoutValues(full) }
  })
  const hinges = new WeakMap<object, Hinge>()
  const hingeOf = (part: object): Hinge => {
    const known = hinges.get(part)
    if (known) return known
    const { conditions, names } = hingesIn(part)
    const found = { worlds: languages.map((tag) => worldsOf(conditions, tag)), names }
    hinges.set(part, found)
    return found
  }
  return (part, render) => {
    const { worlds, names } = hingeOf(part)
    const times = drafts.map(({ full, empty }, index) => {
      const known = extent === 'worst' && names ? [full, empty] : [full]
      const spoken = (worlds[index] ?? []).flatMap((holds) =>
        known.flatMap((draft) => render({ ...draft, imagined: { holds } })),
      )
      const each = spoken.map((speech) => speechTime(speech, lengths))
      return extent === 'worst' ? Math.max(0, ...each) : mean(each)
    })
    return Math.max(0, ...times)
  }
}

const withoutValues = (draft: Draft): Draft => ({
  ...draft,
  facts: {},
  session: { ...draft.session, slots: {}, saved: {}, line: { ...draft.session.line, values: {} } },
})

/** Milliseconds. `at` is the leaf a `repeat` or a question on the way happens at. */
export function actionTime(words: Words, action: Action, at: Leaf | undefined): number {
  switch (action.type) {
    case 'say':
      return partTime(words, action.params.step, action.params.part)
    case 'repeat':
      return repeatTime(words, at)
    case 'answer':
      return answerTime(words, action.params, at)
    case 'hand off':
      return phraseTime(words, action.params.desk, 'please hold')
    case 'call back':
      return phraseTime(words, action.params.desk, 'callback promised', (draft) => {
        const speech = playLetters(voiceHere(rootOf(draft)), SAMPLE_NUMBER)
        return { number: { text: SAMPLE_NUMBER, speech } }
      })
    default:
      return 0
  }
}

function once({ known }: Words, key: string, make: () => number): number {
  const time = known.get(key) ?? make()
  known.set(key, time)
  return time
}

function partTime(words: Words, name: string, part: Part): number {
  const { machine, extent, measure } = words
  return once(words, `${name}\0${part}`, () =>
    measure(machine.steps.get(name)?.step ?? machine.root.phrases, (draft) =>
      variantsOf(draft, name, part, extent).map((one) => rungSpeech(one, name, part)),
    ),
  )
}

/** Where it is not known what is repeated, the longest question there is. */
function repeatTime(words: Words, at: Leaf | undefined): number {
  if (at) return partTime(words, at.step, repeatedPart(at.kind))
  const steps = [...words.machine.steps.keys()].filter((name) => !isAfterCall(name))
  return Math.max(0, ...steps.map((name) => partTime(words, name, 'prompt')))
}

/** The longest answer to any question; `step` is empty for one that is asked on the way. */
function answerTime(
  words: Words,
  { step: name, piece }: { step: string; piece?: number },
  at: Leaf | undefined,
): number {
  const { machine, measure } = words
  return once(words, `${name || `on the way ${at?.step}`}\0answer${piece ?? ''}`, () => {
    const found = machine.steps.get(name || (at?.step ?? ''))
    const scope = found?.scope ?? { prefix: '', flow: machine.root }
    const entries = faqOf(scope, name === '' ? undefined : found?.step)?.entries ?? []
    return measure(entries, (draft) => {
      const answers = entries.map(({ answer }) => promptSpeech({ draft, scope }, answer))
      const heard =
        piece === undefined ? answers : answers.map((one) => dividePieces(one)[piece - 1] ?? [])
      return [phraseSpeech({ draft, scope }, 'no answer'), ...heard]
    })
  })
}

function phraseTime(
  words: Words,
  desk: string,
  id: PhraseId,
  fills?: (draft: Draft) => Record<string, Fill>,
): number {
  const { machine, measure } = words
  return once(words, `${desk}\0${id}`, () =>
    measure(machine.root.phrases, (draft) => [
      phraseSpeech(deskHere(draft, desk), id, fills?.(draft)),
    ]),
  )
}

/** What is heard while a lookup is awaited. */
export function meanwhileTime(words: Words, name: string): number {
  const { machine, measure } = words
  return once(words, `${name}\0meanwhile`, () => {
    const found = machine.steps.get(name)
    if (!found) return 0
    const own = found.step.meanwhile
    return measure(own ?? machine.root.phrases, (draft) => {
      const here = { draft, scope: found.scope }
      return [own ? promptSpeech(here, own) : phraseSpeech(here, 'please wait')]
    })
  })
}
