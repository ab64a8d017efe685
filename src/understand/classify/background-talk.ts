// Talk of anything: what people say that belongs to no option in particular, by language.
import { memo } from '../../ground/memo.ts'
import type { Language } from '../../languages/language.ts'
import { featuresOf } from './features.ts'

export const backgroundOf = memo(
  (language: Language) =>
    language.background
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => featuresOf(line, language)),
  { key: ({ code }) => code },
)
