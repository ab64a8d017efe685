import { describe, expect, test } from 'vitest'
import { compile } from '../../src/flow/machine/compile.ts'
import type { Arrow, Machine, StateNode } from '../../src/flow/machine/machine.ts'
import { textsIn } from '../fixtures/flow-texts.ts'
import { eventEntries } from '../../src/flow/machine/machine-event.ts'
import { readProject } from '../../src/flow/tree/project.ts'
import { deskWays, waysOf } from '../../src/flow/machine/arrow-ways.ts'

function machinesIn(dir: string): [string, Machine][] {
  const sources = textsIn(dir)
  return [...readProject(sources).flows.values()]
    .filter(({ ends }) => ends.length === 0)
    .map((flow) => [`${dir}/${flow.file}`, compile(flow, sources)])
}

/** Every way some arrow of the machine says it is, by step. */
function marked(machine: Machine): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  const note = ({ actions }: Arrow): void => {
    for (const action of actions ?? [])
      if (action.type === 'leave')
        found.set(
          action.params.step,
          (found.get(action.params.step) ?? new Set()).add(action.params.way),
        )
  }
  const visit = (node: StateNode): void => {
    eventEntries(node.on ?? {}).forEach(([, arrow]) => note(arrow))
    ;[node.always ?? []].flat().forEach(note)
    Object.values(node.states ?? {}).forEach(visit)
  }
  visit(machine.config)
  return found
}

describe.each([...machinesIn('flows'), ...machinesIn('test/flow/ok')])('%s', (_, machine) => {
  const found = marked(machine)
  const ways: [string, string[]][] = [
    ...[...machine.steps].map(([name, { step }]): [string, string[]] => [
      name,
      waysOf(step).map((way) => way.name),
    ]),
    ...[...machine.desks].map(([name, { desk }]): [string, string[]] => [
      name,
      deskWays(desk).map((way) => way.name),
    ]),
  ]

  test.each(ways)('%s can be left by each of its ways and by no other', (name, names) => {
    expect([...(found.get(name) ?? [])].sort()).toEqual([...names].sort())
  })
})
