// Yes or no as a value that is kept.
import { agreement } from '../agreement.ts'
import { languageOf } from '../../languages/language.ts'
import { accept, hintList, nothing, refuse, type Reading, type SlotKind } from './kind.ts'

function reading(value: boolean, language: string): Reading {
  return { value, text: languageOf(language).words[value ? 'yes' : 'no'] }
}

export const yesNo: SlotKind = {
  hear: (text, _spec, hearing) => {
    const said = agreement(text, hearing.language)
    return said ? { readings: [reading(said.yes, hearing.language)], unsure: said.hedged } : nothing
  },
  key: (keys, _spec, hearing) => {
    const key = keys.slice(0, 1)
    if (key === '1' || key === '2') return accept(key, reading(key === '1', hearing.language))
    return refuse(key, 'invalid')
  },
  hints: (_spec, language) =>
    hintList([languageOf(language).words.yes, languageOf(language).words.no]),
  maxKeys: () => 1,
  expects: 'choice',
}
