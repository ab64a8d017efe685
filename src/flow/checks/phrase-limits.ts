// Rules about how many phrases can be told apart, and how long one may be.
import type { Range } from '../text/located.ts'
import type { Flow, Slot } from '../tree/flow.ts'
import type { Phrases } from '../tree/prompt.ts'
import { faqsOf, optionsOfTalk } from './flow-options.ts'
import type { Rule } from './rule.ts'

/** The most phrases of one option or question, of one flow with its questions, and the most
 * characters of one. A telephone's recogniser takes hints of 100 characters. */
const MOST_PHRASES = 500
const MOST_OF_FLOW = 20_000
const LONGEST_PHRASE = 200

/** The phrases of a flow by what they stand for: options, choices and questions. */
function phrasesIn(flow: Flow): { range: Range; phrases: Phrases }[] {
  const questions = faqsOf(flow).flatMap(({ entries }) => entries)
  return [
    ...optionsOfTalk(flow).map(({ range, phrases = [] }) => ({ range, phrases })),
    ...[...flow.slots.values()].flatMap(phrasesOfSlot),
    ...questions.map(({ range, phrasings, mustMatch, mustNotMatch }) => ({
      range,
      phrases: [...phrasings, ...mustMatch, ...mustNotMatch],
    })),
  ]
}

/** Those of each choice; their places are not kept, so that of the slot stands for them. */
function phrasesOfSlot({ options = [], located: { range } }: Slot) {
  return options.map(({ phrases }) => ({
    range,
    phrases: Object.entries(phrases).flatMap(([language, all]) =>
      all.map((value) => ({ language, phrase: { value, range } })),
    ),
  }))
}

export const phraseRules: Rule[] = [
  {
    code: 'too-many-phrases',
    severity: 'error',
    about:
      'An option, choice or question has more than 500 phrases, or a flow with its questions more than 20 000.',
    check({ flow }, find) {
      const all = phrasesIn(flow)
      for (const { range, phrases } of all)
        if (phrases.length > MOST_PHRASES)
          find({
            range,
            message: `${phrases.length} phrases stand here; at most ${MOST_PHRASES} can`,
          })
      const count = all.reduce((sum, { phrases }) => sum + phrases.length, 0)
      if (count > MOST_OF_FLOW)
        find({
          range: flow.name.range,
          message: `the flow has ${count} phrases; at most ${MOST_OF_FLOW} can be heard`,
        })
    },
  },
  {
    code: 'too-long-phrase',
    severity: 'error',
    about: 'A phrase has more than 200 characters.',
    check({ flow }, find) {
      for (const { phrase } of phrasesIn(flow).flatMap(({ phrases }) => phrases)) {
        const { length } = phrase.value
        if (length > LONGEST_PHRASE)
          find({
            range: phrase.range,
            message: `this phrase has ${length} characters; at most ${LONGEST_PHRASE} can be heard`,
            hint: 'write what people say in a few words',
          })
      }
    },
  },
]
