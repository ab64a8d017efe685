// callflow format --companies: gives each company of a flat folder a folder of its own.
import { mkdir, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { splitFolder, type Split } from '../flow/split/split-folder.ts'
import { lossesOf } from '../flow/split/verify.ts'
import { divide } from '../flow/tree/division.ts'
import { projectOf } from '../flow/tree/project.ts'
import { plural } from '../ground/plural.ts'
import { readFolder } from '../world/folder.ts'
import { defaultFolder } from './flow-files.ts'
import { exit, print, printJson, UsageError, type Io } from './io.ts'

/** With `check` only tells what would move. */
export async function formatCompanies(
  paths: string[],
  { check = false, json = false }: { check?: boolean; json?: boolean },
  io: Io,
): Promise<number> {
  const [dir = defaultFolder(io), more] = paths
  if (more !== undefined) throw new UsageError('name one folder to divide by company')
  const folder = await readFolder(dir).catch((cause: unknown) => {
    throw new UsageError(`there is no folder "${dir}"`, { cause })
  })
  const flat = divide(folder).find((part) => part.folder === '')
  if (!flat) throw new UsageError(`each company in "${dir}" has a folder already`)
  const split = splitFolder(flat.paths, projectOf(flat))
  const refused = [...split.refused]
  if (refused.length === 0) refused.push(...lossesOf(flat, split))
  const done = refused.length === 0 && !check
  if (done) await carryOut(dir, split)
  if (json) printJson(io, { ...split, refused, written: done })
  else print(io, tell(dir, split, refused, check))
  return done ? exit.fine : exit.problems
}

/** New texts come first: what breaks off in the middle has lost nothing. */
async function carryOut(dir: string, { moves, writes }: Split): Promise<void> {
  for (const [path, text] of Object.entries(writes)) {
    await mkdir(dirname(join(dir, path)), { recursive: true })
    await writeFile(join(dir, path), text, { flag: 'wx' })
  }
  for (const { from, to } of moves) {
    await mkdir(dirname(join(dir, to)), { recursive: true })
    await rename(join(dir, from), join(dir, to))
  }
  await rm(join(dir, 'lines.yaml'))
  for (const { from } of moves) await removeEmpty(dir, dirname(from))
}

/** A folder that was emptied, and those above it that were by that. */
async function removeEmpty(dir: string, folder: string): Promise<void> {
  for (let path = folder; path !== '.'; path = dirname(path))
    if (
      !(await rmdir(join(dir, path)).then(
        () => true,
        () => false,
      ))
    )
      return
}

function tell(
  dir: string,
  { moves, writes, stays }: Split,
  refused: string[],
  check: boolean,
): string {
  if (refused.length > 0)
    return [`${dir} is left as it is:`, ...refused.map((reason) => `  ${reason}`)].join('\n')
  const companies = Object.keys(writes)
  const would = check ? 'would be ' : ''
  return [
    ...companies.map((path) => `${would}written  ${join(dir, path)}`),
    ...moves.map(({ from, to }) => `${would}moved    ${join(dir, from)} to ${join(dir, to)}`),
    ...stays.map((path) => `stays    ${join(dir, path)}`),
    `${plural(companies.length, 'line file')}, ${plural(moves.length, 'file')} moved.`,
  ].join('\n')
}
