// callflow replay --calls: goes through the calls of some days on a draft of their flow.
import { DateTime } from 'luxon'
import { zoneOf } from '../call/scope-names.ts'
import { compile } from '../flow/machine/compile.ts'
import type { Flow } from '../flow/tree/flow.ts'
import type { Machine } from '../flow/machine/machine.ts'
import { readProject, withIncluded } from '../flow/tree/project.ts'
import { bothsOf } from '../diff/compare-projects.ts'
import { namesOf, type Names } from '../diff/translate-names.ts'
import { retraceCall, type RecordedCall } from '../rehearsal/recorded-call.ts'
import { replayOn } from '../rehearsal/replay-on-draft.ts'
import { modes, type Mode, type Verdict } from '../rehearsal/verdict.ts'
import {
  countCall,
  newTally,
  verdicts,
  type Misrouted,
  type Parted,
  type Tally,
} from '../rehearsal/tally.ts'
import type { CallLog, Store } from '../store/store.ts'
import { plural } from '../ground/plural.ts'
import { exit, print, printJson, type Io } from './io.ts'
import { readSince } from './since.ts'
import { inputText } from './show-events.ts'

/** `words`: what callers said and heard is shown, for one call of each kind. Without a `company` the
 * calls of all are gone through. */
export type Asked = {
  since: string
  draft: Machine
  company?: string
  words: boolean
  json: boolean
}

/** Calls that cannot be replayed, by the reason. */
type Left = { erased: number; unknown: number; damaged: number }

/** A stored version, and what its steps are called in the draft. */
type Version = { machine: Machine; names: Names }

const PAGE = 100
const TELL = 500

export async function replayCalls(
  { since, draft, company, words, json }: Asked,
  store: Store,
  io: Io,
): Promise<number> {
  const zone = zoneOf({ prefix: '', flow: draft.root })
  const from = readSince('--calls', since, zone)
  const run: Run = { draft, store, versions: new Map(), tally: newTally(), left: noneLeft() }
  let calls = 0
  for (let after: { callId: string; startedAt: number } | undefined; ;) {
    const page = await store.callLogs({
      tenant: company,
      flow: draft.flow,
      since: from,
      after,
      limit: PAGE,
    })
    for (const call of page) {
      calls++
      if (calls % TELL === 0)
        io.stderr.write(`${calls} calls, up to ${shownTime(call.startedAt, zone)}\n`)
      await replayCall(run, call)
    }
    after = page.at(-1)
    if (page.length < PAGE) break
  }
  const { tally, left } = run
  const { flow, version } = draft
  const all = { flow, version, since: shownTime(from, zone), calls, left }
  if (json) printJson(io, { ...all, ...tallyJson(tally, words) })
  else print(io, text(tally, all, words))
  const fails = (mode: Mode) => tally.counts[mode].diverged + tally.counts[mode]['not answerable']
  return modes.some((mode) => fails(mode) > 0) ? exit.problems : exit.fine
}

/** A run through many calls; versions that were not found stay undefined. */
type Run = {
  draft: Machine
  store: Store
  versions: Map<string, Version | undefined>
  tally: Tally
  left: Left
}

const noneLeft = (): Left => ({ erased: 0, unknown: 0, damaged: 0 })

async function replayCall(run: Run, call: CallLog): Promise<void> {
  const { draft, store, versions, tally, left } = run
  if (call.erased || !call.turns[0]?.inputs.length) return void left.erased++
  if (!versions.has(call.version))
    versions.set(call.version, await versionOf(call.version, draft, store))
  const version = versions.get(call.version)
  if (!version) return void left.unknown++
  const course = courseIn(version.machine, call.turns)
  if (!course) return void left.damaged++
  countCall(tally, call.callId, onDraft(call.callId, course, version, draft))
}

const tallyJson = (tally: Tally, words: boolean) => ({
  counts: tally.counts,
  parted: byCount(tally.parted).map((one) => partedJson(one, words)),
  misrouted: byCount(tally.misrouted),
  unanswered: [...tally.unanswered.values()],
})

/** Undefined: the log cannot be gone through, even with its own version. */
function courseIn(machine: Machine, log: CallLog['turns']): RecordedCall | undefined {
  try {
    return retraceCall(machine, log)
  } catch {
    return undefined
  }
}

function onDraft(
  callId: string,
  course: RecordedCall,
  { machine, names }: Version,
  draft: Machine,
): Record<Mode, Verdict> {
  try {
    return replayOn(course, machine, draft, names)
  } catch (error) {
    throw new Error(`call ${callId} breaks the draft`, { cause: error })
  }
}

const shownTime = (at: number, zone: string): string =>
  DateTime.fromMillis(at, { zone }).toFormat('yyyy-MM-dd HH:mm')

