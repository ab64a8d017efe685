// Real calls: questions nobody answered, and what we misheard, where somebody marked what was
// meant.
import { DateTime } from 'luxon'
import { saidIn, unansweredIn, type Said } from './missed-answers.ts'
import type { LoggedTurn, Store } from '../store/store.ts'
import { percent, type Evaluated, type Progress } from '../cli/eval.ts'
import { counted, type Io } from '../cli/io.ts'
import { readSettings } from '../cli/settings.ts'
import { openStore } from '../cli/open-store.ts'

/** The most calls and marks that are gone through; the newest calls first. */
const MOST_CALLS = 20_000

/** What was asked at `answer` steps and not answered. The caller's words go to this terminal
 * only. */
export async function unansweredQuestions(
  io: Io,
  since: number,
  progress: Progress,
): Promise<Evaluated> {
  return withStore(io, async (store) => {
    const calls = await store.calls({ since, limit: MOST_CALLS })
    const asked: { callId: string; flow: string; said: Said }[] = []
    for (const [index, { callId, flow }] of calls.entries()) {
      for (const said of unansweredIn(await store.turns(callId))) asked.push({ callId, flow, said })
      progress(index + 1, calls.length, 'call')
    }
    const short = calls.length === MOST_CALLS
    return {
      json: {
        calls: calls.length,
        all: !short,
        unanswered: asked.map(({ callId, flow, said }) => ({
          callId,
          flow,
          turn: said.seq,
          step: said.step,
          at: new Date(said.at).toISOString(),
          text: shownText(said),
        })),
      },
      lines: [
        ...asked.map(
          ({ callId, flow, said }) =>
            `${timeOf(said.at)}  ${flow}, "${said.step}", call ${callId} turn ${said.seq}: "${shownText(said)}"`,
        ),
        `${counted(asked.length, 'question')} without an answer in ${counted(calls.length, 'call')}.${short ? ` Older calls than the newest ${MOST_CALLS} were not looked at.` : ''}`,
      ],
    }
  })
}

/** Marked turns: what was meant and what we took it for. */
export async function markedCalls(io: Io, since: number, progress: Progress): Promise<Evaluated> {
  return withStore(io, async (store) => {
    const marks = await store.marks(since, MOST_CALLS)
    const logs = new Map<string, LoggedTurn[]>()
    const found = []
    for (const [index, { callId, seq, meant }] of marks.entries()) {
      const log = logs.get(callId) ?? (await store.turns(callId))
      logs.set(callId, log)
      const said = saidIn(log).find((one) => one.seq === seq)
      if (said)
        found.push({
          callId,
          turn: seq,
          step: said.step,
          text: shownText(said),
          meant,
          taken: takenFor(said),
          right: takenFor(said) === meant,
        })
      progress(index + 1, marks.length, 'mark')
    }
    const wrong = found.filter(({ right }) => !right)
    return {
      json: {
        marked: found.length,
        right: found.length - wrong.length,
        share: found.length === 0 ? undefined : 1 - wrong.length / found.length,
        misheard: wrong,
      },
      lines: [
        ...wrong.map(
          ({ callId, turn, step, text, meant, taken }) =>
            `call ${callId} turn ${turn}, "${step}": "${text}" was ${meant}, taken for ${taken}`,
        ),
        found.length === 0
          ? 'No turn of these calls is marked: callflow mark CALL TURN OPTION tells what was meant.'
          : `${counted(found.length, 'marked turn')}: ${found.length - wrong.length} understood right (${percent(1 - wrong.length / found.length)}), ${wrong.length} not.`,
      ],
    }
  })
}

const takenFor = ({ taken }: Said): string => (taken === 'no match' ? 'nothing' : taken)

const shownText = ({ text, private: hidden }: Said): string => (hidden ? '‹private›' : text)

const timeOf = (at: number): string => DateTime.fromMillis(at).toFormat('yyyy-MM-dd HH:mm')

async function withStore<T>(io: Io, work: (store: Store) => Promise<T>): Promise<T> {
  const { config } = await readSettings(io)
  const store = await openStore(config)
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}
