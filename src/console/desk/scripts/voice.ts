// The telephone in the browser: Twilio's Voice SDK, loaded only where calls are heard by it.
import { Call, Device } from '@twilio/voice-sdk'
import { findElement } from '../../../pages/scripts/find-element.ts'
import { decide, renewAfter, type State } from './which-leg.ts'

/** What the desk does with it. */
export type Telephone = {
  state(state: State): void
  mute(): void
  digit(key: string): void
  stop(): void
}

type TelephoneHears = {
  line(state: 'on' | 'lost' | 'off'): void
  call(going: boolean): void
  muted(muted: boolean): void
  poor(poor: boolean): void
}

declare global {
  var callflowVoice: ((hears: TelephoneHears) => Promise<Telephone>) | undefined
}

const MICROPHONE = 'callflow-microphone'
const SPEAKER = 'callflow-speaker'
/** Pause before a line that could not be had is asked for again, ms. */
const AGAIN = 5000
/** Seconds after which a token that could not be had is asked for again, as if it lived so long. */
const SHORT_LIFE = 20

async function token(): Promise<{ token: string; seconds: number } | undefined> {
  const response = await fetch('/console/desk/voice-token', { redirect: 'manual' })
  if (!response.ok) return undefined
  return (await response.json()) as { token: string; seconds: number }
}

async function connect(hears: TelephoneHears): Promise<Telephone> {
  const first = await token()
  if (!first) throw new Error('there is no token for a telephone')
  const device = new Device(first.token, {
    logLevel: 'error',
    closeProtection: true,
    allowIncomingWhileBusy: false,
  })
  const line = registerWhenWanted(device, hears)
  const calls = takeCalls(device, hears, line)
  // the desk rings by itself
  device.audio?.incoming(false)
  line.follow()
  const stopRenewing = keepToken(device, first.seconds)
  await chooseDevices(device)

  return {
    state(next) {
      line.set({ isDesk: next.tab !== 'other' })
      line.follow()
      calls.setState(next)
    },
    mute: calls.mute,
    digit: calls.digit,
    stop() {
      line.stop()
      stopRenewing()
      device.destroy()
      hears.line('off')
    },
  }
}

/** Fetches a token before the one it has ends; gives what stops that. */
function keepToken(device: Device, seconds: number): () => void {
  let timer: number | undefined
  const renewLater = (life: number): void => {
    timer = window.setTimeout(() => void renew(), renewAfter(life))
  }
  const renew = async (): Promise<void> => {
    let life = SHORT_LIFE
    try {
      const next = await token()
      if (next) {
        device.updateToken(next.token)
        life = next.seconds
      }
    } catch {
      // it is asked for again
    }
    renewLater(life)
  }
  renewLater(seconds)
  return () => clearTimeout(timer)
}

type Wanted = { isDesk: boolean; isTalking: boolean }

/** Calls ring only in the window that holds the desk; one that goes on stays in the window where it
 * was accepted, until its end. */
function registerWhenWanted(device: Device, hears: TelephoneHears) {
  let wanted: Wanted = { isDesk: true, isTalking: false }
  let again: number | undefined
  let stopped = false
  const follow = (): void => {
    if (stopped) return
    const isWanted = wanted.isDesk || wanted.isTalking
    if (isWanted && device.state === Device.State.Unregistered)
      device.register().catch(() => {
        hears.line('lost')
        again = window.setTimeout(follow, AGAIN)
      })
    else if (!isWanted && device.state === Device.State.Registered)
      device.unregister().catch(() => undefined)
  }
  device.on('registered', () => hears.line('on'))
  device.on('unregistered', () => hears.line(wanted.isDesk ? 'lost' : 'off'))
  device.on('error', () => {
    if (device.state !== 'registered') hears.line('lost')
  })
  return {
    follow,
    set(changed: Partial<Wanted>): void {
      wanted = { ...wanted, ...changed }
    },
    stop(): void {
      stopped = true
      clearTimeout(again)
    },
  }
}

/** Takes the call of the contact that this operator accepted. */
function takeCalls(
  device: Device,
  hears: TelephoneHears,
  line: { set(wanted: Partial<Wanted>): void; follow(): void },
) {
  let current: Call | undefined
  let waiting: Call | undefined
  let state: State = { tab: 'free', phase: 'offline' }

  const end = (call: Call): void => {
    if (current !== call) return
    current = undefined
    hears.call(false)
    hears.poor(false)
    line.set({ isTalking: false })
    line.follow()
  }
  const take = (call: Call): void => {
    waiting = undefined
    current = call
    line.set({ isTalking: true })
    call.on('mute', (muted: boolean) => hears.muted(muted))
    call.on('warning', () => hears.poor(true))
    call.on('warning-cleared', () => hears.poor(false))
    for (const event of ['disconnect', 'cancel', 'error', 'reject']) call.on(event, () => end(call))
    call.accept()
    hears.call(true)
  }
  const look = (): void => {
    const call = waiting
    if (!call) return
    const decision = decide(call.customParameters.get('contact'), state)
    if (decision === 'take') take(call)
    // ignored, not refused: a refusal would end it in the operator's other windows too
    else if (decision === 'refuse') {
      waiting = undefined
      call.ignore()
    }
  }
  device.on('incoming', (call: Call) => {
    call.on('cancel', () => {
      if (waiting === call) waiting = undefined
    })
    waiting = call
    look()
  })
  return {
    setState(next: State): void {
      state = next
      look()
    },
    mute: (): void => current?.mute(!current.isMuted()),
    digit: (key: string): void => current?.sendDigits(key),
  }
}

/** The lists of microphones and loudspeakers; what was chosen is kept in this browser. */
async function chooseDevices({ audio }: Device): Promise<void> {
  if (!audio) return
  const useMicrophone = async (id: string): Promise<void> => {
    if (audio.availableInputDevices.has(id)) await audio.setInputDevice(id)
  }
  const useSpeaker = async (id: string): Promise<void> => {
    if (audio.isOutputSelectionSupported && audio.availableOutputDevices.has(id))
      await audio.speakerDevices.set(id)
  }
  const microphone = deviceList('microphone', MICROPHONE, useMicrophone)
  const speaker = deviceList('speaker', SPEAKER, useSpeaker)
  const show = (): void => {
    microphone.fill(audio.availableInputDevices)
    speaker.fill(audio.availableOutputDevices)
  }
  show()
  audio.on('deviceChange', show)
  // a headset that is not plugged in any more is no reason to have no telephone
  await Promise.allSettled([
    useMicrophone(localStorage.getItem(MICROPHONE) ?? ''),
    useSpeaker(localStorage.getItem(SPEAKER) ?? ''),
  ])
}

/** One of the lists; the choice is kept at `place` and used at once. */
function deviceList(id: string, place: string, use: (device: string) => Promise<void>) {
  const select = findElement(id, HTMLSelectElement)
  select.addEventListener('change', () => {
    localStorage.setItem(place, select.value)
    void use(select.value)
  })
  return {
    fill(devices: Map<string, MediaDeviceInfo>): void {
      const chosen = localStorage.getItem(place)
      const options = [...devices].map(([device, { label }]) => {
        const text = label || select.labels[0]?.textContent || device
        return new Option(text, device, false, device === chosen)
      })
      select.replaceChildren(...options)
    },
  }
}

globalThis.callflowVoice = connect
