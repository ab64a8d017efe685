// What the page shows: the elements by name, the display, the panels, and which buttons are there.
import { findElement } from '../../pages/scripts/find-element.ts'
import type { Heard, Next, Shown } from '../page-reply.ts'

/** The parts of the page the script works with. */
export function parts() {
  const button = (id: string) => findElement(id, HTMLButtonElement)
  const input = (id: string) => findElement(id, HTMLInputElement)
  const block = (id: string) => findElement(id, HTMLElement)
  const form = (id: string) => findElement(id, HTMLFormElement)
  return {
    microphone: document.querySelector<HTMLInputElement>('#microphone'),
    hearing: block('hearing'),
    phone: block('phone'),
    keypad: block('keypad'),
    choice: block('choice'),
    line: findElement('line', HTMLSelectElement),
    about: block('about'),
    from: input('from'),
    status: block('status'),
    words: block('words'),
    pressed: block('pressed'),
    fault: block('fault'),
    call: button('call'),
    hangUp: button('hang-up'),
    speech: form('speech'),
    say: input('say'),
    listens: block('listens'),
    silence: button('silence'),
    confidence: input('confidence'),
    confidenceShown: block('confidence-shown'),
    tone: form('tone'),
    seconds: input('seconds'),
    leave: button('leave'),
    nothing: button('nothing'),
    sound: input('sound'),
    realTime: input('real-time'),
    answers: button('answers'),
    nobody: button('nobody'),
    releases: button('releases'),
  }
}

export type Parts = ReturnType<typeof parts>

/** Something said, in the languages it is said in, so that a screen reader and a hyphenation know
 * them. */
export function showWords({ words }: Parts, hear: readonly Heard[]): void {
  const spoken = hear.filter((one) => 'text' in one)
  if (spoken.length === 0) return
  words.replaceChildren(
    ...spoken.flatMap(({ text, language }) => {
      const span = document.createElement('span')
      span.lang = language
      span.textContent = text
      return [span, ' ']
    }),
  )
}

/** A panel is put in anew only when it changed, so that what a visitor opened there stays open. */
const last = new Map<string, string>()

export function showPanels(panels: Shown['panels']): void {
  for (const [id, markup] of Object.entries(panels)) {
    const element = document.getElementById(id)
    if (!element || last.get(id) === markup) continue
    last.set(id, markup)
    // markup made by the server's own template, every text in it escaped
    element.innerHTML = markup
    if (id === 'problems') element.hidden = markup === ''
  }
  const transcript = document.getElementById('transcript')
  if (transcript) transcript.scrollTop = transcript.scrollHeight
}

/** `idle`: no call yet or no longer; `calling`: the first reply is awaited. */
export type State = Next | { is: 'idle' | 'calling' }

export function statusOf(state: State): string {
  switch (state.is) {
    case 'idle':
      return 'Ready to call'
    case 'calling':
      return 'Calling'
    case 'listening':
      return {
        both: 'Listening: press keys or say something',
        keys: 'Listening for keys',
        speech: 'Listening for words',
        tone: 'Listening',
      }[state.mode]
    case 'tone':
      return 'After the tone: leave a message'
    case 'working':
      return 'One moment, something is being looked up'
    case 'ringing':
      return `Ringing ${state.desk}: answer it on the operator’s card`
    case 'waiting':
      return `Waiting for an operator of ${state.desk}`
    case 'talking':
      return 'In conversation'
    case 'over':
      return 'The call is over'
  }
}

/** Shows what can be done now, and moves the focus along when its place goes away. */
export function showState(page: Parts, state: State): void {
  const inCall = state.is !== 'idle' && state.is !== 'over'
  const { activeElement } = document
  page.status.textContent = statusOf(state)
  page.phone.dataset.state = state.is
  page.choice.hidden = inCall
  page.call.hidden = inCall
  page.hangUp.hidden = !inCall
  page.speech.hidden = !inCall || ['tone', 'waiting', 'talking'].includes(state.is)
  page.tone.hidden = state.is !== 'tone'
  page.listens.textContent =
    state.is === 'listening' && state.mode === 'keys' ? 'This question listens to keys only.' : ''
  page.silence.disabled = state.is !== 'listening'
  page.answers.hidden = page.nobody.hidden = state.is !== 'ringing'
  page.releases.hidden = state.is !== 'talking'
  if (state.is === 'ringing') page.answers.scrollIntoView({ block: 'nearest' })
  if (isGone(activeElement)) placeOf(page, state).focus()
}

/** What had the focus cannot have it any more. */
const isGone = (element: Element | null): boolean =>
  element instanceof HTMLElement &&
  element !== document.body &&
  (!element.checkVisibility() || element.matches(':disabled'))

/** Where a visitor goes on. */
function placeOf(page: Parts, { is }: State): HTMLElement {
  switch (is) {
    case 'tone':
      return page.seconds
    case 'talking':
      return page.releases
    case 'idle':
    case 'over':
      return page.call
    default:
      return page.keypad
  }
}

const givenFields = (): HTMLFieldSetElement[] => [
  ...document.querySelectorAll<HTMLFieldSetElement>('[data-given]'),
]

/** The fields of the line that is chosen, and no others. */
export function showGivenFields(line: string): void {
  for (const fields of givenFields()) fields.hidden = fields.dataset.given !== line
}

/** What a call to a line is begun with; what is empty is not given. */
export function givenTo(line: string): Record<string, string> {
  const fields = givenFields().find((one) => one.dataset.given === line)
  const inputs = [...(fields?.querySelectorAll('input') ?? [])]
  return Object.fromEntries(
    inputs.filter(({ value }) => value.trim() !== '').map(({ name, value }) => [name, value]),
  )
}
