// Forms as plain HTML sends them: read with limits, shown again with what was typed and what is
// wrong beside each field.
import express, { type Request } from 'express'
import { html, type Content, type Html } from './html.ts'

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

/** What was sent, whatever it was: a missing field is an empty text. Texts are trimmed, but for
 * passwords. */
export function formOf({ body }: Request): Form {
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  const list = (name: string): string[] =>
    (Object.hasOwn(fields, name) ? [fields[name]].flat() : [])
      .filter((one) => typeof one === 'string')
      .map((one) =>
        name.startsWith('password')
          ? one
          : one
              .normalize('NFC')
              .replace(/\p{Cc}+/gu, ' ')
              .trim(),
      )
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
export function field({
  name,
  label,
  value = '',
  type = 'text',
  hint,
  fault,
  autocomplete = 'off',
  required = false,
  maxlength = 200,
  autofocus = false,
  list,
}: Field): Html {
  const told = [hint !== undefined && `${name}-hint`, fault !== undefined && `${name}-fault`]
    .filter(Boolean)
    .join(' ')
  return html`<div class="field${fault !== undefined && ' wrong'}">
<label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="${type}" value="${type === 'password' ? '' : value}" maxlength="${maxlength}" autocomplete="${autocomplete}"${type !== 'password' && html` spellcheck="false"`}${list !== undefined && html` list="${list}"`}${required && html` required`}${autofocus && html` autofocus`}${told !== '' && html` aria-describedby="${told}"`}${fault !== undefined && html` aria-invalid="true"`}>
${hint !== undefined && html`<p class="hint" id="${name}-hint">${hint}</p>`}
${faultOf(name, fault)}
</div>`
}

/** The line that says what is wrong with a field. */
export const faultOf = (name: string, fault: string | undefined): Content =>
  fault !== undefined && html`<p class="fault" id="${name}-fault">${fault}</p>`

/** What was done, told on the page that follows. */
export const notice = (text: string | undefined): Content =>
  text !== undefined && html`<p class="notice" role="status">${text}</p>`
