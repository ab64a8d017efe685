// The checker over whole folders: what is fine stays silent, and each rule finds its fault and says
// it well.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { memo } from '../../src/ground/memo.ts'
import { checkFolder } from '../../src/flow/checks/files.ts'
import { distinct, render, type Diagnostic } from '../../src/flow/text/diagnostic.ts'
import { divide } from '../../src/flow/tree/division.ts'
import { projectOf, readProject, type Project } from '../../src/flow/tree/project.ts'
import { decode } from '../../src/flow/text/yaml.ts'
import { review } from '../../src/proof/review.ts'
import { readFolder } from '../../src/world/folder.ts'
import { rules } from '../../src/proof/all-rules.ts'
import { compilerRules } from '../../src/proof/theorems/every-wait-ends.ts'
import { runs } from '../long.ts'

const update = process.env.UPDATE !== undefined

type Loaded = { projects: Project[]; unread: Diagnostic[] }

/** The companies of a folder, or one file, with the recordings beside them. */
async function load(path: string): Promise<Loaded> {
  if (statSync(path).isDirectory()) {
    const read = await readFolder(path)
    const projects = divide(read).map(projectOf)
    return { projects, unread: [...read.diagnostics, ...checkFolder(read.paths, projects)] }
  }
  const { text, diagnostics } = decode(basename(path), readFileSync(path))
  const sources: Record<string, string> = text === undefined ? {} : { [basename(path)]: text }
  return { projects: [readProject(sources)], unread: diagnostics }
}

async function foundIn(path: string): Promise<{ found: Diagnostic; text: string }[]> {
  const { projects, unread } = await load(path)
  const sources: Record<string, string> = Object.assign(
    {},
    ...projects.map((project) => project.sources),
  )
  const all = distinct([...unread, ...projects.flatMap((project) => review(project).findings)])
  return all.map((found) => ({ found, text: render(found, sources[found.file]) }))
}

const findings = async (path: string): Promise<string> =>
  (await foundIn(path)).map(({ text }) => text).join('\n') + '\n'

const inline = (source: string, options?: { plan?: boolean }): Diagnostic[] =>
  review(readProject({ 'flow.yaml': source }), options).findings

/** What is found in a folder that several tests look at, each with its text. */
const reviewOnce = memo(foundIn)

describe('a folder without faults', () => {
  it.each(['flows', 'test/flow/ok'])('%s has no error', async (folder) => {
    const errors = (await reviewOnce(folder)).filter(
      ({ found: { severity } }) => severity === 'error',
    )
    expect(errors.map(({ text }) => text)).toEqual([])
  })

  it('the flows we ship have no warning either', async () => {
    const warnings = (await reviewOnce('flows')).filter(
      ({ found: { severity, message } }) => severity === 'warning' || message.startsWith('allowed'),
    )
    expect(warnings.map(({ text }) => text)).toEqual([])
  })
})

const bad = readdirSync('test/flow/bad').filter((name) => !name.endsWith('.out'))

describe('a faulty flow', () => {
  it.each(bad)('%s is reported as expected', async (name) => {
    const expected = join('test/flow/bad', `${name.replace(/\.yaml$/, '')}.out`)
    const found = await findings(join('test/flow/bad', name))
    if (update) writeFileSync(expected, found)
    expect(found).toBe(readFileSync(expected, 'utf8'))
  })

  it('of more than a megabyte is refused', () => {
    expect(inline(`flow: ${'x'.repeat(1_000_001)}`).map(({ code }) => code)).toEqual([
      'yaml-too-large',
    ])
  })
})

