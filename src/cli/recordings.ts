// The sheet to read out: every recording a recorded language needs, with its words.
import type { Flow } from '../flow/tree/flow.ts'
import { lettersFor } from '../flow/tree/letters.ts'
import { phraseIds } from '../languages/phrases.ts'
import { spokenIn } from '../flow/checks/spoken-texts.ts'
import { recordedName } from '../call/prompt-words.ts'
import { languageOf } from '../languages/language.ts'
import { counted, exit, print, printJson, type Io } from './io.ts'
import type { Opened } from './flow-files.ts'

/** `name` is the path under audio/ without an ending; `where` the place in a flow, absent for the
 * engine's own words. */
type Recording = { language: string; name: string; words: string; there: boolean; where?: string }

export function recordingsCommand(opened: Opened[], io: Io, json: boolean): number {
  const sheet = opened.flatMap(sheetOf)
  const missing = sheet.filter(({ there }) => !there).length
  if (json) printJson(io, { recordings: sheet, missing })
  else {
    let language = ''
    for (const one of sheet) {
      if (one.language !== language) print(io, `${language === '' ? '' : '\n'}${one.language}`)
      language = one.language
      print(
        io,
        `${one.there ? ' ' : '!'} audio/${one.name}.wav${one.where ? `  (${one.where})` : ''}\n    ${one.words}`,
      )
    }
    print(
      io,
      sheet.length === 0
        ? 'No flow has a recorded language.'
        : `\n${counted(sheet.length, 'recording')}, ${missing} missing (marked !).`,
    )
  }
  return missing > 0 ? exit.problems : exit.fine
}

/** In the order to be read: by language the prompts of each flow, then the engine's own words. */
export function sheetOf({ project, only }: Opened): Recording[] {
  const flows = [...project.flows.values()].filter(({ file }) => !only || only.has(file))
  const tags = [...new Set(flows.flatMap(recordedIn))].sort()
  return tags.flatMap((language) => {
    const sheet = new Map<string, Recording>()
    const need = (name: string, words: string, where?: string): void => {
      const path = `${language}/${name}`
      if (!sheet.has(path))
        sheet.set(path, { language, name: path, words, where, there: project.recordings.has(path) })
    }
    for (const flow of flows) {
      if (flow.languages.length > 0 && !recordedIn(flow).includes(language)) continue
      for (const { prompt } of spokenIn(flow))
        for (const { audio, texts, range } of prompt.pieces) {
          const words = texts[language] ?? texts['']
          if (audio && words) need(audio.value, words.source, `${range.file}:${range.line}`)
        }
    }
    for (const [name, words] of engineWords(language)) need(name, words)
    const slots = flows
      .filter((flow) => recordedIn(flow).includes(language))
      .flatMap((flow) => [...flow.slots.values()])
    for (const { recording, words } of lettersFor(slots, language))
      need(`engine/${recording}`, words)
    return [...sheet.values()]
  })
}

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
      recordedName(id, stretches.length > 1 ? index + 1 : 0),
      words,
    ])
  })
  return [...digits, ...cut]
}