/** Undefined when the store does not have it. */
async function versionOf(
  version: string,
  draft: Machine,
  store: Store,
): Promise<Version | undefined> {
  const kept = await store.loadVersion(version)
  const flow: Flow | undefined =
    kept &&
    [...readProject(kept.sources).flows.values()].find(({ name }) => name.value === kept.flow)
  if (!kept || !flow) return undefined
  const machine = { ...compile(flow, kept.sources), version }
  return {
    machine,
    names: namesOf(machine, draft, bothsOf(withIncluded(flow), withIncluded(draft.root))),
  }
}

const byCount = <T extends { count: number }>(groups: Map<string, T>): T[] =>
  [...groups.values()].sort((a, b) => b.count - a.count)

const partedJson = ({ example, ...parted }: Parted, words: boolean) => ({
  ...parted,
  turn: example.turn,
  ...(words && { input: example.input, said: example.said }),
})

const MODE_NAMES: Record<Mode, string> = {
  meaning: 'by meaning',
  raw: 'by raw words and keys',
  key: 'by key',
}

type All = { flow: string; since: string; calls: number; left: Left }

function text(tally: Tally, { flow, since, calls, left }: All, words: boolean): string {
  const head = [`${plural(calls, 'call')} of flow ${flow} since ${since}.`, ...leftLines(left)]
  if (calls === left.erased + left.unknown + left.damaged) return head.join('\n')
  const parted = modes.map((mode) =>
    section(
      `Going another way, ${MODE_NAMES[mode]}`,
      byCount(tally.parted)
        .filter((one) => one.mode === mode && !(mode === 'key' && isTold(one, tally)))
        .flatMap((one) => partedText(one, words)),
    ),
  )
  const unanswered = [...tally.unanswered.values()].filter(({ mode }) => mode === 'meaning')
  return [
    ...head,
    '',
    ...countsTable(tally),
    ...section(
      'Callers who press out of habit and would be misrouted',
      byCount(tally.misrouted).map(misroutedText),
    ),
    ...parted.flat(),
    ...section(
      'Not answerable: the log has no answer to',
      unanswered.map(
        ({ step, lookup, count }) => `  ${plural(count, 'request')} of "${lookup}" at '${step}'`,
      ),
    ),
  ].join('\n')
}

const section = (title: string, lines: string[]): string[] =>
  lines.length > 0 ? ['', title, ...lines] : []

function leftLines({ erased, unknown, damaged }: Left): string[] {
  const reasons: [number, string][] = [
    [erased, 'because what was said was erased'],
    [unknown, 'because the store does not have their version'],
    [damaged, 'because their log is damaged'],
  ]
  const gone = reasons.filter(([count]) => count > 0).map((reason) => reason.join(' '))
  return gone.length > 0 ? [`Not replayed: ${gone.join(', ')}.`] : []
}

function countsTable({ counts }: Tally): string[] {
  const width = Math.max(...modes.map((mode) => MODE_NAMES[mode].length))
  const cells = (mode: Mode) =>
    verdicts.map((verdict) => String(counts[mode][verdict]).padStart(verdict.length))
  return [
    `${' '.repeat(width)}  ${verdicts.join('  ')}`,
    ...modes.map((mode) => `${MODE_NAMES[mode].padEnd(width)}  ${cells(mode).join('  ')}`),
  ]
}

function misroutedText({ step, keys, chose, was, now, count, calls }: Misrouted): string {
  const wish = chose === undefined ? '' : ` for "${chose}"`
  return `  ${plural(count, 'caller')} pressed ${keys || 'keys'} at '${step}'${wish}: would now come to ${now} (was ${was})  ${calls.join(', ')}`
}

/** Keys alone mostly lead where words and keys do. */
const isTold = ({ step, did, was, now, count: many }: Parted, { parted }: Tally): boolean =>
  [...parted.values()].some(
    (one) =>
      one.mode === 'raw' &&
      one.step === step &&
      one.did === did &&
      one.was === was &&
      one.now === now &&
      one.count === many,
  )

function partedText(
  { step, did, was, now, count: many, calls, example }: Parted,
  words: boolean,
): string[] {
  const place = step === '' ? '' : ` at '${step}'`
  const line = `  ${plural(many, 'call')}, ${did}${place}: now ${now} (was ${was})  ${calls.join(', ')}`
  if (!words) return [line]
  const { turn, input, said } = example
  const below = [
    input && `turn ${turn}, the caller ${inputText(input)}`,
    said.was && `then: ${said.was}`,
    said.now && `now : ${said.now}`,
  ]
  return [line, ...below.flatMap((one) => (one ? `      ${one}` : []))]
}
