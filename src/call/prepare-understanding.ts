// Makes what understanding needs of a flow before the first call does: the models of its menus and
// questions.
import type { Machine } from '../flow/machine/machine.ts'
import { learnHearing } from '../understand/which-option.ts'
import { draftOf } from './draft.ts'
import { start } from './engine.ts'
import { hearingAt } from './hear.ts'

/**
 * Learns what may be heard at each question, in each language, one at a time: between two of them
 * the caller of this may let live calls go on. What depends
 * on a call (conditions, values in labels) is learnt as at its start; what differs in a call is
 * learnt there, in milliseconds.
 */
export function* prepare(machine: Machine): Generator<string> {
  const { session } = start(machine, {
    type: 'started',
    at: 0,
    callId: 'prepare',
    from: '',
    to: '',
    withheld: true,
    tags: [],
    line: { name: '', tenant: '', values: {} },
  })
  for (const { tag } of machine.root.languages) {
    const draft = draftOf(machine, { ...session, language: tag }, 0)
    for (const leaf of machine.leaves.values()) {
      if (leaf.kind !== 'answer' || leaf.attempt !== 1) continue
      learnHearing(hearingAt(draft, leaf))
      yield leaf.id
    }
  }
}
