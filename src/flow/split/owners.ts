// Which companies of a flat folder use what: its flows by the lines they answer, and the rest by the
// flows.
import { spokenIn } from '../checks/spoken-texts.ts'
import type { Flow } from '../tree/flow.ts'
import type { Lines } from '../tree/lines-file.ts'
import { beside, withIncluded, type Project } from '../tree/project.ts'
import { readCalls } from '../tree/scripted-calls.ts'

/** Ids of companies. */
export type Owners = ReadonlySet<string>

/** The company of a line in a flat folder. */
export const DEFAULT_COMPANY = 'default'

export function companiesIn({ lines }: Lines): string[] {
  const ids = [...lines.values()].map(({ value }) => value.tenant?.value ?? DEFAULT_COMPANY)
  return [...new Set(ids)]
}

/** The flows with all they include, by the companies whose lines they answer. */
export function flowOwners(lines: Lines, { flows }: Project): Map<Flow, Set<string>> {
  const owners = new Map([...flows.values()].map((flow) => [flow, new Set<string>()]))
  for (const { value } of lines.lines.values())
    for (const flow of flows.values()) {
      const named = [value.flow?.value, value['calls back']?.value].includes(flow.name.value)
      if (!named) continue
      for (const one of withIncluded(flow))
        owners.get(one)?.add(value.tenant?.value ?? DEFAULT_COMPANY)
    }
  return owners
}

/** The companies whose flows fulfil something. */
export function ownersWhere(
  flows: ReadonlyMap<Flow, Owners>,
  holds: (flow: Flow) => boolean,
): Set<string> {
  return new Set([...flows].flatMap(([flow, owners]) => (holds(flow) ? [...owners] : [])))
}

/** Whose a file is that is not lines.yaml; nobody's in particular is everybody's. */
export function ownersOfFile(
  path: string,
  project: Project,
  flows: ReadonlyMap<Flow, Owners>,
): Owners {
  const own = project.flows.get(path)
  if (own) return flows.get(own) ?? new Set()
  if (path.endsWith('.calls.yaml')) {
    const { flow } = readCalls(path, project.sources[path] ?? '')
    const played = flow && project.flows.get(beside(path, flow.value))
    return (played && flows.get(played)) ?? new Set()
  }
  const [top, language = '', ...rest] = path.split('/')
  if (top === 'audio') return ownersOfRecording(language, rest.join('/'), flows)
  if (top === 'tables') {
    const table = path.slice('tables/'.length, -'.csv'.length)
    return ownersWhere(flows, ({ lookups }) =>
      [...lookups.values()].some((lookup) => 'table' in lookup && nameIn(lookup.table) === table),
    )
  }
  return ownersWhere(flows, ({ questions, faqs }) => questions?.file === path || faqs.has(path))
}

const nameIn = (located: unknown): unknown =>
  typeof located === 'object' && located !== null && 'value' in located ? located.value : undefined

/** What the engine says by itself is everybody's who has the language recorded. */
function ownersOfRecording(
  language: string,
  file: string,
  flows: ReadonlyMap<Flow, Owners>,
): Owners {
  const name = file.replace(/\.\w+$/, '')
  const isRecorded = (flow: Flow): boolean =>
    flow.languages.some(({ tag, voice }) => tag === language && voice === 'recorded')
  if (name.startsWith('engine/')) return ownersWhere(flows, isRecorded)
  const names = (flow: Flow): boolean =>
    spokenIn(flow).some(({ prompt }) => prompt.pieces.some(({ audio }) => audio?.value === name)) ||
    [...flow.desks.values()].some(({ music }) => music?.value === name)
  return ownersWhere(flows, names)
}
