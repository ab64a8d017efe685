// Dialogue rules about single prompts: one question, at the end, with what is needed to answer it.
import type { Prompt } from '../tree/prompt.ts'
import { type Step, listens, promptOf, stepsWith } from '../steps/index.ts'
import { reachable } from './step-graph.ts'
import { type View } from './flow-view.ts'
import type { Rule } from './rule.ts'
import { placeholdersIn, spokenIn } from './spoken-texts.ts'
import { knownIn } from './declared-values.ts'
import { sentences, spokenTime, wording, wordsByLanguage } from './wording.ts'

const asks = (sentence: string): boolean => /[?？]["»”)]*$/.test(sentence)

/** The prompts that ask something, with their words. */
function questions(view: View): { prompt: Prompt; words: string; step: Step; part: string }[] {
  return spokenIn(view.flow).flatMap(({ prompt, step, part }) =>
    step && listens(step) && [step.word, 'again', 'confirm'].includes(part)
      ? wordsByLanguage(prompt, view.languages).map((words) => ({ prompt, words, step, part }))
      : [],
  )
}

const asking = (view: View): Step[] =>
  stepsWith(view.flow, 'ask').filter(({ name }) => view.reached.has(name.value))

/** A lookup takes the value next, and says when there is no such thing: as good as reading it
 * back. */
function lookedUp(view: View, step: Step, slot: string): boolean {
  const next = reachable(
    view.graph,
    [step.then?.value ?? ''],
    ({ from, deliberate }) => deliberate && !view.flow.steps.get(from)?.request,
  )
  return [...next].some((place) => {
    const request = view.flow.steps.get(place)
    if (!request?.['not found']) return false
    const values = request.with
    return [...(values?.values() ?? [])].some(({ value }) =>
      placeholdersIn(value).some(
        ({ path }) => path.names[0]?.replaceAll('_', ' ') === slot.replaceAll('_', ' '),
      ),
    )
  })
}

export const promptRules: Rule[] = [
  {
    code: 'question-in-say',
    severity: 'warning',
    waivable: true,
    about: 'A "say" step asks a question, but nobody listens for the answer there.',
    check(view, find) {
      for (const { prompt, part } of spokenIn(view.flow)) {
        if (
          part !== 'say' ||
          !wordsByLanguage(prompt, view.languages).some((words) =>
            asks(sentences(words).at(-1) ?? ''),
          )
        )
          continue
        find({
          range: prompt.range,
          message: 'nobody listens for an answer to this question',
          hint: 'ask it with "ask" or "menu"',
        })
      }
    },
  },
  {
    code: 'prompt-question-last',
    severity: 'warning',
    waivable: true,
    about:
      'Something is said after the question. The question comes last; only how to answer it may follow.',
    check(view, find) {
      for (const { prompt, words } of questions(view)) {
        const all = sentences(words)
        const last = all.findLastIndex(asks)
        const after =
          last < 0
            ? undefined
            : all.slice(last + 1).find((sentence) => !wording.howToAnswer.test(sentence))
        if (after !== undefined)
          find({
            range: prompt.range,
            message: `"${after}" stands after the question`,
            hint: 'move it before the question',
          })
      }
    },
  },
  {
    code: 'prompt-one-question',
    severity: 'warning',
    waivable: true,
    about: 'One prompt asks two questions. Ask them one after the other.',
    check(view, find) {
      for (const { prompt, words } of questions(view))
        if (sentences(words).filter(asks).length > 1)
          find({
            range: prompt.range,
            message: 'this prompt asks more than one question',
            hint: 'make two steps of it',
          })
    },
  },
  {
    code: 'prompt-digits-example',
    severity: 'info',
    waivable: true,
    about:
      'A prompt that asks for digits does not say how many they are, or for a number of unknown length not that hash ends it.',
    check(view, find) {
      for (const step of asking(view)) {
        const slot = view.flow.slots.get(step.slot?.value ?? '')
        const prompt = promptOf(step)
        if (!prompt || !slot || (slot.type !== 'digits' && slot.type !== 'phone')) continue
        for (const words of wordsByLanguage(prompt, view.languages)) {
          if (slot.type === 'digits' && slot.length && !wording.length.test(words)) {
            find({
              range: prompt.range,
              message: `say how many digits: ${slot.length.min === slot.length.max ? slot.length.min : `${slot.length.min} to ${slot.length.max}`}`,
            })
            break
          }
          if (slot.length?.min !== slot.length?.max && !wording.terminator.test(words)) {
            find({ range: prompt.range, message: 'say that hash ends it' })
            break
          }
        }
      }
    },
  },
  {
    code: 'bargein-on',
    severity: 'warning',
    waivable: true,
    about: 'A menu cannot be interrupted, so callers who know it must hear it to its end.',
    check(view, find) {
      for (const step of view.flow.steps.values()) {
        const interrupt = step.menu && step.interrupt
        if (interrupt && !interrupt.value)
          find({
            range: interrupt.range,
            message: 'callers cannot choose before this menu has been heard to its end',
            hint: 'remove "interrupt: no"',
          })
      }
    },
  },
  {
    code: 'menu-no-jargon',
    severity: 'warning',
    waivable: true,
    about: 'A prompt uses a word of the trade that callers do not know.',
    check: (view, find) =>
      wordsMatching(view, wording.jargon, (prompt, found) =>
        find({ range: prompt.range, message: `"${found}" is a word of the trade, not of callers` }),
      ),
  },
  {
    code: 'words',
    severity: 'info',
    waivable: true,
    about: 'A prompt says "enter 1"; keys are pressed, and data are entered.',
    check: (view, find) =>
      wordsMatching(view, wording.enterKey, (prompt, found) =>
        find({
          range: prompt.range,
          message: `"${found}": keys are pressed, data are entered`,
          hint: found.replace(/enter/i, 'press'),
        }),
      ),
  },
  {
    code: 'menu-changed',
    severity: 'info',
    waivable: true,
    about: 'A prompt says that the menu has changed; take it out after thirty days.',
    check: (view, find) =>
      wordsMatching(view, wording.menuChanged, (prompt, found) =>
        find({ range: prompt.range, message: `"${found}": take this out after thirty days` }),
      ),
  },
  {
    code: 'recorded-notice',
    severity: 'info',
    waivable: true,
    about: 'The notice that calls are recorded takes longer than six seconds.',
    check(view, find) {
      for (const { prompt } of spokenIn(view.flow)) {
        const notice = wordsByLanguage(prompt, view.languages)
          .flatMap(sentences)
          .find((sentence) => wording.recorded.test(sentence))
        if (notice !== undefined && spokenTime(notice) > 6000)
          find({
            range: prompt.range,
            message: `the notice takes about ${Math.round(spokenTime(notice) / 1000)} seconds`,
            hint: 'This call may be recorded.',
          })
      }
    },
  },
  {
    code: 'readback-digits',
    severity: 'error',
    waivable: true,
    about:
      'A number of four digits or more is read out as a quantity, or a code as a word. Read the one with the filter "digits", the other with "spoken".',
    check(view, find) {
      const whispers = new Set(
        [...view.flow.desks.values()].flatMap(({ whisper }) =>
          whisper ? placeholdersIn(whisper) : [],
        ),
      )
      for (const { read, found } of knownIn(view)) {
        if (
          !read.placeholder ||
          (read.how !== 'aloud' && read.how !== 'given') ||
          (read.how === 'given' && !whispers.has(read.placeholder))
        )
          continue
        const slot = view.flow.slots.get(found.fact ?? '')
        const long =
          found.type === 'phone' ||
          (found.type === 'digits' && (slot?.type !== 'digits' || (slot.length?.max ?? 9) >= 4))
        const name = read.path.names.join('.').replaceAll(' ', '_')
        const code = found.type === 'code'
        if (
          (long || code) &&
          !read.placeholder.filters.some((filter) =>
            ['digits', 'letters', 'spoken'].includes(filter.name),
          )
        )
          find({
            range: read.placeholder.range,
            message: `"${name}" would be read as one ${code ? 'word' : 'large number'}`,
            hint: `{{ ${name} | ${code ? 'spoken' : 'digits'} }}`,
          })
      }
    },
  },
  {
    code: 'conf-money-id',
    severity: 'error',
    waivable: true,
    about:
      'An amount is taken without being read back (error), or an identifying number (warning). A lookup that takes it next and has "not found" will do as well.',
    check(view, find) {
      for (const step of asking(view)) {
        const slot = view.flow.slots.get(step.slot?.value ?? '')
        const id =
          slot?.type === 'code' || (slot?.type === 'digits' && (slot.length?.max ?? 9) >= 4)
        if (
          !slot ||
          (slot.type !== 'money' && !id) ||
          step.confirm ||
          lookedUp(view, step, slot.name)
        )
          continue
        find({
          range: step.name.range,
          message: `"${slot.name}" is not read back`,
          hint: `confirm: I have {{ ${slot.name.replaceAll(' ', '_')} | ${slot.type === 'code' ? 'spoken' : id ? 'digits' : 'money'} }}. Is that right?`,
          severity: id ? 'warning' : 'error',
        })
      }
    },
  },
  {
    code: 'conf-one',
    severity: 'info',
    waivable: true,
    about: 'More than three values are read back in one question.',
    check(view, find) {
      for (const step of stepsWith(view.flow, 'ask')) {
        const prompt = step.confirm?.prompt ?? (step.yes ? step.ask : undefined)
        const most = Math.max(
          0,
          ...(prompt
            ? view.languages.map(({ tag }) =>
                prompt.pieces.reduce(
                  (sum, { texts }) =>
                    sum +
                    placeholdersIn(
                      texts[tag] ?? texts[''] ?? { source: '', parts: [], range: prompt.range },
                    ).length,
                  0,
                ),
              )
            : []),
        )
        if (prompt && most > 3)
          find({
            range: prompt.range,
            message: `${most} values are more than a caller can check at once`,
            hint: 'read back three at most',
          })
      }
    },
  },
]

function wordsMatching(
  view: View,
  pattern: RegExp,
  found: (prompt: Prompt, words: string) => void,
): void {
  for (const { prompt } of spokenIn(view.flow)) {
    const match = wordsByLanguage(prompt, view.languages)
      .map((words) => pattern.exec(words)?.[0])
      .find((words) => words !== undefined)
    if (match !== undefined) found(prompt, match)
  }
}
