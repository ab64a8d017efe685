// All files of a company together: flows with their sub-flows and FAQ files, and the lines.
import { harmNoOther } from '../text/harm-no-other.ts'
import { didYouMean, error, type Diagnostic, type Report } from '../text/diagnostic.ts'
import {
  companyPartOf,
  isCompanyPart,
  joinCompany,
  readCompanyPart,
  type CompanyPart,
  type GivenWay,
} from './company-part.ts'
import { kindAt, SHARED, type CompanyFiles } from './division.ts'
import { readFaq, type FaqFile } from './faq.ts'
import type { Flow } from './flow.ts'
import { readLines, type Lines } from './lines-file.ts'
import type { Located, Node } from '../text/located.ts'
import { flowFrom } from './read-flow.ts'
import { readYaml } from '../text/yaml.ts'
import { readTable, type Table } from './table-file.ts'
import { columnsOf, TableLookup } from './table-lookup.ts'
import { isOpen } from '../steps/index.ts'

/** What a company's flows are read with beside their sources: `recordings` are names under audio/
 * without their ending (`be-BY/hello`), `lengths` milliseconds of those that could be measured,
 * `tables` texts of CSV files by path. */
export type Beside = {
  folder: string
  recordings: ReadonlySet<string>
  lengths?: ReadonlyMap<string, number>
  tables: Readonly<Record<string, string>>
}

/** All that one company sees: its own files and those of `shared/`, by path inside the flows
 * folder. `folder` is its own with a `/` at the end; empty for the flat folder, and for sources
 * that were kept. */
export type Project = Omit<Beside, 'tables'> & {
  /** tables by path; one that cannot be read is left out */
  tables: Map<string, Table>
  flows: Map<string, Flow>
  faqs: Map<string, FaqFile>
  lines?: Lines
  /** what of lines.yaml is a part of each flow */
  part?: CompanyPart
  sources: Record<string, string>
  diagnostics: Diagnostic[]
}

/** The project of a company as a folder was divided. */
export const projectOf = ({ folder, sources, audio, lengths, tables }: CompanyFiles): Project =>
  readProject({ ...sources }, { folder, recordings: new Set(audio.keys()), lengths, tables })

/** Reads the files of a company (path → text). Broken files are reported and left out; scripted
 * calls are not read here. */
export function readProject(
  sources: Record<string, string>,
  { folder = '', recordings = new Set(), lengths, tables = {} }: Partial<Beside> = {},
): Project {
  const project: Project = {
    folder,
    flows: new Map(),
    faqs: new Map(),
    sources: { ...sources, ...tables },
    recordings,
    lengths,
    tables: new Map(),
    diagnostics: [],
  }
  const report: Report = (found) => project.diagnostics.push({ ...found, file: found.range.file })
  for (const [file, text] of Object.entries(project.sources)) {
    if (isCompanyPart(file)) {
      project.part = readCompanyPart(file, text, report)
      continue
    }
    if (isTable(file)) {
      const table = readTable(file, text, report)
      if (table) project.tables.set(file, table)
      continue
    }
    const kind = kindAt(file, folder)
    if (kind === 'calls') continue
    harmNoOther(file, project.diagnostics, () => {
      const { root, diagnostics } = readYaml(file, text)
      project.diagnostics.push(...diagnostics)
      if (root && kind === 'lines') project.lines = readLines(file, root, report)
      else if (root) addFile(project, file, root, report)
    })
  }
  if (project.lines) project.part = companyPartOf(project.lines)
  for (const flow of project.flows.values())
    harmNoOther(flow.file, project.diagnostics, () => connect(flow, project, report))
  return project
}

/** A table among the sources. */
export const isTable = (file: string): boolean => /(?:^|\/)tables\/[^/]+\.csv$/.test(file)

function addFile(project: Project, file: string, root: Node, report: Report): void {
  const has = (name: string) =>
    root.kind === 'map' && root.entries.some(({ key }) => key.value === name)
  if (has('questions')) project.faqs.set(file, readFaq(file, root, report))
  else if (has('lines') && !has('flow')) report(misplacedLines(project, file, root))
  else {
    const flow = flowFrom(file, root, project.diagnostics)
    if (!flow) return
    const { value, range } = flow.name
    const twin = [...project.flows.values()].find(({ name }) => name.value === value)
    if (twin)
      report(error('duplicate-name', `"${twin.file}" is a flow called "${value}" already`, range))
    project.flows.set(file, flow)
  }
}

