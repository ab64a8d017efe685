// The desk in the browser: holds the lease, shows what the stream brings, rings, sends what is
// pressed, and keeps what is typed.
import type { Told } from '../tell-desk.ts'
import type { ScriptWords } from '../words.ts'
import { setClock, tick } from './clocks.ts'
import { connectKeys } from './desk-keys.ts'
import { post, stream, tabName, type Reply } from './link.ts'
import { keepNotes } from './notes.ts'
import { atEnd, swap, toEnd } from './page-parts.ts'
import { askToNotify, ring, startRinging, stopRinging, unlockSound } from './ring.ts'
import type { Telephone } from './voice.ts'

/** The lease is renewed so often, ms; it ends half a minute after the last time. */
const REPORT = 8000
/** A second press within this time hangs up, ms. */
const CONFIRM = 4000

const find = (id: string): HTMLElement => {
  const element = document.getElementById(id)
  if (!element) throw new Error(`the page has no "${id}"`)
  return element
}

const root = find('desk')
const words = JSON.parse(root.dataset.words ?? '') as ScriptWords
const [alertBox, toldBox, trouble, taken, work] = [
  'desk-alert',
  'desk-told',
  'desk-trouble',
  'taken',
  'desk-work',
].map(find) as [HTMLElement, HTMLElement, HTMLElement, HTMLElement, HTMLElement]

let state = JSON.parse(root.dataset.state ?? '') as Omit<Told, 'parts'>
let telephone: Telephone | undefined
let stopped = false
let troubled: 'lost' | 'signed out' | 'too many' | undefined
let reportedAt = Date.now()
const account = root.dataset.account ?? ''
const notes = keepNotes(account, words, inTrouble)

const say = (box: HTMLElement, text: string): void => {
  if (box.textContent !== text) box.textContent = text
}

function inTrouble(why: NonNullable<typeof troubled>): void {
  if (troubled === why || troubled === 'signed out') return
  troubled = why
  stopRinging()
  const again = document.createElement('a')
  again.href = '/console/sign-in'
  again.target = '_blank'
  again.textContent = words.signInAgain
  trouble.replaceChildren(
    ...(why === 'signed out'
      ? [`${words.signedOut} `, again]
      : [why === 'lost' ? words.lost : words.tooMany]),
  )
  trouble.hidden = false
}

function outOfTrouble(): void {
  if (troubled === undefined) return
  troubled = undefined
  trouble.hidden = true
  say(toldBox, words.found)
  notes.again()
}

/** A refusal is said where it is seen and heard; nothing was changed. */
function refused(reply: Exclude<Reply, { ok: true }>): void {
  if (reply.why === 'signed out' || reply.why === 'lost') return inTrouble(reply.why)
  const text = reply.why === 'refused' ? reply.told : words.failed
  trouble.textContent = text
  trouble.hidden = false
  setTimeout(() => {
    if (trouble.textContent === text && troubled === undefined) trouble.hidden = true
  }, 8000)
}

function show({ parts, ...told }: Told): void {
  const same = told.contact === state.contact
  state = told
  setClock(told.now)
  const reading = !atEnd(document.getElementById('lines'))
  for (const [name, markup] of Object.entries(parts)) {
    if (name === 'notes' && markup !== '' && isSameNote(markup)) continue
    // drafts bring back what was typed into the notes
    swap(find(`part-${name}`), markup, same && name !== 'notes')
    if (name === 'notes') notes.shown()
  }
  if (parts.chat !== undefined && !reading) toEnd()
  tick()
  const other = told.tab === 'other'
  taken.hidden = !other
  work.inert = other
  work.classList.toggle('away', other)
  root.dataset.phase = told.phase
  say(alertBox, other ? '' : told.alert)
  say(toldBox, told.told)
  if (told.phase === 'offered' && told.tab === 'mine')
    startRinging(told.contact ?? '', told.notice, words.offerTitle)
  else stopRinging()
  telephone?.state(told)
  showVoice()
}

/** A form of the note that is on the page already, maybe with more in it. */
function isSameNote(markup: string): boolean {
  const here = document.getElementById('notes-form')?.dataset
  return (
    here?.contact !== undefined &&
    markup.includes(`data-contact="${here.contact}" data-was="${here.was}"`)
  )
}

