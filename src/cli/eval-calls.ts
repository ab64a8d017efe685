// callflow eval --unanswered and --marked: what real calls tell. The caller's words go to this
// terminal only.
import { DateTime } from 'luxon'
import type { Progress } from '../eval/measure.ts'
import type { Said } from '../eval/missed-answers.ts'
import { markedTurns, MOST_CALLS, unansweredQuestions } from '../eval/real-calls.ts'
import { percent } from '../ground/percent.ts'
import type { Evaluated } from './evaluated.ts'
import { plural } from '../ground/plural.ts'
import { type Io } from './io.ts'
import { withStore } from './open-store.ts'

/** What was asked at `answer` steps and not answered, since a moment in UTC milliseconds. */
export async function evalUnanswered(
  io: Io,
  since: number,
  progress: Progress,
): Promise<Evaluated> {
  const { calls, asked } = await withStore(io, (store) =>
    unansweredQuestions(store, since, progress),
  )
  const short = calls === MOST_CALLS
  return {
    json: {
      calls,
      all: !short,
      unanswered: asked.map(({ callId, tenant, flow, said }) => ({
        callId,
        company: tenant,
        flow,
        turn: said.seq,
        step: said.step,
        at: new Date(said.at).toISOString(),
        text: publicText(said),
      })),
    },
    lines: [
      ...asked.map(
        ({ callId, tenant, flow, said }) =>
          `${timeOf(said.at)}  ${tenant}/${flow}, "${said.step}", call ${callId} turn ${said.seq}: "${publicText(said)}"`,
      ),
      `${plural(asked.length, 'question')} without an answer in ${plural(calls, 'call')}.${short ? ` Older calls than the newest ${MOST_CALLS} were not looked at.` : ''}`,
    ],
  }
}

/** Marked turns: what was meant and what we took it for. */
export async function evalMarked(io: Io, since: number, progress: Progress): Promise<Evaluated> {
  const turns = await withStore(io, (store) => markedTurns(store, since, progress))
  const wrong = turns.filter(({ right }) => !right)
  const right = turns.length - wrong.length
  const share = 1 - wrong.length / turns.length
  return {
    json: {
      marked: turns.length,
      right,
      share: turns.length === 0 ? undefined : share,
      misheard: wrong.map(({ callId, said, meant, taken }) => ({
        callId,
        turn: said.seq,
        step: said.step,
        text: publicText(said),
        meant,
        taken,
        right: false,
      })),
    },
    lines: [
      ...wrong.map(
        ({ callId, said, meant, taken }) =>
          `call ${callId} turn ${said.seq}, "${said.step}": "${publicText(said)}" was ${meant}, taken for ${taken}`,
      ),
      turns.length === 0
        ? 'No turn of these calls is marked: callflow mark CALL TURN OPTION tells what was meant.'
        : `${plural(turns.length, 'marked turn')}: ${right} understood right (${percent(share, 1)}), ${wrong.length} not.`,
    ],
  }
}

const publicText = ({ text, private: hidden }: Said): string => (hidden ? '‹private›' : text)

const timeOf = (at: number): string => DateTime.fromMillis(at).toFormat('yyyy-MM-dd HH:mm')
