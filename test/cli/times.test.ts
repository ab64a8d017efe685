import { describe, expect, test } from 'vitest'
import { folderWith, run, shop } from './run.ts'

type Told = {
  flows: {
    flow: string
    over: string[]
    languages: {
      language: string
      personSeconds: number
      callSeconds: number
      options: { step: string; option: string; key: string; line: number; seconds: number }[]
    }[]
  }[]
}

describe('callflow check --times', () => {
  test('tells when each option is heard, with its line, and the other times', async () => {
    const dir = folderWith({ 'shop.yaml': shop })
    const { code, out } = await run(['check', dir, '--times'])
    expect(code).toBe(0)
    const line = shop.split('\n').findIndex((text) => text.includes('label: an order')) + 1
    // "How can I help?" and "For an order, press 1."
    expect(out).toContain(`   3.6 s  welcome: an order (1)  ${dir}/shop.yaml:${line}`)
    expect(out).toMatch(/ \d+\.\d s {2}until somebody is rung/)
    expect(out).toMatch(/ \d+\.\d s {2}the call to be expected/)
  })

  test('tells the same as data', async () => {
    const { out } = await run(['check', folderWith({ 'shop.yaml': shop }), '--times', '--json'])
    const told = JSON.parse(out) as Told
    const times = told.flows[0]?.languages[0]
    expect(times?.options.map(({ option, seconds }) => [option, seconds])).toEqual([
      ['an-order', 3.6],
      ['the-shop', 5.6],
    ])
    expect(times?.personSeconds).toBeGreaterThan(5)
  })

  test('fails over a budget, on the command line or in the flow', async () => {
    const dir = folderWith({ 'shop.yaml': shop })
    expect((await run(['check', dir, '--budget', 'option 6 seconds, person 1 minute'])).code).toBe(
      0,
    )
    const over = await run(['check', dir, '--budget', 'option 5 seconds'])
    expect(over.code).toBe(1)
    expect(over.out).toContain(
      'over budget: "the shop" at "welcome" is heard only after 6 seconds (en-GB); the budget is 5 seconds',
    )
    const own = folderWith({
      'shop.yaml': shop.replace('help: till', 'help: till\nbudget: { option: 5 seconds }'),
    })
    expect((await run(['check', own])).out).toContain('[over-budget]')
    expect((await run(['check', own, '--times'])).code).toBe(1)
    expect((await run(['check', own, '--times', '--budget', 'option 6 seconds'])).code).toBe(0)
  })

  test('refuses a budget it does not understand', async () => {
    const { code, err } = await run([
      'check',
      folderWith({ 'shop.yaml': shop }),
      '--budget',
      'menu 5 seconds',
    ])
    expect(code).toBe(2)
    expect(err).toContain('option, person, silence, call')
  })

  test('takes the odds of the calls in the store', async () => {
    const dir = folderWith({ 'shop.yaml': shop })
    const { code, out } = await run(['check', dir, '--calls', '7 days', '--json'], {
      env: { DATA_DIR: folderWith({}), LOG_LEVEL: 'silent' },
    })
    expect(code).toBe(0)
    expect((JSON.parse(out) as { flows: { calls: number }[] }).flows[0]?.calls).toBe(0)
    expect((await run(['check', dir, '--calls', 'lately'])).code).toBe(2)
  })
})
