// Templates: names and filters with their places.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../src/flow/text/diagnostic.ts'
import type { Located, Node } from '../../src/flow/text/located.ts'
import { filters, parseTemplate } from '../../src/flow/text/template.ts'
import { readYaml } from '../../src/flow/text/yaml.ts'

type Found = Omit<Diagnostic, 'file'>

const plain = (value: string): Located<string> => ({
  value,
  range: { file: 'a.yaml', start: 0, end: value.length, line: 1, column: 1 },
})

function parse(located: Located<string>) {
  const found: Found[] = []
  return { template: parseTemplate(located, (diagnostic) => found.push(diagnostic)), found }
}

const brief = (value: string) =>
  parse(plain(value)).template.parts.map((part) =>
    typeof part === 'string'
      ? part
      : [part.path.names.join('.'), ...part.filters.map(({ name, args }) => [name, ...args])],
  )

describe('a template', () => {
  it.each<[string, unknown[]]>([
    ['Hello', ['Hello']],
    ['', []],
    ['Hello {{ name }}!', ['Hello ', ['name'], '!']],
    ['{{a}}{{ b }}', [['a'], ['b']]],
    ['{{ status.place }}', [['status.place']]],
    ['{{ desks.customer_care.free }}', [['desks.customer_care.free']]],
    ['{{ прычына }}', [['прычына']]],
    ['{{ parcel | digits }}', [['parcel', ['digits']]]],
    ['{{ week | plus: 1 | spoken }}', [['week', ['plus', '1'], ['spoken']]]],
    ['{{ n | plural: item, items }}', [['n', ['plural', 'item', 'items']]]],
    ['{{ n | plural: "one, two", \'a | b\' }}', [['n', ['plural', 'one, two', 'a | b']]]],
    ['{{ n | add: "}} {{" }}', [['n', ['add', '}} {{']]]],
    ["{{ n | add: o'clock }}", [['n', ['add', "o'clock"]]]],
    ['100 % of { this } and {that}', ['100 % of { this } and {that}']],
  ])('%s is read in parts', (text, parts) => {
    expect(parse(plain(text)).found).toEqual([])
    expect(brief(text)).toEqual(parts)
  })

  it.each<[string, string, string, string?]>([
    ['Hi {{ name', 'bad-template', '{{'],
    ['Hi {{ name }', 'bad-template', '{{'],
    ['Hi {{ a {{ b }}', 'bad-template', '{{'],
    ['Hi name }} x', 'bad-template', '}}'],
    ['{% if a %}x', 'bad-template', '{%'],
    ['Hi {{ }}', 'bad-template', '{{ }}'],
    ['Hi {{ which doctor }}', 'bad-template', 'which doctor', '{{ which_doctor }}'],
    ['{{ a..b }}', 'bad-template', 'a..b'],
    ['{{ a + 1 }}', 'bad-template', 'a + 1'],
    ['{{ a | digit }}', 'unknown-filter', 'digit', 'did you mean "digits"?'],
    ['{{ a | constructor }}', 'unknown-filter', 'constructor'],
    ['{{ a | }}', 'unknown-filter', '|'],
    ['{{ a | plus }}', 'bad-template', 'plus'],
    ['{{ a | digits: 3 }}', 'bad-template', 'digits: 3'],
    ['{{ a | plural: one }}', 'bad-template', 'plural: one'],
    ['{{ a | plus: }}', 'bad-template', 'plus:'],
  ])('%s is refused with %s at its place', (text, code, at, hint) => {
    const { found } = parse(plain(text))
    expect(found.map((each) => each.code)).toEqual([code])
    expect(text.slice(found[0]?.range.start, found[0]?.range.end)).toBe(at)
    if (hint) expect(found[0]?.hint).toBe(hint)
  })

  it('tells all its faults at once', () => {
    expect(parse(plain('{{ a | digit }} {{ b c }} {{ d')).found).toHaveLength(3)
  })

  it('keeps every character of a text without braces, and never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { template, found } = parse(plain(text))
        if (!/\{\{|\}\}|\{%/.test(text))
          expect([template.parts.join(''), found]).toEqual([text, []])
      }),
    )
    const piece = fc.constantFrom(
      '{{',
      '}}',
      '{%',
      '|',
      ':',
      ',',
      '"',
      "'",
      'a',
      ' ',
      '.',
      'digits',
    )
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        expect(parse(plain(pieces.join(''))).template.source).toBe(pieces.join(''))
      }),
    )
  })
})

describe('the place of a name', () => {
  const yaml = (text: string): Node => {
    const { root } = readYaml('a.yaml', text)
    if (root?.kind !== 'map' || !root.entries[0]) throw new Error(`not a map: ${text}`)
    return root.entries[0].value
  }

  it.each([
    ['unquoted', 'say: Hello {{ name }}!'],
    ['in double quotes', 'say: "Hello {{ name }}!"'],
    ['in single quotes', "say: 'Hello {{ name }}!'"],
  ])('is exact %s', (_, text) => {
    const node = yaml(text)
    if (node.kind !== 'text') throw new Error('not a text')
    for (const located of [node, { value: node.value, range: node.range }]) {
      const part = parse(located).template.parts[1]
      if (typeof part !== 'object') throw new Error('no placeholder')
      expect(text.slice(part.path.range.start, part.path.range.end)).toBe('name')
      expect(part.path.range.column - 1).toBe(text.indexOf('name'))
      expect(text.slice(part.range.start, part.range.end)).toBe('{{ name }}')
    }
  })

  it.each([
    ['a block', 'say: |\n  Hello\n  {{ name }}'],
    ['several lines', 'say: Hello\n   {{ name }}'],
    ['quotes with an escape', 'say: "Hello \\"you\\" {{ name }}"'],
  ])('is that of the whole value in %s', (_, text) => {
    const node = yaml(text)
    if (node.kind !== 'text') throw new Error('not a text')
    const part = parse(node).template.parts[1]
    expect(typeof part === 'object' && part.path.range).toEqual(node.range)
  })
})

it('has the filters of the language', () => {
  expect(Object.keys(filters)).toEqual([
    'spoken',
    'digits',
    'letters',
    'date',
    'time',
    'money',
    'plural',
    'add',
    'plus',
    'minus',
    'capitalize',
    'downcase',
  ])
})
