// Rules about companies in one flows folder: whose lines they are, and that no two own one number or
// one id.
import type { Diagnostic } from '../text/diagnostic.ts'
import type { Located } from '../text/located.ts'
import { folderOf, SHARED } from '../tree/division.ts'
import type { Project } from '../tree/project.ts'
import { idsOf } from './line-owners.ts'
import type { LineRule } from './line-rule.ts'
import { diagnosticOf, type Find, type Rule } from './rule.ts'

/** What a company could be called by its folder's name. */
const idFrom = (folder: string): string =>
  folder
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '') || 'swift'

export const companyLineRules: LineRule[] = [
  {
    code: 'missing-company',
    severity: 'error',
    about: "The lines.yaml of a company's folder does not say which company it is.",
    checkLines({ company, range }, { folder }, find) {
      if (folder === '' || company) return
      const id = idFrom(folder)
      find({
        range,
        message: `the lines.yaml of "${folder}" does not say which company it is`,
        hint: `write at its top: company: { id: ${id}, name: ${folder.slice(0, -1)} }`,
      })
    },
  },
  {
    code: 'tenant-in-company',
    severity: 'error',
    about: "A line in the folder of a company names a tenant; all lines there are the company's.",
    checkLines({ company, lines }, { folder }, find) {
      if (!company && folder === '') return
      for (const { value } of lines.values())
        if (value.tenant)
          find({
            range: value.tenant.range,
            message: 'all lines here are those of the company whose folder this is',
            hint: `take out "tenant: ${value.tenant.value}": the company stands at the top`,
          })
    },
  },
  {
    code: 'flat-folder',
    severity: 'info',
    about:
      'Several companies stand in one flat folder, where all of them see all flows, desks and lookups.',
    checkLines({ company, lines }, { folder }, find) {
      if (company || folder !== '') return
      const [first] = [...lines.values()].flatMap(({ value }) => value.tenant ?? [])
      if (first)
        find({
          range: first.range,
          message:
            'the companies named here by "tenant" share all flows, desks and lookups of this folder',
          hint: 'callflow format --companies gives each company a folder of its own',
        })
    },
  },
]

/** What is found when the companies of a folder are seen beside each other. */
const foundBesides = {
  twice: {
    code: 'company-twice',
    severity: 'error',
    about: 'Two companies of a flows folder have one id; the second does not come into force.',
  },
  number: {
    code: 'number-twice',
    severity: 'error',
    about: 'Two companies own one number; who had it first keeps it.',
  },
  stray: {
    code: 'no-company',
    severity: 'warning',
    about: "A file stands beside the companies' folders and belongs to none of them.",
  },
} satisfies Record<string, Rule>

export const companyRules: Rule[] = Object.values(foundBesides)

/** Which folder had an id or a number before, where it is known. */
export type Owners = Record<'company' | 'number', (name: string) => string | undefined>

const nobody: Owners = { company: () => undefined, number: () => undefined }

/** Folders of companies in the order of the alphabet, then the flat one. */
export const byFolder = (one: { folder: string }, other: { folder: string }): number => {
  const isFlat = ({ folder }: { folder: string }): number => Number(folder === '')
  return isFlat(one) - isFlat(other) || one.folder.localeCompare(other.folder, 'en')
}

/** Sees the projects of one flows folder beside each other. What two want is the one's who had it
 * before, else the first's, by the order of their folders. */
export function checkCompanies(projects: readonly Owning[], owners: Owners = nobody): Diagnostic[] {
  const found: Diagnostic[] = []
  const finder =
    (rule: Rule): Find =>
    (finding) =>
      void found.push(diagnosticOf(rule, finding))
  const { twice, number, stray } = foundBesides
  const ordered = [...projects].sort(byFolder)
  const ids = ordered.flatMap((project) =>
    (project.lines ? idsOf(project.lines) : []).map((name) => ({ name, project })),
  )
  const numbers = ordered.flatMap((project) =>
    [...(project.lines?.lines.values() ?? [])].map(({ name }) => ({ name, project })),
  )
  findTwins(ids, owners.company, (id) => `the company "${id}" stands in`, finder(twice))
  findTwins(numbers, owners.number, (own) => `${own} is answered in`, finder(number))
  const flat = projects.find(({ folder }) => folder === '')
  if (flat && !flat.lines && projects.length > 1) findStrays(flat, finder(stray))
  return found
}

/** What of a company's files can be claimed by two. */
export type Owning = Pick<Project, 'folder' | 'lines' | 'sources'>

type Claimed = { name: Located<string>; project: Owning }

function findTwins(
  claims: Claimed[],
  ownerBefore: (name: string) => string | undefined,
  sentence: (name: string) => string,
  find: Find,
): void {
  const owners = new Map<string, Claimed>()
  for (const one of claims) {
    const { value } = one.name
    if (!owners.has(value) || one.project.folder === ownerBefore(value)) owners.set(value, one)
  }
  for (const { name, project } of claims) {
    const owner = owners.get(name.value)
    if (!owner || owner.project === project) continue
    const { file, line } = owner.name.range
    find({
      range: name.range,
      message: `${sentence(name.value)} ${file} already`,
      hint: `see ${file}:${line}, and take it out of one of the two`,
    })
  }
}

const ofNobody = {
  message: "this file stands beside the companies' folders and belongs to none",
  hint: `move it into the folder of its company, or into ${SHARED} for all`,
}

const withoutLines = (folder: string) => ({
  message: `the folder "${folder}" has no lines.yaml, so that it is no company's`,
  hint: `write ${folder}lines.yaml, with company: { id: ${idFrom(folder)} } at its top`,
})

/** Files that no company sees. */
function findStrays({ sources }: Owning, find: Find): void {
  for (const file of Object.keys(sources)) {
    if (file.startsWith(SHARED)) continue
    const folder = folderOf(file)
    find({
      range: { file, start: 0, end: 0, line: 1, column: 1 },
      ...(folder === '' ? ofNobody : withoutLines(folder)),
    })
  }
}
