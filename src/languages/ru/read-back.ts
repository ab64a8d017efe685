// Russian: how callers correct what was read back to them.
import { oneOf } from '../normalise.ts'
import { asWords, type ReadBackWords } from '../read-back.ts'

const some = `(?: ${oneOf('две два три четыре 2 3 4')})?`
const signs = `(?: ${oneOf('цифр[аыу]? букв[аыу]? знаки? числ[оа]')})?`
const are = `${some}${signs}(?: это)?`

export const readBack: ReadBackWords = {
  end: asWords(
    'в конце',
    'на конце',
    '(?:за|о)?канчивается (?:на|с)',
    `последн(?:яя|ие|ий|юю|ее)${are}`,
  ),
  start: asWords('в начале', 'начинается (?:на|с|со)', `перв(?:ая|ые|ый|ую|ое)${are}`),
  lastButOne: / предпоследн(?:яя|ий|юю|ее)(?: (?:цифра|цифру|буква|букву|знак|число))? /,
  unit: /^(?:цифр[ау]|букв[ау]|знак|число)$/,
  not: / (?:не|вместо) /,
  instead: / (?:вместо|а не|не) /,
  but: /^(?:а|это)$/,
}
