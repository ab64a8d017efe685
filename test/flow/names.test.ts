// Whatever authors call their steps, desks, slots and the like: it is checked, compiled, played,
// proved, drawn, booked and compared, and shown as they wrote it.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { bookMarkdown } from '../../src/book/book-markdown.ts'
import { bookOf } from '../../src/book/script-book.ts'
import { resume } from '../../src/call/engine.ts'
import { diff, versionOf } from '../../src/diff/compare-projects.ts'
import { drawingOf, mermaid } from '../../src/drawing/drawing.ts'
import { machineJson } from '../../src/drawing/machine-json.ts'
import { svg } from '../../src/drawing/svg.ts'
import { normalName } from '../../src/flow/text/names.ts'
import { compile } from '../../src/flow/machine/compile.ts'
import { namesDown, scopedName, scopedStep } from '../../src/flow/machine/scoped-name.ts'
import { readProject, type Project } from '../../src/flow/tree/project.ts'
import { stepName } from '../../src/pages/call-words.ts'
import { review } from '../../src/proof/review.ts'
import { playCallers } from '../../src/stress/many-callers.ts'
import { callOf } from '../call/conversation.ts'
import { runs } from '../long.ts'

type Names = { [K in (typeof PARTS)[number]]: string }
const PARTS = [
  'menu',
  'ask',
  'inner',
  'last',
  'desk',
  'slot',
  'hours',
  'lookup',
  'saved',
  'option',
  'end',
] as const

const usual: Names = {
  menu: 'welcome',
  ask: 'which number',
  inner: 'go in',
  last: 'so long',
  desk: 'staff',
  slot: 'number',
  hours: 'office',
  lookup: 'thing',
  saved: 'found',
  option: 'the number',
  end: 'done',
}

/** A flow and one it goes through, with these names in the places of the usual ones. */
function projectWith(changed: Partial<Names>): { project: Project; names: Names } {
  const names = { ...usual, ...changed }
  const { menu, ask, inner, last, desk, slot, hours, lookup, saved, option, end } = names
  const flow = {
    flow: 'outer',
    languages: { 'en-GB': 'Polly.Amy-Neural' },
    start: menu,
    help: desk,
    'after call': 'note',
    hours: entries([[hours, { zone: 'Europe/London', 'mon-fri': '09:00-17:00' }]]),
    slots: entries([[slot, { type: 'digits', length: 4 }]]),
    lookups: entries([
      [lookup, { takes: ['number'], gives: { place: 'text' }, example: { place: 'Leeds' } }],
    ]),
    desks: entries([[desk, { nobody: last, hours, closed: last }]]),
    steps: entries([
      [
        menu,
        {
          menu: 'How can I help?',
          options: [
            { label: option, key: 1, then: ask },
            { label: 'a person please', key: 2, then: desk },
            { label: 'the other flow', key: 3, then: inner },
          ],
        },
      ],
      [ask, { ask: 'Your four digit number?', slot, then: 'look' }],
      [
        'look',
        {
          request: lookup,
          with: { number: '1234' },
          save: saved,
          'not found': desk,
          failed: desk,
          then: last,
        },
      ],
      [inner, { do: 'inside', ends: entries([[end, last]]) }],
      [last, { record: 'Leave a message after the tone.', empty: 'bye', then: 'bye' }],
      ['bye', { say: 'Goodbye.', then: 'hang up' }],
      ['note', { set: entries([[slot, '1234']]), then: 'hang up' }],
    ]),
  }
  const inside = {
    flow: 'inside',
    languages: { 'en-GB': 'Polly.Amy-Neural' },
    start: menu,
    ends: [end],
    slots: entries([[slot, { type: 'digits', length: 4 }]]),
    steps: entries([
      [menu, { ask: 'Your number?', slot, then: last, stuck: last }],
      [last, { say: 'Well then.', then: end }],
    ]),
  }
  const sources = { 'inside.yaml': stringify(inside), 'outer.yaml': stringify(flow) }
  return { project: readProject(sources), names }
}

/** Keys in their order, whatever objects make of their names. */
const entries = (pairs: [string, unknown][]): Map<string, unknown> => new Map(pairs)

const errorsIn = (project: Project): string[] =>
  review(project, { play: false }).findings.flatMap(({ severity, code, message }) =>
    severity === 'error' ? [`${code}: ${message}`] : [],
  )

