// The whole review of a folder of flows before it takes calls: what the checker finds, then what
// the proofs find.
import { createHash } from 'node:crypto'
import { findingsIn, settle } from '../flow/checks/check.ts'
import { compile } from '../flow/machine/compile.ts'
import { TooLarge } from '../flow/machine/scope-states.ts'
import { harmNoOther } from '../flow/text/harm-no-other.ts'
import type { Diagnostic } from '../flow/text/diagnostic.ts'
import type { Flow } from '../flow/tree/flow.ts'
import type { Machine } from '../flow/machine/machine.ts'
import { filesOf, type Project } from '../flow/tree/project.ts'
import { budgetRule, overBudget } from '../times/budget.ts'
import { listeningTimes, outsideOf } from '../times/listening-times.ts'
import { prove, proveAlone } from './prove.ts'
import { projectRules, rules } from './all-rules.ts'
import { timer } from '../times/seconds.ts'
import type { Fact, Proof } from './proof-rule.ts'

/** `proofs` are the flows that calls begin with and that have no errors, with what was proved of
 * each. */
export type Review = { findings: Diagnostic[]; proofs: Proof[] }

/** With `plan`, words that are not built yet are remarks. Without `play` no calls are made up,
 * which takes the longest and finds no errors. What stands in `proved` is
 * not proved again. */
type Options = { plan?: boolean; play?: boolean; proved?: Proved }

/** What was proved of flows before, by all it depends on. */
export type Proved = Map<string, { facts: Fact[]; findings: Diagnostic[] }>

/** Reviews all flows of a project. What has errors, or words that are not built yet, is not
 * proved. */
export function review(
  project: Project,
  { plan = false, play = true, proved }: Options = {},
): Review {
  const found = findingsIn(project)
  const settled = settle(found, project, rules, false)
  const errors = settled.filter(({ severity }) => severity === 'error')
  const broken = new Set(errors.map(({ file }) => file))
  const proofs: Proof[] = []
  const flows = [...project.flows.values()]
  const goneThrough = new Set(flows.flatMap(({ subflows }) => [...subflows.values()]))
  for (const flow of flows) {
    if (filesOf(flow).some((file) => broken.has(file))) continue
    harmNoOther(flow.file, found, () => {
      found.push(...inspectFlow(flow, project))
      const machine = machineOf(flow, project)
      if (!machine) return
      const begins = flow.ends.length === 0
      const { facts, findings } = provedBefore(proved, [begins, goneThrough.has(flow), play], {
        machine,
        project,
        prove: () =>
          begins && !goneThrough.has(flow)
            ? proveFlow(machine, project, play)
            : { facts: [], findings: goneThrough.has(flow) ? [] : proveAlone(machine) },
      })
      found.push(...findings)
      if (begins) proofs.push({ flow, machine, facts })
    })
  }
  return { findings: settle(found, project, rules, plan), proofs }
}

/** The most proofs that are remembered. */
const MOST_PROVED = 500

type Proving = {
  machine: Machine
  project: Project
  prove: () => { facts: Fact[]; findings: Diagnostic[] }
}

/** Proves, unless just this was proved before: the same sources, recordings and lines. */
function provedBefore(
  proved: Proved | undefined,
  how: boolean[],
  { machine, project, prove: anew }: Proving,
): { facts: Fact[]; findings: Diagnostic[] } {
  if (!proved) return anew()
  const { sources, lines, recordings, lengths, tables } = project
  const parts = [how, machine.version, lines && sources[lines.file], [...recordings], tables]
  const key = createHash('sha256')
    .update(JSON.stringify([...parts, [...(lengths ?? [])]]))
    .digest('base64')
  const known = proved.get(key) ?? anew()
  proved.delete(key)
  proved.set(key, known)
  for (const oldest of proved.keys()) if (proved.size > MOST_PROVED) proved.delete(oldest)
  return known
}

function inspectFlow(flow: Flow, project: Project): Diagnostic[] {
  const found: Diagnostic[] = []
  for (const { code, severity, inspect } of projectRules)
    inspect?.(flow, project, (finding) =>
      found.push({
        code,
        severity: finding.severity ?? severity,
        message: finding.message,
        file: finding.range.file,
        range: finding.range,
        hint: finding.hint,
      }),
    )
  return found
}

/** What is proved of a flow that calls begin with, and whether it keeps its budget. */
function proveFlow(
  machine: Machine,
  project: Project,
  play: boolean,
): { facts: Fact[]; findings: Diagnostic[] } {
  const outside = outsideOf(project)
  const { facts, findings } = prove(machine, timer(machine, 'worst', outside), { play })
  const { budget } = machine.root
  // what has no end has no time
  if (!budget || findings.some(({ code }) => code === 'hidden-loop')) return { facts, findings }
  const over = overBudget(budget, listeningTimes(machine, outside)).map(
    ({ severity = budgetRule.severity, ...finding }): Diagnostic => ({
      ...finding,
      code: budgetRule.code,
      severity,
      file: finding.range.file,
    }),
  )
  return { facts, findings: [...findings, ...over] }
}

/** The checker reports a machine that is too large. */
function machineOf(flow: Flow, project: Project): Machine | undefined {
  try {
    return compile(flow, project.sources)
  } catch (error) {
    if (error instanceof TooLarge) return undefined
    throw error
  }
}
