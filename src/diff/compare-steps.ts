// What differs between two versions of a step, one sentence each.
import type { Flow } from '../flow/tree/flow.ts'
import type { Located, Range } from '../flow/text/located.ts'
import type { Option } from '../flow/tree/option.ts'
import type { Prompt } from '../flow/tree/prompt.ts'
import { type Step, promptOf } from '../flow/steps/index.ts'
import type { Kind } from './difference.ts'
import type { Both, Pair } from './match.ts'
import { tellOptions } from './compare-options.ts'
import { outcome, plainWays, targetOf, type Without } from './outcome.ts'
import { tellTable, tellWords } from './compare-words.ts'
import { opening, textsOf, plainText } from './plain-text.ts'

/** `gone`: the place is one of the old version. */
export type Tell = (
  kind: Kind,
  text: string,
  at?: { step?: string; option?: string; way?: string; range?: Range; gone?: boolean },
) => void

/** How each prompt of a step is called. */
const prompts: Record<string, string> = {
  say: 'what is said',
  menu: 'the question',
  ask: 'the question',
  choose: 'the question',
  answer: 'the question',
  record: 'what is said before the tone',
  again: 'the question to who comes back',
  meanwhile: 'what is said while the lookup is awaited',
  each: 'how a row is read out',
  sms: 'the text message',
  pay: 'the question',
}

const rungs = {
  unclear: 'what is said after a misunderstanding',
  silent: 'what is said after a silence',
}

/** Settings: their kind, and what holds where nothing is written. */
const settings: Record<string, [Kind, (flow: Flow) => string]> = {
  wait: ['patience', (flow) => plainText(flow.wait ?? 5000, 'wait')],
  tries: ['patience', (flow) => plainText(flow.tries ?? 3)],
  listen: ['listening', (flow) => flow.listen ?? 'both'],
  interrupt: ['listening', () => 'yes'],
  'in every language': ['listening', () => 'no'],
  'read out': ['read out', () => 'yes'],
  first: ['list read out', () => '5'],
  'one at a time': ['list read out', () => 'no'],
  from: ['list read out', () => 'nothing'],
  'at most': ['visits', () => 'without limit'],
  longest: ['recorder', () => '2 minutes'],
  transcribe: ['recorder', () => 'no'],
  for: ['recorder', () => 'nobody'],
  slot: ['slot asked', () => 'nothing'],
  request: ['lookup used', () => 'nothing'],
  notify: ['lookup used', () => 'nothing'],
  do: ['sub-flow used', () => 'nothing'],
  goal: ['goal', () => 'none'],
  instead: ['goal', () => 'none'],
}

export function tellSteps(both: Both, tell: Tell): void {
  const { was, now, steps } = both
  for (const pair of steps.pairs) tellStep(both, pair, tell)
  for (const step of steps.added)
    tell('step added', `${quoteName(step)} is new: ${intro(step)}${leads(now, step)}`, {
      step: step.name.value,
      range: step.name.range,
    })
  for (const step of steps.removed)
    tell('step removed', `${quoteName(step)} was removed: ${intro(step)}${leads(was, step)}`, {
      step: step.name.value,
      range: step.name.range,
      gone: true,
    })
}

const quoteName = (step: Step): string => `'${step.name.value}'`

/** The word of a step and how it begins: `menu "How can I help?"`. */
function intro(step: Step): string {
  const prompt = promptOf(step)
  const [text = ''] = prompt ? textsOf(prompt).values() : []
  return text === '' ? step.word : `${step.word} ${opening(text)}`
}

function leads(flow: Flow, step: Step): string {
  return step.then ? `, then ${outcome(flow, step.then.value)}` : ''
}

