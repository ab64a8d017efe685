import { createMachine, getInitialSnapshot } from 'xstate'
import { describe, expect, test } from 'vitest'
import { drawingOf, mermaid } from '../../src/drawing/drawing.ts'
import { readFolder } from '../../src/world/folder.ts'
import { compile } from '../../src/flow/machine/compile.ts'
import type { Flow } from '../../src/flow/tree/flow.ts'
import { readProject } from '../../src/flow/tree/project.ts'
import { walker } from '../../src/flow/machine/walk.ts'
import { folderWith, run, shop } from './run.ts'

const shipped = ['parcels', 'reception', 'internet support', 'complaints', 'library']
const nasty = shop.replace('label: an order', 'label: \'<b>"one" & #2 |x| {y}</b>\'')

describe('callflow graph', () => {
  test('draws steps, desks and ways as Mermaid, those of failure dotted', async () => {
    const { code, out } = await run(['graph', 'shop'], {
      env: { FLOWS_DIR: folderWith({ 'shop.yaml': shop }) },
    })
    expect(code).toBe(0)
    expect(out).toMatchSnapshot()
  })

  test.each(shipped)('draws %s: every arrow leads from a box to a box', async (flow) => {
    const { out } = await run(['graph', flow])
    const ids = new Set([...out.matchAll(/^ {2}(n\d+)[[({]/gm)].map(([, id]) => id))
    const arrows = [...out.matchAll(/^ {2}(n\d+) (?:-->|-\.->)(?:\|"[^"|]*"\|)? (n\d+)$/gm)]
    expect(arrows.length).toBeGreaterThan(ids.size)
    expect(arrows.flatMap(([, from, to]) => [from, to]).filter((id) => !ids.has(id))).toEqual([])
  })

  test('lets no mark of an author into the syntax of Mermaid', () => {
    const { flows } = readProject({ 'shop.yaml': nasty })
    const flow = flows.get('shop.yaml')
    expect(flow && mermaid(drawingOf(flow))).toContain(
      '|"1 #60;b#62;#34;one#34; #38; #35;2 #124;x#124; #123;y#125;#60;#47;b#62;"|',
    )
  })

  test.each([...shipped.map((flow) => [flow, 'flows']), ['shop', '']])(
    'draws %s as a picture that is well-formed',
    async (flow, dir) => {
      const { code, out } = await run(['graph', flow, '--format', 'svg'], {
        env: { FLOWS_DIR: dir || folderWith({ 'shop.yaml': nasty }) },
      })
      expect(code).toBe(0)
      expect(out).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/)
      expect(out).not.toMatch(/NaN|undefined|<b>/)
      const open: string[] = []
      for (const [, close, name, empty] of out.matchAll(
        /<(\/?)([a-z]+)(?: [a-zA-Z-]+(?::[a-z]+)?="[^"<]*")*(\/?)>/g,
      )) {
        if (close) expect(open.pop()).toBe(name)
        else if (!empty) open.push(name ?? '')
      }
      expect(open).toEqual([])
      expect(out.replace(/<\/?[a-z]+(?: [a-zA-Z-]+="[^"<]*")*\/?>/g, '')).not.toMatch(/[<>]/)
    },
  )

  test.each(shipped)('gives the machine of %s as a config XState takes as it is', async (flow) => {
    const { out } = await run(['graph', flow, '--format', 'xstate'])
    const machine = createMachine(JSON.parse(out) as never)
    const { sources } = await readFolder('flows')
    const compiled = [...readProject(sources).flows.values()].find(
      ({ name }) => name.value === flow,
    )
    const { config } = compile(compiled as Flow, sources)
    expect(machine.id).toBe('%call')
    expect(Object.values(getInitialSnapshot(machine).getMeta())).toMatchObject([
      { id: walker(config, []).initial().to.leaf },
    ])
    expect(out).not.toMatch(/"actions": \[\s*\{/)
  })

  test('gives boxes and arrows as data', async () => {
    const { out } = await run(['graph', 'shop', '--json'], {
      env: { FLOWS_DIR: folderWith({ 'shop.yaml': shop }) },
    })
    expect(JSON.parse(out)).toMatchObject({
      flow: 'shop',
      start: 'welcome',
      boxes: expect.arrayContaining([
        { name: 'welcome', word: 'menu', file: 'shop.yaml', line: 20 },
        { name: 'hang up', word: 'end' },
      ]) as unknown,
      arrows: expect.arrayContaining([
        { from: 'look up', to: 'unknown', labels: ['not found'], dotted: true },
      ]) as unknown,
    })
  })
})
