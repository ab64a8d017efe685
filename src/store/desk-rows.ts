// The desk's part of the store: contacts, operators' presence, notes and practice conversations.
import type { CompiledQuery, Kysely } from 'kysely'
import type { Contact, Note } from '../desk/contact.ts'
import type { Presence } from '../desk/operator.ts'
import { contactRow, contactsOn } from './contact-rows.ts'
import type { Driver } from './driver.ts'
import { notesOn } from './note-rows.ts'
import { presenceRow, presencesOn } from './presence-rows.ts'
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

export const deskOn = (db: Kysely<Schema>, allOrNothing: Driver['allOrNothing']): DeskStore => ({
  ...contactsOn(db),
  ...presencesOn(db),
  ...notesOn(db),
  async changeDesk({ contacts = [], presences = [], added = [] }) {
    // in one order, so that two nodes never wait for each other in a ring
    const statements = [
      ...added.map((contact) => addContact(db, contact)),
      ...contacts.toSorted(by(({ id }) => id)).map((contact) => changeContact(db, contact)),
      ...presences.toSorted(by(({ operator }) => operator)).map((one) => changePresence(db, one)),
    ]
    return (await allOrNothing(statements)) ? 'committed' : 'stale'
  },
})

const by =
  <T>(idOf: (one: T) => string) =>
  (a: T, b: T): number =>
    idOf(a) < idOf(b) ? -1 : 1

const addContact = (db: Kysely<Schema>, contact: Contact): CompiledQuery =>
  db
    .insertInto('contacts')
    .values(contactRow(contact))
    .onConflict((c) => c.column('id').doNothing())
    .compile()

function changeContact(db: Kysely<Schema>, contact: Contact): CompiledQuery {
  const { id, ...row } = contactRow(contact)
  return db
    .updateTable('contacts')
    .set(row)
    .where('id', '=', id)
    .where('seq', '=', contact.seq - 1)
    .compile()
}

function changePresence(db: Kysely<Schema>, presence: Presence): CompiledQuery {
  const { operator, ...row } = presenceRow(presence)
  if (presence.seq === 1)
    return db
      .insertInto('presences')
      .values({ operator, ...row })
      .onConflict((c) => c.column('operator').doUpdateSet(row).where('presences.seq', '=', 0))
      .compile()
  return db
    .updateTable('presences')
    .set(row)
    .where('operator', '=', operator)
    .where('seq', '=', presence.seq - 1)
    .compile()
}
