// The desk in the browser: holds the lease, shows what the stream brings, rings, sends what is
// pressed, and keeps what is typed.
import { findElement } from '../../../pages/scripts/find-element.ts'
import type { Told } from '../tell-desk.ts'
import type { ScriptWords } from '../words.ts'
import { setClock, tick } from './clocks.ts'
import { connectKeys } from './desk-keys.ts'
import { sendForms } from './forms.ts'
import { post, stream, tabName } from './link.ts'
import { keepNotes } from './notes.ts'
import { atEnd, swap, toEnd } from './page-parts.ts'
import { ring, startRinging, stopRinging, unlockSound } from './ring.ts'
import { showTrouble } from './trouble.ts'
import { connectVoice } from './voice-state.ts'

/** The lease is renewed so often, ms; it ends half a minute after the last time. */
const REPORT = 8000
/** A window that comes to the front reports at once, unless it has just done so. */
const JUST_NOW = 2000

const find = (id: string): HTMLElement => findElement(id, HTMLElement)

const root = find('desk')
const words = JSON.parse(root.dataset.words ?? '') as ScriptWords
const [alertBox, toldBox] = [find('desk-alert'), find('desk-told')]
const [taken, work] = [find('taken'), find('desk-work')]

let state = JSON.parse(root.dataset.state ?? '') as Omit<Told, 'parts'>
let stopped = false
let reportedAt = Date.now()
const account = root.dataset.account ?? ''
const trouble = showTrouble(words, stopRinging)
const voice = connectVoice(words, () => state)
const notes = keepNotes(account, words, trouble.enter)

const say = (box: HTMLElement, text: string): void => {
  if (box.textContent !== text) box.textContent = text
}

function outOfTrouble(): void {
  if (!trouble.isThere()) return
  trouble.leave()
  say(toldBox, words.found)
  notes.saveAgain()
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
    if (name === 'notes') notes.restore()
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
  voice.follow()
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
    if (!reply.ok) return trouble.refuse(reply)
    // somebody else signed in with this browser: the page is not theirs
    if (reply.body.account !== account) return location.reload()
    if (!trouble.isThere()) return
    outOfTrouble()
    live.again()
  }
  const live = stream(tab, {
    told: show,
    open: outOfTrouble,
    lost: () => {
      trouble.enter('lost')
      void report()
    },
    stopped(why) {
      stopped = why === 'too many'
      trouble.enter(why)
    },
  })
  keepLease(report, live.again)
  find('take-over').addEventListener(
    'click',
    () => void report(true).then(() => find('part-bar').focus()),
  )
  await report()
  return tab
}

/** Another window that holds the desk is left in peace until somebody takes it over here. */
function keepLease(report: () => Promise<void>, again: () => void): void {
  setInterval(() => {
    const slept = Date.now() - reportedAt > 3 * REPORT
    if (stopped) return
    if (state.tab !== 'other' || slept || trouble.isThere()) void report()
    if (slept) again()
  }, REPORT)
  const back = (): void => {
    if (stopped || document.visibilityState === 'hidden') return
    if (Date.now() - reportedAt <= REPORT + JUST_NOW && !trouble.isThere()) return
    void report()
    again()
  }
  document.addEventListener('visibilitychange', back)
  window.addEventListener('online', back)
  window.addEventListener('focus', back)
  window.addEventListener('pagehide', notes.sendAll)
}

document.addEventListener('click', ({ target }) => {
  if (!(target instanceof Element)) return
  if (target.closest('#do-mute')) voice.mute()
  const digit = target.closest<HTMLElement>('[data-digit]')?.dataset.digit
  if (digit !== undefined) voice.digit(digit)
  if (target.closest('#test-ring')) {
    unlockSound()
    ring(1)
  }
})
for (const event of ['pointerdown', 'keydown']) document.addEventListener(event, unlockSound)

setClock(state.now)
setInterval(tick, 1000)
tick()
notes.restore()
notes.saveAgain()
toEnd()
connectKeys(account, words)
if (root.dataset.voiceScript !== undefined) voice.load(root.dataset.voiceScript)
sendForms({
  work,
  words,
  tab: begin(),
  refuse: trouble.refuse,
  say: (text) => say(toldBox, text),
})
