// The rule about what lines.yaml may say already and nothing uses yet.
import type { Range } from '../text/located.ts'
import { ON_DUTY } from '../tree/people.ts'
import type { LineRule } from './line-rule.ts'

export const laterLinesRule: LineRule = {
  code: 'not-available-yet',
  severity: 'info',
  about: 'A file or a key is planned but not built yet.',
  checkLines({ lines, desks }, _project, find) {
    const tell = (what: string, at: { range: Range } | undefined): void => {
      if (at) find({ range: at.range, message: `"${what}" is not available yet` })
    }
    for (const { value } of lines.values()) {
      tell('speech model', value['speech model'])
      tell('trunk', value.trunk)
      tell('calls back', value['calls back'])
    }
    for (const { value } of desks.values()) {
      tell('target', value.target)
      // nobody would be rung
      if (value.people?.onDuty)
        find({
          severity: 'error',
          range: value.people.range,
          message: `"people: ${ON_DUTY}" is not available yet`,
        })
    }
  },
}
