// Differences between versions: each kind has a pair of flows and the sentences expected of it.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readProject } from '../../src/flow/tree/project.ts'
import { diff, versionOf } from '../../src/diff/compare-projects.ts'
import { kindNames, kinds, type Change } from '../../src/diff/difference.ts'

const update = process.env.UPDATE !== undefined
const home = 'test/flow/diff'
const pairs = readdirSync(home).filter((name) => !name.endsWith('.out'))

/** One version of a pair: a folder of files, or one file. */
function read(name: string, version: 'old' | 'new') {
  const folder = join(home, name, version)
  const files = existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.includes('.'))
        .map((file) => [file, join(folder, file)] as const)
    : [['flow.yaml', `${folder}.yaml`] as const]
  return readProject(
    Object.fromEntries(files.map(([file, path]) => [file, readFileSync(path, 'utf8')])),
  )
}

const told = new Map<string, Change[]>(
  pairs.map((name) => [
    name,
    diff(versionOf(read(name, 'old')), versionOf(read(name, 'new'))).flatMap(
      ({ changes }) => changes,
    ),
  ]),
)

describe('two versions of a flow', () => {
  it.each(pairs)('%s are told apart as expected', (name) => {
    const expected = join(home, `${name}.out`)
    const found = (told.get(name) ?? [])
      .map(
        ({ kind, text, place }) =>
          `${place ? `${place.version} ${place.line}` : '-'}: ${text} [${kind}]\n`,
      )
      .join('')
    if (update) writeFileSync(expected, found)
    expect(found).toBe(readFileSync(expected, 'utf8'))
  })

  it.each(pairs)('%s can be read', (name) => {
    for (const version of ['old', 'new'] as const)
      expect(read(name, version).diagnostics).toEqual([])
  })

  it('every kind of difference has a pair', () => {
    const found = new Set([...told.values()].flat().map(({ kind }) => kind))
    expect(kindNames.filter((kind) => !found.has(kind))).toEqual([])
  })

  it('no sentence is empty, and each kind has its subject', () => {
    for (const { kind, text } of [...told.values()].flat()) {
      expect(text).not.toMatch(/undefined|\[object|^$/)
      expect(kinds[kind].subject).not.toBe('')
    }
  })
})
