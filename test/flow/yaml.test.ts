// Reading YAML: the located tree, and each trap with the line that cures it.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import type { Node } from '../../src/flow/text/located.ts'
import { decode, readYaml } from '../../src/flow/text/yaml.ts'

/** The tree without places: texts, arrays and lists of pairs. */
function bare(node: Node | undefined): unknown {
  if (!node) return undefined
  if (node.kind === 'text') return node.value
  if (node.kind === 'list') return node.items.map(bare)
  return Object.fromEntries(node.entries.map(({ key, value }) => [key.value, bare(value)]))
}

const read = (text: string) => readYaml('a.yaml', text)
const codes = (text: string) => read(text).diagnostics.map(({ code }) => code)

describe('a sound file', () => {
  it('is read with every value as text', () => {
    const { root, diagnostics } = read(
      'key: 007\nnumber: +375291234567\non: yes\nlist: [1.50, null, ~]\nhex: 0x1F\n',
    )
    expect(diagnostics).toEqual([])
    expect(bare(root)).toEqual({
      key: '007',
      number: '+375291234567',
      on: 'yes',
      list: ['1.50', 'null', '~'],
      hex: '0x1F',
    })
  })

  it('tells quoted texts from unquoted ones, and an empty value is an empty text', () => {
    const { root } = read('a: x\nb: "x"\nc: \'x\'\nd: |\n  x\ne:\n')
    expect(
      root?.kind === 'map' &&
        root.entries.map(({ value }) => value.kind === 'text' && [value.value, value.quoted]),
    ).toEqual([
      ['x', false],
      ['x', true],
      ['x', true],
      ['x\n', true],
      ['', false],
    ])
  })

  it.each([
    [
      'comments apart from values',
      '# top\na: x   # two spaces or more\nb:   # before a group\n  c: "q" # after quotes\n# end\n',
    ],
    ['hashes, commas and colons inside texts', 'a: C#, 5#3 and 10:30, e.g. x:y\n'],
    ['a leading line of dashes', '---\na: x\n'],
    ['Windows line ends and a byte order mark', '\ufeffa: x\r\nb: [y,\r\n  z]\r\n'],
    ['folded and literal blocks', 'a: >-\n  Press # and: hold\nb: |\n  {{ x }}\n'],
    ['templates inside a text', 'a: Hello {{ name | spoken }}, hello\n'],
  ])('may have %s', (_, text) => {
    expect(read(text).diagnostics).toEqual([])
    expect(read(text).root?.kind).toBe('map')
  })

  it('has keys that are names of object members', () => {
    const { root } = read('constructor: a\n__proto__: b\n')
    expect(root?.kind === 'map' && root.entries.map(({ key }) => key.value)).toEqual([
      'constructor',
      '__proto__',
    ])
  })

  it('gives every key and value its place', () => {
    const text = 'steps:\n  main menu:\n    say: "Hello"\n    list: [a, b]\n'
    const seen: string[] = []
    const walk = (node: Node): void => {
      seen.push(text.slice(node.range.start, node.range.end).trimEnd())
      if (node.kind === 'list') node.items.forEach(walk)
      if (node.kind !== 'map') return
      for (const { key, value } of node.entries) {
        expect(text.slice(key.range.start, key.range.end)).toBe(key.value)
        expect(text.split('\n')[key.range.line - 1]?.slice(key.range.column - 1)).toMatch(
          new RegExp(`^${key.value}:`),
        )
        walk(value)
      }
    }
    walk(read(text).root as Node)
    expect(seen.slice(-4)).toEqual(['"Hello"', '[a, b]', 'a', 'b'])
  })

  it('comes back as it was written, whatever the values are', () => {
    const word = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
      .filter((text) => codes(JSON.stringify(text)).length === 0)
    const tree = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        word,
        fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
        fc.dictionary(
          word.filter((name) => name !== '__proto__'),
          tie('tree'),
          { minKeys: 1, maxKeys: 3 },
        ),
      ),
    })).tree
    fc.assert(
      fc.property(tree, (value) => {
        const text = stringify(value, {
          defaultStringType: 'QUOTE_DOUBLE',
          defaultKeyType: 'QUOTE_DOUBLE',
          lineWidth: 0,
          aliasDuplicateObjects: false,
        })
        const { root, diagnostics } = read(text)
        expect(diagnostics).toEqual([])
        expect(bare(root)).toEqual(value)
      }),
    )
  })
})