/** What is shown to people of a flow: everything but logs. */
function shownOf(project: Project): string {
  const { proofs, findings } = review(project)
  const [proof] = proofs
  if (!proof) throw new Error('the flow is not proved')
  const { machine, flow } = proof
  const version = { ...versionOf(project), names: undefined }
  machineJson(machine)
  return [
    ...findings.map(({ message, hint = '' }) => message + hint),
    ...findings.flatMap(({ story = [] }) => story.map(({ text }) => text)),
    ...proof.facts.map(({ text }) => text),
    bookMarkdown(bookOf(machine), ({ file, line }) => `${file}:${line}`).replace(
      /<!--[^]*?-->/g,
      '',
    ),
    mermaid(drawingOf(flow)),
    svg(drawingOf(flow)),
    ...diff(
      version,
      versionOf(
        readProject({
          ...project.sources,
          'outer.yaml': (project.sources['outer.yaml'] ?? '').replace('Goodbye.', 'Bye.'),
        }),
      ),
    ).flatMap(({ changes }) => changes.map(({ text }) => text)),
    ...[...machine.steps.keys()].map(stepName),
  ].join('\n')
}

const from = Date.parse('2026-03-02T08:00:00Z')
const CODE = /%[0-9A-F]{2}/

/** All that becomes of a flow whose names were taken. */
function goesThrough({ project, names }: ReturnType<typeof projectWith>): void {
  const shown = shownOf(project)
  for (const part of ['menu', 'desk', 'inner'] as const)
    expect(shown.replaceAll('\\', ''), part).toContain(normalName(names[part]).replaceAll('\\', ''))
  if (!Object.values(names).some((name) => CODE.test(name))) expect(shown).not.toMatch(CODE)
  const flow = project.flows.get('outer.yaml')
  if (!flow) throw new Error('no flow')
  const machine = compile(flow, project.sources)
  const { failures } = playCallers(machine, { seed: 1, calls: 4, from, bounds: {} })
  expect(failures.map(({ fault }) => fault)).toEqual([])
}

const ENGINE = [
  'begin',
  'ended',
  'talk',
  'away',
  'over',
  'hung up',
  'last resort',
  'call',
  'after',
  'after 1',
  'enter',
  'after:so long',
  'end done',
]
const OBJECT = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf']
const SIGNS = [
  'a.b',
  'a.*',
  '.',
  'a#b',
  '#',
  'a>b',
  '>',
  'a/b',
  '/',
  'a/try1',
  'staff/dial',
  'so long/tone1',
  '%',
  '%begin',
  '100 %',
  '%41',
  'a\\b',
  'a: b',
  'yes',
  'null',
  '1',
  '07',
  "it's",
  '"',
  '[x]',
  '{{ x }}',
  '- a',
  'é',
  '日本',
  '😀',
]

describe('a step or desk', () => {
  it.each([...ENGINE, ...OBJECT, ...SIGNS])('may be called %j', (name) => {
    for (const part of ['menu', 'last', 'desk', 'inner', 'end'] as const)
      expect(errorsIn(projectWith({ [part]: name }).project), part).toEqual([])
    goesThrough(projectWith({ last: name }))
    goesThrough(projectWith({ desk: name, menu: `${name} menu` }))
  })

  it('is not called as the end of a call is', () => {
    expect(errorsIn(projectWith({ last: 'hang up' }).project)).toContainEqual(
      expect.stringMatching(/^name-taken: "hang up" is the end of a call already/),
    )
  })
})

describe('a slot, hours, lookup, saved answer or option', () => {
  it.each([...OBJECT, 'over', 'begin', 'x-ray'])('may be called %j', (name) => {
    for (const part of ['slot', 'hours', 'lookup', 'saved', 'option'] as const) {
      const made = projectWith({ [part]: name })
      expect(errorsIn(made.project), part).toEqual([])
    }
    goesThrough(projectWith({ slot: name, saved: `${name} found`, lookup: name, hours: name }))
  })
})