const misplacedLines = ({ folder }: Project, file: string, root: Node): Omit<Diagnostic, 'file'> =>
  error(
    'misplaced-file',
    `lines stand in ${folder}lines.yaml alone, not in ${file}`,
    root.range,
    `move what stands here to ${folder}lines.yaml`,
  )

/** Sub-flows by the id that `do` names; FAQ files by the name written, beside the flow or among what
 * is shared. */
function connect(flow: Flow, project: Project, report: Report): void {
  const byId = new Map([...project.flows.values()].map((other) => [other.name.value, other]))
  const faqOf = ({ value, range }: Located<string>) => {
    const questions = project.faqs.get(beside(flow.file, value)) ?? project.faqs.get(SHARED + value)
    const message = `there is no FAQ file "${value}" beside this flow or in ${SHARED}`
    if (!questions) report(error('unknown-file', message, range))
    return questions
  }
  if (flow.faq) flow.questions = faqOf(flow.faq)
  if (project.part) tellGivenWay(joinCompany(flow, project.part), project.part, report)
  connectTables(flow, project, report)
  for (const step of flow.steps.values()) {
    const inner = step.do && byId.get(step.do.value)
    if (inner) flow.subflows.set(inner.name.value, inner)
    const questions = isOpen(step) && step.from && faqOf(step.from)
    if (questions) flow.faqs.set(questions.file, questions)
  }
}

function tellGivenWay(given: GivenWay[], { file }: CompanyPart, report: Report): void {
  const lines = file.replace(/#.*/, '')
  for (const { desk, written, now } of given)
    report({
      code: 'desk-other-hours',
      severity: 'warning',
      range: written.range,
      message: `desk "${desk.name.value}" has the hours "${now.value}" of ${lines}, which decide when it is open`,
      hint: `take out "hours: ${written.value}" here, or change it in ${lines}`,
    })
}

/** The tables of lookups: those of the company, else those of all. */
function connectTables(flow: Flow, { folder, tables, sources }: Project, report: Report): void {
  for (const lookup of flow.lookups.values()) {
    if (!lookup.table) continue
    const { value, range } = lookup.table
    const files = [folder, ownFolder(flow.file), SHARED].map((at) => `${at}tables/${value}.csv`)
    const file = files.find((one) => sources[one] !== undefined) ?? keptTable(sources, value)
    lookup.tableFile = file
    const table = tables.get(file ?? '')
    const typeOf = (name: string) => (flow.slots.get(name) ?? flow.given.get(name))?.type
    if (table) lookup.answers = new TableLookup(table, columnsOf(lookup, table, typeOf))
    else if (file === undefined) {
      const near = [...tables.keys()].map((one) => one.replace(/^.*\/|\.csv$/g, ''))
      report(error('unknown-file', `there is no table ${files[0]}`, range, didYouMean(value, near)))
    }
  }
}

/** The folder a kept source stood in: kept sources are read without knowing whose they are. */
const ownFolder = (file: string): string => file.slice(0, file.indexOf('/') + 1)

/** The table of a shared flow among kept sources: of each name they hold the one that was used. */
const keptTable = (sources: Record<string, string>, name: string): string | undefined =>
  Object.keys(sources).find((file) => file.endsWith(`/tables/${name}.csv`))

/** The path of a file named beside another one. */
export function beside(file: string, name: string): string {
  return file.slice(0, file.lastIndexOf('/') + 1) + name
}

/** A flow with all it includes, each file once. */
export function withIncluded(flow: Flow, seen = new Set<Flow>()): Flow[] {
  if (seen.has(flow)) return []
  seen.add(flow)
  return [flow, ...[...flow.subflows.values()].flatMap((inner) => withIncluded(inner, seen))]
}

/** The flow's file, those of its sub-flows, their questions and tables. */
export const filesOf = (flow: Flow): string[] =>
  withIncluded(flow).flatMap(({ file, questions, faqs, lookups }) => [
    file,
    ...[...lookups.values()].flatMap(({ tableFile }) => tableFile ?? []),
    ...(questions ? [questions.file] : []),
    ...faqs.keys(),
  ])
