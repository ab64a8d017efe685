// The buttons, keys and switches of the phone, and what each of them does.
import type { Act } from '../page-input.ts'
import type { Parts } from './screen.ts'
import { showGivenFields } from './screen.ts'
import { connectSwitches } from './switches.ts'

/** What the visitor can do with the phone. */
type Does = {
  begin(): void
  hangUp(): void
  press(key: string): void
  /** says what was typed */
  say(): void
  perform(act: Act): void
  /** `leaving`: and hangs up */
  leaveMessage(leaving: boolean): void
  /** a silence does not count by itself any more */
  stopWaiting(): void
  stopPlaying(): void
  useMicrophone(on: boolean): void
}

export function connectControls(page: Parts, does: Does): void {
  connectLine(page, does)
  connectKeypad(page, does)
  connectAnswers(page, does)
  connectSettings(page, does)
  connectSwitches((sentence) => {
    page.fault.textContent = sentence
  })
}

const onSubmit = (form: HTMLFormElement, work: () => void): void =>
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    work()
  })

function connectLine({ line, about, call, hangUp }: Parts, does: Does): void {
  const showLine = (): void => {
    about.textContent = line.selectedOptions[0]?.dataset.about ?? ''
    showGivenFields(line.value)
  }
  line.addEventListener('change', showLine)
  call.addEventListener('click', does.begin)
  hangUp.addEventListener('click', does.hangUp)
  showLine()
}

function connectKeypad({ keypad, phone }: Parts, { press }: Does): void {
  keypad.addEventListener('click', ({ target }) => {
    const button = target instanceof Element && target.closest<HTMLElement>('[data-key]')
    const key = button && button.dataset.key
    if (key) press(key)
  })
  phone.addEventListener('keydown', (event) => {
    const isOther = event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)
    if (isOther || !/^[0-9*#]$/.test(event.key)) return
    event.preventDefault()
    press(event.key)
  })
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLSelectElement ||
  (target instanceof HTMLInputElement && !['checkbox', 'range'].includes(target.type))

function connectAnswers(page: Parts, does: Does): void {
  const acts: [HTMLElement, Act][] = [
    [page.silence, { do: 'silence' }],
    [page.nothing, { do: 'no message' }],
    [page.answers, { do: 'person answers' }],
    [page.nobody, { do: 'nobody answers' }],
    [page.releases, { do: 'person hangs up' }],
  ]
  for (const [button, act] of acts) button.addEventListener('click', () => does.perform(act))
  onSubmit(page.speech, does.say)
  page.say.addEventListener('input', does.stopWaiting)
  onSubmit(page.tone, () => does.leaveMessage(false))
  page.leave.addEventListener('click', () => does.leaveMessage(true))
}

function connectSettings(page: Parts, does: Does): void {
  const { confidence, confidenceShown, sound, realTime, microphone } = page
  confidence.addEventListener('input', () => {
    confidenceShown.textContent = `${confidence.value} %`
  })
  sound.addEventListener('change', () => {
    realTime.checked = sound.checked
    if (!sound.checked) does.stopPlaying()
  })
  realTime.addEventListener('change', () => {
    if (!realTime.checked) does.stopWaiting()
  })
  microphone?.addEventListener('change', () => does.useMicrophone(microphone.checked))
}
