// callflow talk: a telephone in the terminal.
import { createInterface } from 'node:readline'
import { DateTime } from 'luxon'
import type { Effect, Event } from '../call/event.ts'
import type { Input } from '../call/input.ts'
import { declaredAs } from '../call/given-values.ts'
import { zoneOf } from '../call/scope-names.ts'
import { tableAnswer } from '../call/table-answer.ts'
import { makeSetting, type Setting } from '../call/setting.ts'
import {
  ANSWERS,
  exampleReply,
  performAct,
  ringingAt,
  answerCallback,
  ringResult,
  onePerson,
} from '../rehearsal/outside.ts'
import { assertReplay, heardSince } from '../rehearsal/play.ts'
import { beginCall, takeInput, type Stage } from '../rehearsal/stage.ts'
import { asSent } from '../flow/tree/lookup-answer.ts'
import { didYouMean, oneOf } from '../flow/text/diagnostic.ts'
import { compile } from '../flow/machine/compile.ts'
import type { Flow } from '../flow/tree/flow.ts'
import type { LineEntry } from '../flow/tree/lines-file.ts'
import { errorsIn } from './flow-errors.ts'
import { exit, print, printJson, readArgs, UsageError, type Io } from './io.ts'
import {
  companyOf,
  linesOf,
  openFlow,
  openPaths,
  printFindings,
  shownPath,
  valuesOf,
  type Opened,
} from './flow-files.ts'
import { cardText, eventText } from './show-events.ts'
import { writeScript, type Talked } from '../rehearsal/write-script.ts'
import { readTyped, typingHelp, type Typed } from './typed-acts.ts'
import type { Asked } from './live-lookups.ts'

const options = {
  flow: { type: 'string' },
  line: { type: 'string' },
  at: { type: 'string' },
  language: { type: 'string' },
  from: { type: 'string' },
  given: { type: 'string', multiple: true },
  live: { type: 'boolean' },
  json: { type: 'boolean' },
} as const

export async function talkCommand(args: string[], io: Io): Promise<number> {
  const { values, positionals } = readArgs(args, options)
  const { flow, opened, line } = await choose(values.flow ?? positionals[0], values.line, io)
  const { json = false, from } = values
  const broken = errorsIn(flow, opened)
  if (broken.length > 0) {
    printFindings(io, opened, broken, json)
    return exit.problems
  }
  const machine = compile(flow, opened.project.sources)
  const zone = zoneOf({ prefix: '', flow })
  const at = startOf(values.at, zone)
  const language = spokenLanguage(flow, values.language ?? line?.value.language?.value)
  const lineValues = line ? valuesOf(line.value) : {}
  const setting = makeSetting(machine, {
    callId: `talk-${at}`,
    at,
    from,
    language,
    values: lineValues,
    given: givenTo(flow, values.given ?? []),
  })
  const ask = values.live
    ? await (await import('./live-lookups.ts')).liveLookups(opened, ownerOf(opened, line), io)
    : undefined
  const show = json ? () => undefined : (text: string) => print(io, text)
  const answered = line ? `, line ${line.name.value}` : ''
  show(`${flow.name.value} (${shownPath(opened, flow.file)})${answered}\n${typingHelp}\n`)
  const made = { acts: [], desks: {}, replies: {} }
  const talked: Talked = { flow: flow.file, zone, setting, language, from, ...made }
  const talk = { io, show, opened, ask, setting }
  const stage = await converse(beginCall(machine, setting.started), talked, talk)
  if (stage.session.status !== 'ended') show('(the call is left here)')
  assertReplay(stage)
  const script = writeScript(talked)
  if (json) printJson(io, talkJson(flow, stage, script))
  else print(io, `\nThe same as a scripted call:\n\n${script}`)
  return exit.fine
}

const talkJson = (flow: Flow, { machine, session, log }: Stage, script: string) => ({
  flow: flow.name.value,
  version: machine.version,
  status: session.status,
  turns: log,
  script,
})

/** `--given name=value`, as often as there are values. */
function givenTo({ given, name }: Flow, written: string[]): Record<string, string> {
  return Object.fromEntries(
    written.map((one) => {
      const at = one.indexOf('=')
      const slot = at > 0 ? declaredAs(given, one.slice(0, at).trim()) : undefined
      if (at <= 0) throw new UsageError(`--given is name=value, such as contact=42, not "${one}"`)
      if (!slot)
        throw new UsageError(notGiven(one.slice(0, at).trim(), name.value, [...given.keys()]))
      return [slot.name, one.slice(at + 1)]
    }),
  )
}

function notGiven(written: string, flow: string, known: string[]): string {
  const hint = didYouMean(written, known)
  const there = known.length > 0 ? `it is given ${oneOf(known)}` : 'it is given nothing'
  return `the flow "${flow}" is not given "${written}"; ${there}${hint ? `. D${hint.slice(1)}` : ''}`
}

function spokenLanguage(flow: Flow, language: string | undefined): string | undefined {
  const tags = flow.languages.map(({ tag }) => tag)
  if (language === undefined || tags.includes(language)) return language
  throw new UsageError(`the flow does not speak "${language}"; it speaks ${tags.join(', ')}`)
}

type Chosen = { flow: Flow; opened: Opened; line?: { name: { value: string }; value: LineEntry } }

