// callflow book: the script book of a flow, to read, to sign, and to compare with what was signed.
import { readFile, writeFile } from 'node:fs/promises'
import { dirname, relative, sep } from 'node:path'
import { playScript } from '../rehearsal/play.ts'
import { readCalls } from '../flow/tree/scripted-calls.ts'
import { compile } from '../flow/machine/compile.ts'
import type { Flow } from '../flow/tree/flow.ts'
import type { Machine } from '../flow/machine/machine.ts'
import { beside } from '../flow/tree/project.ts'
import { bookOf, type Book, type Place } from '../book/script-book.ts'
import {
  changesSince,
  signaturesOf,
  readSignatures,
  type Changed,
  type Signature,
} from '../book/signature.ts'
import { countsOf } from '../times/counts.ts'
import type { Counts } from '../times/expected-length.ts'
import { bookHtml } from '../book/book-html.ts'
import { bookMarkdown } from '../book/book-markdown.ts'
import { errorsIn } from './flow-errors.ts'
import { plural } from '../ground/plural.ts'
import { exit, print, printJson, readArgs, UsageError, type Io } from './io.ts'
import { findingJson, openFlow, renderFinding, shownPath, type Opened } from './flow-files.ts'

export async function bookCommand(args: string[], io: Io): Promise<number> {
  const { values, positionals } = readArgs(args, {
    out: { type: 'string' },
    html: { type: 'boolean' },
    markdown: { type: 'boolean' },
    language: { type: 'string' },
    check: { type: 'string' },
    since: { type: 'string' },
    json: { type: 'boolean' },
  })
  const [named, more] = positionals
  if (named === undefined || more !== undefined) throw new UsageError('name one flow')
  if (values.html && values.markdown) throw new UsageError('a book is HTML or Markdown, not both')
  const { flow, opened } = await openFlow(named, io)
  const machine = sound(flow, opened, io, values.json ?? false)
  if (!machine) return exit.problems
  const language = languageOf(machine, values.language)
  if (values.check !== undefined || values.since !== undefined)
    return compare(machine, language, values, io)
  const book = bookOf(machine, { language, played: playedBy(machine, flow, opened) })
  if (values.json) printJson(io, book)
  const text = bookText(book, opened, values)
  if (values.out !== undefined) await writeFile(values.out, text)
  else if (!values.json) io.stdout.write(text)
  return exit.fine
}

/** A page where it is asked for, or where the file to write is one; else Markdown. */
function bookText(
  book: Book,
  opened: Opened,
  { out, html, markdown }: { out?: string; html?: boolean; markdown?: boolean },
): string {
  const at = ({ file, line }: Place): string => `${shownPath(opened, file)}:${line}`
  const page = html || (!markdown && /\.html?$/i.test(out ?? ''))
  if (!page) return bookMarkdown(book, at)
  const from = out === undefined ? '.' : dirname(out)
  return bookHtml(book, (place) => {
    const path = relative(from, shownPath(opened, place.file)).split(sep).map(encodeURIComponent)
    return { shown: at(place), href: `${path.join('/')}#L${place.line}` }
  })
}

/** Undefined when the flow has errors, which are printed. */
function sound(flow: Flow, opened: Opened, io: Io, json: boolean): Machine | undefined {
  if (flow.ends.length > 0)
    throw new UsageError(
      `"${flow.name.value}" is gone through by other flows; its scripts are in their books`,
    )
  const errors = errorsIn(flow, opened)
  if (errors.length === 0) return compile(flow, opened.project.sources)
  if (json) printJson(io, { findings: errors.map((found) => findingJson(opened, found)) })
  else for (const found of errors) print(io, `${renderFinding(opened, found)}\n`)
  return undefined
}

function languageOf(machine: Machine, wanted: string | undefined): string | undefined {
  const tags = machine.root.languages.map(({ tag }) => tag)
  if (wanted !== undefined && !tags.includes(wanted))
    throw new UsageError(
      `"${machine.flow}" is not spoken in "${wanted}", but in ${tags.join(', ')}`,
    )
  return wanted
}

/** What the scripted calls beside the flow play, those that go as written; undefined when there are
 * none. */
function playedBy(machine: Machine, flow: Flow, { project }: Opened): Counts | undefined {
  const scripts = Object.entries(project.sources)
    .filter(([file]) => file.endsWith('.calls.yaml'))
    .map(([file, source]) => readCalls(file, source))
    .filter((calls) => calls.flow && beside(calls.file, calls.flow.value) === flow.file)
    .flatMap(({ calls }) => calls)
  if (scripts.length === 0) return undefined
  const played = scripts
    .map((script) => playScript(machine, script))
    .filter(({ mismatches }) => mismatches.length === 0)
  return countsOf(
    machine,
    played.flatMap(({ events }) => events),
  )
}

/** With a signed book, or with an older version of the flow: which scripts are not as they were. */
async function compare(
  machine: Machine,
  language: string | undefined,
  { check, since, json }: { check?: string; since?: string; json?: boolean },
  io: Io,
): Promise<number> {
  if (check !== undefined && since !== undefined)
    throw new UsageError('compare with a signed book or with an older flow, not with both')
  const before =
    check !== undefined
      ? await signedBook(check, machine)
      : await olderBook(since ?? '', language, io, json ?? false)
  if (!before) return exit.problems
  const changes = changesSince(
    before.scripts,
    bookOf(machine, { language: language ?? before.language }),
  )
  if (json) printJson(io, { flow: machine.flow, changes })
  else print(io, [...changes.map(describeChange), sumUp(changes, check !== undefined)].join('\n'))
  return changes.length === 0 ? exit.fine : exit.problems
}

function sumUp(changes: Changed[], signed: boolean): string {
  if (changes.length === 0) return `Every script is${signed ? ' as signed' : ' as it was'}.`
  const are = changes.length === 1 ? 'is' : 'are'
  return `${plural(changes.length, 'script')} ${are} not${signed ? ' as signed' : ' as before'}.`
}

const describeChange = ({ how, title }: Changed): string => `${how.padEnd(7)}  ${title}`

type Before = { scripts: Signature[]; language?: string }

async function signedBook(file: string, machine: Machine): Promise<Before> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(`there is no file "${file}"`)
  })
  const signed = readSignatures(text)
  if (!signed) throw new UsageError(`"${file}" is no script book`)
  if (signed.flow !== machine.flow)
    throw new UsageError(`"${file}" is the book of "${signed.flow}", not of "${machine.flow}"`)
  const tags = machine.root.languages.map(({ tag }) => tag)
  const [only = '', more] = signed.languages
  // a book of one language of several is compared in that language
  const one = more === undefined && tags.length > 1 && tags.includes(only)
  return { scripts: signed.scripts, language: one ? only : undefined }
}

async function olderBook(
  path: string,
  language: string | undefined,
  io: Io,
  json: boolean,
): Promise<Before | undefined> {
  const { flow, opened } = await openFlow(path, io)
  const machine = sound(flow, opened, io, json)
  return machine && { scripts: signaturesOf(bookOf(machine, { language })) }
}
