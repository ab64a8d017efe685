// English: how callers correct what was read back to them.
import type { ReadBackWords } from '../read-back.ts'

export const readBack: ReadBackWords = {
  end: / (?:(?:at|in) the end|(?:it )?(?:ends|ending|finishes) (?:with|in)|(?:the )?last (?:(?:one|two|three|four|2|3|4) )?(?:(?:digits?|numbers?|figures?|letters?|characters?|signs?|ones) )?(?:is|are|should be)) /,
  start:
    / (?:(?:at|in) the (?:beginning|start|front)|(?:it )?(?:starts|starting|begins|beginning) (?:with|in)|(?:the )?first (?:(?:one|two|three|four|2|3|4) )?(?:(?:digits?|numbers?|figures?|letters?|characters?|signs?|ones) )?(?:is|are|should be)) /,
  lastButOne:
    / (?:(?:the )?(?:second (?:to )?last|last but one)(?: (?:digit|number|figure|letter|character|sign|one))?(?: (?:is|should be))?) /,
  unit: /^(?:digit|number|figure|letter|character|sign|one)$/,
  not: / (?:not|isnt|instead of) /,
  instead: / (?:instead of|rather than|not) /,
  but: /^(?:but|its|rather)$/,
}
