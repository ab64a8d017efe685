// The caller's side of the desk: what is heard while waiting, the written conversation, a callback
// that rings.
import type { CallerSide } from '../waiting-caller.ts'

const find = <T extends HTMLElement>(id: string, kind: new () => T): T => {
  const element = document.getElementById(id)
  if (!(element instanceof kind)) throw new Error(`the page has no "${id}"`)
  return element
}

type Does = { write(text: string): void; answer(taken: boolean): void }

/** Shows where the caller stands with the operators; nothing where no operator is concerned. */
export function callersSide({ write, answer }: Does): (side: CallerSide | undefined) => void {
  const region = find('side', HTMLElement)
  const told = find('side-told', HTMLElement)
  const lines = find('side-lines', HTMLOListElement)
  const form = find('side-form', HTMLFormElement)
  const text = find('side-text', HTMLInputElement)
  const rings = find('side-rings', HTMLElement)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    if (text.value.trim() === '') return
    write(text.value)
    text.value = ''
  })
  find('side-answer', HTMLButtonElement).addEventListener('click', () => answer(true))
  find('side-decline', HTMLButtonElement).addEventListener('click', () => answer(false))

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
    if (side.is === 'ringing') find('side-answer', HTMLButtonElement).focus()
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
