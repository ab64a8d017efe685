// The telephone in the browser: Twilio's Voice SDK, loaded only where calls are heard by it.
import { Call, Device } from '@twilio/voice-sdk'
import { decide, renewAfter, type State } from './which-leg.ts'

/** What the desk does with it. */
export type Telephone = {
  state(state: State): void
  mute(): void
  digit(key: string): void
  stop(): void
}

export type TelephoneHears = {
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

async function token(): Promise<{ token: string; seconds: number } | undefined> {
  const response = await fetch('/console/desk/voice-token', { redirect: 'manual' })
  return response.ok ? ((await response.json()) as { token: string; seconds: number }) : undefined
}

async function connect(hears: TelephoneHears): Promise<Telephone> {
  const first = await token()
  if (!first) throw new Error('there is no token for a telephone')
  const device = new Device(first.token, {
    logLevel: 'error',
    closeProtection: true,
    allowIncomingWhileBusy: false,
  })
  let current: Call | undefined
  let waiting: Call | undefined
  let state: State = { tab: 'free', phase: 'offline' }
  let timer: number | undefined
  let again: number | undefined
  let stopped = false

  const renew = (seconds: number): void => {
    timer = window.setTimeout(
      () =>
        void token()
          .then((next) => {
            if (next) device.updateToken(next.token)
            renew(next?.seconds ?? 20)
          })
          .catch(() => renew(20)),
      renewAfter(seconds),
    )
  }
  const take = (call: Call): void => {
    waiting = undefined
    current = call
    call.on('mute', (muted: boolean) => hears.muted(muted))
    call.on('warning', () => hears.poor(true))
    call.on('warning-cleared', () => hears.poor(false))
    for (const end of ['disconnect', 'cancel', 'error', 'reject']) call.on(end, () => over(call))
    call.accept()
    hears.call(true)
  }
  const over = (call: Call): void => {
    if (current !== call) return
    current = undefined
    hears.call(false)
    hears.poor(false)
    follow()
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
  /** Calls ring only in the window that holds the desk; one that goes on stays in the window where
   * it was accepted, until its end. */
  const follow = (): void => {
    if (stopped) return
    const wanted = state.tab !== 'other' || current !== undefined
    if (wanted && device.state === Device.State.Unregistered)
      device.register().catch(() => {
        hears.line('lost')
        again = window.setTimeout(follow, AGAIN)
      })
    else if (!wanted && device.state === Device.State.Registered)
      device.unregister().catch(() => undefined)
  }

  device.on('incoming', (call: Call) => {
    call.on('cancel', () => {
      if (waiting === call) waiting = undefined
    })
    waiting = call
    look()
  })
  device.on('registered', () => hears.line('on'))
  device.on('unregistered', () => hears.line(state.tab === 'other' ? 'off' : 'lost'))
  device.on('error', () => {
    if (device.state !== 'registered') hears.line('lost')
  })
  // the desk rings by itself
  device.audio?.incoming(false)
  follow()
  renew(first.seconds)
  await chooseDevices(device)

  return {
    state(next) {
      state = next
      follow()
      look()
    },
    mute: () => current?.mute(!current.isMuted()),
    digit: (key) => current?.sendDigits(key),
    stop() {
      stopped = true
      clearTimeout(timer)
      clearTimeout(again)
      device.destroy()
      hears.line('off')
    },
  }
}

/** The lists of microphones and loudspeakers; what was chosen is kept in this browser. */
async function chooseDevices(device: Device): Promise<void> {
  const { audio } = device
  const [microphone, speaker] = ['microphone', 'speaker'].map((id) =>
    document.getElementById(id),
  ) as [HTMLSelectElement, HTMLSelectElement]
  if (!audio) return
  const fill = (
    select: HTMLSelectElement,
    devices: Map<string, MediaDeviceInfo>,
    chosen: string | null,
  ): void => {
    select.replaceChildren(
      ...[...devices].map(
        ([id, { label }]) =>
          new Option(label || select.labels[0]?.textContent || id, id, false, id === chosen),
      ),
    )
  }
  const show = (): void => {
    fill(microphone, audio.availableInputDevices, localStorage.getItem(MICROPHONE))
    fill(speaker, audio.availableOutputDevices, localStorage.getItem(SPEAKER))
  }
  const useMicrophone = (id: string): Promise<void> =>
    audio.availableInputDevices.has(id) ? audio.setInputDevice(id) : Promise.resolve()
  const useSpeaker = (id: string): Promise<void> =>
    audio.isOutputSelectionSupported && audio.availableOutputDevices.has(id)
      ? audio.speakerDevices.set(id)
      : Promise.resolve()
  show()
  audio.on('deviceChange', show)
  microphone.addEventListener('change', () => {
    localStorage.setItem(MICROPHONE, microphone.value)
    void useMicrophone(microphone.value)
  })
  speaker.addEventListener('change', () => {
    localStorage.setItem(SPEAKER, speaker.value)
    void useSpeaker(speaker.value)
  })
  // a headset that is not plugged in any more is no reason to have no telephone
  await Promise.allSettled([
    useMicrophone(localStorage.getItem(MICROPHONE) ?? ''),
    useSpeaker(localStorage.getItem(SPEAKER) ?? ''),
  ])
}

globalThis.callflowVoice = connect
