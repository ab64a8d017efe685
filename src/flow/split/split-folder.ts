// A flat folder divided into folders of companies: what goes where, without a byte changed that is
// not about the company.
import { secretPrefix } from '../checks/secrets.ts'
import type { MapNode } from '../text/located.ts'
import { readYaml } from '../text/yaml.ts'
import { isCompanyId } from '../tree/company.ts'
import { SHARED } from '../tree/division.ts'
import { kindOfFile } from '../tree/file-kinds.ts'
import type { Flow } from '../tree/flow.ts'
import type { Lines } from '../tree/lines-file.ts'
import type { Project } from '../tree/project.ts'
import { commentsIn, linesTextOf, uncuttable } from './lines-text.ts'
import { companiesIn, flowOwners, ownersOfFile, ownersWhere, type Owners } from './owners.ts'

/** `moves` and `stays` are paths inside the flows folder, `writes` texts of new files; the old
 * lines.yaml goes when they are written. `refused` are sentences: nothing is done then. */
export type Split = {
  moves: { from: string; to: string }[]
  writes: Record<string, string>
  stays: string[]
  refused: string[]
}

const LINES = 'lines.yaml'

/** `paths` are all files of the folder; `project` is what its flat part holds. */
export function splitFolder(paths: readonly string[], project: Project): Split {
  const refuse = (...refused: string[]): Split => ({ moves: [], writes: {}, stays: [], refused })
  const { lines, sources } = project
  const text = sources[LINES]
  const { root, diagnostics } = readYaml(LINES, text ?? '')
  if (!lines || text === undefined || root?.kind !== 'map' || diagnostics.length > 0)
    return refuse('there is no lines.yaml at the top of the folder that can be read')
  if (lines.company) return refuse('this is the folder of one company already')
  const flows = flowOwners(lines, project)
  const writes = linesOf({ lines, text, root }, flows)
  const { moves, stays, unclear } = movesOf(paths, project, flows, companiesIn(lines))
  const refused = [...faultsIn(lines, root, flows), ...unclear, ...lostComments(text, writes)]
  if (refused.length > 0) return refuse(...refused)
  const taken = [...moves.map(({ to }) => to), ...Object.keys(writes)].filter((to) =>
    paths.includes(to),
  )
  if (taken.length > 0) return refuse(...taken.map((path) => `${path} stands there already`))
  return { moves, writes, stays, refused: [] }
}

type Written = { lines: Lines; text: string; root: MapNode }

/** A new lines.yaml for each company. */
function linesOf(
  { lines, text, root }: Written,
  flows: ReadonlyMap<Flow, Owners>,
): Record<string, string> {
  const written = companiesIn(lines).map((id): [string, string] => {
    const owns = (group: string, name: string): boolean => {
      if (group === 'lines') {
        const line = lines.lines.get(name)?.value
        return line !== undefined && companiesIn(onlyLine(lines, name)).includes(id)
      }
      return ownersOf(group, name, flows).has(id)
    }
    return [`${id}/${LINES}`, linesTextOf(text, root, id, owns)]
  })
  return Object.fromEntries(written)
}

const onlyLine = (lines: Lines, number: string): Lines => ({
  ...lines,
  lines: new Map([...lines.lines].filter(([name]) => name === number)),
})

/** Whose flows declare a desk or a lookup. */
const ownersOf = (group: string, name: string, flows: ReadonlyMap<Flow, Owners>): Set<string> =>
  ownersWhere(flows, (flow) => (group === 'desks' ? flow.desks : flow.lookups).has(name))

/** What keeps lines.yaml from being divided. */
function faultsIn(lines: Lines, root: MapNode, flows: ReadonlyMap<Flow, Owners>): string[] {
  const ids = companiesIn(lines).filter((id) => !isCompanyId(id))
  const groups = uncuttable(root).map(({ key }) => key.value)
  const names = [
    ...[...lines.desks.keys()].map((name) => ['desks', name] as const),
    ...[...lines.lookups.keys()].map((name) => ['lookups', name] as const),
  ]
  const unused = names.filter(([group, name]) => ownersOf(group, name, flows).size === 0)
  const secrets = [...lines.lookups].flatMap(
    ([
      name,
      {
        value: { secret },
      },
    ]) =>
      [...ownersOf('lookups', name, flows)]
        .filter((id) => secret && !secret.value.startsWith(secretPrefix(id)))
        .map((id) => `lookup "${name}" of ${id} has a secret that begins with ${secretPrefix(id)}`),
  )
  return [
    ...ids.map((id) => `"${id}" cannot be the id of a company: write tenant: ${idFrom(id)}`),
    ...groups.map((group) => `under "${group}" each entry has to begin on a line of its own`),
    ...unused.map(
      ([group, name]) => `"${name}" under "${group}" is used by no flow that a line answers with`,
    ),
    ...secrets,
  ]
}

const idFrom = (id: string): string =>
  id
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '') || 'company'

/** Comments that no new file would hold. */
function lostComments(text: string, writes: Record<string, string>): string[] {
  const kept = new Set(Object.values(writes).flatMap(commentsIn))
  return commentsIn(text)
    .filter((words) => !kept.has(words))
    .map((words) => `the comment "${words}" in lines.yaml would be lost`)
}

type Moves = Pick<Split, 'moves' | 'stays'> & { unclear: string[] }

function movesOf(
  paths: readonly string[],
  project: Project,
  flows: ReadonlyMap<Flow, Owners>,
  companies: string[],
): Moves {
  const found: Moves = { moves: [], stays: [], unclear: [] }
  const [only, more] = companies
  for (const path of paths) {
    const kind = kindOfFile(path)
    if (path === LINES || path.startsWith(SHARED)) continue
    if (kind === 'note' || kind === 'unknown' || kind === 'yml') found.stays.push(path)
    else if (kind === 'later' && more !== undefined)
      found.unclear.push(`of which company ${path} is cannot be told`)
    else {
      const [owner, another] = kind === 'later' ? [only] : ownersOfFile(path, project, flows)
      const folder = owner !== undefined && another === undefined ? `${owner}/` : SHARED
      found.moves.push({ from: path, to: folder + path })
    }
  }
  return found
}
