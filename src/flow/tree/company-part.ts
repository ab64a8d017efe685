// What of a company's lines.yaml is a part of its flows: the zone, the hours, and when its desks are
// open. It is kept with the sources of a flow's version, so that a change makes a new version, and
// nothing else in lines.yaml does.
import type { Report } from '../text/diagnostic.ts'
import type { Entry, Located, Node, TextNode } from '../text/located.ts'
import { readYaml } from '../text/yaml.ts'
import type { Desk, Flow } from './flow.ts'
import type { Hours } from './hours.ts'
import type { Lines } from './lines-file.ts'
import { readHours } from './read-hours.ts'
import { readByName, type Named } from './shape.ts'

/** `source` is the part as a text of its own, under a path that no file has; `desks` are the hours
 * that desks have in lines.yaml, by the desk. */
export type CompanyPart = {
  file: string
  source: string
  zone?: string
  hours: Named<Hours>
  desks: ReadonlyMap<string, Located<string>>
}

const MARK = '#company'

export const isCompanyPart = (file: string): boolean => file.endsWith(MARK)

/** Undefined where lines.yaml says nothing of the kind. */
export function companyPartOf(lines: Lines): CompanyPart | undefined {
  const { company, hours, written } = lines
  const zone = company?.zone?.value
  const desks = new Map<string, Located<string>>()
  for (const [desk, { value }] of lines.desks)
    if (value.hours && hours.has(value.hours.value)) desks.set(desk, value.hours)
  if (zone === undefined && hours.size === 0) return undefined
  const source = JSON.stringify({
    zone,
    hours: written && plain(written),
    desks: Object.fromEntries([...desks].map(([desk, { value }]) => [desk, value])),
  })
  return { file: lines.file + MARK, source, zone, hours, desks }
}

/** Reads a part that was kept. */
export function readCompanyPart(file: string, source: string, report: Report): CompanyPart {
  const { root } = readYaml(file, source)
  const entries = entriesOf(root)
  const nodeOf = (name: string) => entries.find(({ key }) => key.value === name)?.value
  const zone = nodeOf('zone')
  const hoursAt = (node: Node, name: Located<string>) => ({
    name,
    value: readHours(node, name.value, report),
  })
  const hours = nodeOf('hours')
  const desks = nodeOf('desks')
  return {
    file,
    source,
    zone: textsIn(zone)[0]?.value,
    hours: (hours && readByName(hours, 'hours', report, hoursAt)) ?? new Map(),
    desks: new Map(
      entriesOf(desks).flatMap(({ key, value }) =>
        textsIn(value).map((one) => [key.value, one] as const),
      ),
    ),
  }
}

const entriesOf = (node: Node | undefined): Entry[] => (node?.kind === 'map' && node.entries) || []

const textsIn = (node: Node | undefined): TextNode[] => (node?.kind === 'text' && [node]) || []

/** A tree without its places, marks and comments. */
function plain(node: Node): unknown {
  if (node.kind === 'text') return node.value
  if (node.kind === 'list') return node.items.map(plain)
  return Object.fromEntries(node.entries.map(({ key, value }) => [key.value, plain(value)]))
}

/** Hours of a flow or of a desk that give way to the company's. */
export type GivenWay = { desk: Desk; written: Located<string>; now: Located<string> }

/** Gives a flow its company's zone and hours. A desk is open when lines.yaml says so, whatever the
 * flow says; gives the desks where they differ. */
export function joinCompany(flow: Flow, part: CompanyPart): GivenWay[] {
  const given: GivenWay[] = []
  for (const desk of flow.desks.values()) {
    const now = part.desks.get(desk.name.value)
    if (!now) continue
    const { hours } = desk
    // hours of the flow that are called alike are not the company's
    const twin = flow.hours.get(now.value)?.name
    const written = hours && hours.value !== now.value ? hours : twin
    if (written) given.push({ desk, written, now })
    desk.hours = now
    flow.hours.delete(now.value)
  }
  for (const [name, hours] of part.hours) if (!flow.hours.has(name)) flow.hours.set(name, hours)
  flow.company = part
  return given
}