describe('a trap', () => {
  const traps: [
    trap: string,
    code: string,
    text: string,
    hint: string | undefined,
    meant?: unknown,
  ][] = [
    [
      'a comment after a text',
      'yaml-comment-cuts-text',
      'say: Press # to finish',
      'say: "Press # to finish"',
    ],
    [
      'a comment after a list item',
      'yaml-comment-cuts-text',
      '- Press # to finish',
      '- "Press # to finish"',
    ],
    ['a hash key', 'yaml-comment-cuts-text', 'key: #\nthen: bye', 'key: "#"'],
    [
      'a hash key in braces',
      'yaml-comment-cuts-text',
      '- { key: #, then: bye }',
      '- { key: "#", then: bye }',
    ],
    [
      'a comma in braces',
      'yaml-stray-key',
      '{ label: prices, opening times }',
      '{ label: "prices, opening times" }',
      { label: 'prices, opening times' },
    ],
    [
      'two commas in braces',
      'yaml-stray-key',
      '{ label: a, b, key: 1 }',
      '{ label: "a, b", key: 1 }',
      { label: 'a, b', key: '1' },
    ],
    [
      'hours with a comma in braces',
      'yaml-stray-key',
      'o: { mon: 09:00-13:00, 14:00-18:00 }',
      'o: { mon: "09:00-13:00, 14:00-18:00" }',
    ],
    [
      'a colon',
      'yaml-colon-in-text',
      'say: Please note: we are closed',
      'say: "Please note: we are closed"',
    ],
    [
      'a colon at the end',
      'yaml-colon-in-text',
      'say: Choose one of these:',
      'say: "Choose one of these:"',
    ],
    [
      'a colon in braces',
      'yaml-colon-in-text',
      '{ say: Note: closed, then: x }',
      '{ say: "Note: closed", then: x }',
    ],
    [
      'a colon in a list',
      'yaml-colon-in-text',
      'phrases: [note: this, that]',
      'phrases: ["note: this", that]',
      { phrases: ['note: this', 'that'] },
    ],
    [
      'two braces at the start',
      'yaml-brace-starts-text',
      'say: {{ name }}, hello',
      'say: "{{ name }}, hello"',
      { say: '{{ name }}, hello' },
    ],
    [
      'two braces in braces',
      'yaml-brace-starts-text',
      'with: { card: {{ card }} }',
      'with: { card: "{{ card }}" }',
      { with: { card: '{{ card }}' } },
    ],
    [
      'two braces in a list',
      'yaml-brace-starts-text',
      '- {{ a | plural: b, c }}',
      '- "{{ a | plural: b, c }}"',
    ],
    [
      'one brace at the start',
      'yaml-brace-starts-text',
      'say: {name}, hello',
      'say: "{name}, hello"',
    ],
    [
      'a bracket at the start',
      'yaml-bracket-starts-text',
      'say: [pause] hello',
      'say: "[pause] hello"',
    ],
    ['a star key', 'yaml-alias', 'key: *', 'key: "*"', { key: '*' }],
    [
      'a star key in braces',
      'yaml-alias',
      '{ key: *, then: x }',
      '{ key: "*", then: x }',
      { key: '*', then: 'x' },
    ],
    [
      'a star at the start',
      'yaml-alias',
      'say: *important* news',
      'say: "*important* news"',
      { say: '*important* news' },
    ],
    [
      'an ampersand at the start',
      'yaml-anchor',
      'say: &more news',
      'say: "&more news"',
      { say: '&more news' },
    ],
    ['an anchor on a group', 'yaml-anchor', 'a: &x { b: c }', undefined, { a: { b: 'c' } }],
    [
      'an exclamation mark at the start',
      'yaml-tag',
      'say: !important',
      'say: "!important"',
      { say: '!important' },
    ],
    ['a type', 'yaml-tag', 'say: !!int 5', 'say: "!!int 5"', { say: '!!int 5' }],
    ['a percent sign at the start', 'yaml-mark-starts-text', 'say: % off', 'say: "% off"'],
    ['an at sign at the start', 'yaml-mark-starts-text', 'say: @home', 'say: "@home"'],
    ['an at sign in a list', 'yaml-mark-starts-text', 'p: [a, @home, b]', 'p: [a, "@home", b]'],
    ['a backtick at the start', 'yaml-mark-starts-text', 'say: `code`', 'say: "`code`"'],
    ['a dash at the start', 'yaml-mark-starts-text', 'say: - hello', 'say: "- hello"'],
    ['an angle at the start', 'yaml-mark-starts-text', 'say: > 5', 'say: "> 5"'],
    ['quotes around a part', 'yaml-quotes', 'say: "Hello" she said', 'say: \'"Hello" she said\''],
    ['quotes within quotes', 'yaml-quotes', 'say: "Say "yes" now"', 'say: \'Say "yes" now\''],
    ['an apostrophe in single quotes', 'yaml-quotes', "say: 'It's fine'", 'say: "It\'s fine"'],
    [
      'an apostrophe at the start',
      'yaml-unclosed',
      "say: 'Tis late\nthen: bye",
      'say: "\'Tis late"',
    ],
    ['a brace without its end', 'yaml-unclosed', 'a: { b: c\nd: e', undefined],
    ['a merge key', 'yaml-merge-key', '<<: x', undefined],
    ['a key that is a list', 'yaml-key-not-text', '? [a, b]\n: c', undefined],
    ['a key left out', 'yaml-key-not-text', ': c', undefined],
    ['a key written twice', 'duplicate-key', 'a: 1\nb: 2\na: 3', undefined, { a: '1', b: '2' }],
    ['a missing space after a colon', 'yaml-no-space', 'say: hi\nthen:bye', 'then: bye'],
    ['a missing space after a dash', 'yaml-no-space', 'a:\n  - x\n  -y', '- y'],
    ['a line without a colon', 'yaml-no-colon', 'say: hi\nbye', undefined],
    ['a key that is indented too much', 'yaml-indent', 'say: hi\n  then: bye', undefined],
    ['a key that is indented too little', 'yaml-indent', 'a:\n  say: hi\n then: bye', undefined],
    ['a wrong escape', 'yaml-escape', 'say: "a\\qb"', undefined],
    ['a directive', 'yaml-directive', '%YAML 1.1\n---\na: b', undefined],
    ['a second document', 'yaml-several-documents', 'a: b\n---\nc: d', undefined],
    ['a tab', 'yaml-tab', 'a:\n\tb: c', undefined],
    ['a space of a word processor', 'yaml-odd-space', 'say:\u00a0hello', undefined],
    ['an invisible character', 'yaml-control-character', 'say: a\u0007b', undefined],
    [
      'a character that turns the direction of writing',
      'yaml-control-character',
      'say: a\u202eb',
      undefined,
    ],
    ['text that lost its encoding', 'yaml-not-utf8', 'say: caf\ufffd', undefined],
    ['an empty file', 'yaml-empty', '', undefined],
    ['a file of comments', 'yaml-empty', '# nothing\n', undefined],
    ['a file too large', 'yaml-too-large', `a: ${'x'.repeat(1_000_000)}`, undefined],
    ['brackets too deep', 'yaml-too-deep', '['.repeat(30_000), undefined],
    [
      'keys too deep',
      'yaml-too-deep',
      Array.from({ length: 60 }, (_, depth) => `${' '.repeat(depth)}k:`).join('\n'),
      undefined,
    ],
  ]

  it.each(traps)('of %s is one finding %s', (_, code, text, hint, meant) => {
    const { root, diagnostics } = read(text)
    expect([...new Set(diagnostics.map((diagnostic) => diagnostic.code))]).toEqual([code])
    expect(diagnostics.at(-1)?.hint).toBe(hint)
    expect(diagnostics[0]?.severity).toBe('error')
    if (meant !== undefined) expect(bare(root)).toEqual(meant)
  })

  it.each(traps.filter(([, , , hint]) => hint !== undefined))(
    'of %s is cured by its hint',
    (_, __, text, hint) => {
      const line = read(text).diagnostics.at(-1)?.range.line ?? 0
      const lines = text.split('\n')
      const indent = /^ */.exec(lines[line - 1] ?? '')?.[0] ?? ''
      lines[line - 1] = indent + hint
      expect(read(lines.join('\n')).diagnostics).toEqual([])
    },
  )

  it('is told for each line it stands on', () => {
    const text = 'a:\n  say: Note: closed\n  key: *\n  label: Press # now\n  then: @home\n'
    expect(read(text).diagnostics.map(({ code, range }) => [code, range.line])).toEqual([
      ['yaml-colon-in-text', 2],
      ['yaml-alias', 3],
      ['yaml-comment-cuts-text', 4],
      ['yaml-mark-starts-text', 5],
    ])
  })

  it('points at its line and column', () => {
    expect(
      read('a: x\nlist:\n  - { label: prices, opening times }\n').diagnostics[0]?.range,
    ).toMatchObject({ file: 'a.yaml', line: 3, column: 22 })
    expect(read('a: 1\nb: 2\na: 3\n').diagnostics[0]).toMatchObject({
      range: { line: 3, column: 1 },
      message: '"a" stands here a second time; the first is on line 1',
    })
  })
})

