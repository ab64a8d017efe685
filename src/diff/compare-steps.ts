// What differs between two versions of a step, one sentence each.
import { promptOf, type Step, kindOf } from '../flow/steps/index.ts'
import type { Flow } from '../flow/tree/flow.ts'
import type { Prompt } from '../flow/tree/prompt.ts'
import { tellCases } from './compare-cases.ts'
import { tellOptions } from './compare-options.ts'
import { tellWays } from './compare-ways.ts'
import { firstWords, tellTable, tellWords } from './compare-words.ts'
import type { Tell } from './difference.ts'
import type { Both, Pair } from './match.ts'
import { outcome, plainWays } from './outcome.ts'
import { fieldsOf, isPrompt, opening, plainText } from './plain-text.ts'
import { setting, type Setting } from '../flow/tree/step.ts'

/** Prompts and settings that every step may have. */
const COMMON = {
  prompts: { again: 'the question to who comes back' },
  settings: { 'at most': setting('visits', 'without limit'), goal: setting('goal', 'none') },
}

const rungs = {
  unclear: 'what is said after a misunderstanding',
  silent: 'what is said after a silence',
}

/** What is done with tables of values. */
const tables: Record<string, string> = { set: 'it sets', save: 'it keeps' }

export function tellSteps(both: Both, tell: Tell): void {
  const { was, now, steps } = both
  for (const pair of steps.pairs) tellStep(both, pair, tell)
  for (const step of steps.added)
    tell('step added', `'${step.name.value}' is new: ${intro(step)}${leads(now, step)}`, {
      step: step.name.value,
      range: step.name.range,
    })
  for (const step of steps.removed)
    tell('step removed', `'${step.name.value}' was removed: ${intro(step)}${leads(was, step)}`, {
      step: step.name.value,
      range: step.name.range,
      gone: true,
    })
}

/** The word of a step and how it begins: `menu "How can I help?"`. */
function intro(step: Step): string {
  const text = firstWords(promptOf(step))
  return text === '' ? step.word : `${step.word} ${opening(text)}`
}

const leads = (flow: Flow, { then }: Step): string =>
  then ? `, then ${outcome(flow, then.value)}` : ''

function tellStep(both: Both, pair: Pair<Step>, tell: Tell): void {
  const { was, now, renamed } = pair
  const step = now.name.value
  const at = { step, range: now.name.range }
  const here: Tell = (kind, text, more) => tell(kind, `'${step}': ${text}`, { ...at, ...more })
  if (renamed) tell('step renamed', `'${was.name.value}' is now called '${step}'`, at)
  if (was.word !== now.word) {
    const words = `it was ${article(was.word)} and is now ${article(now.word)}`
    return here('step word', `${words}: ${intro(now)}${leads(both.now, now)}`)
  }
  tellFields(both, pair, here)
  tellOptions(both, was.options?.value ?? [], now.options?.value ?? [], here)
  if (now.decide) tellCases(both, was, now, here)
  else tellWays(both, was, now, here)
}

const article = (word: string): string => (/^[aeiou]/.test(word) ? `an "${word}"` : `a "${word}"`)

/** What is told of a step besides its fields. */
const elsewhere = [
  'name',
  'word',
  'range',
  'options',
  'decide',
  'ends',
  'otherwise',
  'then',
  'done',
]

function tellFields(both: Both, { was, now }: Pair<Step>, tell: Tell): void {
  const told = new Set([
    ...elsewhere,
    ...[...plainWays(was), ...plainWays(now)].map(({ name }) => name),
  ])
  const { compared } = kindOf(now)
  const prompts: Record<string, string> = { ...COMMON.prompts, ...compared?.prompts }
  const settings: Record<string, Setting> = { ...COMMON.settings, ...compared?.settings }
  const [before, after] = [fieldsOf(was), fieldsOf(now)]
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    if (told.has(key)) continue
    const pair = { was: before.get(key), now: after.get(key) }
    if (key === 'confirm') tellConfirm(was.confirm, now.confirm, tell)
    else if (key === 'unclear' || key === 'silent') tellRungs(rungs[key], was[key], now[key], tell)
    else if (prompts[key]) {
      const [old, fresh] = [promptIn(pair.was), promptIn(pair.now)]
      tellWords({ kind: 'words', what: prompts[key], was: old, now: fresh }, tell)
    } else if (pair.was instanceof Map || pair.now instanceof Map)
      tellTable({ kind: 'values', does: tables[key] ?? 'it gives', ...pair }, tell)
    else tellSetting(both, { key, setting: settings[key], ...pair }, tell)
  }
}

const promptIn = (value: unknown): Prompt | undefined =>
  typeof value === 'object' && value !== null && isPrompt(value) ? value : undefined

type SettingPair = { key: string; setting?: Setting; was: unknown; now: unknown }

function tellSetting(both: Both, { key, setting, was, now }: SettingPair, tell: Tell): void {
  if (was === undefined && now === undefined) return
  const inForce = (value: unknown, flow: Flow): string =>
    plainText(value, key) || plainText(setting?.unless(flow) ?? 'nothing', key)
  const [old, fresh] = [inForce(was, both.was), inForce(now, both.now)]
  if (old !== fresh && both.renamed.get(old) !== fresh)
    tell(setting?.kind ?? 'values', `"${key}" is now ${fresh} (was ${old})`)
}

function tellConfirm(was: Step['confirm'], now: Step['confirm'], tell: Tell): void {
  if (was && now) {
    if (now.always && !was.always)
      tell('read back when', 'the answer is now always read back (was only when unsure)')
    if (was.always && !now.always)
      tell('read back when', 'the answer is now read back only when it is unsure (was always)')
    const what = 'the read-back'
    tellWords({ kind: 'words', what, was: was.prompt, now: now.prompt }, tell)
  } else if (was)
    tell(
      'no longer read back',
      was.always
        ? 'the answer is no longer read back'
        : "an unsure answer is read back in the engine's words",
    )
  else if (now) {
    const when = now.always ? '' : ' when it is unsure'
    const words = opening(firstWords(now.prompt))
    tell('read back', `the answer is now read back${when}: ${words}`)
  }
}

function tellRungs(what: string, was: Prompt[] = [], now: Prompt[] = [], tell: Tell): void {
  for (let rung = 0; rung < Math.max(was.length, now.length); rung++) {
    const attempt = rung === 0 ? what : `${what}, attempt ${rung + 1},`
    tellWords({ kind: 'words', what: attempt, was: was[rung], now: now[rung] }, tell)
  }
}