const nasty = fc.oneof(
  fc.constantFrom(...ENGINE, ...OBJECT, ...SIGNS),
  fc.string({
    unit: fc.constantFrom(
      'a',
      'b',
      '.',
      '/',
      '>',
      '#',
      '%',
      ':',
      ' ',
      '_',
      '-',
      '\u00a0',
      '\u200b',
      'е',
      'o',
      'é',
      'e\u0301',
      '1',
      '*',
      '\\',
      '|',
      '&',
      '@',
    ),
    minLength: 1,
    maxLength: 6,
  }),
  fc
    .tuple(
      fc.constantFrom('a', 'staff', 'so long'),
      fc.constantFrom('/try1', '/dial', '>b', '/tone', '/piece1 of 2'),
    )
    .map((pair) => pair.join('')),
)

it('whatever names there are, the checker tells what is wrong, and what it lets pass is played', () => {
  let passed = 0
  fc.assert(
    fc.property(
      fc.record(
        Object.fromEntries(PARTS.map((part) => [part, nasty])) as Record<keyof Names, typeof nasty>,
        { requiredKeys: [] },
      ),
      (changed) => {
        const made = projectWith(changed)
        if (errorsIn(made.project).length > 0) return
        passed++
        goesThrough(made)
      },
    ),
    { numRuns: runs(25, 5000) },
  )
  expect(passed).toBeGreaterThan(2)
})

it('no two names meet in an id', () => {
  fc.assert(
    fc.property(nasty, nasty, (one, other) => {
      for (const id of [scopedName, scopedStep]) {
        expect(namesDown(id('', one))).toEqual([one])
        expect(namesDown(id('a>', one))).toEqual(['a', one])
        if (one !== other) expect(id('', one)).not.toBe(id('', other))
      }
      expect(scopedStep('', one)).not.toMatch(/^(over|last resort|after:.*|%[^0-9A-F].*)$/)
      expect(Object.hasOwn(Object.prototype, scopedName('', one))).toBe(false)
    }),
  )
})

describe('two names', () => {
  it.each([
    ['caf\u00e9', 'cafe\u0301'],
    ['main menu', 'main\u00a0menu'],
    ['main menu', 'main\u2009 menu '],
    ['menu', 'me\u200bnu'],
    ['menu', 'me\u00adnu'],
  ])('%j and %j are one', (one, other) => {
    const { project } = projectWith({ last: one })
    const source = project.sources['outer.yaml'] ?? ''
    const written = source.replaceAll(`then: ${one}`, `then: ${JSON.stringify(other)}`)
    expect(written).not.toBe(source)
    const mixed = readProject({ ...project.sources, 'outer.yaml': written })
    expect(errorsIn(mixed)).toEqual([])
  })

  it.each([
    [
      'mеnu',
      'letter 2 of "mеnu", the "е", is Cyrillic and the others of its word are Latin: they only look alike',
    ],
    [
      'главнoе меню',
      'letter 6 of "главнoе меню", the "o", is Latin and the others of its word are Cyrillic: they only look alike',
    ],
  ])('%s has letters of two alphabets', (name, told) => {
    expect(errorsIn(projectWith({ last: name }).project)).toContain(`mixed-letters: ${told}`)
  })

  it.each(['SMS код', 'COM порт', 'IT-отдел', 'QRкод', 'меню', 'cop'])('%s is right', (name) => {
    expect(errorsIn(projectWith({ last: name }).project)).toEqual([])
  })
})

describe('a call that began before names were kept apart from ids', () => {
  it('goes on where it was, with what it knew', () => {
    const { project } = projectWith({ ask: 'a>b', slot: 'x>y' })
    const flow = project.flows.get('outer.yaml')
    if (!flow) throw new Error('no flow')
    const machine = compile(flow, project.sources)
    const call = callOf(machine)
    expect(call.at()).toBe('welcome/try1')
    const { session } = call.stage
    const older = {
      ...session,
      state: { ...session.state, leaf: 'a>b/try1' },
      slots: { 'x>y': { value: '1', text: '1', from: 'keys' as const, confirmed: true } },
      counters: { ...session.counters, visits: { 'a>b': 1, welcome: 1 } },
      trail: { current: 'a>b', before: 'welcome' },
    }
    const turn = resume(machine, older, {
      type: 'keys',
      at: from,
      keys: '1',
      timedOut: true,
    } as never)
    expect(turn?.session.counters.visits).toEqual({ 'a%3Eb': 1, welcome: 1 })
    expect(Object.keys(turn?.session.slots ?? {})).toEqual(['x%3Ey'])
    expect(turn?.session.state.leaf).toBe('a%3Eb/try1')
  })
})
