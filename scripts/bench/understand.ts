// Times of the option classifier: making a model and judging an utterance, for a menu of ten
// options and for 150 options of 100 phrases.
import { background } from '../../src/languages/en/background.ts'
import { learnItems } from '../../src/understand/classify/model.ts'
import { thesaurus } from '../../src/languages/en/thesaurus.ts'
import { classify, modelOf } from '../../src/understand/classify/models.ts'
import type { Choosable } from '../../src/understand/hearing.ts'

export type Timed = { what: string; ms: number; most: number; target: string }

const language = 'en-GB'
const themes = thesaurus
  .trim()
  .split('\n')
  .map((line) => line.replaceAll('_', ' ').split(' '))
const sentences = background
  .trim()
  .split('\n')
  .map((line) => line.split(' '))
const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN

/** Phrases of about eight words: some of the option's own theme among the words of an everyday
 * sentence. */
function options(count: number, phrases: number): Choosable[] {
  return Array.from({ length: count }, (_, k) => {
    const theme = themes[(k * 3) % themes.length]!
    const own = Array.from({ length: phrases }, (_, i) => {
      const around = sentences[(k * 31 + i * 7) % sentences.length]!.slice(0, 6)
      return [
        ...around.slice(0, i % 5),
        theme[i % theme.length],
        theme[(i * 3 + 1) % theme.length],
        ...around.slice(i % 5),
      ].join(' ')
    })
    return { id: `option ${k}`, label: own[0]!, phrases: own }
  })
}

function milliseconds(work: () => void): number {
  const begun = performance.now()
  work()
  return performance.now() - begun
}

/** The median of one utterance among everyday ones and ones of the options. */
function utterance(items: Choosable[]): number {
  const model = modelOf(items, language)
  const said = [
    ...sentences.map((line) => line.join(' ')),
    ...items.map(({ phrases }, i) => `well ${phrases[i % phrases.length]} please`),
  ]
  const times = Array.from({ length: 3 }, () =>
    said.map((text) => milliseconds(() => classify(model, [{ text, confidence: 0.9 }]))),
  ).flat()
  return median(times.slice(said.length))
}

/** Each figure with the most it may be, in milliseconds; `quick` measures fewer times. */
export function timeOptions(quick: boolean): Timed[] {
  const menu = options(10, 5)
  const large = options(150, 100)
  learnItems(menu, language)
  const small = median(
    Array.from({ length: quick ? 9 : 25 }, () => milliseconds(() => learnItems(menu, language))),
  )
  const big = milliseconds(() => modelOf(large, language))
  return [
    {
      what: 'model of a menu of 10 options with 5 phrases, median',
      ms: small,
      most: 20,
      target: 'under 20 ms',
    },
    { what: 'model of 150 options with 100 phrases', ms: big, most: 5000, target: 'under 5 s' },
    {
      what: 'an utterance at the menu of 10 options, median',
      ms: utterance(menu),
      most: 0.1,
      target: 'under 0.1 ms',
    },
    {
      what: 'an utterance among 150 options with 100 phrases, median',
      ms: utterance(large),
      most: 0.5,
      target: 'under 0.5 ms',
    },
  ]
}
