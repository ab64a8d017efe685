// callflow replay --calls: goes through the calls of some days on a draft of their flow.
import { DateTime } from 'luxon'
import { zoneOf } from '../call/scope-names.ts'
import { compile } from '../flow/machine/compile.ts'
import { parseDuration } from '../flow/text/duration.ts'
import type { Flow } from '../flow/tree/flow.ts'
import type { Machine } from '../flow/machine/machine.ts'
import { readProject, withIncluded } from '../flow/tree/project.ts'
import { bothsOf } from '../diff/compare-projects.ts'
import { namesOf, type Names } from '../diff/translate-names.ts'
import { retraceCall, type RecordedCall } from '../rehearsal/recorded-call.ts'
import { replayOn } from '../rehearsal/replay-on-draft.ts'
import { modes, type Mode, type Verdict } from '../rehearsal/verdict.ts'
import { countCall, newTally, verdicts, type Parted, type Tally } from '../rehearsal/tally.ts'
import type { CallLog, Store } from '../store/store.ts'
import { counted, exit, print, printJson, UsageError, type Io } from './io.ts'
import { inputText } from './show-events.ts'

/** `words`: what callers said and heard is shown, for one call of each kind. */
export type Asked = { since: string; draft: Machine; words: boolean; json: boolean }

/** Calls that cannot be replayed, by the reason. */
type Left = { erased: number; unknown: number; damaged: number }

/** A stored version, and what its steps are called in the draft. */
type Version = { machine: Machine; names: Names }

const PAGE = 100
const TELL = 500

export async function replayCalls(
  { since, draft, words, json }: Asked,
  store: Store,
  io: Io,
): Promise<number> {
  const zone = zoneOf({ prefix: '', flow: draft.root })
  const from = sinceOf(since, zone, Date.now())
  const versions = new Map<string, Version | undefined>()
  const tally = newTally()
  const left: Left = { erased: 0, unknown: 0, damaged: 0 }
  let calls = 0
  for (let after: { callId: string; startedAt: number } | undefined; ;) {
    const page = await store.callLogs({ flow: draft.flow, since: from, after, limit: PAGE })
    for (const call of page) {
      calls++
      if (calls % TELL === 0)
        io.stderr.write(`${calls} calls, up to ${shownTime(call.startedAt, zone)}\n`)
      if (call.erased || !call.turns[0]?.inputs.length) {
        left.erased++
        continue
      }
      if (!versions.has(call.version))
        versions.set(call.version, await versionOf(call.version, draft, store))
      const version = versions.get(call.version)
      if (!version) {
        left.unknown++
        continue
      }
      const course = courseIn(version.machine, call.turns)
      if (course) countCall(tally, call.callId, onDraft(call.callId, course, version, draft))
      else left.damaged++
    }
    after = page.at(-1)
    if (page.length < PAGE) break
  }
  const all = {
    flow: draft.flow,
    version: draft.version,
    since: shownTime(from, zone),
    calls,
    left,
  }
  if (json)
    printJson(io, {
      ...all,
      counts: tally.counts,
      parted: sorted(tally.parted).map((one) => partedJson(one, words)),
      misrouted: sorted(tally.misrouted),
      unanswered: [...tally.unanswered.values()],
    })
  else print(io, text(tally, all, words))
  return modes.some(
    (mode) => tally.counts[mode].diverged + tally.counts[mode]['not answerable'] > 0,
  )
    ? exit.problems
    : exit.fine
}

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

/** A date, a moment, `today`, `yesterday`, or a length of time before now; UTC milliseconds. Throws
 * UsageError. */
