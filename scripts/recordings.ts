// Makes the missing recordings of languages without a telephone voice by a synthesizer: npx tsx
// scripts/recordings.ts [--again] [folder …]
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parse } from 'yaml'
import { lettersFor } from '../src/flow/tree/letters.ts'
import type { SlotType } from '../src/flow/tree/slot.ts'
import { phraseIds, type PhraseId } from '../src/languages/phrases.ts'
import { slug } from '../src/flow/tree/option.ts'
import { be } from '../src/languages/be/index.ts'
import { ru } from '../src/languages/ru/index.ts'

const sampleRate = 8000

/** What speaks for a language: the synthesizer's voice, the engine's own words, and the digits 0 to
 * 9. */
const speakers: Record<
  string,
  { voice: string; phrases: Record<PhraseId, string>; digits: string[] }
> = {
  be: {
    voice: 'be',
    phrases: be.phrases,
    digits: ['нуль', 'адзін', 'два', 'тры', 'чатыры', 'пяць', 'шэсць', 'сем', 'восем', 'дзевяць'],
  },
  ru: {
    voice: 'ru',
    phrases: ru.phrases,
    digits: ['ноль', 'один', 'два', 'три', 'четыре', 'пять', 'шесть', 'семь', 'восемь', 'девять'],
  },
}

/** Words by the path of their recording under audio/, without its ending. */
type Script = Map<string, string>

const isGroup = (node: unknown): node is Record<string, unknown> =>
  typeof node === 'object' && node !== null && !Array.isArray(node)

/** The languages a flow declares as recorded. */
function recordedLanguages(flow: unknown): string[] {
  const languages = isGroup(flow) && isGroup(flow.languages) ? flow.languages : {}
  return Object.entries(languages).flatMap(([tag, voice]) =>
    (isGroup(voice) ? voice.voice : voice) === 'recorded' ? [tag] : [],
  )
}

/** The types of a flow's slots, for the letters they are read back with. */
function slotsOf(flow: unknown): { type: SlotType }[] {
  const slots = isGroup(flow) && isGroup(flow.slots) ? Object.values(flow.slots) : []
  return slots.flatMap((slot) => (isGroup(slot) ? [{ type: slot.type as SlotType }] : []))
}

/** Every prompt with `audio` in a tree, in the languages given. */
function collect(node: unknown, languages: ReadonlySet<string>, script: Script): void {
  if (Array.isArray(node)) for (const item of node) collect(item, languages, script)
  if (!isGroup(node)) return
  if (typeof node.audio === 'string')
    for (const tag of languages)
      if (typeof node[tag] === 'string') note(script, `${tag}/${node.audio}`, node[tag])
  for (const value of Object.values(node)) collect(value, languages, script)
}

function note(script: Script, path: string, words: string): void {
  const known = script.get(path)
  if (known !== undefined && known !== words)
    throw new Error(
      `${path} would have to say both "${known}" and "${words}": give one of them another name`,
    )
  script.set(path, words)
}

/** The stretches of words between placeholders; marks alone are nothing to speak. */
function stretches(phrase: string): string[] {
  return phrase
    .split(/\{[^}]*\}/)
    .map((part) => part.replace(/^[\s—–,.:;-]+/, '').trim())
    .filter((part) => /[\p{L}\p{N}]/u.test(part))
}

function engineScript(tag: string, slots: { type: SlotType }[], script: Script): void {
  for (const { recording, words } of lettersFor(slots, tag))
    note(script, `${tag}/engine/${recording}`, words)
  const speaker = speakerOf(tag)
  speaker.digits.forEach((word, digit) => note(script, `${tag}/engine/${digit}`, word))
  for (const id of phraseIds) {
    const parts = stretches(speaker.phrases[id])
    const file = `${tag}/engine/${slug(id)}`
    parts.forEach((part, index) =>
      note(script, parts.length === 1 ? file : `${file}-${index + 1}`, part),
    )
  }
}

function speakerOf(tag: string): (typeof speakers)[string] {
  const speaker = speakers[tag.slice(0, 2)]
  if (!speaker)
    throw new Error(
      `there is no synthesizer's voice for ${tag} here; known are ${Object.keys(speakers).join(', ')}`,
    )
  return speaker
}

function speak(words: string, tag: string, file: string, scratch: string): void {
  const raw = join(scratch, 'raw.wav')
  mkdirSync(dirname(file), { recursive: true })
  execFileSync('espeak-ng', ['-v', speakerOf(tag).voice, '-s', '160', '-w', raw, words], {
    stdio: ['ignore', 'ignore', 'ignore'],
  })
  const trim = ['silence', '1', '0.02', '0.3%', 'reverse']
  execFileSync(
    'sox',
    [
      '-D',
      raw,
      '-r',
      String(sampleRate),
      '-c',
      '1',
      '-b',
      '16',
      file,
      ...trim,
      ...trim,
      'norm',
      '-3',
      'pad',
      '0.02',
      '0.05',
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  )
}

/** Writes what is missing under `folder`/audio; `again` makes all anew. Gives the number of files
 * made. */
function record(folder: string, again: boolean, scratch: string): number {
  const files = readdirSync(folder).filter(
    (name) => name.endsWith('.yaml') && !name.endsWith('.calls.yaml'),
  )
  const trees = files.map((name): unknown =>
    parse(readFileSync(join(folder, name), 'utf8'), { schema: 'failsafe', logLevel: 'silent' }),
  )
  const languages = new Set(trees.flatMap(recordedLanguages))
  const script: Script = new Map()
  collect(trees, languages, script)
  for (const tag of languages)
    engineScript(
      tag,
      trees.filter((tree) => recordedLanguages(tree).includes(tag)).flatMap(slotsOf),
      script,
    )
  let made = 0
  for (const [path, words] of script) {
    const file = join(folder, 'audio', `${path}.wav`)
    if (!again && existsSync(file)) continue
    speak(words, path.slice(0, path.indexOf('/')), file, scratch)
    made += 1
  }
  return made
}

const args = process.argv.slice(2)
const folders = args.filter((arg) => !arg.startsWith('--'))
const scratch = mkdtempSync(join(tmpdir(), 'recordings-'))
try {
  for (const folder of folders.length > 0 ? folders : ['flows/linden', 'test/flow/ok'])
    console.log(
      `${folder}: ${record(folder, args.includes('--again'), scratch)} recordings made by machine (espeak-ng), not by a person`,
    )
} finally {
  rmSync(scratch, { recursive: true })
}
