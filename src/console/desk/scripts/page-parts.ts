// Parts of the page are put in anew only when they changed, and nobody loses their place, what they
// opened or what they typed.

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

const isField = (element: Element): element is Field =>
  element instanceof HTMLInputElement ||
  element instanceof HTMLSelectElement ||
  element instanceof HTMLTextAreaElement

const changed = (field: Field): boolean =>
  field instanceof HTMLSelectElement
    ? ![...field.options].some(
        (option) => option.selected && (option.defaultSelected || option.index === 0),
      )
    : field.type !== 'hidden' && field.value !== field.defaultValue

/** `markup` is made by the server's own template, every text in it escaped. `same`: it is about the
 * same contact, so what was typed stays; else it would reach another caller. */
export function swap(part: HTMLElement, markup: string, same: boolean): void {
  const held = document.activeElement
  const inside =
    held instanceof HTMLElement && held !== part && part.contains(held) ? held : undefined
  const opened = same ? [...part.querySelectorAll('details[open][id]')].map(({ id }) => id) : []
  const typed = !same
    ? []
    : [...part.querySelectorAll('[id]')]
        .filter(isField)
        .filter(changed)
        .map(({ id, value }) => ({ id, value }))
  const selection =
    inside && isField(inside) && 'selectionStart' in inside
      ? ([inside.selectionStart, inside.selectionEnd] as const)
      : undefined
  part.innerHTML = markup
  part.hidden = markup === ''
  for (const id of opened) find(part, id, HTMLDetailsElement)?.setAttribute('open', '')
  for (const { id, value } of typed) {
    const field = part.querySelector(`#${CSS.escape(id)}`)
    if (field && isField(field)) field.value = value
  }
  if (!inside) return
  const again =
    inside.id === '' ? null : part.querySelector<HTMLElement>(`#${CSS.escape(inside.id)}`)
  if (!again) return part.hidden ? document.getElementById('part-bar')?.focus() : part.focus()
  again.focus({ preventScroll: true })
  if (selection && again instanceof HTMLInputElement && selection[0] !== null)
    again.setSelectionRange(selection[0], selection[1])
}

const find = <T extends Element>(part: Element, id: string, kind: new () => T): T | undefined => {
  const element = part.querySelector(`#${CSS.escape(id)}`)
  return element instanceof kind ? element : undefined
}

/** The written conversation shows its end, unless somebody scrolled up to read. */
export function atEnd(list: Element | null): boolean {
  return !list || list.scrollHeight - list.scrollTop - list.clientHeight < 40
}

export function toEnd(): void {
  const list = document.getElementById('lines')
  if (list) list.scrollTop = list.scrollHeight
}
