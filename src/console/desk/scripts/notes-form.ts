// The form of the notes on the page, where there is one.
import type { Draft } from './drafts.ts'

const form = (): HTMLFormElement | undefined => {
  const element = document.getElementById('notes-form')
  return element instanceof HTMLFormElement ? element : undefined
}

const field = (name: string): HTMLTextAreaElement | HTMLSelectElement | undefined => {
  const element = form()?.elements.namedItem(name)
  const isField = element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement
  return isField ? element : undefined
}

/** What stands in the form: the contact it is about, where it is sent to, and what was typed. */
export function typedNote(): (Draft & { contact: string; action: string }) | undefined {
  const { contact, was } = form()?.dataset ?? {}
  const action = form()?.action
  if (contact === undefined || action === undefined) return undefined
  const [text = '', outcome = ''] = [field('text')?.value, field('outcome')?.value]
  return { contact, action, text, outcome, was: Number(was) }
}

export const isNoteOf = (contact: string): boolean => form()?.dataset.contact === contact

export function fillNote({ text, outcome }: Pick<Draft, 'text' | 'outcome'>): void {
  const [textField, outcomeField] = [field('text'), field('outcome')]
  if (textField) textField.value = text
  if (outcomeField) outcomeField.value = outcome
}

/** The note in the form goes on from one that was saved then. */
export const markSaved = (at: number): void => form()?.setAttribute('data-was', String(at))

export function sayOfNote(text: string): void {
  const place = document.getElementById('saved')
  if (place) place.textContent = text
}

export const isNotesForm = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('form')?.id === 'notes-form'
