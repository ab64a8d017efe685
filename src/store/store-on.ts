// The store on a database: what both do alike, in Kysely's SQL, by noun; the hot path is handed in
// by each.
import { sql, type Kysely } from 'kysely'
import { callPagesOn } from './call-rows.ts'
import { callsOn } from './call-search.ts'
import { closuresOn } from './closure-rows.ts'
import { contentsOn } from './content-rows.ts'
import { deskOn } from './desk-rows.ts'
import type { Driver } from './driver.ts'
import { eraseOn } from './erase.ts'
import { flowsOn } from './flow-rows.ts'
import { handoffsOn } from './handoff-rows.ts'
import { logsOn } from './log-rows.ts'
import { marksOn } from './mark-rows.ts'
import { messagesOn } from './message-rows.ts'
import { outcomesOn } from './outcome-rows.ts'
import { outboxOn } from './outbox-rows.ts'
import type { Schema } from './schema.ts'
import type { Sealing } from './sealing.ts'
import { staffOn } from './staff-rows.ts'
import type { Store } from './store.ts'
import { switchesOn } from './switch-rows.ts'
import { tasksOn } from './task-rows.ts'
import { workOn } from './work-rows.ts'

export function storeOn(
  db: Kysely<Schema>,
  { together, allOrNothing, skipsLocked, without, explain, ...driver }: Driver,
  sealing: Sealing,
): Store {
  const store: Store = {
    ...driver,
    ...callsOn(db),
    ...deskOn(db, allOrNothing),
    ...staffOn(db, together),
    ...callPagesOn(db),
    ...logsOn(db, sealing),
    ...handoffsOn(db, sealing),
    ...flowsOn(db),
    ...switchesOn(db, allOrNothing),
    ...closuresOn(db, allOrNothing),
    ...workOn(db, sealing),
    ...outboxOn(db, sealing, skipsLocked),
    ...messagesOn(db, sealing, skipsLocked),
    ...marksOn(db),
    ...tasksOn(db),
    ...contentsOn(db),
    ...outcomesOn(db, sealing, together),
    ...eraseOn(db, { together, without }, sealing),
    // changes nothing, but can only be done where something could be
    async ping() {
      await sql`update migrations set number = number`.execute(db)
    },
  }
  return withSentences(store, explain)
}

/** The same store, whose errors are sentences. */
function withSentences(store: Store, explain: Driver['explain']): Store {
  const methods = Object.entries(store).map(
    ([name, method]: [string, (...given: never[]) => Promise<unknown>]) => [
      name,
      async (...given: never[]) => {
        try {
          return await method(...given)
        } catch (error) {
          throw explain(error)
        }
      },
    ],
  )
  return Object.fromEntries(methods) as Store
}
