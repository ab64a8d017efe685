// English: how callers correct what was read back to them.
import { oneOf } from '../normalise.ts'
import { asWords, type ReadBackWords } from '../read-back.ts'

const some = `(?:${oneOf('one two three four 2 3 4')} )?`
const signs = `(?:${oneOf('digits? numbers? figures? letters? characters? signs? ones')} )?`
const are = `${some}${signs}(?:is|are|should be)`
const sign = oneOf('digit number figure letter character sign one')

export const readBack: ReadBackWords = {
  end: asWords(
    '(?:at|in) the end',
    '(?:it )?(?:ends|ending|finishes) (?:with|in)',
    `(?:the )?last ${are}`,
  ),
  start: asWords(
    '(?:at|in) the (?:beginning|start|front)',
    '(?:it )?(?:starts|starting|begins|beginning) (?:with|in)',
    `(?:the )?first ${are}`,
  ),
  lastButOne: asWords(
    `(?:the )?(?:second (?:to )?last|last but one)(?: ${sign})?(?: (?:is|should be))?`,
  ),
  unit: new RegExp(`^${sign}$`),
  not: / (?:not|isnt|instead of) /,
  instead: / (?:instead of|rather than|not) /,
  but: /^(?:but|its|rather)$/,
}
