// Talk of anything: what people say that belongs to no option in particular, by language.
import type { Language } from '../../languages/language.ts'
import { featuresOf, type Features } from './features.ts'

const read = new Map<string, Features[]>()

export function backgroundOf(language: Language): Features[] {
  const features =
    read.get(language.code) ??
    language.background
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => featuresOf(line, language))
  read.set(language.code, features)
  return features
}
