// The caller's side of the desk: what is heard while waiting, the written conversation, a callback
// that rings.
import { findElement } from '../../pages/scripts/find-element.ts'
import type { CallerSide } from '../waiting-caller.ts'

type Does = { write(text: string): void; answer(taken: boolean): void }

/** Shows where the caller stands with the operators; nothing where no operator is concerned. */
export function callersSide({ write, answer }: Does): (side: CallerSide | undefined) => void {
  const region = findElement('side', HTMLElement)
  const told = findElement('side-told', HTMLElement)
  const lines = findElement('side-lines', HTMLOListElement)
  const form = findElement('side-form', HTMLFormElement)
  const text = findElement('side-text', HTMLInputElement)
  const rings = findElement('side-rings', HTMLElement)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    if (text.value.trim() === '') return
    write(text.value)
    text.value = ''
  })
  findElement('side-answer', HTMLButtonElement).addEventListener('click', () => answer(true))
  findElement('side-decline', HTMLButtonElement).addEventListener('click', () => answer(false))

  let shown = ''
  return (side) => {
    const now = JSON.stringify(side ?? null)
    if (now === shown) return
    shown = now
    region.hidden = side === undefined
    if (!side) return
    told.textContent = tellOf(side)
    const conversation = side.is === 'talking' || side.is === 'talked'
    lines.hidden = !conversation
    form.hidden = side.is !== 'talking'
    rings.hidden = side.is !== 'ringing'
    if (conversation)
      lines.replaceChildren(
        ...side.lines.map((line) =>
          lineOf(line.who === 'caller' ? 'You' : side.with, line.who, line.text),
        ),
      )
    lines.scrollTop = lines.scrollHeight
    if (side.is === 'ringing') findElement('side-answer', HTMLButtonElement).focus()
  }
}

function lineOf(name: string, who: string, text: string): HTMLLIElement {
  const item = document.createElement('li')
  item.className = who === 'caller' ? 'caller' : 'system'
  const from = document.createElement('b')
  from.textContent = name
  const words = document.createElement('p')
  words.textContent = text
  item.append(from, words)
  return item
}

function tellOf(side: CallerSide): string {
  switch (side.is) {
    case 'waiting':
      return `You wait for an operator, and hear: “${side.words}”`
    case 'talking':
      return side.held
        ? `${side.with} has put you on hold.`
        : `You talk with ${side.with}: write to each other.`
    case 'talked':
      return `You talked with ${side.with}.`
    case 'promised':
      return 'You will be called back. Keep this page open: your telephone rings here.'
    case 'ringing':
      return 'Your telephone rings: the operator calls back.'
  }
}
