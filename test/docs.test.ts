// What the documents for contributors say is there: every path, script and function they name.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const documents = [
  'CONTRIBUTING.md',
  'docs/architecture.md',
  'docs/closing.md',
  'docs/permissions.md',
  ...readdirSync('docs/decisions').map((name) => `docs/decisions/${name}`),
]

/** Names that stand for any of their kind. */
const ANY = /WORD|TYPE|CODE|PAGE|\*|…/

const rooms = readdirSync('src')

/** Paths in backticks, from the root or from `src`; `happened` and the like are no paths. */
function pathsIn(text: string): string[] {
  return [...text.matchAll(/`([\w./-]+)`/g)]
    .map(([, path = '']) => path)
    .filter((path) => !ANY.test(path))
    .filter((path) => /^(src|test|docs|scripts)\//.test(path) || isBelowSource(path))
}

const isBelowSource = (path: string): boolean =>
  path.includes('/') && rooms.includes(path.split('/')[0] ?? '')

describe.each(documents)('%s', (document) => {
  const text = readFileSync(document, 'utf8')

  it('names only what is there', () => {
    const missing = pathsIn(text).filter(
      (path) => !existsSync(path) && !existsSync(join('src', path)),
    )
    expect(missing).toEqual([])
  })

  it('links only to what is there', () => {
    const links = [...text.matchAll(/\]\(([^)#]+)\)/g)].map(([, link = '']) => link)
    const missing = links.filter((link) => !existsSync(join(document, '..', link)))
    expect(missing).toEqual([])
  })

  it('names only scripts of the package', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      scripts: Record<string, string>
    }
    const named = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name)
    expect(named.filter((name) => !(name in scripts))).toEqual([])
  })
})
