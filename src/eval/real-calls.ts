// Real calls: questions nobody answered, and what we misheard, where somebody marked what was
// meant.
import { memo } from '../ground/memo.ts'
import type { Store } from '../store/store.ts'
import type { Progress } from './measure.ts'
import { saidIn, unansweredIn, type Said } from './missed-answers.ts'

/** The most calls and marks that are gone through; the newest calls first. */
export const MOST_CALLS = 20_000

/** An utterance in a call, for staff only. */
export type Asked = { callId: string; tenant: string; flow: string; said: Said }

/** A turn that somebody marked with what was meant. */
export type MarkedTurn = {
  callId: string
  said: Said
  meant: string
  taken: string
  right: boolean
}

/** What was asked at `answer` steps and not answered, since a moment in UTC milliseconds; `calls`
 * is how many were looked at. */
export async function unansweredQuestions(
  store: Pick<Store, 'calls' | 'turns'>,
  since: number,
  progress: Progress,
): Promise<{ calls: number; asked: Asked[] }> {
  const calls = await store.calls({ since, limit: MOST_CALLS })
  const asked: Asked[] = []
  for (const [index, { callId, tenant, flow }] of calls.entries()) {
    const turns = await store.turns(callId)
    asked.push(...unansweredIn(turns).map((said) => ({ callId, tenant, flow, said })))
    progress(index + 1, calls.length, 'call')
  }
  return { calls: calls.length, asked }
}

/** Marked turns: what was meant and what we took it for. */
export async function markedTurns(
  store: Pick<Store, 'marks' | 'turns'>,
  since: number,
  progress: Progress,
): Promise<MarkedTurn[]> {
  const marks = await store.marks(since, MOST_CALLS)
  const turnsOf = memo((callId: string) => store.turns(callId))
  const found: MarkedTurn[] = []
  for (const [index, { callId, seq, meant }] of marks.entries()) {
    const said = saidIn(await turnsOf(callId)).find((one) => one.seq === seq)
    const taken = said?.taken === 'no match' ? 'nothing' : said?.taken
    if (said && taken !== undefined)
      found.push({ callId, said, meant, taken, right: taken === meant })
    progress(index + 1, marks.length, 'mark')
  }
  return found
}