describe('the list of rules', () => {
  const expected = () =>
    readdirSync('test/flow/bad')
      .filter((name) => name.endsWith('.out'))
      .map((name) => readFileSync(join('test/flow/bad', name), 'utf8'))

  const byHand = new Set<string>([
    'yaml-too-large',
    'secret-not-set',
    'unreadable-file',
    'file-too-slow',
    'check-broke',
    ...compilerRules.map(({ code }) => code),
  ])

  it.each(rules.map(({ code }) => code).filter((code) => !byHand.has(code)))(
    '%s has a faulty flow of its own in which it is found',
    (code) => {
      expect(readFileSync(join('test/flow/bad', `${code}.out`), 'utf8')).toContain(`[${code}]`)
    },
  )

  it('holds every code that is found, each once', () => {
    const codes: string[] = rules.map(({ code }) => code)
    const found = expected().flatMap((text) =>
      [...text.matchAll(/: (?:error|warning|info): .* \[([a-z0-9-]+)\]$/gm)].map(
        ([, code]) => code,
      ),
    )
    expect(codes).toEqual([...new Set(codes)])
    expect(found.filter((code) => !codes.includes(code ?? ''))).toEqual([])
  })

  it('says in one sentence what each rule is about', () => {
    for (const { about } of rules) expect(about).toMatch(/^["A-Z<#0-9].*\.$/s)
  })
})

describe('one run', () => {
  const flow = (steps: string, top = '') =>
    `flow: one\nlanguages: { en-GB: Polly.Amy-Neural }\nstart: hello\n${top}steps:\n${steps}`
  const fine = '  hello:\n    say: Goodbye.\n    then: hang up\n'

  it('reports all faults of all files, by file and place, each once', () => {
    const { findings: found } = review(
      readProject({
        'b.yaml': flow('  hello:\n    say: Hello.\n    then: by\n'),
        'a.yaml': flow('  hello:\n    sya: Hello.\n    then: bye\n').replace(
          'flow: one',
          'flow: two',
        ),
      }),
    )
    expect(found.map(({ file, code, range }) => `${file}:${range.line} ${code}`)).toEqual([
      'a.yaml:6 unknown-step',
      'b.yaml:7 unknown-target',
    ])
  })

  it('takes words that are not built yet for errors, and under a plan for remarks', () => {
    const source = flow(
      '  hello:\n    sms: Good day.\n    then: bye\n  bye:\n    say: Goodbye.\n    then: hang up\n',
    )
    expect(inline(source).map(({ code, severity }) => [code, severity])).toEqual([
      ['not-available-yet', 'error'],
    ])
    expect(inline(source, { plan: true }).map(({ code, severity }) => [code, severity])).toEqual([
      ['not-available-yet', 'info'],
    ])
  })

  it('lets a finding pass that is allowed with a reason, and still tells it', () => {
    const found = inline(
      flow(
        '  hello:\n    # allow question-in-say: it is our slogan\n    say: Why not?\n    then: hang up\n',
      ),
    )
    expect(found.map(({ code, severity, message }) => [code, severity, message])).toEqual([
      [
        'question-in-say',
        'info',
        'allowed (it is our slogan): nobody listens for an answer to this question',
      ],
    ])
  })

  it('never breaks on what is left of a flow when lines are lost', async () => {
    const { projects } = await load('flows')
    const name = fc.constantFrom(
      ...projects.flatMap((project) =>
        Object.keys(project.sources)
          .filter((file) => !file.endsWith('.calls.yaml'))
          .map((file) => ({ project, file })),
      ),
    )
    fc.assert(
      fc.property(
        name,
        fc.array(fc.nat(400), { minLength: 1, maxLength: 12 }),
        ({ project, file }, lost) => {
          const lines = (project.sources[file] ?? '')
            .split('\n')
            .filter((_, index) => !lost.includes(index))
          const sources: Record<string, string> = { ...project.sources, [file]: lines.join('\n') }
          for (const found of review(readProject(sources), { play: false }).findings)
            expect(render(found, sources[found.file])).toContain(found.code)
        },
      ),
      { numRuns: runs(15, 150) },
    )
  })

  it('finds nothing in the smallest flow', () => {
    expect(inline(flow(fine))).toEqual([])
  })

  it('accepts a name written with underscores for spaces', () => {
    expect(
      inline(
        flow(
          '  hello:\n    say: We open {{ hours.front_desk.opens | spoken }}.\n    then: hang up\n',
          'hours: { front desk: { zone: Europe/London, mon-fri: 09:00-17:00 } }\n',
        ),
      ),
    ).toEqual([])
  })

  it('takes a value for filled where a condition has made sure of it', () => {
    const steps =
      '  hello:\n    request: state\n    save: state\n    not found: tell\n    failed: tell\n    then: tell\n  tell:\n    say:\n      - if: state.place is known\n        text: It is at {{ state.place }}.\n      - Goodbye.\n    goal: place told\n    then: hang up\n'
    expect(inline(flow(steps, 'lookups: { state: { gives: { place: text } } }\n'))).toEqual([])
    expect(
      inline(
        flow(
          steps.replace('      - if: state.place is known\n        text:', '      -'),
          'lookups: { state: { gives: { place: text } } }\n',
        ),
      ).map(({ code }) => code),
    ).toEqual(['maybe-not-filled'])
  })

  it('goes through a flow of a thousand steps, however they lead to each other', () => {
    const many = Array.from(
      { length: 1000 },
      (_, n) =>
        `  step ${n}:\n    ask: Shall I go on with part ${n}?\n    yes: step ${(n + 1) % 1000}\n    no: step ${(n * 7) % 1000}\n`,
    ).join('')
    const found = inline(
      flow(
        many,
        'help: office\nlimits: { turns: 500 }\ndesks: { office: { nobody: step 0 } }\n',
      ).replace('start: hello', 'start: step 0'),
    )
    expect(found.map(({ code }) => code)).toEqual(['too-few-turns'])
  })
})
