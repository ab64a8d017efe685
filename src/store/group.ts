// Group commit: turns that arrive while the process is busy are written in one transaction, so that one sync to disk serves many calls.
import type { Commit } from './store.ts'

export type Outcome = 'committed' | 'stale'

const LARGEST_BATCH = 200
/** While more turns keep coming, a batch waits for them this long at the most, in ms; alone, a turn waits for nobody. */
const PATIENCE = 4

/** `write` makes a batch durable (each call at most once in it) and tells each turn's outcome, in order; an Error concerns that turn only. */
export function groupCommits(write: (batch: Commit[]) => Promise<(Outcome | Error)[]>): (turn: Commit) => Promise<Outcome> {
  type Waiting = { turn: Commit; resolve: (outcome: Outcome) => void; reject: (error: unknown) => void }
  let waiting: Waiting[] = []
  let writing = false
  const flush = async (): Promise<void> => {
    writing = true
    while (waiting.length > 0) {
      const calls = new Set<string>()
      const batch: Waiting[] = []
      const rest: Waiting[] = []
      for (const one of waiting) {
        const { callId } = one.turn.session
        if (batch.length >= LARGEST_BATCH || calls.has(callId)) rest.push(one)
        else { calls.add(callId); batch.push(one) }
      }
      waiting = rest
      try {
        const outcomes = await write(batch.map(({ turn }) => turn))
        batch.forEach(({ resolve, reject }, index) => {
          const outcome = outcomes[index]
          if (outcome === 'committed' || outcome === 'stale') resolve(outcome)
          else reject(outcome ?? new Error('the turn was not written'))
        })
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    writing = false
  }
  const gather = (before: number, until: number): void => {
    const grows = waiting.length > before && waiting.length < LARGEST_BATCH && performance.now() < until
    if (grows) setImmediate(gather, waiting.length, until)
    else void flush()
  }
  return (turn) => new Promise((resolve, reject) => {
    waiting.push({ turn, resolve, reject })
    if (waiting.length === 1 && !writing) setImmediate(gather, 1, performance.now() + PATIENCE)
  })
}
