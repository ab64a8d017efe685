// The telephone in the page: what the visitor does becomes an act, what comes back is heard and
// shown.
import type { Act } from '../page-input.ts'
import type { CallerSide } from '../waiting-caller.ts'
import type { PhoneReply, Shown } from '../page-reply.ts'
import { complete, layAhead } from './keying.ts'
import { act, answerCallback, Failed, lookAt, startCall, writeTo } from './server-line.ts'
import { connectControls } from './controls.ts'
import { openMicrophone, type Microphone } from './microphone.ts'
import { givenTo, parts, showPanels, showState, showWords, type State } from './screen.ts'
import { callersSide } from './waiting-side.ts'
import { pass, play, spokenTime, type Playing } from './sound.ts'
import { clock } from './timers.ts'

const page = parts()
const timers = clock()

let call: string | undefined
let reply: PhoneReply | undefined
let state: State = { is: 'idle' }
let playing: Playing | undefined
/** a request is under way; what is done meanwhile by other means than keys waits for its end */
let busy = false
/** keys of this answer, and those pressed before it is asked for */
let pressed = ''
let ahead = ''
let microphone: Microphone | undefined
/** said while a prompt was spoken that nobody may cut; it is the answer once the prompt is over */
let said: Act | undefined

/** where the caller stands with the operators, and the call that is looked at for it, also once it
 * is over */
let side: CallerSide | undefined
let watched: string | undefined
const LOOKS = 1000
const showSide = callersSide({
  write(text) {
    if (watched !== undefined) ask(writeTo(watched, text))
  },
  answer(taken) {
    if (watched !== undefined) ask(answerCallback(watched, taken))
  },
})

/** Where operators are concerned the call moves without the caller: it is looked at each second,
 * and what is new is heard. */
function look(): void {
  if (watched === undefined || busy || document.hidden) return
  const id = watched
  void lookAt(id).then(
    (shown) => {
      if (watched === id && !busy) notice(shown)
    },
    () => undefined,
  )
}

function notice(shown: Shown): void {
  if (
    call !== undefined &&
    (shown.reply.reply !== reply?.reply || shown.reply.next.is !== state.is)
  )
    return take(shown)
  showPanels(shown.panels)
  stand(shown)
}

function stand(shown: Shown): void {
  side = shown.side
  watched = side && (call !== undefined || side.is !== 'talked') ? shown.call : undefined
  showSide(side)
  if (side?.is === 'talking') page.words.textContent = ''
  page.releases.hidden = state.is !== 'talking' || side !== undefined
  if (call === undefined) page.hangUp.hidden = side?.is !== 'talking'
}

/** A request of the written conversation; it answers no reply of the flow. */
function ask(work: Promise<Shown>): void {
  page.fault.textContent = ''
  work.then(notice, (error: unknown) => {
    page.fault.textContent =
      error instanceof Failed ? error.message : 'Something broke in this page.'
  })
}

function enter(next: State): void {
  state = next
  showState(page, next)
}

function stopPlaying(): void {
  playing?.stop()
  playing = undefined
}

function quiet(): void {
  stopPlaying()
  timers.stop()
  microphone?.rest()
  page.hearing.textContent = ''
  said = undefined
}

/** Requests so far: what an older one brings is dropped. */
let requests = 0

/** A fault is told, and the visitor can do the same again. */
async function request(work: () => Promise<Shown>): Promise<void> {
  const mine = ++requests
  busy = true
  page.fault.textContent = ''
  try {
    const shown = await work()
    if (mine !== requests) return
    busy = false
    take(shown)
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    if (mine !== requests) return
    busy = false
    page.fault.textContent = error.message
    if (state.is === 'calling') enter({ is: 'idle' })
  }
}

/** Hanging up is possible at any time, everything else when the answer before it was taken. */
function perform(done: Act): void {
  if (call === undefined || !reply || (busy && done.do !== 'hang up')) return
  quiet()
  const { reply: answers } = reply
  const id = call
  void request(() => act(id, answers, done))
}

function take(shown: Shown): void {
  quiet()
  call = shown.call
  reply = shown.reply
  pressed = ''
  history.replaceState(null, '', `#${call}`)
  showPanels(shown.panels)
  showWords(page, reply.hear)
  enter(reply.next)
  showPressed()
  hear(reply)
  stand(shown)
}

/** What is heard, then what the telephone does by itself: listen for so long, ask for a result. */
function hear({ hear: heard, next }: PhoneReply): void {
  if (next.is === 'over') {
    ahead = ''
    call = undefined
    history.replaceState(null, '', location.pathname)
    showPressed()
  }
  playing = page.sound.checked ? play(heard) : pass(page.realTime.checked ? spokenTime(heard) : 0)
  const mine = playing
  void mine.ended.then(() => {
    if (playing !== mine) return
    playing = undefined
    listen()
  })
  if (mayInterrupt()) useAhead()
  hearMicrophone()
}

