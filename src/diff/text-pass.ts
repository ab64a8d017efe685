// The text pass: two versions of a flow compared as they are written, by step name and option id.
import type { Flow } from '../flow/tree/flow.ts'
import { tellDesks } from './compare-desks.ts'
import { tellFlow } from './compare-flows.ts'
import { tellHours } from './compare-hours.ts'
import { tellLookups } from './compare-lookups.ts'
import { tellQuestions } from './compare-questions.ts'
import { tellGiven, tellSlots } from './compare-slots.ts'
import { tellSteps } from './compare-steps.ts'
import type { Change, Tell } from './difference.ts'
import { matchFlows, type Both } from './match.ts'

/** What an author changed in one file of a flow, sub-flows apart. Comments, order and places in the
 * file make no difference. */
export function textPass(was: Flow, now: Flow): { both: Both; changes: Change[] } {
  const both = matchFlows(was, now)
  const changes: Change[] = []
  const tell: Tell = (kind, text, { step, option, way, range, gone } = {}) => {
    changes.push({
      kind,
      text,
      flow: now.name.value,
      step,
      option,
      way,
      place:
        range && range.file !== ''
          ? { file: range.file, line: range.line, version: gone ? 'old' : 'new' }
          : undefined,
    })
  }
  if (was.name.value !== now.name.value)
    tell('flow renamed', `the flow "${was.name.value}" is now called "${now.name.value}"`, {
      range: now.name.range,
    })
  tellFlow(both, tell)
  tellSteps(both, tell)
  tellDesks(both, tell)
  tellHours(both, tell)
  tellSlots(both, tell)
  tellGiven(both, tell)
  tellLookups(both, tell)
  tellQuestions(both, tell)
  return { both, changes }
}
