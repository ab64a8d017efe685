// Group commit: turns that arrive while the process is busy are written in one transaction, so that
// one sync to disk serves many calls.
import type { Commit } from './store.ts'

export type Outcome = 'committed' | 'stale'

/** Each turn's outcome, in order; an Error concerns that turn only. */
export type Written = (Outcome | Error)[]

/** `settled` resolves when nothing is waiting to be written. */
export type Group = { commit(turn: Commit): Promise<Outcome>; settled(): Promise<void> }

const LARGEST_BATCH = 200
/** While more turns keep coming, a batch waits for them this long at the most, in ms; alone, a turn
 * waits for nobody. */
const PATIENCE = 8

type Waiting = {
  turn: Commit
  resolve: (outcome: Outcome) => void
  reject: (error: unknown) => void
}

/** `write` makes a batch durable; each call is in it at most once, so two turns of a call are
 * written in order. */
export function groupCommits(write: (batch: Commit[]) => Promise<Written>): Group {
  let waiting: Waiting[] = []
  let writing: Promise<void> | undefined

  async function flush(): Promise<void> {
    while (waiting.length > 0) {
      // what arrives in this turn of the event loop joins the batch, and in the next ones as long
      // as more comes
      const until = performance.now() + PATIENCE
      for (
        let before = 0;
        waiting.length > before && waiting.length < LARGEST_BATCH && performance.now() < until;
      ) {
        before = waiting.length
        await nextTurn()
      }
      const [batch, rest] = takeBatch(waiting)
      waiting = rest
      try {
        const written = await write(batch.map(({ turn }) => turn))
        batch.forEach(({ resolve, reject }, index) => {
          const outcome = written[index]
          if (outcome === 'committed' || outcome === 'stale') resolve(outcome)
          else reject(outcome ?? new Error('the turn was not written'))
        })
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    writing = undefined
  }

  return {
    commit: (turn) =>
      new Promise((resolve, reject) => {
        waiting.push({ turn, resolve, reject })
        writing ??= flush()
      }),
    settled: () => writing ?? Promise.resolve(),
  }
}

/** The longest batch in order of arrival with each call once, and the rest. */
function takeBatch(waiting: Waiting[]): [batch: Waiting[], rest: Waiting[]] {
  const calls = new Set<string>()
  const batch: Waiting[] = []
  const rest: Waiting[] = []
  for (const one of waiting) {
    const { callId } = one.turn.session
    if (batch.length >= LARGEST_BATCH || calls.has(callId)) rest.push(one)
    else batch.push(one)
    calls.add(callId)
  }
  return [batch, rest]
}

const nextTurn = () =>
  new Promise<void>((resolve) => {
    setImmediate(resolve)
  })
