// T5: rules that each place and each edge keeps for itself: waits end, results lead somewhere,
// calls end in words, no rung repeats the one before.
import { shownName } from '../../flow/machine/scoped-name.ts'
import { parsePart } from '../../flow/machine/prompt-part.ts'
import { branchEvent, eventsOf, type MachineEvent } from '../../flow/machine/machine-event.ts'
import type { Rule } from '../../flow/checks/rule.ts'
import { workKinds } from '../../flow/machine/machine.ts'
import type { Range } from '../../flow/text/located.ts'
import { isListening, type Edge, type Graph, type Node } from '../../times/machine-graph.ts'
import { pathTo, reachableNodes, writtenOn } from '../../times/paths.ts'
import type { Fail, Theorem } from '../theorem.ts'

const silentEnd = {
  code: 'silent-end',
  severity: 'error',
  about: 'A call ends without a word said before.',
} as const satisfies Rule

/** The compiler keeps these whatever an author writes; they are looked at again because all other
 * proofs rest on them. */
export const compilerRules = [
  {
    code: 'unbounded-wait',
    severity: 'error',
    about:
      'A question or recorder would wait for ever, or could not be hung up or ended by the limit of turns; a fault of callflow itself.',
  },
  {
    code: 'unwired-result',
    severity: 'error',
    about:
      'What a lookup, a clock, a condition or a desk may answer leads nowhere; a fault of callflow itself.',
  },
  {
    code: 'same-rung-twice',
    severity: 'error',
    about:
      'After a silence or a misunderstanding the words before are said again; a fault of callflow itself.',
  },
] as const satisfies readonly Rule[]

export const everyWaitEnds: Theorem = {
  rules: [silentEnd, ...compilerRules],
  prove({ graph }, fail) {
    let failed = false
    const note: Fail = (code, failure) => {
      failed = true
      fail(code, failure)
    }
    for (const node of reachableNodes(graph)) {
      const events = new Set((graph.out[node.id] ?? []).map(({ event }) => event))
      waits(graph, node, events, note)
      results(graph, node, events, note)
      rungs(graph, node, note)
    }
    ends(graph, note)
    return failed
      ? []
      : [
          {
            theorem: 'T5',
            text: 'Every wait ends, every failure outside leads on, and no call ends without a word (T5).',
          },
        ]
  },
}

const rangeOf = ({ machine }: Graph, { leaf }: Node): Range =>
  (machine.steps.get(leaf.step)?.step ?? machine.desks.get(leaf.step)?.desk)?.name.range ??
  machine.root.name.range

function waits(graph: Graph, node: Node, events: ReadonlySet<MachineEvent>, fail: Fail): void {
  const { leaf } = node
  if (!isListening(node) && leaf.kind !== 'tone') return
  if (!(leaf.timer !== undefined && leaf.timer > 0 && Number.isFinite(leaf.timer)))
    fail('unbounded-wait', {
      range: rangeOf(graph, node),
      message: `"${shownName(leaf.id)}" would wait for ever`,
    })
  const needed: MachineEvent[] =
    leaf.kind === 'tone'
      ? ['RECORDED', 'EMPTY', 'HUNG_UP']
      : ['NO_INPUT', 'NO_MATCH', 'LIMIT', 'HUNG_UP']
  for (const event of needed)
    if (!events.has(event))
      fail('unbounded-wait', {
        range: rangeOf(graph, node),
        message: `"${shownName(leaf.id)}" does not take ${event}`,
      })
}

/** What only comes where somebody listens. */
const HEARD: MachineEvent[] = [...eventsOf('universal'), 'WORN_OUT', 'NO_INPUT']

