// What an operator writes at a contact, and private values they have shown.
import type { Note } from '../../desk/contact.ts'
import { fieldsOf, formOf, textIn } from '../../pages/form.ts'
import { audit } from '../access.ts'
import { outcomesOf } from './desk-state.ts'
import { hasContact, refuseChoice, type Doing } from './doing.ts'
import { privateValue } from './read-card.ts'
import { refuse } from './refusals.ts'

/** Characters of a note and of a written line. */
const LONGEST_NOTE = 4000
const LONGEST_LINE = 1000

/** A note as it was typed; `was` is when the one it goes on from was saved, ms. */
type Typed = { text: string; outcome: string; was: number }

export async function saveNote(doing: Doing): Promise<unknown> {
  const { runtime, contact, by, req, res } = doing
  const { text, outcome, was } = noteIn(req.body)
  if (text.length > LONGEST_NOTE) return refuse(runtime, res, 'too long', { status: 422 })
  if (outcome !== '' && !outcomesOf(runtime, contact).includes(outcome)) return refuseChoice(doing)
  if (!(await mayNote(doing))) return refuse(runtime, res, 'not yours')
  const note: Note = {
    contact: contact.id,
    operator: by,
    tenant: contact.tenant,
    text,
    outcome: outcome === '' ? undefined : outcome,
    at: Math.max(runtime.now(), was + 1),
  }
  if ((await runtime.store.saveNote(note, was)) === 'kept') return res.json({ at: note.at })
  const kept = await savedNote(doing)
  // the reply to it was lost, and it came a second time
  const isRepeated = kept.at > 0 && kept.text === text && kept.outcome === outcome
  if (isRepeated) return res.json({ at: kept.at })
  refuse(runtime, res, 'too late', { kept })
}

/** The operator's note as the store has it; `at` is 0 where there is none. */
async function savedNote({ runtime, contact, by }: Doing) {
  const notes = await runtime.store.notes(contact.id)
  const { text = '', outcome = '', at = 0 } = notes.find(({ operator }) => operator === by) ?? {}
  return { text, outcome, at }
}

/** Who has the contact, or had it. */
const mayNote = async (doing: Doing): Promise<boolean> =>
  (await hasContact(doing)) ||
  doing.contact.operator === doing.by ||
  doing.contact.talks.some(({ operator }) => operator === doing.by)

/** As typed: line breaks stay. */
function noteIn(body: unknown): Typed {
  const fields = fieldsOf(body)
  const plain = (name: keyof Typed): string => textIn(fields[name])
  return {
    text: plain('text')
      .replace(/\r\n?/g, '\n')
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, ''),
    outcome: plain('outcome'),
    was: Math.max(0, Math.trunc(Number(plain('was'))) || 0),
  }
}

/** A line of a practice conversation. */
export async function writeLine({ runtime, contact, by, req, res }: Doing): Promise<void> {
  const { store, live, now } = runtime
  const form = formOf(req)
  const text = form.text('text')
  if (text === '') return refuse(runtime, res, 'empty', { status: 422 })
  if (text.length > LONGEST_LINE) return refuse(runtime, res, 'too long', { status: 422 })
  if (contact.operator !== by) return refuse(runtime, res, 'not yours')
  if (!contact.practice || contact.status !== 'talking') return refuse(runtime, res, 'too late')
  // a form that comes twice counts the lines as they were before it
  const lines = (await store.lines(contact.id)).filter(({ who }) => who === 'operator')
  if (lines.length !== Number(form.text('sent'))) return refuse(runtime, res, 'sent already')
  await store.saveLine({ contact: contact.id, who: 'operator', text, at: now() })
  live.emit('line', { contact: contact.id })
  res.json({ done: true })
}

export async function revealValue(doing: Doing): Promise<void> {
  const { runtime, contact, req, res } = doing
  const slot = formOf(req).text('slot')
  if (!(await hasContact(doing))) return refuse(runtime, res, 'not yours')
  const text = await privateValue(runtime, contact, slot)
  if (text === undefined) return refuseChoice(doing)
  // written down before it is seen
  await audit(runtime, req, {
    action: 'private values seen',
    tenant: contact.tenant,
    object: contact.id,
    details: { slot },
  })
  res.set('Cache-Control', 'no-store').json({ text })
}
