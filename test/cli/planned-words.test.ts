// Words that are read but not built yet: every command says so with their line, and none breaks.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folderWith, run } from './run.ts'

const grammar = 'test/flow/grammar'
const file = (dir: string): string => join(dir, 'every-key.yaml')
const folder = (): string => {
  const texts = readdirSync(grammar)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => [name, readFileSync(join(grammar, name), 'utf8')])
  const recordings = ['en-GB', 'ru-RU'].map((tag) => [`audio/${tag}/hello.wav`, 'RIFF'])
  const table = ['tables/prices.csv', 'code,sum\nAB1234,12.50\n']
  return folderWith(Object.fromEntries([...texts, ...recordings, table]))
}

const calls = `flow: every-key.yaml
calls:
  - call: comes in
    at: 2026-03-02 10:00
    talk: [silence]
`

describe('a flow with words that are not built yet', () => {
  it.each([
    ['check', 1],
    ['check --plan', 0],
    ['check --times', 1],
    ['check --recordings', 0],
    ['format --check', 1],
    ['graph', 0],
    ['graph --json', 0],
    ['graph --format svg', 0],
    ['graph --format xstate', 1],
    ['book', 1],
    ['book --json', 1],
    ['talk', 1],
    ['stress --calls 2', 1],
  ])('callflow %s ends with %s and does not break', async (command, code) => {
    const dir = folder()
    const [name = '', ...options] = command.split(' ')
    const ran = await run([name, file(dir), ...options])
    const told = ran.out + ran.err
    expect(told).not.toMatch(/ at .*\.ts:|callflow: .*(?:undefined|Cannot)/)
    expect(ran.code, told).toBe(code)
    if (code === 1 && name !== 'format') {
      expect(told).toContain('is not available yet')
      expect(told).toMatch(/every-key\.yaml:\d+:\d+: error|"line": \d+/)
    }
  })

  it('is compared with another version, the new words too', async () => {
    const [was, now] = [folder(), folder()]
    const text = readFileSync(file(now), 'utf8')
      .replace('emergency: ambulance', 'emergency: office')
      .replace('outsiders: 20 %', 'outsiders: 30 %')
    const changed = folderWith({
      ...Object.fromEntries(
        readdirSync(grammar).map((name) => [name, readFileSync(join(grammar, name), 'utf8')]),
      ),
      'every-key.yaml': text,
    })
    const { code, out, err } = await run(['diff', was, changed])
    expect({ code, err }).toEqual({ code: 1, err: '' })
    expect(out).toContain('emergency')
    expect(out).toContain('outsiders')
  })

  it('is played by no scripted call', async () => {
    const dir = folder()
    const scripted = folderWith({
      ...Object.fromEntries(
        readdirSync(dir)
          .filter((name) => name.endsWith('.yaml'))
          .map((name) => [name, readFileSync(join(dir, name), 'utf8')]),
      ),
      'every-key.calls.yaml': calls,
    })
    const ran = await run(['test', join(scripted, 'every-key.calls.yaml')])
    expect(ran.code).toBe(1)
    expect(ran.out + ran.err).toContain('"collect" is not available yet')
  })
})