function tellStep(both: Both, { was, now, renamed }: Pair<Step>, tell: Tell): void {
  const step = now.name.value
  const here: Tell = (kind, text, at) =>
    tell(kind, `'${step}': ${text}`, { step, range: now.name.range, ...at })
  if (renamed)
    tell('step renamed', `'${was.name.value}' is now called '${step}'`, {
      step,
      range: now.name.range,
    })
  if (was.word !== now.word)
    return here(
      'step word',
      `it was ${article(was.word)} and is now ${article(now.word)}: ${intro(now)}${leads(both.now, now)}`,
    )
  const told = new Set([
    'name',
    'word',
    'range',
    'options',
    'decide',
    ...plainWays(was)
      .concat(plainWays(now))
      .map(({ name }) => name),
    'ends',
    'otherwise',
    'then',
    'done',
  ])
  const [old, fresh] = [fieldsOf(was), fieldsOf(now)]
  for (const key of new Set([...old.keys(), ...fresh.keys()])) {
    if (told.has(key)) continue
    const [before, after] = [old.get(key), fresh.get(key)]
    if (key === 'confirm') tellConfirm(was.confirm, now.confirm, here)
    else if (key === 'unclear' || key === 'silent') tellRungs(rungs[key], was[key], now[key], here)
    else if (prompts[key]) tellWords('words', prompts[key], promptIn(before), promptIn(after), here)
    else if (before instanceof Map || after instanceof Map)
      tellTable(
        'values',
        key === 'set' ? 'it sets' : key === 'save' ? 'it keeps' : 'it gives',
        before,
        after,
        here,
      )
    else tellSetting(both, key, before, after, here)
  }
  tellOptions(both, list(was), list(now), here)
  if (now.word === 'decide') tellCases(both, was, now, here)
  else tellWays(both, was, now, here)
}

const fieldsOf = (step: Step): Map<string, unknown> => new Map(Object.entries(step))

const promptIn = (value: unknown): Prompt | undefined =>
  typeof value === 'object' && value !== null && isPrompt(value) ? value : undefined

const isPrompt = (value: object): value is Prompt => 'pieces' in value

const list = (step: Step): Option[] => step.options?.value ?? []
const article = (word: string): string => (/^[aeiou]/.test(word) ? `an "${word}"` : `a "${word}"`)

function tellSetting(
  { was, now, renamed }: Both,
  key: string,
  before: unknown,
  after: unknown,
  tell: Tell,
): void {
  const [kind, usual] = settings[key] ?? ['values', () => 'nothing']
  const [old, fresh] = [plainText(before, key) || usual(was), plainText(after, key) || usual(now)]
  const inherited = before === undefined && after === undefined
  if (!inherited && old !== fresh && renamed.get(old) !== fresh)
    tell(kind, `"${key}" is now ${fresh} (was ${old})`)
}

function tellConfirm(was: Step['confirm'], now: Step['confirm'], tell: Tell): void {
  if (was && !now)
    return tell(
      'no longer read back',
      was.always
        ? 'the answer is no longer read back'
        : "an unsure answer is read back in the engine's words",
    )
  if (!was && now)
    return tell(
      'read back',
      `the answer is now read back${now.always ? '' : ' when it is unsure'}: ${opening([...textsOf(now.prompt).values()][0] ?? '')}`,
    )
  if (!was || !now) return
  if (was.always !== now.always)
    tell(
      'read back when',
      now.always
        ? 'the answer is now always read back (was only when unsure)'
        : 'the answer is now read back only when it is unsure (was always)',
    )
  tellWords('words', 'the read-back', was.prompt, now.prompt, tell)
}

function tellRungs(what: string, was: Prompt[] = [], now: Prompt[] = [], tell: Tell): void {
  for (let rung = 0; rung < Math.max(was.length, now.length); rung++)
    tellWords(
      'words',
      rung === 0 ? what : `${what}, attempt ${rung + 1},`,
      was[rung],
      now[rung],
      tell,
    )
}

/** When each way is taken, in words. */
const when: Record<string, string> = {
  then: 'after it',
  yes: 'after a yes',
  no: 'after a no',
  silence: 'after the first silence',
  stuck: 'after the last try',
  'too many': 'after too many visits',
  empty: 'when there is nothing',
  none: 'after "none of these"',
  unanswered: 'when there is no answer',
  done: 'when the caller is done',
  'not found': 'when nothing is found',
  failed: 'when the lookup fails',
  refused: 'when it is refused',
  nobody: 'when nobody answers',
  closed: 'when closed',
  otherwise: 'otherwise',
}

const whenOf = (way: string): string => when[way] ?? way

