// The script book of a flow as data: what callers hear and say on every way, for staff to read and
// sign.
import type { Machine } from '../flow/machine/machine.ts'
import type { Counts } from '../times/expected-length.ts'
import { graphOf, type Graph } from '../times/machine-graph.ts'
import { journeysOf, type Journey } from './journeys.ts'
import { laddersOf, type Ladder } from './ladders.ts'
import { scripter, type Script } from './script-lines.ts'
import { universalsOf, type Universal } from './universals.ts'

/** Where something stands in a flow. */
export type Place = { file: string; line: number }

/** Words by language tag; what is not spoken, and so in no language, stands under the empty one. */
export type Words = Record<string, string>

/** One line of a script: the caller's, the system's, or something that happens outside. */
export type Line = { who: 'caller' | 'system' | 'outside'; words: Words; place: Place }

/** A question of a FAQ file with its approved answer. */
export type Answer = { key: string; question: Words; answer: Words; place: Place }

/** `journeys` hold every way of callers who are understood, `ladders` what happens where they are
 * not, `universals` what holds everywhere. */
export type Book = {
  flow: string
  file: string
  about?: string
  version: string
  languages: string[]
  journeys: Journey[]
  ladders: Ladder[]
  universals: Universal[]
  answers: Answer[]
}

/**
 * The book of a flow in all its languages, or in `language` alone. `played` are the events of the
 * scripted calls: each journey is
 * marked by how much of it they played; without it nothing is marked.
 */
export function bookOf(
  machine: Machine,
  { language, played }: { language?: string; played?: Counts } = {},
  graph: Graph = graphOf(machine),
): Book {
  const languages = machine.root.languages
    .map(({ tag }) => tag)
    .filter((tag) => language === undefined || tag === language)
  const script = scripter(machine, languages)
  return {
    flow: machine.flow,
    file: machine.root.file,
    about: machine.root.about?.value,
    version: machine.version,
    languages,
    journeys: journeysOf(graph, script, { played, language }),
    ladders: laddersOf(graph, script),
    universals: universalsOf(graph, script),
    answers: answersOf(machine, script),
  }
}

function answersOf(machine: Machine, script: Script): Answer[] {
  const files = new Set(
    [...machine.scopes.values()].flatMap(({ flow }) => [
      ...(flow.questions ? [flow.questions] : []),
      ...flow.faqs.values(),
    ]),
  )
  return [...files].flatMap(({ file, entries }) =>
    entries.map(({ id, question, answer, range }) => ({
      key: `${file} ${id}`,
      question: script.prompt('', question),
      answer: script.prompt('', answer),
      place: { file: range.file, line: range.line },
    })),
  )
}
