// Parts of the page are put in anew only when they changed, and nobody loses their place, what they
// opened or what they typed.

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

const isField = (element: Element): element is Field =>
  element instanceof HTMLInputElement ||
  element instanceof HTMLSelectElement ||
  element instanceof HTMLTextAreaElement

const isChanged = (field: Field): boolean =>
  field instanceof HTMLSelectElement
    ? ![...field.options].some(
        (option) => option.selected && (option.defaultSelected || option.index === 0),
      )
    : field.type !== 'hidden' && field.value !== field.defaultValue

/** `markup` is made by the server's own template, every text in it escaped. `same`: it is about the
 * same contact, so what was typed stays; else it would reach another caller. */
export function swap(part: HTMLElement, markup: string, same: boolean): void {
  const focus = focusIn(part)
  const opened = same ? [...part.querySelectorAll('details[open][id]')] : []
  const typed = same ? [...part.querySelectorAll('[id]')].filter(isField).filter(isChanged) : []
  part.innerHTML = markup
  part.hidden = markup === ''
  for (const { id } of opened) {
    const details = byId(part, id)
    if (details instanceof HTMLDetailsElement) details.setAttribute('open', '')
  }
  for (const { id, value } of typed) {
    const field = byId(part, id)
    if (field && isField(field)) field.value = value
  }
  if (focus) focusAgain(part, focus)
}

const byId = (part: Element, id: string): Element | null =>
  id === '' ? null : part.querySelector(`#${CSS.escape(id)}`)

type Focus = { id: string; from: number | null; to: number | null }

/** What has the focus within a part, and what is selected there. */
function focusIn(part: HTMLElement): Focus | undefined {
  const held = document.activeElement
  if (!(held instanceof HTMLElement) || held === part || !part.contains(held)) return undefined
  const text = isField(held) && !(held instanceof HTMLSelectElement) ? held : undefined
  return { id: held.id, from: text?.selectionStart ?? null, to: text?.selectionEnd ?? null }
}

function focusAgain(part: HTMLElement, { id, from, to }: Focus): void {
  const again = byId(part, id)
  if (!(again instanceof HTMLElement)) {
    if (part.hidden) document.getElementById('part-bar')?.focus()
    else part.focus()
    return
  }
  again.focus({ preventScroll: true })
  if (again instanceof HTMLInputElement && from !== null) again.setSelectionRange(from, to)
}

/** The written conversation shows its end, unless somebody scrolled up to read. */
export function atEnd(list: Element | null): boolean {
  return !list || list.scrollHeight - list.scrollTop - list.clientHeight < 40
}

export function toEnd(): void {
  const list = document.getElementById('lines')
  if (list) list.scrollTop = list.scrollHeight
}
