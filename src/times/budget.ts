// Budgets of listening time: what a flow, or who checks it, allows callers to be kept waiting.
import { seconds } from './proof-words.ts'
import type { Finding, Rule } from '../flow/checks/rule.ts'
import type { Budget } from '../flow/tree/flow.ts'
import type { LanguageTimes, Times } from './listening-times.ts'

export const budgetRule: Rule = {
  code: 'over-budget',
  severity: 'error',
  waivable: true,
  about:
    "Callers listen longer than the flow's `budget` allows: to an option, until a person, in silence, or in the call to be expected.",
}

export const budgetKeys = ['option', 'person', 'silence', 'call'] as const
export type BudgetKey = (typeof budgetKeys)[number]

/** What is over its budget: the longest of all languages, once for each key. */
export function overBudget(budget: Budget, { languages }: Times): Finding[] {
  return budgetKeys.flatMap((key) => {
    const allowed = budget[key]
    if (!allowed) return []
    const over = languages
      .flatMap((times) => measure(key, times))
      .filter(({ time }) => time === undefined || time > allowed.value)
    const worst = over.toSorted((a, b) => (b.time ?? Infinity) - (a.time ?? Infinity))[0]
    if (!worst) return []
    const others = over.length - 1
    const more =
      key === 'option' && languages.length === 1 && others > 0
        ? `; ${others} more ${others === 1 ? 'option is' : 'options are'} over it`
        : ''
    return [
      {
        range: allowed.range,
        message: `${worst.what(worst.time === undefined ? 'a time without bound' : seconds(worst.time))} (${worst.language}); the budget is ${seconds(allowed.value)}${more}`,
        hint: hints[key],
      },
    ]
  })
}

const hints: Record<BudgetKey, string> = {
  option: 'say less before it, or move it up',
  person: 'say less before the first question, and let its desk be rung at once',
  silence: 'fewer tries, shorter waits, or fewer words on each try',
  call: 'callflow check --times tells where the time goes',
}

type Measured = { what(time: string): string; language: string; time?: number }

function measure(key: BudgetKey, times: LanguageTimes): Measured[] {
  const { language } = times
  switch (key) {
    case 'option':
      return times.options.map(({ step, label, option, time }) => ({
        what: (after) => `"${label || option}" at "${step}" is heard only after ${after}`,
        language,
        time,
      }))
    case 'person':
      return [
        {
          what: (after) =>
            `for who asks for a person at once, somebody is rung only after ${after}`,
          language,
          time: times.person,
        },
      ]
    case 'silence':
      return [
        {
          what: (after) =>
            `who says nothing comes to a person, a recorder or a goodbye only after ${after}`,
          language,
          time: times.silence,
        },
      ]
    case 'call':
      return [
        { what: (after) => `the call to be expected lasts ${after}`, language, time: times.call },
      ]
  }
}