function tellWays(both: Both, was: Step, now: Step, tell: Tell): void {
  const [before, after] = [plainWays(was), plainWays(now)]
  for (const name of new Set([...after, ...before].map((way) => way.name))) {
    const old = before.find((way) => way.name === name),
      fresh = after.find((way) => way.name === name)
    const said = name.startsWith('end ')
      ? `after the end '${name.slice(4)}'`
      : name === 'failed' && now.word === 'callback'
        ? 'when no call back can be promised'
        : whenOf(name)
    if (old && fresh)
      tellWay(both, said, old.to, fresh.to, (kind, text, at) =>
        tell(kind, text, { way: name, ...at }),
      )
    else if (fresh)
      tell(
        'way',
        `${said}, callers now go to ${outcome(both.now, targetOf(both.now, fresh.to, usual(name)))}${insteadOf[name] ? ` (${insteadOf[name]})` : ''}`,
        { way: name, range: fresh.to?.range },
      )
    else if (old)
      tell(
        'way',
        `${said}, callers no longer go to ${outcome(both.was, targetOf(both.was, old.to, usual(name)))}`,
        { way: name },
      )
  }
}

const usual = (way: string): Without => (way === 'done' ? 'end' : 'help')

/** What a way that is new was before. */
const insteadOf: Record<string, string> = {
  silence: 'a silence counted as a try',
  'not found': 'it was the same as when the lookup fails',
  'too many': 'there was no limit of visits',
}

/** Implicit ways follow `help`, which is told once. */
export function tellWay(
  { was, now, renamed }: Both,
  said: string,
  old: Located<string> | undefined,
  fresh: Located<string> | undefined,
  tell: Tell,
  usual: 'help' | 'end' = 'help',
  kind: Kind = 'way',
): void {
  if (!old && !fresh) return
  const [from, to] = [targetOf(was, old, usual), targetOf(now, fresh, usual)]
  if ((from === undefined ? undefined : (renamed.get(from) ?? from)) === to) return
  tell(kind, `${said}, callers now go to ${outcome(now, to)} (was ${outcome(was, from)})`, {
    range: fresh?.range,
  })
}

export type Case = NonNullable<Step['decide']>['value'][number]

/** Those that could be read. */
const casesOf = (step: Step): Case[] =>
  (step.decide?.value ?? []).filter((one) => one.if !== undefined && one.then !== undefined)

/** Which case of the new step is which of the old one, counted from 0: by the condition, then by
 * where they lead. */
export function matchCases(
  was: Step,
  now: Step,
  renamed: Map<string, string>,
): Map<number, number> {
  const [old, fresh] = [casesOf(was), casesOf(now)]
  const pairs = new Map<number, number>()
  const by = (fits: (one: Case, other: Case) => boolean) =>
    fresh.forEach((other, at) => {
      const found = pairs.has(at)
        ? -1
        : old.findIndex((one, index) => ![...pairs.values()].includes(index) && fits(one, other))
      if (found >= 0) pairs.set(at, found)
    })
  by((one, other) => one.if.source === other.if.source)
  by(
    (one, other) =>
      one.then.value === other.then.value || renamed.get(one.then.value) === other.then.value,
  )
  return pairs
}

function tellCases(both: Both, was: Step, now: Step, tell: Tell): void {
  const [old, fresh] = [casesOf(was), casesOf(now)]
  const pairs = matchCases(was, now, both.renamed)
  const kept = [...pairs.values()]
  fresh.forEach((other, at) => {
    const one = old[pairs.get(at) ?? -1]
    const here: Tell = (kind, text) =>
      tell(kind, text, { way: `case ${at + 1}`, range: other.then.range })
    if (!one)
      here(
        'case added',
        `when ${conditionText(other.if.source)}, callers now go to ${outcome(both.now, other.then.value)}`,
      )
    else if (one.if.source !== other.if.source)
      here(
        'case condition',
        `callers now go to ${outcome(both.now, other.then.value)} when ${conditionText(other.if.source)} (was when ${conditionText(one.if.source)})`,
      )
    else tellWay(both, `when ${conditionText(other.if.source)}`, one.then, other.then, here)
  })
  old.forEach((one, at) => {
    if (!kept.includes(at))
      tell(
        'case removed',
        `there is no case any more for when ${conditionText(one.if.source)} (callers went to ${outcome(both.was, one.then.value)})`,
        { range: one.then.range, gone: true },
      )
  })
  if (
    kept
      .toSorted((a, b) => a - b)
      .some((place, index) => place !== [...pairs].toSorted(([a], [b]) => a - b)[index]?.[1])
  )
    tell(
      'case order',
      `the cases are now tried in this order: ${fresh.map((one) => conditionText(one.if.source)).join('; ')}`,
    )
  tellWay(both, 'otherwise', was.otherwise, now.otherwise, (kind, text, at) =>
    tell(kind, text, { way: 'otherwise', ...at }),
  )
}

const conditionText = (condition: string): string => condition.replaceAll('_', ' ')
