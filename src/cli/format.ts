// callflow format: writes flows in house order.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Diagnostic } from '../flow/text/diagnostic.ts'
import { format } from '../flow/text/format-flow.ts'
import { isTable } from '../flow/tree/project.ts'
import { readYaml } from '../flow/text/yaml.ts'
import { plural } from '../ground/plural.ts'
import { exit, print, printJson, readArgs, type Io } from './io.ts'
import { formatCompanies } from './format-companies.ts'
import { findingJson, openPaths, renderFinding, shownPath, type Opened } from './flow-files.ts'

/** `text` is absent for what cannot be read, which stays as it is. */
type Formatted = {
  opened: Opened
  file: string
  text?: string
  changed: boolean
  findings: Diagnostic[]
}

export async function formatCommand(args: string[], io: Io): Promise<number> {
  const { values, positionals } = readArgs(args, {
    check: { type: 'boolean' },
    companies: { type: 'boolean' },
    json: { type: 'boolean' },
  })
  if (values.companies) return formatCompanies(positionals, values, io)
  const opened = await openPaths(positionals, io)
  const files = eachOnce(opened.flatMap(formatFiles))
  const unread = [
    ...opened.flatMap((one) => one.unread.map((found) => ({ one, found }))),
    ...files.flatMap(({ opened: one, findings }) => findings.map((found) => ({ one, found }))),
  ]
  const changed = files.filter((file) => file.changed)
  const paths = changed.map(({ opened: one, file }) => shownPath(one, file))
  if (!values.check)
    for (const { opened: one, file, text = '' } of changed)
      await writeFile(join(one.dir, file), text)
  if (values.json)
    printJson(io, {
      files: files.length,
      changed: paths,
      written: !values.check,
      findings: unread.map(({ one, found }) => findingJson(one, found)),
    })
  else {
    for (const { one, found } of unread) print(io, `${renderFinding(one, found)}\n`)
    for (const path of paths) print(io, `${values.check ? 'would change' : 'changed'} ${path}`)
    print(
      io,
      `${plural(files.length, 'file')}, ${changed.length} ${values.check ? 'to change' : 'changed'}.`,
    )
  }
  return unread.length > 0 || (values.check && changed.length > 0) ? exit.problems : exit.fine
}

/** Files that several companies see are written once. */
const eachOnce = (files: Formatted[]): Formatted[] => [
  ...new Map(files.map((one) => [shownPath(one.opened, one.file), one])).values(),
]

function formatFiles(opened: Opened): Formatted[] {
  const { project, only } = opened
  return Object.entries(project.sources)
    .filter(([file]) => !isTable(file) && (!only || only.has(file)))
    .map(([file, source]) => {
      const { diagnostics: findings } = readYaml(file, source)
      const text = findings.length === 0 ? format(source) : undefined
      return { opened, file, text, changed: text !== undefined && text !== source, findings }
    })
}
