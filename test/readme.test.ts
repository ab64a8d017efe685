// The README is true: its commands run, its flow has no faults, its links lead somewhere.
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { runCli } from '../src/cli/cli.ts'
import { review } from '../src/proof/review.ts'
import { readProject } from '../src/flow/project.ts'

const readme = readFileSync('README.md', 'utf8')
const blocks = (language: string): string[] => [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map((match) => match[1] ?? '')
const lines = blocks('sh').flatMap((block) => block.split('\n')).map((line) => line.replace(/\s+#.*$/, '').trim()).filter(Boolean)
const scripts = (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }).scripts

describe('the README', () => {
  it.each(lines.filter((line) => line.startsWith('npx --no callflow ')))('runs: %s', async (line) => {
    let out = ''
    const stream = { write: (text: string) => { out += text; return true } }
    const code = await runCli({ argv: line.split(/\s+/).slice(3), stdin: process.stdin, stdout: stream, stderr: stream, env: {} } as never)
    expect(code, out).toBe(0)
    expect(out.length).toBeGreaterThan(0)
  })

  it('names npm scripts that exist', () => {
    const named = [...readme.matchAll(/npm (?:run )?([a-z]+)/g)].map((match) => match[1] ?? '').filter((name) => name !== 'ci')
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter((name) => !(name in scripts))).toEqual([])
  })

  it('shows a flow without faults', () => {
    const [flow = ''] = blocks('yaml')
    const faults = review(readProject({ 'readme.yaml': flow })).findings.filter(({ severity }) => severity !== 'info')
    expect(faults.map(({ message, range }) => `${range.line}: ${message}`)).toEqual([])
  })

  it('links to files that are there', () => {
    const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map((match) => match[1] ?? '').filter((link) => !link.startsWith('http'))
    expect(links.filter((link) => !existsSync(link))).toEqual([])
  })
})
