// Rules about the files of a flows folder: each is something by its place and name, or it is named.
import type { Diagnostic } from '../text/diagnostic.ts'
import { folderOf, insideOf, kindAt, SHARED } from '../tree/division.ts'
import type { FileKind } from '../tree/file-kinds.ts'
import type { Owning } from './companies.ts'
import { checkCompanies, type Owners } from './companies.ts'
import { diagnosticOf, type Finding, type Rule } from './rule.ts'

export const unreadFileRule: Rule = {
  code: 'unread-file',
  severity: 'info',
  about: 'A file in the flows folder is none that callflow reads.',
}

type Told = Pick<Rule, 'code' | 'severity'> & Omit<Finding, 'range'>

const TOLD: Partial<Record<FileKind, (path: string, inside: string) => Told>> = {
  yml: (path) => ({
    code: 'yml-file',
    severity: 'error',
    message: `${path} is not read: the name of a flow's file ends in .yaml`,
    hint: `call it ${path.replace(/\.yml$/i, '.yaml')}`,
  }),
  misplaced: (path, inside) => {
    const name = inside.slice(inside.lastIndexOf('/') + 1)
    const top = path.slice(0, path.length - inside.length)
    return {
      code: 'misplaced-file',
      severity: 'error',
      message: `${path} is not read: ${name} stands at the top of a company's folder`,
      hint: `move what it says to ${top.replace(SHARED, "each company's ")}${name}`,
    }
  },
  later: (path) => ({
    code: 'not-available-yet',
    severity: 'info',
    message: `${path} is not read: such files are not available yet`,
  }),
  unknown: (path) => ({
    code: 'unread-file',
    severity: 'info',
    message: `${path} is not read: it is neither a flow nor a table or recording in its folder`,
  }),
}

/** Tells of files that are not read; `companies` are the folders of companies, each with a `/`. */
function checkFiles(paths: readonly string[], companies: readonly string[]): Diagnostic[] {
  return paths.flatMap((path) => {
    const folder = companies.find((one) => one === folderOf(path)) ?? ''
    const inside = insideOf(path, folder)
    const told = TOLD[kindAt(path, folder)]?.(path, inside)
    const range = { file: path, start: 0, end: 0, line: 1, column: 1 }
    return told ? [diagnosticOf(told, { ...told, range })] : []
  })
}

/** What is found when the files and the companies of a flows folder are seen beside each other. */
export const checkFolder = (
  paths: readonly string[],
  projects: readonly Owning[],
  owners?: Owners,
): Diagnostic[] => [
  ...checkFiles(paths, projects.map(({ folder }) => folder).filter(Boolean)),
  ...checkCompanies(projects, owners),
]
