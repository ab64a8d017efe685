// The desk's part of the store: contacts, operators' presence, notes and practice conversations.
import type { CompiledQuery, Kysely, RawBuilder } from 'kysely'
import { sql } from 'kysely'
import type { Contact, Note } from '../desk/contact.ts'
import type { Presence } from '../desk/operator.ts'
import type { Schema } from './schema.ts'

/** New states of contacts and operators; each is one change on from what is stored (`seq`), or the
 * whole is `stale`. */
export type DeskChange = {
  contacts?: Contact[]
  presences?: Presence[]
  /** contacts that did not exist yet */ added?: Contact[]
}

/** A line of a practice conversation, which is written. */
export type Line = { contact: string; who: 'caller' | 'operator'; text: string; at: number }

/** Times are UTC milliseconds. */
export type DeskStore = {
  /** All that are not over, the oldest first. */
  openContacts(): Promise<Contact[]>
  contact(id: string): Promise<Contact | undefined>
  /** Contacts that joined the queue at or after `since`, the newest first. */
  contacts(filter: {
    tenants?: string[]
    operator?: string
    caller?: string
    callId?: string
    since?: number
    limit: number
  }): Promise<Contact[]>
  presences(): Promise<Presence[]>
  /** One operator's; undefined before they were ever there. */
  presence(operator: string): Promise<Presence | undefined>
  /** All of it or, when anything in it was changed meanwhile, nothing. */
  changeDesk(change: DeskChange): Promise<'committed' | 'stale'>
  /** The console's report, which is no change: only who holds the desk and until when. */
  lease(presence: Presence): Promise<void>
  /** Takes the place of what the operator noted about the contact before; with `was` only of what
   * was noted at that time (0: nothing yet), else it is `stale` and nothing changes. */
  saveNote(note: Note, was?: number): Promise<'kept' | 'stale'>
  notes(contact: string): Promise<Note[]>
  saveLine(line: Line): Promise<void>
  lines(contact: string): Promise<Line[]>
}

// written out, not bound, so that both databases see that a partial index serves
const isOpen = sql<boolean>`status in ('queued', 'offered', 'accepted', 'briefed', 'talking', 'wrapping')`

export function contactRow(contact: Contact): Schema['contacts'] {
  const { id, callId, tenant, desk, status, seq, caller, operator, enqueuedAt, ...rest } = contact
  return {
    id,
    call_id: callId,
    tenant,
    desk,
    status,
    seq,
    caller,
    operator: operator ?? null,
    enqueued_at: enqueuedAt,
    body: JSON.stringify(rest),
  }
}

function contactOf(row: Schema['contacts']): Contact {
  const { id, call_id, tenant, desk, status, seq, caller, operator, enqueued_at, body } = row
  return {
    ...(JSON.parse(body) as Contact),
    id,
    callId: call_id,
    tenant,
    desk,
    status: status as Contact['status'],
    seq,
    caller,
    operator: operator ?? undefined,
    enqueuedAt: enqueued_at,
  }
}

const presenceRow = ({
  operator,
  status,
  seq,
  tab,
  leaseUntil,
  ...rest
}: Presence): Schema['presences'] => ({
  operator,
  status,
  seq,
  tab: tab ?? null,
  lease_until: leaseUntil,
  body: JSON.stringify(rest),
})

const presenceOf = ({
  operator,
  status,
  seq,
  tab,
  lease_until,
  body,
}: Schema['presences']): Presence => ({
  ...(JSON.parse(body) as Presence),
  operator,
  status: status as Presence['status'],
  seq,
  tab: tab ?? undefined,
  leaseUntil: lease_until,
})

/** Removes what was noted, said and recorded of a call's contacts, with `without` as in the Driver;
 * how long they waited and talked is kept for the reports. */
export function erasedContacts(
  db: Kysely<Schema>,
  callId: string,
  without: (key: string) => RawBuilder<string>,
): CompiledQuery[] {
  const ofCall = sql<boolean>`contact in (select id from contacts where call_id = ${callId})`
  return [
    db.deleteFrom('notes').where(ofCall).compile(),
    db.deleteFrom('practice_lines').where(ofCall).compile(),
    db
      .updateTable('contacts')
      .set({ caller: '', body: without('recordings') })
      .where('call_id', '=', callId)
      .compile(),
  ]
}

/** `allOrNothing` runs statements in one transaction, and undoes them all when one of them changes
 * no row. */
