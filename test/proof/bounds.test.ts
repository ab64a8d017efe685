// What is proved of random flows holds in the engine: callers who say nothing, mumble or ask for a
// person never take longer.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { resume, start } from '../../src/call/engine.ts'
import type { Input } from '../../src/call/input.ts'
import type { Session } from '../../src/call/session.ts'
import { compile } from '../../src/flow/machine/compile.ts'
import type { Machine } from '../../src/flow/machine/machine.ts'
import { readProject } from '../../src/flow/tree/project.ts'
import { graphOf } from '../../src/times/machine-graph.ts'
import { prove } from '../../src/proof/prove.ts'
import { playRinging } from '../../src/proof/theorems/after-ringing.ts'
import { playAsking } from '../../src/proof/theorems/person.ts'
import { playSilence } from '../../src/proof/theorems/silent-caller.ts'
import { randomFlow } from '../flow/random-flow.ts'
import { runs } from '../long.ts'

type Pick = (below: number) => number
type Way = 'silent' | 'unclear' | 'operator' | 'any'

const said = (text: string, confidence = 0.95): Given => ({
  type: 'speech',
  alternatives: [{ text, confidence }],
})
type Given = Input extends infer One
  ? One extends Input
    ? Omit<One, 'at' | 'facts'>
    : never
  : never

const mutterings: Record<Way, (pick: Pick) => Given> = {
  silent: () => ({ type: 'silence' }),
  unclear: (pick) => (pick(3) === 0 ? { type: 'silence' } : said('purple elephants', 0.1)),
  operator: () => said('operator'),
  any: (pick) =>
    (
      [
        { type: 'keys', keys: '1' },
        { type: 'keys', keys: '2' },
        { type: 'keys', keys: '1234#' },
        { type: 'silence' },
        said('purple elephants', 0.1),
        said('yes'),
        said('go back'),
        said('start over'),
      ] satisfies Given[]
    )[pick(8)] as Given,
}

const placeOf = (machine: Machine, { state }: Session) => {
  const leaf = machine.leaves.get(state.leaf)
  return {
    leaf,
    listens: leaf?.kind === 'answer' || leaf?.kind === 'confirm' || leaf?.kind === 'more',
    way: leaf?.kind === 'dial' || (leaf?.kind === 'tone' && leaf.word !== 'ask'),
  }
}

/** What comes next where a call stands; `kind` tells how the caller behaves, the world does
 * anything. */
function next(machine: Machine, session: Session, kind: Way, pick: Pick): Given {
  const { leaf, listens } = placeOf(machine, session)
  if (session.working?.kind === 'request')
    return (
      [
        { type: 'fetched', key: session.working.key, found: true, data: { place: 'Leeds' } },
        { type: 'fetched', key: session.working.key, found: false },
        { type: 'failed', key: session.working.key, reason: 'none' },
      ] satisfies Given[]
    )[pick(3)] as Given
  if (leaf?.kind === 'dial')
    return kind === 'any' && pick(3) === 0 ? { type: 'answered' } : { type: 'unanswered' }
  if (leaf?.kind === 'bridged') return { type: 'dial ended', result: 'completed', bridged: true }
  if (leaf?.kind === 'tone')
    return pick(2)
      ? { type: 'nothing recorded' }
      : {
          type: 'recorded',
          recording: `r${session.seq}-${session.recordings.length}`,
          duration: 3000,
        }
  if (listens) return mutterings[kind](pick)
  throw new Error(`nothing is known to do at "${session.state.leaf}"`)
}

function step(machine: Machine, session: Session, given: Given): Session {
  const turn = resume(machine, { ...session, seq: session.seq + 1 }, {
    ...given,
    at: session.at + 3000,
  } as Input)
  if (!turn) throw new Error(`"${given.type}" does not fit at "${session.state.leaf}"`)
  return turn.session
}

/** Turns until a way is reached, or the call is over; undefined when it took more than `most`. */
function turnsTo(
  machine: Machine,
  begin: Session,
  kind: Way,
  most: number,
  pick: Pick,
  reached: (session: Session) => boolean,
): number | undefined {
  let session = begin
  for (let turns = 0; ;) {
    const asked =
      placeOf(machine, session).listens || placeOf(machine, session).leaf?.kind === 'tone'
    if (asked && turns === most) return undefined
    session = step(machine, session, next(machine, session, kind, pick))
    if (asked) turns++
    if (session.status === 'ended' || reached(session)) return turns
  }
}

describe('what is proved of a random flow', () => {
  it('holds for every caller who says nothing, mumbles, or asks for a person', () => {
    let held = 0
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }).chain(randomFlow),
        fc.infiniteStream(fc.nat(1_000_000)),
        (text, stream) => {
          const pick: Pick = (below) => stream.next().value % below
          const flow = readProject({ 'random.yaml': text }).flows.get('random.yaml')
          const machine = compile(flow as NonNullable<typeof flow>, { 'random.yaml': text })
          if (
            prove(machine, { said: () => 0, waited: () => 0 }, { play: false }).findings.some(
              ({ severity }) => severity === 'error',
            )
          )
            return
          held++
          const given = { graph: graphOf(machine), time: () => 0 }
          const bounds = {
            silent: playSilence(given).longest?.turns,
            unclear: playSilence(given).longest?.turns,
            operator: playAsking(given).longest?.turns,
          }
          for (let call = 0; call < 10; call++) {
            let { session } = start(machine, {
              type: 'started',
              at: 1_772_445_600_000,
              callId: 'CA1',
              from: '+12025550143',
              to: '+15005550006',
              withheld: false,
              tags: [],
              line: { name: 'Test', tenant: 'default', values: {} },
            })
            for (let acts = pick(10); acts > 0 && session.status !== 'ended'; acts--)
              session = step(machine, session, next(machine, session, 'any', pick))
            // the promise is to those whom no person has taken yet
            if (session.status === 'ended' || session.talked) continue
            const { way, leaf, listens } = placeOf(machine, session)
            if (leaf?.kind === 'dial') {
              const most = playRinging(given).longest?.turns ?? 0
              const after = (one: Session) =>
                placeOf(machine, one).leaf?.kind === 'tone' && placeOf(machine, one).way
              expect(
                turnsTo(
                  machine,
                  session,
                  (['silent', 'unclear', 'operator'] as const)[pick(3)] ?? 'silent',
                  most,
                  pick,
                  after,
                ),
              ).toBeLessThanOrEqual(most)
            }
            if (way || !listens) continue
            for (const kind of ['silent', 'unclear', 'operator'] as const)
              expect({
                kind,
                turns: turnsTo(
                  machine,
                  session,
                  kind,
                  bounds[kind] ?? 0,
                  pick,
                  (one) => placeOf(machine, one).way,
                ),
              }).toEqual({ kind, turns: expect.any(Number) as number })
          }
        },
      ),
      { numRuns: runs(150, 1500) },
    )
    expect(held).toBeGreaterThan(20)
  })
})
