// Notes are saved as they are typed; until the server has them they stay in this window.
import type { ScriptWords } from '../words.ts'
import { clockOf } from './clocks.ts'
import { keepDrafts, type Draft, type Drafts } from './drafts.ts'
import { joinNotes } from './join-notes.ts'
import { post, type Reply } from './link.ts'
import { fillNote, isNoteOf, isNotesForm, markSaved, sayOfNote, typedNote } from './notes-form.ts'

/** Pause in typing after which it is saved, and the pause before it is tried again, ms. */
const PAUSE = 600
const AGAIN = 3000

/** A note as the server has it. */
type Saved = { text: string; outcome: string; at: number }

type Notes = {
  /** the form was put in: what was not confirmed comes back into it */
  restore(): void
  /** the page is being left: what is not confirmed is sent all the same */
  sendAll(): void
  saveAgain(): void
}

/** What keeping notes works with. */
type Keeping = {
  drafts: Drafts
  words: ScriptWords
  /** where the note of a contact is sent to, of those that are not confirmed */
  saving: Map<string, string>
  saveSoon: (ms: number) => void
  /** hears that the server cannot be reached, or that nobody is signed in any more */
  troubled: (why: 'signed out' | 'lost') => void
}

export function keepNotes(
  account: string,
  words: ScriptWords,
  troubled: Keeping['troubled'],
): Notes {
  const drafts = keepDrafts(account)
  // those of contacts that are over, from before the page was loaded again, among them
  const saving = new Map(drafts.contacts().map((contact) => [contact, actionFor(contact)]))
  let timer: number | undefined
  let sending = false

  const saveSoon = (ms: number): void => {
    clearTimeout(timer)
    timer = window.setTimeout(() => void save(), ms)
  }
  const keeping: Keeping = { drafts, words, saving, saveSoon, troubled }
  /** Sends what is not confirmed, that of a contact before among it. */
  const save = async (): Promise<void> => {
    if (sending) return
    sending = true
    try {
      for (const [contact, action] of [...saving]) await send(keeping, contact, action)
    } finally {
      sending = false
    }
  }
  document.addEventListener('input', ({ target }) => {
    if (!isNotesForm(target)) return
    keepTyped(keeping)
    saveSoon(PAUSE)
  })
  document.addEventListener('submit', (event) => {
    if (!isNotesForm(event.target)) return
    event.preventDefault()
    void save()
  })
  return {
    restore() {
      if (!restoreTyped(keeping)) return
      keepTyped(keeping)
      void save()
    },
    sendAll() {
      for (const [contact, action] of saving) {
        const draft = drafts.of(contact)
        if (draft) void post(action, fieldsOf(draft), { keepalive: true })
      }
    },
    saveAgain: () => void save(),
  }
}

function keepTyped({ drafts, saving }: Keeping): void {
  const note = typedNote()
  if (!note) return
  const { contact, action, ...draft } = note
  saving.set(contact, action)
  drafts.keep(contact, draft)
}

/** Puts into the form what was typed before; whether there was something. */
function restoreTyped({ drafts }: Keeping): boolean {
  const note = typedNote()
  const draft = note && drafts.of(note.contact)
  if (!draft) return false
  const { text, outcome, was } = draft
  fillNote({ text: note.was === was ? text : joinNotes(note.text, text), outcome })
  return true
}

async function send(keeping: Keeping, contact: string, action: string): Promise<void> {
  const { drafts, words, saving } = keeping
  const draft = drafts.of(contact)
  if (!draft) return void saving.delete(contact)
  if (isNoteOf(contact)) sayOfNote(words.saving)
  settle(keeping, contact, draft, await post(action, fieldsOf(draft)))
}

function settle(keeping: Keeping, contact: string, draft: Draft, reply: Reply): void {
  const { words, saving, saveSoon, troubled } = keeping
  if (reply.ok) return confirm(keeping, contact, draft, Number(reply.body.at))
  const saved = reply.why === 'refused' && savedIn(reply.body)
  if (saved) return merge(keeping, contact, draft, saved)
  if (isNoteOf(contact)) sayOfNote(reply.why === 'refused' ? reply.told : words.notSaved)
  // what the server will never take is not sent again and again, but stays where it was typed
  if (reply.why === 'refused') return void saving.delete(contact)
  if (reply.why !== 'broke') troubled(reply.why)
  if (reply.why !== 'signed out') saveSoon(AGAIN)
}

function confirm(
  { drafts, words, saving, saveSoon }: Keeping,
  contact: string,
  sent: Draft,
  at: number,
): void {
  const now = drafts.of(contact)
  if (isNoteOf(contact)) markSaved(at)
  if (now && (now.text !== sent.text || now.outcome !== sent.outcome)) {
    drafts.keep(contact, { ...now, was: at })
    return saveSoon(PAUSE)
  }
  drafts.forget(contact)
  saving.delete(contact)
  if (isNoteOf(contact)) sayOfNote(`${words.saved} ${clockOf(at)}`)
}

/** Another window saved meanwhile: what was typed in both is kept. */
function merge(
  { drafts, words, saveSoon }: Keeping,
  contact: string,
  sent: Draft,
  { text, outcome, at }: Saved,
): void {
  const typed = drafts.of(contact)?.text ?? sent.text
  const both = { text: joinNotes(text, typed), outcome: sent.outcome || outcome, was: at }
  drafts.keep(contact, both)
  if (isNoteOf(contact)) {
    markSaved(at)
    fillNote(both)
    sayOfNote(words.bothWindows)
  }
  saveSoon(PAUSE)
}

const actionFor = (contact: string): string =>
  `/console/desk/contacts/${encodeURIComponent(contact)}/notes`

/** What the server has instead, when it refuses a note. */
const savedIn = (body: Record<string, unknown>): Saved | undefined =>
  (body as { kept?: Saved }).kept

const fieldsOf = ({ text, outcome, was }: Draft): Record<string, string> => ({
  text,
  outcome,
  was: String(was),
})