export function sinceOf(written: string, zone: string, now: number): number {
  const today = DateTime.fromMillis(now, { zone }).startOf('day')
  if (written === 'today') return today.toMillis()
  if (written === 'yesterday') return today.minus({ days: 1 }).toMillis()
  const length = parseDuration(written)
  if (length !== undefined) return now - length
  const moment = /^\d{4}-\d\d-\d\d( \d\d:\d\d)?$/.test(written)
    ? DateTime.fromISO(written.replace(' ', 'T'), { zone })
    : undefined
  if (!moment?.isValid)
    throw new UsageError(
      `--calls tells since when: yesterday, "7 days", 2026-03-01 or "2026-03-01 08:00", but not "${written}"`,
    )
  return moment.toMillis()
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

const sorted = <T extends { count: number }>(groups: Map<string, T>): T[] =>
  [...groups.values()].sort((a, b) => b.count - a.count)

const partedJson = ({ example, ...parted }: Parted, words: boolean) => ({
  ...parted,
  turn: example.turn,
  ...(words ? { input: example.input, said: example.said } : {}),
})

const modeNames: Record<Mode, string> = {
  meaning: 'by meaning',
  raw: 'by raw words and keys',
  key: 'by key',
}

type All = { flow: string; since: string; calls: number; left: Left }

function text(tally: Tally, { flow, since, calls, left }: All, words: boolean): string {
  const lines = [`${counted(calls, 'call')} of flow ${flow} since ${since}.`]
  const gone = [
    left.erased > 0 ? `${left.erased} because what was said was erased` : '',
    left.unknown > 0 ? `${left.unknown} because the store does not have their version` : '',
    left.damaged > 0 ? `${left.damaged} because their log is damaged` : '',
  ].filter((one) => one !== '')
  if (gone.length > 0) lines.push(`Not replayed: ${gone.join(', ')}.`)
  if (calls === left.erased + left.unknown + left.damaged) return lines.join('\n')
  const width = Math.max(...modes.map((mode) => modeNames[mode].length))
  lines.push(
    '',
    `${' '.repeat(width)}  ${verdicts.join('  ')}`,
    ...modes.map(
      (mode) =>
        `${modeNames[mode].padEnd(width)}  ${verdicts.map((verdict) => String(tally.counts[mode][verdict]).padStart(verdict.length)).join('  ')}`,
    ),
  )
  const misrouted = sorted(tally.misrouted)
  if (misrouted.length > 0)
    lines.push(
      '',
      'Callers who press out of habit and would be misrouted',
      ...misrouted.map(
        ({ step, keys, chose, was, now, count: many, calls: ids }) =>
          `  ${counted(many, 'caller')} pressed ${keys || 'keys'} at '${step}'${chose === undefined ? '' : ` for "${chose}"`}: would now come to ${now} (was ${was})  ${ids.join(', ')}`,
      ),
    )
  for (const mode of modes) {
    const parted = sorted(tally.parted).filter(
      (one) => one.mode === mode && !(mode === 'key' && shownAlready(one, tally)),
    )
    if (parted.length > 0)
      lines.push(
        '',
        `Going another way, ${modeNames[mode]}`,
        ...parted.flatMap((one) => partedText(one, words)),
      )
  }
  const unanswered = [...tally.unanswered.values()].filter(({ mode }) => mode === 'meaning')
  if (unanswered.length > 0)
    lines.push(
      '',
      'Not answerable: the log has no answer to',
      ...unanswered.map(
        ({ step, lookup, count: many }) =>
          `  ${counted(many, 'request')} of "${lookup}" at '${step}'`,
      ),
    )
  return lines.join('\n')
}

/** Keys alone mostly lead where words and keys do. */
const shownAlready = ({ step, did, was, now, count: many }: Parted, { parted }: Tally): boolean =>
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
  const line = `  ${counted(many, 'call')}, ${did}${step === '' ? '' : ` at '${step}'`}: now ${now} (was ${was})  ${calls.join(', ')}`
  if (!words) return [line]
  const heard = (who: string, said: string): string[] =>
    said === '' ? [] : [`      ${who}: ${said}`]
  return [
    line,
    ...(example.input
      ? [`      turn ${example.turn}, the caller ${inputText(example.input)}`]
      : []),
    ...heard('then', example.said.was),
    ...heard('now ', example.said.now),
  ]
}
