// Talk of anything: what people say that belongs to no option in particular, by language.
import type { Language } from '../../languages/language.ts'
import { backgroundBe } from '../../languages/be/background.ts'
import { backgroundEn } from '../../languages/en/background.ts'
import { backgroundRu } from '../../languages/ru/background.ts'
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