/** Announces the window, keeps its lease and its stream; gives its name. */
async function begin(): Promise<string> {
  const tab = await tabName()
  const report = async (takeOver = false): Promise<void> => {
    reportedAt = Date.now()
    const reply = await post('/console/desk/report', {
      tab,
      ...(takeOver && { 'take-over': 'yes' }),
    })
    if (!reply.ok)
      return reply.why === 'signed out' || reply.why === 'lost'
        ? inTrouble(reply.why)
        : refused(reply)
    // somebody else signed in with this browser: the page is not theirs
    if (reply.body.account !== account) return location.reload()
    if (troubled === undefined) return
    outOfTrouble()
    live.again()
  }
  const live = stream(tab, {
    told: show,
    open: outOfTrouble,
    lost: () => {
      inTrouble('lost')
      void report()
    },
    stopped(why) {
      stopped = why === 'too many'
      inTrouble(why)
    },
  })

  // another window that holds the desk is left in peace until somebody takes it over here
  setInterval(() => {
    const slept = Date.now() - reportedAt > 3 * REPORT
    if (stopped) return
    if (state.tab !== 'other' || slept || troubled !== undefined) void report()
    if (slept) live.again()
  }, REPORT)
  const back = (): void => {
    if (stopped || document.visibilityState === 'hidden') return
    if (Date.now() - reportedAt <= REPORT + 2000 && troubled === undefined) return
    void report()
    live.again()
  }
  document.addEventListener('visibilitychange', back)
  window.addEventListener('online', back)
  window.addEventListener('focus', back)
  window.addEventListener('pagehide', () => notes.left())
  find('take-over').addEventListener(
    'click',
    () => void report(true).then(() => find('part-bar').focus()),
  )
  await report()
  return tab
}

/** What is pressed while the window is still being announced waits for that: the browser itself
 * would leave the page. */
function sendForms(begun: Promise<string>): void {
  const send = async (form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> => {
    const fields = Object.fromEntries(
      [...new FormData(form)].map(([name, value]) => [name, String(value)]),
    )
    const path =
      submitter instanceof HTMLButtonElement && submitter.hasAttribute('formaction')
        ? submitter.formAction
        : form.action
    const reply = await post(path, { ...fields, tab: await begun })
    if (!reply.ok) return refused(reply)
    const line = document.getElementById('say')
    if (form.id === 'say-form' && line instanceof HTMLInputElement && line.value === fields.text)
      line.value = ''
    if ('reveal' in form.dataset && typeof reply.body.text === 'string')
      reveal(form, reply.body.text)
  }
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || !work.contains(form) || form.id === 'notes-form')
      return
    event.preventDefault()
    if ('confirm' in form.dataset && !confirmed(form)) return
    if ('start' in form.dataset) askToNotify()
    if (form.dataset.sending !== undefined) return
    form.dataset.sending = ''
    void send(form, event.submitter).finally(() => delete form.dataset.sending)
  })
}

/** Hanging up takes two presses instead of a question in the way. */
function confirmed(form: HTMLFormElement): boolean {
  const button = form.querySelector('button')
  if (!button || form.dataset.pressed !== undefined) return true
  const label = button.textContent
  form.dataset.pressed = ''
  button.textContent = words.hangUpAgain
  say(toldBox, words.hangUpAgain)
  setTimeout(() => {
    delete form.dataset.pressed
    button.textContent = label
  }, CONFIRM)
  return false
}

/** Shown on this page only; the next time it is asked for, and written down, again. */
function reveal(form: HTMLFormElement, text: string): void {
  const place = form.parentElement?.querySelector<HTMLElement>('.private')
  if (place) {
    place.textContent = text
    place.tabIndex = -1
    place.focus()
  }
  form.remove()
}

function loadVoice(path: string): void {
  const script = document.createElement('script')
  script.src = path
  script.addEventListener('load', () => void connectVoice())
  document.head.append(script)
}

/** What the line does now, and whether this window has a call of it. */
let line: 'on' | 'lost' | 'off' = 'off'
let heard = false
let poor = false

function showVoice(): void {
  for (const one of document.querySelectorAll<HTMLElement>('[data-voice]')) one.hidden = !heard
  const place = document.getElementById('voice-state')
  if (place)
    say(
      place,
      state.talking && !heard && line !== 'off'
        ? words.voiceElsewhere
        : poor
          ? words.poorLine
          : { on: words.voiceOn, lost: words.voiceLost, off: words.voiceOff }[line],
    )
}

async function connectVoice(): Promise<void> {
  try {
    telephone = await globalThis.callflowVoice?.({
      line(now) {
        line = now
        showVoice()
      },
      call(now) {
        heard = now
        showVoice()
      },
      muted(muted) {
        const button = document.getElementById('do-mute')
        if (button) {
          button.textContent = muted ? words.unmute : words.mute
          button.setAttribute('aria-pressed', String(muted))
        }
      },
      poor(now) {
        poor = now
        showVoice()
      },
    })
    telephone?.state(state)
  } catch {
    line = 'off'
    showVoice()
  }
}

document.addEventListener('click', ({ target }) => {
  if (!(target instanceof Element)) return
  if (target.closest('#do-mute')) telephone?.mute()
  const digit = target.closest<HTMLElement>('[data-digit]')?.dataset.digit
  if (digit !== undefined) telephone?.digit(digit)
  if (target.closest('#test-ring')) {
    unlockSound()
    ring(1)
  }
})
for (const event of ['pointerdown', 'keydown']) document.addEventListener(event, unlockSound)

setClock(state.now)
setInterval(tick, 1000)
tick()
notes.shown()
notes.again()
toEnd()
connectKeys(account, words)
if (root.dataset.voiceScript !== undefined) loadVoice(root.dataset.voiceScript)
sendForms(begin())
