// The README is true: its commands run, its flow has no faults, its links lead somewhere.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runCli } from '../src/cli/cli.ts'
import { review } from '../src/proof/review.ts'
import { readProject } from '../src/flow/tree/project.ts'

const readme = readFileSync('README.md', 'utf8')
const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    (match) => match[1] ?? '',
  )
const lines = blocks('sh')
  .flatMap((block) => block.split('\n'))
  .map((line) => line.replace(/\s+#.*$/, '').trim())
  .filter(Boolean)
const scripts = (
  JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
).scripts

describe('the README', () => {
  it.each(lines.filter((line) => line.startsWith('npx --no callflow ')))(
    'runs: %s',
    async (line) => {
      let out = ''
      const stream = {
        write: (text: string) => {
          out += text
          return true
        },
      }
      const code = await runCli({
        argv: line.split(/\s+/).slice(3),
        stdin: process.stdin,
        stdout: stream,
        stderr: stream,
        env: {},
      } as never)
      expect(code, out).toBe(0)
      expect(out.length).toBeGreaterThan(0)
    },
    120_000,
  )

  it('names npm scripts that exist', () => {
    const named = [...readme.matchAll(/npm (?:run )?([a-z]+)/g)]
      .map((match) => match[1] ?? '')
      .filter((name) => name !== 'ci')
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter((name) => !(name in scripts))).toEqual([])
  })

  it('shows a flow without faults', () => {
    const [flow = ''] = blocks('yaml')
    const faults = review(readProject({ 'readme.yaml': flow })).findings.filter(
      ({ severity }) => severity !== 'info',
    )
    expect(faults.map(({ message, range }) => `${range.line}: ${message}`)).toEqual([])
  })

  it('shows a proof that fails, and the same flow passing', async () => {
    const [flow = ''] = blocks('yaml')
    const [failing = '', passing = ''] = blocks('text')
    const folder = mkdtempSync(join(tmpdir(), 'callflow-readme-'))
    const check = async (source: string): Promise<string> => {
      writeFileSync(join(folder, 'parcels.yaml'), source)
      let out = ''
      await runCli({
        argv: ['check', folder],
        stdin: process.stdin,
        stdout: {
          write: (text: string) => {
            out += text
            return true
          },
        },
        stderr: { write: () => true },
        env: {},
      } as never)
      return out.replaceAll(`${folder}/`, '')
    }
    expect(await check(flow.replace('nobody: take a message', 'nobody: bye'))).toContain(failing)
    expect(await check(flow)).toContain(passing)
    rmSync(folder, { recursive: true })
  })

  it('links to files that are there', () => {
    const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)]
      .map((match) => match[1] ?? '')
      .filter((link) => !link.startsWith('http'))
    expect(links.filter((link) => !existsSync(link))).toEqual([])
  })
})
