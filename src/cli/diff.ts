// callflow diff: tells in plain words what differs between two versions of flows.
import { escapeMarkdown } from '../ground/escape.ts'
import { diff, versionOf, type FlowDiff } from '../diff/compare-projects.ts'
import { kinds, subjects, type Change } from '../diff/difference.ts'
import { liveCalls } from './diff-live.ts'
import { plural } from '../ground/plural.ts'
import { exit, print, printJson, readArgs, UsageError, type Io } from './io.ts'
import { pairsOf, type Pair } from './diff-pairs.ts'
import { companyOf, openPaths, shownPath } from './flow-files.ts'
import { withStore } from './open-store.ts'

export async function diffCommand(args: string[], io: Io): Promise<number> {
  const { values, positionals } = readArgs(args, {
    json: { type: 'boolean' },
    markdown: { type: 'boolean' },
    live: { type: 'boolean' },
  })
  if (values.live) return live(positionals, io, values.json ?? false)
  const [oldPath, newPath, more] = positionals
  if (oldPath === undefined || newPath === undefined || more !== undefined)
    throw new UsageError('name the old and the new version: two files, or two folders')
  const [was, now] = await Promise.all([openPaths([oldPath], io), openPaths([newPath], io)])
  const diffs = pairsOf(was, now).flatMap(diffsOf)
  if (values.json)
    printJson(io, {
      old: oldPath,
      new: newPath,
      flows: diffs.map(({ flow, company, changes, words, pair }) => ({
        flow,
        company,
        wordsOnly: words,
        changes: changes.map((change) => asJson(change, pair)),
      })),
    })
  else print(io, values.markdown ? markdown(diffs) : text(diffs))
  return diffs.length > 0 ? exit.problems : exit.fine
}

async function live(paths: string[], io: Io, json: boolean): Promise<number> {
  if (paths.length > 1)
    throw new UsageError(
      '--live compares with one version: name it, or nothing for the flows folder',
    )
  const now = await openPaths(paths, io)
  return withStore(io, (store) => liveCalls(now, store, io, json))
}

/** `company` is told where the new version has folders of companies. */
type Told = FlowDiff & { pair: Pair; company?: string }

function diffsOf(pair: Pair): Told[] {
  const { was, now } = pair
  const company = companyOf(now) ?? companyOf(was)
  return diff(versionOf(was.project, was.only), versionOf(now.project, now.only))
    .filter(({ changes, words }) => changes.length > 0 || words)
    .map((one) => ({ ...one, pair, company }))
}

const titleOf = ({ flow, company }: Told): string =>
  company === undefined ? flow : `${flow} of ${company}`

const placeOf = ({ place }: Change, { was, now }: Pair): string | undefined =>
  place && `${shownPath(place.version === 'old' ? was : now, place.file)}:${place.line}`

function asJson(change: Change, shown: Pair) {
  const { kind, text: sentence, step, option, place } = change
  return {
    kind,
    subject: kinds[kind].subject,
    text: sentence,
    step,
    option,
    version: place?.version,
    file: place && shownPath(place.version === 'old' ? shown.was : shown.now, place.file),
    line: place?.line,
  }
}

/** The changes by subject, in the order of the subjects. */
const bySubject = (changes: Change[]) =>
  subjects
    .map((subject) => ({
      subject,
      of: changes.filter(({ kind }) => kinds[kind].subject === subject),
    }))
    .filter(({ of }) => of.length > 0)

function text(diffs: Told[]): string {
  if (diffs.length === 0) return 'Nothing differs.'
  const blocks = diffs.map((told) => {
    const { changes, words, pair } = told
    return [
      `Flow ${titleOf(told)}`,
      ...(words ? [`  ${faulty(words)}`] : []),
      ...bySubject(changes).flatMap(({ subject, of }) => [
        `  ${subject}`,
        ...of.map((change) => {
          const place = placeOf(change, pair)
          return `    ${change.text}${place ? `  (${place})` : ''}`
        }),
      ]),
    ].join('\n')
  })
  return [...blocks, total(diffs)].join('\n\n')
}

function markdown(diffs: Told[]): string {
  if (diffs.length === 0) return 'The flows do not differ.'
  const blocks = diffs.flatMap((told) => [
    `### ${escapeWords(titleOf(told))}`,
    ...(told.words ? [faulty(told.words)] : []),
    ...bySubject(told.changes).map(({ subject, of }) =>
      [
        `**${subject}**`,
        '',
        ...of.map((change) => {
          const place = placeOf(change, told.pair)
          return `- ${escapeWords(change.text)}${place ? ` (\`${place}\`)` : ''}`
        }),
      ].join('\n'),
    ),
  ])
  return [...blocks, total(diffs)].join('\n\n')
}

const faulty = (side: 'old' | 'new'): string =>
  `The ${side} version has errors (see callflow check), so only what is written is compared.`

const total = (diffs: FlowDiff[]): string =>
  `${plural(
    diffs.reduce((sum, { changes }) => sum + changes.length, 0),
    'difference',
  )} in ${plural(diffs.length, 'flow')}.`

/** Authors' words may hold anything Markdown takes for marks, and an @ would call somebody. */
const escapeWords = (words: string): string =>
  escapeMarkdown(words).replace(/[{}]/g, '\\$&').replaceAll('@', '&#64;')
