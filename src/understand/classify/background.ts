// Talk of anything: what people say that belongs to no option in particular, by language.
import type { Language } from '../languages.ts'
import { backgroundBe } from './background-be.ts'
import { backgroundEn } from './background-en.ts'
import { backgroundRu } from './background-ru.ts'
import { featuresOf, type Features } from './features.ts'

const lines: Record<Language['code'], string> = {
  en: backgroundEn,
  ru: backgroundRu,
  be: backgroundBe,
}
const read = new Map<string, Features[]>()

export function backgroundOf(language: Language): Features[] {
  const features =
    read.get(language.code) ??
    lines[language.code]
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => featuresOf(line, language))
  read.set(language.code, features)
  return features
}
