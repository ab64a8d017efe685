// The forms of the desk, sent without leaving the page.
import type { ScriptWords } from '../words.ts'
import { post, type Reply } from './link.ts'
import { askToNotify } from './ring.ts'

/** A second press within this time hangs up, ms. */
const CONFIRM = 4000

type Sending = {
  /** the part of the page whose forms are sent */
  work: HTMLElement
  words: ScriptWords
  /** the window's name: what is pressed while it is still being announced waits for that, since the
   * browser itself would leave the page */
  tab: Promise<string>
  refuse: (reply: Exclude<Reply, { ok: true }>) => void
  /** says it to a screen reader */
  say: (text: string) => void
}

export function sendForms({ work, words, tab, refuse, say }: Sending): void {
  const send = async (form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> => {
    const fields = Object.fromEntries(
      [...new FormData(form)].map(([name, value]) => [name, String(value)]),
    )
    const reply = await post(pathOf(form, submitter), { ...fields, tab: await tab })
    if (!reply.ok) return refuse(reply)
    const line = document.getElementById('say')
    if (form.id === 'say-form' && line instanceof HTMLInputElement && line.value === fields.text)
      line.value = ''
    if ('reveal' in form.dataset && typeof reply.body.text === 'string')
      reveal(form, reply.body.text)
  }
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || !work.contains(form) || form.id === 'notes-form')
      return
    event.preventDefault()
    if ('confirm' in form.dataset && !isConfirmed(form)) {
      askAgain(form, words)
      return say(words.hangUpAgain)
    }
    if ('start' in form.dataset) askToNotify()
    if (form.dataset.sending !== undefined) return
    form.dataset.sending = ''
    void send(form, event.submitter).finally(() => delete form.dataset.sending)
  })
}

const pathOf = (form: HTMLFormElement, submitter: HTMLElement | null): string =>
  submitter instanceof HTMLButtonElement && submitter.hasAttribute('formaction')
    ? submitter.formAction
    : form.action

/** Hanging up takes two presses instead of a question in the way. */
const isConfirmed = (form: HTMLFormElement): boolean =>
  form.dataset.pressed !== undefined || !form.querySelector('button')

function askAgain(form: HTMLFormElement, words: ScriptWords): void {
  const button = form.querySelector('button')
  if (!button) return
  const label = button.textContent
  form.dataset.pressed = ''
  button.textContent = words.hangUpAgain
  setTimeout(() => {
    delete form.dataset.pressed
    button.textContent = label
  }, CONFIRM)
}

/** Shown on this page only; the next time it is asked for, and written down, again. */
function reveal(form: HTMLFormElement, text: string): void {
  const place = form.parentElement?.querySelector<HTMLElement>('.private')
  if (place) {
    place.textContent = text
    place.tabIndex = -1
    place.focus()
  }
  form.remove()
}
