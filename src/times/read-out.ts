// When each option of a question is heard, counted from its first word.
import type { Draft } from '../call/draft.ts'
import type { Speech } from '../say/speech.ts'
import { optionLines } from '../call/option-lines.ts'
import { stepPrompt } from '../call/prompt-words.ts'
import { opening } from '../call/rungs.ts'
import type { Machine, Scope } from '../flow/machine/machine.ts'
import type { Step } from '../flow/steps/index.ts'
import { optionIds } from '../flow/tree/option.ts'
import { hingesIn, worldsOf } from './condition-worlds.ts'
import { sampleDraft } from './sample-draft.ts'
import { mean, speechTime, type Lengths } from './speech-length.ts'

/** Milliseconds: until all was read out, and until the key of each option was heard, by option id.
 * Options that are not read out are heard with the whole. */
export type ReadOut = { whole: number; options: Map<string, number> }

/** Reads questions out to a caller who hears them for the first time, with usual values; what
 * conditions may come to is averaged. */
export function reader(
  machine: Machine,
  language: string,
  lengths?: Lengths,
): (step: string) => ReadOut | undefined {
  const draft = sampleDraft(machine, language, 'typical')
  const time = (speech: Speech[]): number => speechTime(speech, lengths)
  return (name) => {
    const found = machine.steps.get(name)
    const options = found?.step.options?.value
    if (!found || !options || found.step.choose) return undefined
    const heard = worldsOf(hingesIn(found.step).conditions, language).map((holds) =>
      readOnce({ ...found, name, draft: { ...draft, imagined: { holds } }, time }),
    )
    const times = new Map<string, number>()
    for (const [index, id] of optionIds(options).entries()) {
      const known = heard.map(({ ends }) => ends[index]).filter((end) => end !== undefined)
      if (known.length > 0 && !options[index]?.hidden?.value) times.set(id, mean(known))
    }
    return { whole: mean(heard.map(({ whole }) => whole)), options: times }
  }
}

type Question = {
  step: Step
  scope: Scope
  name: string
  draft: Draft
  time(speech: Speech[]): number
}

/** When the line of each option ends; undefined for what is not read out. */
type Ends = (number | undefined)[]

function readOnce(question: Question): { whole: number; ends: Ends } {
  const { draft, scope, step, name, time } = question
  if (step['in every language']?.value) return readInEach(question)
  const at = time(opening({ draft, scope, step, name }))
  if (step['read out']?.value !== false) return readLines(question, draft.session.language, at)
  return { whole: at, ends: (step.options?.value ?? []).map(() => at) }
}

/** An option is heard when its line ends in the first language that has one. */
function readInEach(question: Question): { whole: number; ends: Ends } {
  const { scope, time } = question
  let whole = 0
  let ends: Ends = []
  for (const { tag } of scope.flow.languages) {
    const prompt = stepPrompt({ ...question, language: tag })
    const read = readLines(question, tag, whole + time(prompt))
    whole = read.whole
    ends = read.ends.map((end, index) => ends[index] ?? end)
  }
  return { whole, ends }
}

/** `from` is when the first line begins. */
function readLines(
  { draft, scope, step, time }: Question,
  tag: string,
  from: number,
): { whole: number; ends: Ends } {
  const options = step.options?.value ?? []
  const lines = options.map((option) => optionLines({ draft, scope, language: tag }, [option]))
  const spoken = lines.filter((line) => line.length > 0).length
  // what all take together beyond each alone is the pauses between them
  const alone = lines.reduce((sum, line) => sum + time(line), 0)
  const together = time(optionLines({ draft, scope, language: tag }, options))
  const pause = spoken > 1 ? (together - alone) / (spoken - 1) : 0
  let at = from
  let before = 0
  const ends = lines.map((line) => {
    if (line.length === 0) return undefined
    at += (before > 0 ? pause : 0) + time(line)
    before++
    return at
  })
  return { whole: at, ends }
}
