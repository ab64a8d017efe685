// Turns written to PostgreSQL: a batch in one statement; each on its own once one of them failed.
import type { Written } from './group-commit.ts'
import { asError, concernsOneTurn } from './postgres-errors.ts'
import type { Sealing } from './sealing.ts'
import type { Commit } from './store.ts'
import type { TurnRows } from './turn-rows.ts'
import { turnsStatement, writable } from './turns-statement.ts'

/** Runs a statement that is prepared under its name. */
export type Ask = <Row extends object>(
  name: string,
  text: string,
  values: unknown[],
) => Promise<Row[]>

export async function writeTurns(ask: Ask, batch: Commit[], seals: Sealing): Promise<Written> {
  const rows = batch.map((turn) => writable(turn, seals))
  const good = rows.filter((row): row is TurnRows => !(row instanceof Error))
  const written = good.length === 0 ? [] : await writeGood(ask, good)
  const outcomes = written.values()
  return rows.map((row) =>
    row instanceof Error ? row : (outcomes.next().value ?? new Error('the turn was not written')),
  )
}

async function writeGood(ask: Ask, batch: TurnRows[]): Promise<Written> {
  try {
    return await write(ask, batch)
  } catch (error) {
    if (!concernsOneTurn(error) || batch.length === 1) throw error
    return writeEach(ask, batch)
  }
}

async function write(ask: Ask, batch: TurnRows[]): Promise<Written> {
  const { name, text, values } = turnsStatement(batch)
  const kept = new Set(
    (await ask<{ call_id: string }>(name, text, values)).map(({ call_id }) => call_id),
  )
  return batch.map(({ call }) => (kept.has(call.call_id) ? 'committed' : 'stale'))
}

/** Each turn on its own; once the database is away, no more waiting for it. */
async function writeEach(ask: Ask, batch: TurnRows[]): Promise<Written> {
  const written: Written = []
  let away: Error | undefined
  for (const row of batch) {
    if (away) {
      written.push(away)
      continue
    }
    try {
      written.push(...(await write(ask, [row])))
    } catch (error) {
      const reason = asError(error)
      if (!concernsOneTurn(error)) away = reason
      written.push(reason)
    }
  }
  return written
}
