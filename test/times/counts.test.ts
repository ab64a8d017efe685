// Counting what happened in real calls, for the odds of the next ones.
import { expect, it } from 'vitest'
import { playScript } from '../../src/rehearsal/play.ts'
import { compile } from '../../src/flow/machine/compile.ts'
import { readCalls } from '../../src/flow/tree/scripted-calls.ts'
import { readProject } from '../../src/flow/tree/project.ts'
import { countsOf } from '../../src/times/counts.ts'
import { shop, shopCalls } from '../cli/run.ts'

it('names each event as the machine does', () => {
  const flow = readProject({ 'shop.yaml': shop }).flows.get('shop.yaml')
  if (!flow) throw new Error('the flow cannot be read')
  const machine = compile(flow, { 'shop.yaml': shop })
  const { calls } = readCalls(
    'shop.calls.yaml',
    `${shopCalls}  - call: wants a person
    at: 2026-03-02 10:00
    desks: { till: no answer }
    talk:
      - silence
      - caller: operator please
    reaches: { desk: till }
`,
  )
  const events = calls.flatMap((script) => playScript(machine, script).events)
  const counts = countsOf(machine, events)
  expect(
    Object.fromEntries([...counts].map(([leaf, times]) => [leaf, Object.fromEntries(times)])),
  ).toEqual({
    'welcome/try1': { NO_INPUT: 1, 'option:an-order': 1 },
    'welcome/try2': { OPERATOR: 1 },
    'which order/enter': { HAVE_NOT: 1 },
    'which order/try1': { VALUE: 1 },
    'look up/request': { OK: 1 },
    'till/dial': { UNANSWERED: 1 },
  })
  for (const [leaf] of counts) expect(machine.leaves.has(leaf)).toBe(true)
})
