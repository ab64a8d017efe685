// The behaviour pass against random flows: it finds what differs by itself, and is silent about
// what the texts tell.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readProject } from '../../src/flow/tree/project.ts'
import { behaviourPass } from '../../src/diff/behaviour.ts'
import { diff, versionOf } from '../../src/diff/compare-projects.ts'
import { textPass } from '../../src/diff/text-pass.ts'
import { waitingPass } from '../../src/diff/waiting-places.ts'
import { compile } from '../../src/flow/machine/compile.ts'
import { randomFlow } from '../flow/random-flow.ts'
import { runs } from '../long.ts'

function versionsOf(was: string, now: string) {
  const [old, fresh] = [was, now].map((source) => {
    const flow = [...readProject({ 'flow.yaml': source }).flows.values()][0]
    if (!flow) throw new Error('the flow cannot be read')
    return { flow, machine: compile(flow, { 'flow.yaml': source }) }
  })
  if (!old || !fresh) throw new Error('two versions are needed')
  const { both, changes } = textPass(old.flow, fresh.flow)
  const boths = new Map([[old.flow.name.value, both]])
  return {
    changes,
    told: behaviourPass(old.machine, fresh.machine, boths, changes),
    untold: behaviourPass(old.machine, fresh.machine, boths, []),
    gone: waitingPass(old.machine, fresh.machine, boths),
  }
}

/** One random edit of a line: where a way leads, how often a question is asked, a key or a
 * read-back. */
const edited = fc
  .tuple(randomFlow(12), fc.nat(1000), fc.constantFrom('way', 'word', 'confirm', 'name'))
  .map(([source, at, what]) => {
    const lines = source.split('\n')
    const fits = {
      way: /^ +(then|yes|no|failed|otherwise|empty|nobody|silence|stuck): s?\w+$/,
      word: /Sentence|Question|Number/,
      confirm: /^ +confirm:/,
      name: /^ {2}s\d+:$/,
    }[what]
    const found = lines.flatMap((line, index) => (fits.test(line) ? [index] : []))
    const index = found[at % Math.max(1, found.length)]
    if (index === undefined) return { source, now: source, what }
    const line = lines[index] ?? ''
    if (what === 'name')
      return {
        source,
        what,
        now: source.replaceAll(new RegExp(`\\b${line.trim().slice(0, -1)}\\b`, 'g'), 'renamed'),
      }
    const change = {
      way: line.replace(/: s?\w+$/, ': message'),
      word: line.replace(/(Sentence|Question|Number)/, 'Quite another $1'),
      confirm: undefined,
    }[what]
    return {
      source,
      what,
      now: lines.flatMap((one, place) => (place === index ? (change ?? []) : one)).join('\n'),
    }
  })

describe('two versions in lock-step', () => {
  it('go the same way when nothing was changed, and nothing is told', () => {
    fc.assert(
      fc.property(randomFlow(15), (source) => {
        const found = versionsOf(source, source)
        expect(found).toEqual({ changes: [], told: [], untold: [], gone: [] })
        const project = readProject({ 'flow.yaml': source })
        expect(
          diff(versionOf(project), versionOf(project)).flatMap(({ changes }) => changes),
        ).toEqual([])
      }),
      { numRuns: runs(15, 150) },
    )
  })

  it('part only where the texts tell it, and the texts tell every edit', () => {
    fc.assert(
      fc.property(edited, ({ source, now, what }) => {
        const { changes, told, untold } = versionsOf(source, now)
        expect(changes.length > 0).toBe(source !== now)
        expect(told).toEqual([])
        // words and names alone lead nobody elsewhere
        if (what === 'word' || what === 'name') expect(untold).toEqual([])
      }),
      { numRuns: runs(60, 600) },
    )
  })

  it('part by themselves at a way that leads elsewhere', () => {
    const flow = (to: string) =>
      `flow: one\nlanguages: { en-GB: Polly.Amy-Neural }\nstart: a\nhelp: desk\ndesks:\n  desk: { nobody: message }\nsteps:\n  a:\n    ask: A?\n    yes: ${to}\n    no: b\n  b:\n    ask: B?\n    yes: a\n    no: message\n  message:\n    record: Speak.\n    empty: bye\n    then: bye\n  bye:\n    say: Goodbye.\n    then: hang up\n`
    const { told, untold } = versionsOf(flow('message'), flow('desk'))
    expect(told).toEqual([])
    expect(untold.map(({ text }) => text)).toEqual([
      "'a': after a yes, callers now come to the desk 'desk' (was voicemail ('message'))",
    ])
  })

  it('know a step that was renamed though it leads to itself', () => {
    const flow = (name: string) =>
      `flow: one\nlanguages: { en-GB: Polly.Amy-Neural }\nstart: ${name}\nhelp: desk\ndesks:\n  desk: { nobody: message }\nsteps:\n  ${name}:\n    menu: Which?\n    options:\n      - { label: the first, key: 1, then: ${name} }\n      - { label: the last, key: 2, then: message }\n    stuck: ${name}\n  message:\n    record: Speak.\n    empty: bye\n    then: bye\n  bye:\n    say: Goodbye.\n    then: hang up\n`
    const { changes, untold } = versionsOf(flow('a'), flow('z'))
    expect(changes.map(({ text }) => text)).toEqual(["'a' is now called 'z'"])
    expect(untold).toEqual([])
  })

  it('see below a parting too: each question is begun with by itself', () => {
    const flow = (then: string, failed: string) =>
      `flow: two\nlanguages: { en-GB: Polly.Amy-Neural }\nstart: a\nhelp: desk\nslots:\n  n: { type: digits, length: 4 }\nlookups:\n  l: { takes: [n] }\ndesks:\n  desk: { nobody: message }\nsteps:\n  a:\n    ask: A?\n    slot: n\n    then: ${then}\n  b:\n    request: l\n    with: { n: "{{ n }}" }\n    save: s\n    then: bye\n    failed: ${failed}\n  message:\n    record: Speak.\n    empty: bye\n    then: bye\n  bye:\n    say: Goodbye.\n    then: hang up\n`
    expect(
      versionsOf(flow('b', 'desk'), flow('message', 'message')).untold.map(({ step }) => step),
    ).toEqual(expect.arrayContaining(['a', 'b']))
  })
})