export function deskOn(
  db: Kysely<Schema>,
  allOrNothing: (statements: CompiledQuery[]) => Promise<boolean>,
): DeskStore {
  return {
    async openContacts() {
      return (
        await db
          .selectFrom('contacts')
          .selectAll()
          .where(isOpen)
          .orderBy('enqueued_at')
          .orderBy('id')
          .execute()
      ).map(contactOf)
    },
    async contact(id) {
      const row = await db
        .selectFrom('contacts')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst()
      return row && contactOf(row)
    },
    async contacts({ tenants, operator, caller, callId, since, limit }) {
      let query = db
        .selectFrom('contacts')
        .selectAll()
        .orderBy('enqueued_at', 'desc')
        .orderBy('id')
        .limit(limit)
      if (tenants !== undefined)
        query = query.where('tenant', 'in', tenants.length > 0 ? tenants : [''])
      if (operator !== undefined) query = query.where('operator', '=', operator)
      if (caller !== undefined) query = query.where('caller', '=', caller)
      if (callId !== undefined) query = query.where('call_id', '=', callId)
      if (since !== undefined) query = query.where('enqueued_at', '>=', since)
      return (await query.execute()).map(contactOf)
    },
    async presences() {
      return (await db.selectFrom('presences').selectAll().execute()).map(presenceOf)
    },
    async presence(operator) {
      const row = await db
        .selectFrom('presences')
        .selectAll()
        .where('operator', '=', operator)
        .executeTakeFirst()
      return row && presenceOf(row)
    },
    async changeDesk({ contacts = [], presences = [], added = [] }) {
      const statements = [
        ...added.map((contact) =>
          db
            .insertInto('contacts')
            .values(contactRow(contact))
            .onConflict((c) => c.column('id').doNothing())
            .compile(),
        ),
        // in one order, so that two nodes never wait for each other in a ring
        ...contacts
          .toSorted((a, b) => (a.id < b.id ? -1 : 1))
          .map((contact) => {
            const { id, ...row } = contactRow(contact)
            return db
              .updateTable('contacts')
              .set(row)
              .where('id', '=', id)
              .where('seq', '=', contact.seq - 1)
              .compile()
          }),
        ...presences
          .toSorted((a, b) => (a.operator < b.operator ? -1 : 1))
          .map((presence) => {
            const { operator, ...row } = presenceRow(presence)
            if (presence.seq === 1)
              return db
                .insertInto('presences')
                .values({ operator, ...row })
                .onConflict((c) =>
                  c.column('operator').doUpdateSet(row).where('presences.seq', '=', 0),
                )
                .compile()
            return db
              .updateTable('presences')
              .set(row)
              .where('operator', '=', operator)
              .where('seq', '=', presence.seq - 1)
              .compile()
          }),
      ]
      return (await allOrNothing(statements)) ? 'committed' : 'stale'
    },
    async lease(presence) {
      const { tab, lease_until } = presenceRow(presence)
      await db
        .insertInto('presences')
        .values(presenceRow(presence))
        .onConflict((c) => c.column('operator').doUpdateSet({ tab, lease_until }))
        .execute()
    },
    async saveNote({ contact, operator, tenant, text, outcome, at }, was) {
      const row = { text, outcome: outcome ?? null, at }
      const first = db.insertInto('notes').values({ contact, operator, tenant, ...row })
      const kept = await (
        was === 0
          ? first.onConflict((c) => c.columns(['contact', 'operator']).doNothing())
          : first.onConflict((c) =>
              was === undefined
                ? c.columns(['contact', 'operator']).doUpdateSet(row)
                : c.columns(['contact', 'operator']).doUpdateSet(row).where('notes.at', '=', was),
            )
      ).executeTakeFirst()
      return Number(kept.numInsertedOrUpdatedRows) > 0 ? 'kept' : 'stale'
    },
    async notes(contact) {
      const rows = await db
        .selectFrom('notes')
        .selectAll()
        .where('contact', '=', contact)
        .orderBy('at')
        .execute()
      return rows.map(({ outcome, ...row }) => ({ ...row, outcome: outcome ?? undefined }))
    },
    async saveLine({ contact, who, text, at }) {
      await db.insertInto('practice_lines').values({ contact, who, text, at }).execute()
    },
    async lines(contact) {
      return (
        await db
          .selectFrom('practice_lines')
          .select(['contact', 'who', 'text', 'at'])
          .where('contact', '=', contact)
          .orderBy('id')
          .execute()
      ).map(({ who, ...row }) => ({ ...row, who: who as Line['who'] }))
    },
  }
}
