// Which company of the old version is compared with which of the new one.
import { readProject } from '../flow/tree/project.ts'
import { companyOf, type Opened } from './flow-files.ts'

/** Two versions of what one company sees. */
export type Pair = { was: Opened; now: Opened }

/**
 * Companies are compared by their ids; one folder on each side with each other, whosever they are.
 * Where only one side is flat, each company is compared with the flows of the same names there, and
 * what is then left of the flat folder with nothing.
 */
export function pairsOf(was: Opened[], now: Opened[]): Pair[] {
  const [onlyWas, onlyNow] = [was, now].map(onlyOne)
  if (onlyWas && onlyNow) return [{ was: onlyWas, now: onlyNow }]
  if (onlyWas && isFlat(onlyWas))
    return split(onlyWas, now).map(([flat, one]) => ({ was: flat, now: one }))
  if (onlyNow && isFlat(onlyNow))
    return split(onlyNow, was).map(([flat, one]) => ({ was: one, now: flat }))
  const ids = [...new Set([...was, ...now].map(companyOf))]
  const find = (all: Opened[], id: string | undefined): Opened | undefined =>
    all.find((one) => companyOf(one) === id)
  return ids.flatMap((id) => {
    const [before, after] = [find(was, id), find(now, id)]
    const any = before ?? after
    return any ? [{ was: before ?? nothing(any), now: after ?? nothing(any) }] : []
  })
}

const onlyOne = ([one, more]: Opened[]): Opened | undefined => (more ? undefined : one)

const isFlat = (opened: Opened): boolean => companyOf(opened) === undefined

const nothing = ({ dir }: Opened): Opened => ({ dir, project: readProject({}), unread: [] })

function split(flat: Opened, companies: Opened[]): [Opened, Opened][] {
  const taken = new Set<string>()
  const part = (files: string[]): Opened => ({ ...flat, only: new Set(files) })
  const asked = [...flat.project.flows.values()].filter(
    ({ file }) => !flat.only || flat.only.has(file),
  )
  const pairs = companies.map((company): [Opened, Opened] => {
    const names = new Set([...company.project.flows.values()].map(({ name }) => name.value))
    const same = asked.filter(({ name }) => names.has(name.value)).map(({ file }) => file)
    for (const file of same) taken.add(file)
    return [part(same), company]
  })
  const left = asked.map(({ file }) => file).filter((file) => !taken.has(file))
  if (left.length > 0) pairs.push([part(left), nothing(flat)])
  return pairs
}
