// The sheet to read out: every recording a recorded language needs, with its words.
import type { Flow } from '../flow/tree/flow.ts'
import { lettersFor } from '../flow/tree/letters.ts'
import { phraseIds } from '../languages/phrases.ts'
import { spokenIn } from '../flow/checks/spoken-texts.ts'
import { languageOf } from '../languages/language.ts'
import { plural } from '../ground/plural.ts'
import { exit, print, printJson, type Io } from './io.ts'
import type { Opened } from './flow-files.ts'
import { phraseRecording } from '../say/speech.ts'

/** `name` is the path under audio/ without an ending; `where` the place in a flow, absent for the
 * engine's own words. */
type Recording = { language: string; name: string; words: string; there: boolean; where?: string }

export function recordingsCommand(opened: Opened[], io: Io, json: boolean): number {
  const sheet = opened.flatMap(sheetOf)
  const missing = sheet.filter(({ there }) => !there).length
  if (json) printJson(io, { recordings: sheet, missing })
  else if (sheet.length === 0) print(io, 'No flow has a recorded language.')
  else
    print(
      io,
      [
        ...[...new Set(sheet.map(({ language }) => language))].map((language) =>
          sheetText(language, sheet),
        ),
        `${plural(sheet.length, 'recording')}, ${missing} missing (marked !).`,
      ].join('\n\n'),
    )
  return missing > 0 ? exit.problems : exit.fine
}

const sheetText = (language: string, sheet: Recording[]): string =>
  [language, ...sheet.filter((one) => one.language === language).map(recordingText)].join('\n')

const recordingText = ({ there, name, where, words }: Recording): string =>
  `${there ? ' ' : '!'} audio/${name}.wav${where ? `  (${where})` : ''}\n    ${words}`

/** In the order to be read: by language the prompts of each flow, then the engine's own words. */
export function sheetOf({ project, only }: Opened): Recording[] {
  const flows = [...project.flows.values()].filter(({ file }) => !only || only.has(file))
  const tags = [...new Set(flows.flatMap(recordedIn))].sort()
  return tags.flatMap((language) => {
    const recorded = flows.filter((flow) => recordedIn(flow).includes(language))
    const slots = recorded.flatMap((flow) => [...flow.slots.values()])
    const needed: Needed[] = [
      ...flows
        .filter((flow) => flow.languages.length === 0 || recorded.includes(flow))
        .flatMap((flow) => promptsOf(flow, language)),
      ...engineWords(language).map(([name, words]) => ({ name, words })),
      ...lettersFor(slots, language).map(({ recording, words }) => ({
        name: `engine/${recording}`,
        words,
      })),
    ]
    const sheet = new Map<string, Recording>()
    for (const { name: file, words, where } of needed) {
      const name = `${language}/${file}`
      if (!sheet.has(name))
        sheet.set(name, { language, name, words, where, there: project.recordings.has(name) })
    }
    return [...sheet.values()]
  })
}

type Needed = Pick<Recording, 'words' | 'where'> & { name: string }

const promptsOf = (flow: Flow, language: string): Needed[] =>
  spokenIn(flow)
    .flatMap(({ prompt }) => prompt.pieces)
    .flatMap(({ audio, texts, range }) => {
      const words = texts[language] ?? texts['']
      if (!audio || !words) return []
      return { name: audio.value, words: words.source, where: `${range.file}:${range.line}` }
    })

const recordedIn = (flow: Flow): string[] =>
  flow.languages.filter(({ voice }) => voice === 'recorded').map(({ tag }) => tag)

/** The engine's phrases, cut where a value is put in, and the digits as figures. */
function engineWords(language: string): [string, string][] {
  const { phrases } = languageOf(language)
  const digits = Array.from({ length: 10 }, (_, digit): [string, string] => [
    `engine/${digit}`,
    String(digit),
  ])
  const cut = phraseIds.flatMap((id) => {
    // marks alone are nothing to read out
    const stretches = phrases[id]
      .split(/\{\w+\}/)
      .map((part) => part.replace(/^[\s—–,.:;-]+/, '').trim())
      .filter((part) => /[\p{L}\p{N}]/u.test(part))
    return stretches.map((words, index): [string, string] => [
      phraseRecording(id, stretches.length > 1 ? index + 1 : 0),
      words,
    ])
  })
  return [...digits, ...cut]
}
