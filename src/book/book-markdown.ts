// The script book as Markdown.
import { escapeMarkdown } from '../ground/escape.ts'
import type { Answer, Book, Line, Place, Words } from './script-book.ts'
import { misses, type Ladder } from './ladders.ts'
import type { Journey } from './journeys.ts'
import { signatureComment } from './signature.ts'
import type { Universal } from './universals.ts'
import {
  about,
  exceptionsOf,
  groupsOf,
  missHeads,
  onwardOf,
  openingOf,
  playedOf,
  wordsByLanguage,
  who,
} from './book-text.ts'

/** `at` shows a place as a reader finds it: `flows/swift/parcels.yaml:41`. */
export function bookMarkdown(book: Book, at: (place: Place) => string): string {
  const { languages } = book
  return (
    [
      `# The script book of ${plain(book.flow)}`,
      ...(book.about ? [plain(book.about)] : []),
      `Version ${book.version}; in ${languages.join(', ')}. ${about}`,
      '## Journeys',
      ...groupsOf(book).flatMap(({ group, journeys }) => [
        `### ${plain(group)}`,
        ...journeys.map((journey) => journeyText(journey, languages, at)),
      ]),
      '## When a question is not answered',
      ladderTable(book.ladders, languages, at),
      '## Anywhere',
      universalTable(book.universals, languages, at),
      ...(book.answers.length > 0
        ? ['## Questions and answers', answerTable(book.answers, languages, at)]
        : []),
      '## Read and agreed',
      '| name | date | signature |\n| --- | --- | --- |\n|   |   |   |\n|   |   |   |',
      signatureComment(book),
    ].join('\n\n') + '\n'
  )
}

function journeyText(journey: Journey, languages: string[], at: (place: Place) => string): string {
  const played = playedOf(journey)
  return [
    `#### ${journey.number}. ${plain(journey.title || 'The call')}${played ? ` ${played.sign}` : ''}`,
    ...[openingOf(journey)].filter((text) => text !== undefined),
    journey.lines
      .map((line, index) => lineText(journey.first + index, line, languages, at))
      .join('\n'),
    ...[onwardOf(journey)].filter((text) => text !== undefined),
    ...(played && played.state !== 'played' ? [`*${capital(played.text)}.*`] : []),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

function lineText(
  number: number,
  { who: speaker, words, place }: Line,
  languages: string[],
  at: (place: Place) => string,
): string {
  const all = wordsByLanguage(words, languages)
  const where = ` \`${at(place)}\``
  if (speaker === 'outside') return `${number}. *${plain(all[0]?.text ?? '')}*${where}`
  const [only] = all
  if (all.length < 2) return `${number}. **${who[speaker]}:** ${plain(only?.text ?? '')}${where}`
  return [
    `${number}. **${who[speaker]}:**${where}`,
    ...all.map(
      ({ tag, text }) => `${' '.repeat(String(number).length + 2)}- ${tag ?? ''}: ${plain(text)}`,
    ),
  ].join('\n')
}

function ladderTable(ladders: Ladder[], languages: string[], at: (place: Place) => string): string {
  const used = misses.filter((miss) => ladders.some(({ rungs }) => rungs[miss]))
  const head = ['Question', ...used.map((miss) => missHeads[miss]), 'After the last try', 'Besides']
  const rows = ladders.map(({ step, place, rungs, last, others }) => [
    `${cell(step)} \`${at(place)}\``,
    ...used.map((miss) => {
      const rung = rungs[miss]
      if (!rung) return '–'
      return [
        ...rung.heard.map(
          (words, index) =>
            `${rung.heard.length > 1 ? `${index + 1}. ` : ''}${inCell(words, languages)}`,
        ),
        ...(rung.leads !== undefined && (rung.leads !== last || rung.heard.length === 0)
          ? [`→ ${cell(rung.leads)}`]
          : []),
      ].join('<br>')
    }),
    last === undefined ? '–' : `→ ${cell(last)}`,
    others
      .map(
        ({ when, leads }) =>
          `${cell(when)}: ${leads.startsWith('“') ? cell(leads) : `→ ${cell(leads)}`}`,
      )
      .join('<br>') || '–',
  ])
  return ladders.length === 0 ? 'There are no questions.' : table(head, rows)
}

function universalTable(
  universals: Universal[],
  languages: string[],
  at: (place: Place) => string,
): string {
  return table(
    ['When', 'The caller hears', 'Then', 'Except'],
    universals.map((one) => [
      `${cell(one.title)}${one.place ? ` \`${at(one.place)}\`` : ''}`,
      one.heard.map((words) => inCell(words, languages)).join('<br>') || '–',
      one.leads === undefined ? '–' : cell(one.leads),
      exceptionsOf(one).map(cell).join('<br>') || '–',
    ]),
  )
}

const answerTable = (
  answers: Answer[],
  languages: string[],
  at: (place: Place) => string,
): string =>
  table(
    ['Question', 'Answer'],
    answers.map(({ question, answer, place }) => [
      `${inCell(question, languages)} \`${at(place)}\``,
      inCell(answer, languages),
    ]),
  )

const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const inCell = (words: Words, languages: string[]): string =>
  wordsByLanguage(words, languages)
    .map(({ tag, text }) => `${tag ? `${tag}: ` : ''}${cell(text)}`)
    .join('<br>')

/** Text that Markdown takes for nothing else. */
const plain = (text: string): string => escapeMarkdown(text.replace(/\s+/g, ' '))

const cell = plain

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
