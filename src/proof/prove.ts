// The theorems over one machine: what holds, with its numbers, and what does not, each with a call
// that shows it.
import type { RuleCode } from '../flow/text/rule-code.ts'
import type { Rule } from '../flow/checks/rule.ts'
import type { Diagnostic } from '../flow/text/diagnostic.ts'
import type { Machine } from '../flow/machine/machine.ts'
import { graphOf, type Graph } from '../times/machine-graph.ts'
import type { Fact } from './proof-rule.ts'
import { storyTeller } from './story.ts'
import { edgeTime, type Timer } from '../times/seconds.ts'
import type { Fail, Failure, Theorem } from './theorem.ts'
import { afterRinging } from './theorems/after-ringing.ts'
import { everyCallEnds } from './theorems/every-call-ends.ts'
import { goals } from './theorems/goals.ts'
import { hiddenLoop } from './theorems/hidden-loop.ts'
import { wordLoops } from './theorems/word-loops.ts'
import { everyWaitEnds } from './theorems/every-wait-ends.ts'
import { person } from './theorems/person.ts'
import { promise } from './theorems/promise.ts'
import { silentCaller } from './theorems/silent-caller.ts'
import { witnessedWays } from './theorems/witnessed-ways.ts'

const theorems: Theorem[] = [
  silentCaller,
  person,
  afterRinging,
  goals,
  witnessedWays,
  everyCallEnds,
  everyWaitEnds,
  promise,
]

/** Every code a theorem can report. */
export const theoremRules: Rule[] = [hiddenLoop, ...theorems].flatMap(({ rules }) => rules)

const severityOf = new Map(theoremRules.map(({ code, severity }) => [code, severity]))

/** Without `play` no calls are made up and played, which tells nothing of errors and takes the
 * longest. */
type Options = { play?: boolean }

/** What is proved of a machine, and what is not. Each fault is told once, by the shortest call that
 * shows it. */
export function prove(
  machine: Machine,
  timer: Timer,
  { play = true }: Options = {},
): { facts: Fact[]; findings: Diagnostic[] } {
  const failed = new Map<string, Failure & { code: RuleCode }>()
  const fail: Fail = (code, failure) => {
    const key = `${code} ${failure.range.file} ${failure.range.start} ${failure.message}`
    const known = failed.get(key)
    if (!known || length(failure) < length(known)) failed.set(key, { ...failure, code })
  }
  const cut = wordLoops(machine, fail)
  if (cut) return { facts: [], findings: diagnose(cut, failed.values()) }
  const graph = graphOf(machine)
  const given = { graph, time: edgeTime(timer) }
  const facts = hiddenLoop.prove(given, fail)
  // while there is no end to what is done at once, there is none to anything
  if (failed.size === 0)
    for (const theorem of theorems)
      if (play || theorem !== witnessedWays) facts.push(...theorem.prove(given, fail))
  return { facts, findings: diagnose(graph, failed.values()) }
}

/** What holds of a sub-flow wherever it is gone through: no hidden loop, no wait without end, no
 * end without a word. */
export function proveAlone(machine: Machine): Diagnostic[] {
  const failed: (Failure & { code: RuleCode })[] = []
  const fail: Fail = (code, failure) => void failed.push({ ...failure, code })
  const cut = wordLoops(machine, fail)
  const graph = cut ?? graphOf(machine)
  // whoever goes through it has said something before
  const spoken = {
    ...graph,
    first: { ...graph.first, actions: [...graph.first.actions, { type: 'repeat' } as const] },
  }
  if (!cut)
    for (const theorem of [hiddenLoop, everyWaitEnds])
      theorem.prove({ graph: spoken, time: () => 0 }, fail)
  return diagnose(graph, failed)
}

const length = ({ path }: Failure): number =>
  path ? path.way.length + (path.round?.length ?? 0) : Infinity

function diagnose(graph: Graph, failures: Iterable<Failure & { code: RuleCode }>): Diagnostic[] {
  const tell = storyTeller(graph)
  return [...failures].map(({ path, severity, ...found }) => ({
    ...found,
    severity: severity ?? severityOf.get(found.code) ?? 'error',
    file: found.range.file,
    story: path && tell(path),
  }))
}