/** A prompt that is heard to its end takes no keys before it; one that is only read hurries
 * nobody. */
const mayInterrupt = (): boolean =>
  !page.sound.checked || reply?.interrupt !== false || playing === undefined

function listen(): void {
  if (state.is === 'working')
    timers.wait(page.sound.checked ? 0 : 700, () => perform({ do: 'collect' }))
  if (state.is !== 'listening') return
  if (said) return perform(said)
  useAhead()
  if (page.realTime.checked && pressed === '' && !busy)
    timers.first(state.timers.first, () => perform({ do: 'silence' }))
}

/** From the first word of the prompt on, so that it can be cut. */
function hearMicrophone(): void {
  if (
    !microphone ||
    call === undefined ||
    !reply ||
    busy ||
    state.is !== 'listening' ||
    state.mode === 'keys'
  )
    return
  const { reply: answers } = reply
  microphone.listen(call, answers, {
    words(text) {
      page.hearing.textContent = `“${text} …”`
      timers.stopFirst()
    },
    interrupt() {
      if (mayInterrupt()) stopPlaying()
    },
    answer({ text, confidence, others }) {
      page.hearing.textContent = `“${text}”`
      const done: Act = { do: 'speech', text, confidence, others }
      if (mayInterrupt()) perform(done)
      else said = done
    },
    ended() {
      if (reply?.reply === answers) hearMicrophone()
    },
    failed(sentence) {
      useNoMicrophone()
      page.fault.textContent = sentence
    },
  })
}

function useNoMicrophone(): void {
  microphone?.off()
  microphone = undefined
  page.hearing.textContent = ''
  if (page.microphone) page.microphone.checked = false
}

async function useMicrophone(): Promise<void> {
  page.fault.textContent = ''
  try {
    const opened = await openMicrophone()
    // it may have been turned off again while the visitor was asked
    if (!page.microphone?.checked || microphone) return opened.off()
    microphone = opened
    hearMicrophone()
  } catch (error) {
    useNoMicrophone()
    page.fault.textContent = error instanceof Error ? error.message : ''
  }
}

function useAhead(): void {
  if (state.is !== 'listening' || ahead === '' || busy) return
  const { keys, rest } = layAhead(ahead, state)
  ahead = rest
  for (const key of keys) press(key)
}

function press(key: string): void {
  if (state.is === 'tone') return leaveMessage(false)
  if (state.is === 'waiting')
    return side?.is === 'waiting' && side.keys.includes(key)
      ? perform({ do: 'keys', keys: key, ended: true })
      : undefined
  if (
    busy ||
    state.is === 'working' ||
    state.is === 'calling' ||
    (state.is === 'listening' && !mayInterrupt())
  ) {
    ahead += key
    return showPressed()
  }
  if (state.is !== 'listening' || state.mode === 'speech') return
  stopPlaying()
  pressed += key
  showPressed()
  if (complete(pressed, state)) return sendKeys()
  timers.key(state.timers, sendKeys)
}

function sendKeys(): void {
  const keys = pressed
  if (keys !== '') perform({ do: 'keys', keys, ended: true })
}

function showPressed(): void {
  const kept = state.is === 'listening' ? state.kept : ''
  page.pressed.textContent = [...(kept + pressed + ahead)].join(' ')
}

function leaveMessage(leaving: boolean): void {
  if (page.seconds.reportValidity())
    perform({ do: 'message', seconds: page.seconds.valueAsNumber, leaving })
}

function say(): void {
  const text = page.say.value.trim()
  if (text === '' || busy || state.is !== 'listening' || state.mode === 'keys' || !mayInterrupt())
    return
  page.say.value = ''
  perform({ do: 'speech', text, confidence: page.confidence.valueAsNumber / 100 })
}

function begin(): void {
  ahead = ''
  watched = undefined
  showSide(undefined)
  page.words.textContent = ''
  enter({ is: 'calling' })
  const from = page.from.value.replace(/[\s()-]/g, '')
  void request(() => startCall(page.line.value, from, givenTo(page.line.value)))
}

connectControls(page, {
  begin,
  press,
  say,
  perform,
  leaveMessage,
  hangUp() {
    if (call !== undefined || watched === undefined) return perform({ do: 'hang up' })
    // called back, there is no flow any more: only the conversation ends
    ask(act(watched, 0, { do: 'hang up' }))
  },
  stopWaiting: timers.stopFirst,
  stopPlaying,
  useMicrophone: (on) => {
    if (on) void useMicrophone()
    else useNoMicrophone()
  },
})

setInterval(look, LOOKS)

const before = /^#(practice-[0-9a-f]{32})$/.exec(location.hash)?.[1]
if (before !== undefined) void request(() => lookAt(before))
