// Contacts as rows, and how they are read.
import { sql, type Kysely } from 'kysely'
import type { Contact } from '../desk/contact.ts'
import type { DeskStore } from './desk-rows.ts'
import { parseStored } from './rows.ts'
import type { Schema } from './schema.ts'

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
    ...parseStored<Contact>(body),
    id,
    callId: call_id,
    tenant,
    desk,
    status,
    seq,
    caller,
    operator: operator ?? undefined,
    enqueuedAt: enqueued_at,
  }
}

export const contactsOn = (
  db: Kysely<Schema>,
): Pick<DeskStore, 'openContacts' | 'contact' | 'contacts'> => ({
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
    const row = await db.selectFrom('contacts').selectAll().where('id', '=', id).executeTakeFirst()
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
})