function results(graph: Graph, node: Node, events: ReadonlySet<MachineEvent>, fail: Fail): void {
  const { leaf } = node
  const step = graph.machine.steps.get(leaf.step)?.step
  const cases = (step?.decide?.value ?? []).map((_, index) => branchEvent(index + 1))
  const needed: Partial<Record<typeof leaf.kind, MachineEvent[]>> = {
    request: eventsOf('lookup'),
    callback: ['OK', 'FAILED'],
    hours: eventsOf('hours'),
    list: eventsOf('list'),
    decide: [...cases, branchEvent()],
    entered: eventsOf('after'),
    dial: eventsOf('ringing'),
    bridged: eventsOf('conversation'),
    enter: [
      ...(events.has('FITS') ? [] : eventsOf('given')),
      ...(step?.['at most'] ? (['TOO_MANY'] as const) : []),
    ],
  }
  for (const event of needed[leaf.kind] ?? [])
    if (!events.has(event))
      fail('unwired-result', {
        range: rangeOf(graph, node),
        message: `"${shownName(leaf.id)}" does not take ${event}`,
      })
  if (!workKinds.has(leaf.kind)) return
  for (const event of HEARD)
    if (events.has(event))
      fail('unwired-result', {
        range: rangeOf(graph, node),
        message: `"${shownName(leaf.id)}" takes ${event}, though nobody listens there`,
      })
}

/** On a ladder the words of a rung name its attempt, and what the engine says for each attempt
 * differs. */
function rungs(graph: Graph, node: Node, fail: Fail): void {
  if (!isListening(node)) return
  for (const { event, to, actions } of graph.out[node.id] ?? []) {
    if (
      (event !== 'NO_INPUT' && event !== 'NO_MATCH') ||
      to.leaf.step !== node.leaf.step ||
      to.leaf.attempt !== node.leaf.attempt + 1 ||
      to.leaf.kind === 'more'
    )
      continue
    const said = actions.flatMap((action) => (action.type === 'say' ? [action.params.part] : []))
    if (
      said.length === 0 ||
      said.includes('prompt') ||
      said.map(parsePart).some((one) => 'attempt' in one && one.attempt !== node.leaf.attempt)
    )
      fail('same-rung-twice', {
        range: rangeOf(graph, node),
        message: `after "${shownName(node.leaf.id)}" the words before would be said again`,
      })
  }
}

const speaks = ({ actions }: Pick<Edge, 'actions'>): boolean => {
  for (const { type } of actions) {
    if (type === 'end') return false
    if (type === 'say' || type === 'answer' || type === 'repeat' || type === 'call back')
      return true
  }
  return false
}

/** Goes through all work that may be come to in silence since the last wait. After a conversation
 * with a person nobody need say more. */
function ends(graph: Graph, fail: Fail): void {
  const cameBy = new Map<Node, Edge | undefined>(
    reachableNodes(graph)
      .filter(({ waits: waiting }) => waiting)
      .map((node) => [node, undefined]),
  )
  if (!graph.first.to.waits && !speaks(graph.first)) cameBy.set(graph.first.to, undefined)
  for (const [node] of cameBy) {
    for (const edge of graph.out[node.id] ?? []) {
      if (edge.by === 'hang up' || edge.event === 'RELEASED' || speaks(edge)) continue
      if (edge.actions.some(({ type }) => type === 'end')) report(graph, edge, cameBy, fail)
      else if (!edge.to.waits && edge.to.leaf.kind !== 'over' && !cameBy.has(edge.to))
        cameBy.set(edge.to, edge)
    }
  }
}

function report(graph: Graph, edge: Edge, cameBy: Map<Node, Edge | undefined>, fail: Fail): void {
  const tail = [edge]
  for (let before = cameBy.get(edge.from); before; before = cameBy.get(before.from))
    tail.unshift(before)
  const end = edge.actions.findIndex(({ type }) => type === 'end')
  const last = writtenOn(graph, { ...edge, actions: edge.actions.slice(0, end) }).at(-1)
  const [begin] = tail
  fail(silentEnd.code, {
    range: last?.range ?? rangeOf(graph, edge.from),
    message: 'the call would end here without a goodbye',
    hint: 'lead to a "say" step that then hangs up',
    path: begin && { way: [...pathTo(graph, begin.from), ...tail] },
  })
}
