// Belarusian: how callers correct what was read back to them.
import { oneOf } from '../normalise.ts'
import { asWords, type ReadBackWords } from '../read-back.ts'

const some = `(?: ${oneOf('дзве два тры чатыры 2 3 4')})?`
const signs = `(?: ${oneOf('лічб[аыу] літар[аыу] знакі?')})?`
const are = `${some}${signs}(?: гэта)?`

export const readBack: ReadBackWords = {
  end: asWords(
    '(?:у|в|на) канцы',
    'напрыканцы',
    '(?:за)?канчваецца (?:на|з)',
    'канчаецца (?:на|з)',
    `апошн(?:яя|ія|і|юю|яе)${are}`,
  ),
  start: asWords('(?:у|на|в) пачатку', 'пачынаецца (?:на|з|са)', `перш(?:ая|ыя|ы|ую|ае)${are}`),
  lastButOne: / перадапошн(?:яя|і|юю|яе)(?: (?:лічба|лічбу|літара|літару|знак))? /,
  unit: /^(?:лічб[ау]|літар[ау]|знак)$/,
  not: / (?:не|замест) /,
  instead: / (?:замест|а не|не) /,
  but: /^(?:а|гэта)$/,
}
