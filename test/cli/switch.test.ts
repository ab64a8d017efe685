// callflow switch: what it lists, what it turns, and what it refuses in which words.
import { beforeEach, describe, expect, it } from 'vitest'
import { openSqlite } from '../../src/store/sqlite.ts'
import { folderWith, run, type Ran } from './run.ts'

const flow = (name: string) => `flow: ${name}
languages: { en-GB: Polly.Amy-Neural, ru-RU: Polly.Tatyana }
start: news
help: till
switches: [storm, quiet]
desks: { till: { nobody: bye } }
steps:
  news:
    decide: [{ if: switches.storm is on, then: storm }, { if: switches.quiet is on, then: bye }]
    otherwise: bye
  storm: { say: "{{ switches.storm.text }}", then: bye }
  bye: { say: { en-GB: Goodbye., ru-RU: До свидания. }, then: hang up }
`
const lines = `lines:
  "+15005550006": { tenant: alder, flow: shop }
  "+15005550001": { tenant: swift, flow: shop }
desks: { till: { people: ["+442079460100"] } }
`
let env: Record<string, string>
beforeEach(() => {
  const dir = folderWith({ 'shop.yaml': flow('shop'), 'lines.yaml': lines })
  env = { FLOWS_DIR: dir, DATA_DIR: `${dir}/data` }
})

const turn = (...args: string[]): Promise<Ran> => run(['switch', ...args], { env })
const words = ['--text', 'en-GB=Snow.', '--text', 'ru-RU=Снег.']

describe('callflow switch', () => {
  it('turns a switch of one company, and lists how all stand', async () => {
    const { code, out } = await turn('alder', 'shop', 'storm', 'on', ...words)
    expect([code, out]).toEqual([0, 'alder  shop  storm: on\n    en-GB  Snow.\n    ru-RU  Снег.\n'])
    const listed = JSON.parse((await turn('--json')).out) as { switches: unknown[] }
    expect(listed.switches).toMatchObject([
      { company: 'alder', switch: 'storm', on: true, words: { 'en-GB': 'Snow.' } },
      { company: 'alder', switch: 'quiet', on: false },
      { company: 'swift', switch: 'storm', on: false, words: {} },
      { company: 'swift', switch: 'quiet', on: false },
    ])
    expect((await turn('alder', 'shop', 'storm', 'off')).out).toContain('storm: off\n    en-GB')
    // what was said stays, so it needs no words again
    expect((await turn('alder', 'shop', 'storm', 'on')).code).toBe(0)
  })

  it('is answered for as the command line', async () => {
    await turn('alder', 'shop', 'storm', 'on', ...words)
    const store = openSqlite({ file: `${env.DATA_DIR}/callflow.db` })
    expect(await store.auditLog({ limit: 5 })).toMatchObject([
      { action: 'switched on', ip: 'command line', tenant: 'alder', object: 'storm' },
    ])
    await store.close()
  })

  it('goes off at its end', async () => {
    const { out } = await turn('alder', 'shop', 'storm', 'on', ...words, '--until', '2 hours')
    expect(out).toMatch(/^alder {2}shop {2}storm: on until \d{4}-\d\d-\d\d \d\d:\d\d \(\w+/)
  })

  it('needs no words for a switch that says none', async () => {
    expect((await turn('alder', 'shop', 'quiet', 'on')).code).toBe(0)
  })

  it.each([
    [
      ['aldr', 'shop', 'storm', 'on'],
      'no company "aldr"; there is alder or swift. Did you mean "alder"?',
    ],
    [
      ['alder', 'shp', 'storm', 'on'],
      'no flow with switches "shp"; there is shop. Did you mean "shop"?',
    ],
    [['alder', 'shop', 'strom', 'on'], 'Did you mean "storm"?'],
    [['alder', 'shop', 'storm'], 'callflow switch COMPANY FLOW NAME on|off'],
    [['alder', 'shop', 'storm', 'maybe'], 'callflow switch COMPANY FLOW NAME on|off'],
    [['alder', 'shop', 'storm', 'on'], 'callers would hear nothing in en-GB, ru-RU'],
    [['alder', 'shop', 'storm', 'on', '--text', 'en-GB=Snow.'], 'would hear nothing in ru-RU'],
    [['alder', 'shop', 'storm', 'on', '--text', 'en=Snow.'], 'it speaks en-GB or ru-RU'],
    [['alder', 'shop', 'storm', 'on', '--text', 'Snow.'], 'written LANGUAGE=WORDS'],
    [['alder', 'shop', 'storm', 'on', ...words, '--until', 'soon'], 'but not "soon"'],
    [['alder', 'shop', 'storm', 'on', ...words, '--until', '2020-01-01 10:00'], 'over already'],
    [['alder', 'shop', 'storm', 'off', '--until', '18:00'], 'goes with "on"'],
    [['--until', '18:00'], 'name a switch'],
  ])('refuses %j', async (args, why) => {
    const { code, err } = await turn(...args)
    expect([code, err]).toEqual([2, expect.stringContaining(why)])
  })
})
