// Notes are saved as they are typed; until the server has them they stay in this window, through a
// reload or a sign-in.
import type { ScriptWords } from '../words.ts'
import { clockOf } from './clocks.ts'
import { joined } from './join-notes.ts'
import { post, type Reply } from './link.ts'

/** What was typed and not yet confirmed; `was` is when the note it goes on from was saved. */
export type Draft = { text: string; outcome: string; was: number }

/** Pause in typing after which it is saved, and the pause before it is tried again, ms. */
const PAUSE = 600
const AGAIN = 3000

function read(key: string): Draft | undefined {
  try {
    const { text, outcome, was } = JSON.parse(sessionStorage.getItem(key) ?? '') as Partial<Draft>
    return typeof text === 'string' && typeof outcome === 'string' && typeof was === 'number'
      ? { text, outcome, was }
      : undefined
  } catch {
    return undefined
  }
}

/** Drafts are those of one account: somebody else who signs in here does not send them as theirs.
 * `troubled` hears that the server cannot be reached, or that nobody is signed in any more. */
export function keepNotes(
  account: string,
  words: ScriptWords,
  troubled: (why: 'signed out' | 'lost') => void,
): { shown(): void; left(): void; again(): void } {
  const place = `callflow-note-${account}-`
  const key = (contact: string): string => place + contact
  const draftOf = (contact: string): Draft | undefined => read(key(contact))
  let timer: number | undefined
  let sending = false
  // those of contacts that are over, from before the page was loaded again, among them
  const saving = new Map(
    Object.keys(sessionStorage)
      .filter((one) => one.startsWith(place))
      .map((one) => [
        one.slice(place.length),
        `/console/desk/contacts/${encodeURIComponent(one.slice(place.length))}/notes`,
      ]),
  )

  const form = (): HTMLFormElement | undefined => {
    const element = document.getElementById('notes-form')
    return element instanceof HTMLFormElement ? element : undefined
  }
  const field = (name: string): HTMLTextAreaElement | HTMLSelectElement =>
    form()?.elements.namedItem(name) as HTMLTextAreaElement | HTMLSelectElement
  const say = (text: string): void => {
    const told = document.getElementById('saved')
    if (told) told.textContent = text
  }

  /** The form was put in: what was not confirmed comes back into it. */
  function shown(): void {
    const { contact, was } = form()?.dataset ?? {}
    if (contact === undefined) return
    const draft = draftOf(contact)
    if (!draft) return
    field('text').value =
      Number(was) === draft.was ? draft.text : joined(field('text').value, draft.text)
    field('outcome').value = draft.outcome
    keep()
    void save()
  }

  function keep(): void {
    const { contact, was } = form()?.dataset ?? {}
    const action = form()?.action
    if (contact === undefined || action === undefined) return
    saving.set(contact, action)
    sessionStorage.setItem(
      key(contact),
      JSON.stringify({
        text: field('text').value,
        outcome: field('outcome').value,
        was: Number(was),
      } satisfies Draft),
    )
  }

  function soon(ms: number): void {
    clearTimeout(timer)
    timer = window.setTimeout(() => void save(), ms)
  }

  /** Sends what is not confirmed, that of a contact before among it. */
  async function save(): Promise<void> {
    if (sending) return
    sending = true
    try {
      for (const [contact, action] of [...saving]) {
        const draft = draftOf(contact)
        if (!draft) {
          saving.delete(contact)
          continue
        }
        const here = (): boolean => form()?.dataset.contact === contact
        if (here()) say(words.saving)
        settle(contact, draft, await post(action, fieldsOf(draft)), here())
      }
    } finally {
      sending = false
    }
  }

  function settle(contact: string, draft: Draft, reply: Reply, here: boolean): void {
    if (reply.ok) return confirmed(contact, draft, Number(reply.body.at), here)
    const { kept } =
      reply.why === 'refused'
        ? (reply.body as { kept?: { text: string; outcome: string; at: number } })
        : {}
    if (kept) return merged(contact, draft, kept, here)
    if (here) say(reply.why === 'refused' ? reply.told : words.notSaved)
    // what the server will never take is not sent again and again, but stays where it was typed
    if (reply.why === 'refused') return void saving.delete(contact)
    if (reply.why !== 'broke') troubled(reply.why)
    if (reply.why !== 'signed out') soon(AGAIN)
  }

  function confirmed(contact: string, sent: Draft, at: number, here: boolean): void {
    const now = draftOf(contact)
    const more = now !== undefined && (now.text !== sent.text || now.outcome !== sent.outcome)
    if (here) form()?.setAttribute('data-was', String(at))
    if (more) {
      sessionStorage.setItem(key(contact), JSON.stringify({ ...now, was: at }))
      return soon(PAUSE)
    }
    sessionStorage.removeItem(key(contact))
    saving.delete(contact)
    if (here) say(`${words.saved} ${clockOf(at)}`)
  }

  function merged(
    contact: string,
    draft: Draft,
    kept: { text: string; outcome: string; at: number },
    here: boolean,
  ): void {
    const typed = draftOf(contact)?.text ?? draft.text
    const both = {
      text: joined(kept.text, typed),
      outcome: draft.outcome || kept.outcome,
      was: kept.at,
    }
    sessionStorage.setItem(key(contact), JSON.stringify(both))
    if (here) {
      form()?.setAttribute('data-was', String(kept.at))
      field('text').value = both.text
      field('outcome').value = both.outcome
      say(words.bothWindows)
    }
    soon(PAUSE)
  }

  function left(): void {
    for (const [contact, action] of saving) {
      const draft = draftOf(contact)
      if (draft) void post(action, fieldsOf(draft), { keepalive: true })
    }
  }

  document.addEventListener('input', ({ target }) => {
    if (!(target instanceof Element) || target.closest('form')?.id !== 'notes-form') return
    keep()
    soon(PAUSE)
  })
  document.addEventListener('submit', (event) => {
    if (!(event.target instanceof HTMLFormElement) || event.target.id !== 'notes-form') return
    event.preventDefault()
    void save()
  })
  return { shown, left, again: () => void save() }
}

const fieldsOf = ({ text, outcome, was }: Draft): Record<string, string> => ({
  text,
  outcome,
  was: String(was),
})
