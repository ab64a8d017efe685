// Keys of the desk: each presses the button of its name. Off while somebody types, unless Alt and
// Shift are held.
import { findElement } from '../../../pages/scripts/find-element.ts'
import type { ScriptWords } from '../words.ts'
import { actionOf, keyName, mayBeKey, readKeys } from './shortcuts.ts'

const modifiers = ['Shift', 'Alt', 'Control', 'Meta']

const isTyping = (element: Element | null): boolean =>
  element instanceof HTMLTextAreaElement ||
  element instanceof HTMLSelectElement ||
  (element instanceof HTMLInputElement &&
    !['checkbox', 'radio', 'button', 'submit'].includes(element.type))

export function connectKeys(account: string, words: ScriptWords): void {
  const keys = keepKeys(account)
  /** the button whose key is being changed */
  let changing: HTMLButtonElement | undefined

  const change = (button: HTMLButtonElement, { code, key }: KeyboardEvent): void => {
    const name = button.dataset.changeKey ?? ''
    changing = undefined
    keys.show()
    if (key === 'Escape') return
    if (keys.mayTake(code, name)) keys.set(name, code)
    else sayAt(name, words.takenKey)
  }

  document.addEventListener('keydown', (event) => {
    if (!changing) return press(event, keys.actionOf(event))
    // modifiers come before the key itself, and Tab goes on as ever
    if (modifiers.includes(event.key)) return
    if (event.key === 'Tab') {
      changing = undefined
      return keys.show()
    }
    event.preventDefault()
    change(changing, event)
  })
  document.addEventListener('click', ({ target }) => {
    const button =
      target instanceof Element && target.closest<HTMLButtonElement>('[data-change-key]')
    if (!button) return
    keys.show()
    changing = button
    sayAt(button.dataset.changeKey ?? '', words.pressKey)
  })
  document.getElementById('reset-keys')?.addEventListener('click', keys.reset)
  keys.show()
}

/** The keys of an account, kept in this browser and shown on the page. */
function keepKeys(account: string) {
  const place = `callflow-keys-${account}`
  const single = findElement('single-keys', HTMLInputElement)
  let kept = readKeys(localStorage.getItem(place))

  const show = (): void => {
    for (const key of document.querySelectorAll<HTMLElement>('[data-key-of]'))
      key.textContent = keyName(kept.keys[key.dataset.keyOf ?? ''] ?? '')
    single.checked = kept.single
  }
  const keep = (changed: typeof kept): void => {
    kept = changed
    localStorage.setItem(place, JSON.stringify(kept))
    show()
  }
  single.addEventListener('change', () => keep({ ...kept, single: single.checked }))
  return {
    show,
    set: (name: string, code: string): void =>
      keep({ ...kept, keys: { ...kept.keys, [name]: code } }),
    reset: (): void => keep(readKeys(null)),
    mayTake: (code: string, name: string): boolean =>
      mayBeKey(code) &&
      Object.entries(kept.keys).every(([other, used]) => used !== code || other === name),
    actionOf: (event: KeyboardEvent): string | undefined =>
      actionOf(kept.keys, event, {
        typing: isTyping(document.activeElement),
        single: kept.single,
      }),
  }
}

/** What is said for a moment where a key stands. */
function sayAt(name: string, text: string): void {
  const place = document.querySelector(`[data-key-of="${name}"]`)
  if (place) place.textContent = text
}

/** Presses what does this now, or goes to it. */
function press(event: KeyboardEvent, action: string | undefined): void {
  if (action === undefined) return
  const targets = document.querySelectorAll<HTMLElement>(`[data-action="${action}"]`)
  const target = [...targets].find((one) => one.checkVisibility())
  if (!target) return
  event.preventDefault()
  if (!target.matches('textarea, select')) target.click()
  if (target.matches('textarea, select, summary')) target.focus()
}