async function choose(
  named: string | undefined,
  number: string | undefined,
  io: Io,
): Promise<Chosen> {
  if (number === undefined) {
    const { flow, opened } = await openFlow(named, io)
    return {
      flow,
      opened,
      line: linesOf(opened).find(({ value }) => value.flow?.value === flow.name.value),
    }
  }
  const all = await openPaths([], io)
  for (const opened of all) {
    const line = linesOf(opened).find(({ name }) => name.value === number)
    if (!line) continue
    if (named !== undefined) return { ...(await openFlow(named, io)), line }
    const { flows } = opened.project
    const flow = [...flows.values()].find(({ name }) => name.value === line.value.flow?.value)
    if (flow) return { flow, opened, line }
    throw new UsageError(`line ${number} names a flow that does not exist`)
  }
  const lines = all.flatMap(linesOf)
  const numbers = lines.map(({ name }) => name.value).join(', ')
  throw new UsageError(`lines.yaml has no line ${number}; it has ${numbers}`)
}

/** The company whose lookups are asked. */
const ownerOf = (opened: Opened, line: Chosen['line']): string =>
  companyOf(opened) ?? line?.value.tenant?.value ?? 'default'

function startOf(text: string | undefined, zone: string): number {
  if (text === undefined) return Date.now()
  const at = DateTime.fromFormat(text, 'yyyy-MM-dd HH:mm', { zone })
  if (!at.isValid) throw new UsageError(`--at is a time such as "2026-03-02 10:00", not "${text}"`)
  return at.toMillis()
}

type Talk = {
  io: Io
  show: (text: string) => void
  opened: Opened
  ask: Asked | undefined
  setting: Setting
}

/** Reads line after line until the call or the input ends. */
async function converse(stage: Stage, talked: Talked, talk: Talk): Promise<Stage> {
  const { io, show } = talk
  let shown = showNew(stage, 0, talk)
  const hearReply = async (from: number): Promise<void> => {
    await settle(stage, talked, talk)
    shown = showNew(stage, shown, talk)
    const heard = heardSince(stage, from)
    if (heard !== '') talked.acts.push({ system: heard })
  }
  await hearReply(0)
  const typed = createInterface({ input: io.stdin })
  const atTerminal = 'isTTY' in io.stdin && io.stdin.isTTY === true
  const prompt = () => {
    if (atTerminal && stage.session.status !== 'ended') io.stdout.write('> ')
  }
  prompt()
  for await (const text of typed) {
    if (!atTerminal) show(`> ${text}`)
    const from = stage.log.length
    const refused = carryOut(stage, readTyped(text), talked, talk)
    if (refused !== undefined) show(`  ${refused}`)
    else await hearReply(from)
    if (stage.session.status === 'ended') break
    prompt()
  }
  typed.close()
  return stage
}

/** Gives a sentence when what was typed does not fit now. */
function carryOut(
  stage: Stage,
  typed: Typed,
  talked: Talked,
  { setting }: Talk,
): string | undefined {
  const desk = ringingAt(stage)
  if ('message' in typed) return typed.message
  if ('desk' in typed) {
    if (desk === undefined) return 'nobody is being rung now'
    if (typed.desk !== 'answered') talked.desks[desk] = typed.desk
    // each ring ends alike, until the desk gives up
    do takeInput(stage, ringResult(stage, typed.desk))
    while (typed.desk !== 'answered' && ringingAt(stage) === desk)
    return undefined
  }
  if (desk !== undefined && typed.act.type !== 'hang up')
    return `"${desk}" is being rung: /answer, /busy or /nobody`
  const refused = performAct(stage, setting, typed.act)
  if (refused === undefined) talked.acts.push(typed.act)
  return refused
}

/** Lookups and whom to ring; the desks themselves are answered by hand. */
async function settle(stage: Stage, talked: Talked, { ask }: Talk): Promise<void> {
  for (let effect = stage.session.working; effect; effect = stage.session.working) {
    const input = await answerWork(stage, effect, ask)
    if (effect.kind === 'request' && ask && !tableAnswer(stage.machine, effect, 0))
      (talked.replies[effect.lookup] ??= []).push(replyIn(input))
    if (!takeInput(stage, input))
      throw new Error(`"${input.type}" does not fit at "${stage.session.state.leaf}"`)
  }
}

async function answerWork(stage: Stage, effect: Effect, ask: Asked | undefined): Promise<Input> {
  const at = stage.session.at + ANSWERS
  switch (effect.kind) {
    case 'people':
      return onePerson(stage.session, effect)
    case 'callback':
      return answerCallback(stage.session, effect)
    case 'request':
      return (
        tableAnswer(stage.machine, effect, stage.session.at) ??
        (ask ? { ...(await ask(effect)), at } : exampleReply(stage.machine, effect, at))
      )
  }
}

/** As a scripted call writes what a lookup answered. */
function replyIn(input: Input): Talked['replies'][string][number] {
  if (input.type !== 'fetched') return 'failed'
  return input.found ? asSent(input.data ?? {}) : 'not found'
}

function showNew(stage: Stage, shown: number, { show, opened }: Talk): number {
  const events: Event[] = stage.log.flatMap((turn) => turn.events)
  for (const event of events.slice(shown)) {
    const text = eventText(event, stage.machine, opened)
    if (text !== undefined) show(text)
    if (event.type === 'handed off') show(cardText(event.handoff))
  }
  const desk = ringingAt(stage)
  if (desk !== undefined && events.length > shown)
    show(`  "${desk}" is being rung: /answer, /busy or /nobody`)
  return events.length
}
