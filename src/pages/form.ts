// Forms as plain HTML sends them: read with limits, shown again with what was typed and what is
// wrong beside each field.
import express, { type Request } from 'express'
import { attributes, html, type Content, type Html } from './html.ts'

/** Reads a form's body; more than this is refused before it is read. */
export const readForm = express.urlencoded({
  extended: false,
  limit: '32kb',
  parameterLimit: 500,
  inflate: false,
})

/** `count` is a whole number, 0 where there is none. */
export type Form = {
  text(name: string): string
  list(name: string): string[]
  count(name: string): number
}

/** A line as it was typed, on one line. */
export const cleanLine = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\p{Cc}+/gu, ' ')
    .trim()

/** A text from outside; whatever else it is counts as empty. */
export const textIn = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The fields of a body by name, whatever was sent. */
export const fieldsOf = (body: unknown): Record<string, unknown> =>
  typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : {}

/** What was sent, whatever it was: a missing field is an empty text. Texts are trimmed, but for
 * passwords. */
export function formOf({ body }: Request): Form {
  const fields = fieldsOf(body)
  const clean = (name: string, text: string): string =>
    name.startsWith('password') ? text : cleanLine(text)
  const list = (name: string): string[] =>
    (Object.hasOwn(fields, name) ? [fields[name]].flat() : [])
      .filter((one) => typeof one === 'string')
      .map((one) => clean(name, one))
  const text = (name: string): string => list(name).at(-1) ?? ''
  return { list, text, count: (name) => (/^\d{1,9}$/.test(text(name)) ? Number(text(name)) : 0) }
}

/** One path of this console to go to, from outside: nothing leads elsewhere. */
export function pathWithin(text: string, otherwise = '/console'): string {
  if (!/^\/console(?:[/?#][\x21-\x7e]*)?$/.test(text) || text.includes('\\')) return otherwise
  const { pathname, search } = new URL(text, 'http://console.invalid')
  return pathname === '/console' || pathname.startsWith('/console/') ? pathname + search : otherwise
}

type Field = {
  name: string
  label: string
  value?: string
  type?: 'text' | 'password' | 'tel'
  hint?: Content
  fault?: string
  autocomplete?: string
  required?: boolean
  maxlength?: number
  autofocus?: boolean
  list?: string
}

/** A labelled input; a fault stands below it and is told with it to who cannot see it. */
export function field({ label, hint, fault, ...input }: Field): Html {
  const { name, value = '', type = 'text', autocomplete = 'off', maxlength = 200 } = input
  const isSecret = type === 'password'
  const isWrong = fault !== undefined
  const notes = [hint !== undefined && `${name}-hint`, isWrong && `${name}-fault`].filter(Boolean)
  const given = {
    id: name,
    name,
    type,
    value: isSecret ? '' : value,
    maxlength,
    autocomplete,
    spellcheck: !isSecret && 'false',
    list: input.list,
    required: input.required,
    autofocus: input.autofocus,
    'aria-describedby': notes.length > 0 && notes.join(' '),
    'aria-invalid': isWrong && 'true',
  }
  return html`<div class="field${isWrong && ' wrong'}">
    <label for="${name}">${label}</label>
    <input${attributes(given)}>
    ${hint !== undefined && html`<p class="hint" id="${name}-hint">${hint}</p>`}
    ${faultOf(name, fault)}
    </div>`
}

/** One of the choices of a list. */
export type Choice = { value: string; text: string }

export const optionsOf = (choices: readonly Choice[], chosen?: string): Content =>
  choices.map(
    ({ value, text }) =>
      html`<option value="${value}"${value === chosen && html` selected`}>${text}</option>`,
  )

/** A box to tick, with its label. */
export const tick = (name: string, value: string, label: string, checked: boolean): Html =>
  html`<label class="tick"><input type="checkbox" name="${name}" value="${value}"${checked && html` checked`}> <span>${label}</span></label>`

/** The line that says what is wrong with a field. */
export const faultOf = (name: string, fault: string | undefined): Content =>
  fault !== undefined && html`<p class="fault" id="${name}-fault">${fault}</p>`

/** What was done, told on the page that follows. */
export const notice = (text: string | false | undefined): Content =>
  text !== false && text !== undefined && html`<p class="notice" role="status">${text}</p>`