it('stops at the first fault that is no known trap', () => {
  const { root, diagnostics } = read('a: "x"\n  b\n c\nd: [e\nf: }\n')
  expect(root).toBeUndefined()
  expect(diagnostics).toHaveLength(1)
})

it('finds something wrong or gives a tree, whatever the text', () => {
  const piece = fc.constantFrom(
    'a',
    ': ',
    '- ',
    '\n',
    '  ',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '# ',
    ' #',
    '*',
    '&',
    '!',
    '|',
    '>',
    '%',
    '@',
    ',',
    '?',
    '{{ x }}',
    'say',
    '---',
    'é',
    '\t',
    '\r\n',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      const text = pieces.join('')
      const { root, diagnostics } = read(text)
      expect(root !== undefined || diagnostics.length > 0).toBe(true)
      for (const { range, message } of diagnostics) {
        expect(message).not.toBe('')
        expect(range.start >= 0 && range.end >= range.start && range.end <= text.length + 1).toBe(
          true,
        )
        expect(range.line).toBeGreaterThan(0)
        expect(range.column).toBeGreaterThan(0)
      }
    }),
    { numRuns: 1000 },
  )
})

describe('bytes', () => {
  it('of UTF-8 are text, without a byte order mark', () => {
    expect(decode('a.yaml', new TextEncoder().encode('\ufeffsay: Прывітанне'))).toEqual({
      text: 'say: Прывітанне',
      diagnostics: [],
    })
  })

  it.each([
    ['Windows-1251', [...new TextEncoder().encode('a: b\nsay: '), 0xcf, 0xf0, 0xe8], 2, 6],
    ['UTF-16', [0xff, 0xfe, 0x61, 0x00, 0x3a, 0x00], 1, 1],
  ])('of %s are refused where they begin', (_, bytes, line, column) => {
    const { text, diagnostics } = decode('a.yaml', Uint8Array.from(bytes))
    expect(text).toBeUndefined()
    expect(diagnostics).toMatchObject([{ code: 'yaml-not-utf8', range: { line, column } }])
  })

  it('past a megabyte are refused', () => {
    expect(decode('a.yaml', new Uint8Array(1_000_001)).diagnostics).toMatchObject([
      { code: 'yaml-too-large' },
    ])
  })
})
