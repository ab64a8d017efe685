// Which key does what: the usual keys, and those an account chose in this browser.

/** Physical keys (`KeyboardEvent.code`), so that they are the same whatever somebody writes in. */
export const usualKeys: Record<string, string> = {
  accept: 'KeyA',
  decline: 'KeyD',
  mute: 'KeyM',
  hold: 'KeyH',
  keypad: 'KeyK',
  transfer: 'KeyT',
  help: 'KeyP',
  hangup: 'KeyE',
  finish: 'KeyF',
  notes: 'KeyN',
  status: 'KeyS',
  list: 'KeyL',
}

/** As a `KeyboardEvent` has it. */
type Pressed = {
  code: string
  altKey: boolean
  shiftKey: boolean
  ctrlKey: boolean
  metaKey: boolean
  repeat: boolean
}

/** The action of a key now; undefined for keys that belong to somebody else. `typing`: it would
 * write something, or choose in a list. */
export function actionOf(
  keys: Record<string, string>,
  { code, altKey, shiftKey, ctrlKey, metaKey, repeat }: Pressed,
  { typing, single }: { typing: boolean; single: boolean },
): string | undefined {
  if (repeat || ctrlKey || metaKey || altKey !== shiftKey || (!altKey && (typing || !single)))
    return undefined
  return Object.entries(keys).find(([, key]) => key === code)?.[0]
}

/** Letters and digits alone, so that no key of the browser or of a screen reader is taken. */
export const mayBeKey = (code: string): boolean => /^(Key[A-Z]|Digit\d)$/.test(code)

export const keyName = (code: string): string => code.replace(/^(Key|Digit)/, '')

type Kept = { keys: Record<string, string>; single: boolean }

/** What an account chose in this browser; anything odd in it counts as nothing. */
export function readKeys(text: string | null): Kept {
  try {
    const { keys, single } = JSON.parse(text ?? '') as Partial<Kept>
    const chosen = Object.entries(usualKeys).map(([name, usual]) => [
      name,
      typeof keys?.[name] === 'string' && mayBeKey(keys[name]) ? keys[name] : usual,
    ])
    return { keys: Object.fromEntries(chosen) as Record<string, string>, single: single !== false }
  } catch {
    return { keys: { ...usualKeys }, single: true }
  }
}
