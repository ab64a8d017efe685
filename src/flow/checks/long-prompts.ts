// The dialogue rule about how long callers have to listen: to a menu, and to an answer.
import { LONGEST_PIECE, MOST_PIECES, WORDS_A_MINUTE } from '../defaults.ts'
import { SECOND, writeDuration } from '../text/duration.ts'
import type { FaqFile } from '../tree/faq.ts'
import type { Language } from '../tree/flow.ts'
import type { MenuStep } from '../steps/menu.ts'
import { stepsWith } from '../steps/index.ts'
import { faqsOf } from './flow-options.ts'
import type { View } from './flow-view.ts'
import type { Find, Rule } from './rule.ts'
import { spokenTime, wordsByLanguage } from './wording.ts'

const LONGEST_MENU = 25 * SECOND

/** What the engine says around the label of an option: "For …, press 1." */
const AROUND_LABEL = 1200

/** How long a menu with its options takes in one language, in ms. */
function menuTime(step: MenuStep, language: Language): number {
  const options = (step.options?.value ?? []).filter(({ hidden }) => !hidden?.value)
  const readOut = step['read out']?.value === false ? [] : options
  const labels = readOut.filter((option) => !option.if).map(({ label }) => label)
  const words = [step.menu, ...labels].flatMap((prompt) => wordsByLanguage(prompt, [language]))
  return spokenTime(words.join(' ')) + readOut.length * AROUND_LABEL
}

function findLongMenus({ flow, reached, languages }: View, find: Find): void {
  for (const step of stepsWith(flow, 'menu')) {
    if (!step.menu || !reached.has(step.name.value)) continue
    const heard = step['in every language']?.value ? languages.slice(0, 1) : languages
    const longest = Math.max(0, ...heard.map((language) => menuTime(step, language)))
    if (longest > LONGEST_MENU)
      find({
        range: step.menu.range,
        message: `this menu takes about ${Math.round(longest / SECOND)} seconds to hear`,
        hint: 'shorten the prompt and the labels',
      })
  }
}

function findLongAnswers(faq: FaqFile, languages: Language[], most: number, find: Find): void {
  for (const { answer } of faq.entries) {
    const longest = Math.max(0, ...wordsByLanguage(answer, languages).map(spokenTime))
    if (longest > most)
      find({
        range: answer.range,
        message: `this answer takes about ${Math.round(longest / SECOND)} seconds to hear`,
        hint: 'answer in two sentences',
      })
  }
}

export const longPromptRule: Rule = {
  code: 't-prompt',
  severity: 'warning',
  waivable: true,
  about: `A menu takes longer than ${writeDuration(LONGEST_MENU)} to hear, or an answer of a FAQ file longer than ${LONGEST_PIECE / SECOND}, at about ${WORDS_A_MINUTE} words a minute. At an "answer" step alone, where it comes in pieces, an answer may take a minute.`,
  check(view, find) {
    findLongMenus(view, find)
    for (const faq of faqsOf(view.flow)) {
      // on the way through another question an answer is given whole
      const pieces = faq === view.flow.questions ? 1 : MOST_PIECES
      findLongAnswers(faq, view.languages, pieces * LONGEST_PIECE, find)
    }
  },
}
