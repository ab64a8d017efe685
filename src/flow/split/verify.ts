// Whether the companies of a divided folder have all they had: seen before anything is written.
import { divide, type CompanyFiles, type FolderFiles } from '../tree/division.ts'
import type { Flow } from '../tree/flow.ts'
import { filesOf, projectOf, type Project } from '../tree/project.ts'
import type { Split } from './split-folder.ts'

/** The folder as it would be. */
function dividedFiles(flat: CompanyFiles, { moves, writes }: Split): FolderFiles {
  const targets = new Map(moves.map(({ from, to }) => [from, to]))
  const inPlace = <T>(texts: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(
      Object.entries(texts).flatMap(([path, text]) => {
        const to = targets.get(path)
        return to === undefined ? [] : [[to, text]]
      }),
    )
  const withoutEnding = new Map(
    moves.map(({ from, to }) => [from.replace(/\.\w+$/, ''), to.replace(/\.\w+$/, '')]),
  )
  const recordings = <T>(named: ReadonlyMap<string, T>): Map<string, T> =>
    new Map([...named].map(([name, value]) => [withoutEnding.get(`audio/${name}`) ?? '', value]))
  const sources = { ...inPlace(flat.sources), ...writes }
  return {
    paths: [...targets.values(), ...Object.keys(writes)],
    sources,
    tables: inPlace(flat.tables),
    audio: recordings(flat.audio),
    lengths: recordings(flat.lengths),
  }
}

/** Sentences about what a line would lose; none when each is answered by the same flow, made of the
 * same texts, with the same recordings. */
export function lossesOf(flat: CompanyFiles, split: Split): string[] {
  const before = projectOf(flat)
  const after = divide(dividedFiles(flat, split)).map(projectOf)
  const lost = [...(before.lines?.lines ?? [])].flatMap(([number, { value }]) => {
    const owner = after.find(({ lines }) => lines?.lines.has(number))
    if (!owner) return [`the line ${number}`]
    const [was, now] = [before, owner].map((project) => flowOf(project, value.flow?.value))
    if (!was) return []
    if (!now) return [`the flow "${was.name.value}" of the line ${number}`]
    if (textsOf(was, before) !== textsOf(now, owner))
      return [`a sub-flow or FAQ file of "${was.name.value}", which names it by its folder`]
    return recordingsOf(was, before)
      .filter((name) => !owner.recordings.has(name))
      .map((name) => `the recording ${name} of "${was.name.value}"`)
  })
  return [...new Set(lost)].map((what) => `${what} would be lost`)
}

const flowOf = ({ flows }: Project, wanted: string | undefined): Flow | undefined =>
  [...flows.values()].find(({ name }) => name.value === wanted)

const textsOf = (flow: Flow, { sources }: Project): string =>
  JSON.stringify([...new Set(filesOf(flow))].map((file) => sources[file]).sort())

const recordingsOf = ({ languages }: Flow, { recordings }: Project): string[] => {
  const recorded = languages.filter(({ voice }) => voice === 'recorded').map(({ tag }) => tag)
  return [...recordings].filter(
    (name) => name.includes('/engine/') && recorded.some((tag) => name.startsWith(`${tag}/`)),
  )
}
