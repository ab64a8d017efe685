// Keys of the desk: each presses the button of its name. Off while somebody types, unless Alt and
// Shift are held.
import type { ScriptWords } from '../words.ts'
import { actionOf, keyName, mayBeKey, readKeys } from './shortcuts.ts'

const isTyping = (element: Element | null): boolean =>
  element instanceof HTMLTextAreaElement ||
  element instanceof HTMLSelectElement ||
  (element instanceof HTMLInputElement &&
    !['checkbox', 'radio', 'button', 'submit'].includes(element.type))

export function connectKeys(account: string, words: ScriptWords): void {
  const place = `callflow-keys-${account}`
  let kept = readKeys(localStorage.getItem(place))
  let changing: HTMLButtonElement | undefined
  const single = document.getElementById('single-keys') as HTMLInputElement

  const show = (): void => {
    for (const key of document.querySelectorAll<HTMLElement>('[data-key-of]'))
      key.textContent = keyName(kept.keys[key.dataset.keyOf ?? ''] ?? '')
    single.checked = kept.single
  }
  const keep = (): void => {
    localStorage.setItem(place, JSON.stringify(kept))
    show()
  }
  const shown = (name: string): HTMLElement | null =>
    document.querySelector(`[data-key-of="${name}"]`)

  const change = (button: HTMLButtonElement, { code, key }: KeyboardEvent): void => {
    const name = button.dataset.changeKey ?? ''
    changing = undefined
    show()
    if (key === 'Escape') return
    const taken =
      !mayBeKey(code) ||
      Object.entries(kept.keys).some(([other, used]) => used === code && other !== name)
    const place = shown(name)
    if (taken) {
      if (place) place.textContent = words.takenKey
      return
    }
    kept = { ...kept, keys: { ...kept.keys, [name]: code } }
    keep()
  }

  document.addEventListener('keydown', (event) => {
    if (changing) {
      // modifiers come before the key itself, and Tab goes on as ever
      if (['Shift', 'Alt', 'Control', 'Meta'].includes(event.key)) return
      if (event.key !== 'Tab') event.preventDefault()
      return event.key === 'Tab' ? ((changing = undefined), show()) : change(changing, event)
    }
    const action = actionOf(kept.keys, event, {
      typing: isTyping(document.activeElement),
      single: kept.single,
    })
    const target =
      action === undefined
        ? undefined
        : [...document.querySelectorAll<HTMLElement>(`[data-action="${action}"]`)].find((one) =>
            one.checkVisibility(),
          )
    if (!target) return
    event.preventDefault()
    if (target.matches('textarea, select')) target.focus()
    else target.click()
    if (target instanceof HTMLElement && target.matches('summary')) target.focus()
  })
  document.addEventListener('click', ({ target }) => {
    const button =
      target instanceof Element ? target.closest<HTMLButtonElement>('[data-change-key]') : null
    if (!button) return
    show()
    changing = button
    const place = shown(button.dataset.changeKey ?? '')
    if (place) place.textContent = words.pressKey
  })
  single.addEventListener('change', () => {
    kept = { ...kept, single: single.checked }
    keep()
  })
  document.getElementById('reset-keys')?.addEventListener('click', () => {
    kept = readKeys(null)
    keep()
  })
  show()
}
