// What a file is, by its place and name inside the folder of a company, not by what stands in it.

/** `later`: what is planned but not built; `note`: nothing of ours, and no slip either. */
export type FileKind =
  | 'flow'
  | 'lines'
  | 'calls'
  | 'table'
  | 'recording'
  | 'later'
  | 'note'
  | 'yml'
  | 'misplaced'
  | 'unknown'

const LATER = new Set(['cases.yaml', 'shifts.yaml'])

/** What stands in folders with a meaning of their own. */
const IN_FOLDER: Record<string, (name: string, deep: boolean) => FileKind> = {
  audio: (name) => (/\.(?:wav|mp3)$/i.test(name) ? 'recording' : 'unknown'),
  tables: (name, deep) => (!deep && name.endsWith('.csv') ? 'table' : 'unknown'),
  training: () => 'later',
  knowledge: () => 'later',
}

const isNote = (name: string): boolean => /\.md$/i.test(name) || name.endsWith('.schema.json')

/** `path` is inside the folder of a company, inside `shared/`, or inside a flat folder. */
export function kindOfFile(path: string): FileKind {
  const folders = path.split('/')
  const name = folders.pop() ?? ''
  if (isNote(name)) return 'note'
  const [folder] = folders
  const special = folder !== undefined && Object.hasOwn(IN_FOLDER, folder) && IN_FOLDER[folder]
  return special ? special(name, folders.length > 1) : kindOfName(name, folders.length === 0)
}

function kindOfName(name: string, top: boolean): FileKind {
  if (name.endsWith('.calls.yaml')) return 'calls'
  if (/\.yml$/i.test(name)) return 'yml'
  if (name === 'lines.yaml') return top ? 'lines' : 'misplaced'
  if (LATER.has(name)) return top ? 'later' : 'misplaced'
  return name.endsWith('.yaml') ? 'flow' : 'unknown'
}
