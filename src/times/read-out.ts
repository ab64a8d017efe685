// When each option of a question is heard, counted from its first word.
import { optionLines } from '../call/option-lines.ts'
import { opening } from '../call/rungs.ts'
import { stepPrompt } from '../call/prompt-words.ts'
import type { Machine, Scope } from '../flow/machine/machine.ts'
import { optionIds, type Option } from '../flow/tree/option.ts'
import { type Step } from '../flow/steps/index.ts'
import { sampleDraft } from './sample-values.ts'
import { speechTime, type Outside } from './seconds.ts'
import { hingesIn, worldsOf } from './condition-worlds.ts'
import type { Draft } from '../call/draft.ts'
import type { Speech } from '../say/speech.ts'

/** Milliseconds: until all was read out, and until the key of each option was heard, by option id.
 * Options that are not read out are heard with the whole. */
export type ReadOut = { whole: number; options: Map<string, number> }

/** Reads questions out to a caller who hears them for the first time, with usual values; what
 * conditions may come to is averaged. */
export function reader(
  machine: Machine,
  language: string,
  lengths?: Outside['lengths'],
): (step: string) => ReadOut | undefined {
  const draft = sampleDraft(machine, language, 'typical')
  return (name) => {
    const found = machine.steps.get(name)
    const step = found?.step
    if (!found || !step?.options || step.choose) return undefined
    const options = step.options.value
    const ids = optionIds(options)
    const heard = worldsOf(hingesIn(step).conditions, language).map((holds) =>
      inWorld({ ...draft, imagined: { holds } }, found.scope, step, name, (speech) =>
        speechTime(speech, lengths),
      ),
    )
    const mean = (times: (number | undefined)[]): number | undefined => {
      const known = times.filter((time) => time !== undefined)
      return known.length === 0
        ? undefined
        : known.reduce((sum, time) => sum + time, 0) / known.length
    }
    const shown = ids.map(
      (id, index) =>
        [
          id,
          options[index]?.hidden?.value ? undefined : mean(heard.map(({ times }) => times[index])),
        ] as const,
    )
    return {
      whole: mean(heard.map(({ whole }) => whole)) ?? 0,
      options: new Map(
        shown.flatMap(([id, time]) => (time === undefined ? [] : [[id, time] as const])),
      ),
    }
  }
}

function inWorld(
  draft: Draft,
  scope: Scope,
  step: Step,
  name: string,
  time: (speech: Speech[]) => number,
): { whole: number; times: (number | undefined)[] } {
  const options = step.options?.value ?? []
  const times: (number | undefined)[] = options.map(() => undefined)
  const line = (option: Option, tag: string): Speech[] =>
    optionLines({ draft, scope, language: tag }, [option])
  let at = 0
  const lines = (tag: string): void => {
    const each = options.map((option) => line(option, tag))
    const spoken = each.filter((speech) => speech.length > 0).length
    // what all take together beyond each alone is the pauses between them
    const pause =
      spoken > 1
        ? (time(optionLines({ draft, scope, language: tag }, options)) -
            each.reduce((sum, speech) => sum + time(speech), 0)) /
          (spoken - 1)
        : 0
    let first = true
    each.forEach((speech, index) => {
      if (speech.length === 0) return
      at += (first ? 0 : pause) + time(speech)
      first = false
      times[index] ??= at
    })
  }
  if (step['in every language']?.value) {
    for (const { tag } of scope.flow.languages) {
      at += time(stepPrompt({ draft, scope, step, name, language: tag }))
      lines(tag)
    }
    return { whole: at, times }
  }
  at = time(opening({ draft, scope, step, name }))
  if (step['read out']?.value === false) return { whole: at, times: times.map(() => at) }
  lines(draft.session.language)
  return { whole: at, times }
}
