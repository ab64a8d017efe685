// Ringing: a tone, the window's title and a notice of the system, as long as an offer stands.

const TONES = [440, 480]
const [ON, OFF] = [1, 2]
const title = document.title

let sound: AudioContext | undefined
let ringing: { stop(): void } | undefined

/** Browsers give sound to a page only after the visitor did something in it. */
export function unlockSound(): void {
  sound ??= new AudioContext()
  if (sound.state === 'suspended') void sound.resume()
}

export function askToNotify(): void {
  if ('Notification' in window && Notification.permission === 'default')
    void Notification.requestPermission()
}

/** The usual ringing: one second on, two off. Given with `seconds`, it is only tried. */
export function ring(seconds = 60): { stop(): void } {
  if (!sound) return { stop: () => undefined }
  const context = sound
  const volume = context.createGain()
  volume.gain.value = 0
  volume.connect(context.destination)
  const voices = TONES.map((frequency) => {
    const voice = context.createOscillator()
    voice.frequency.value = frequency
    voice.connect(volume)
    voice.start()
    return voice
  })
  const from = context.currentTime
  for (let at = 0; at < seconds; at += ON + OFF) {
    volume.gain.setTargetAtTime(0.12, from + at, 0.02)
    volume.gain.setTargetAtTime(0, from + at + Math.min(ON, seconds), 0.02)
  }
  const stop = (): void => {
    for (const voice of voices) voice.stop()
    volume.disconnect()
  }
  if (seconds < 60) setTimeout(stop, seconds * 1000)
  return { stop }
}

/** `notice` names the company and the desk alone, since it may be seen by others. */
export function startRinging(contact: string, notice: string, flash: string): void {
  if (ringing) return
  const tone = ring()
  let on = false
  const flashing = setInterval(() => {
    on = !on
    document.title = on ? `☎ ${flash}` : title
  }, 800)
  document.title = `☎ ${flash}`
  const told =
    'Notification' in window &&
    Notification.permission === 'granted' &&
    document.visibilityState === 'hidden'
      ? new Notification(notice, { tag: contact, requireInteraction: true })
      : undefined
  told?.addEventListener('click', () => {
    window.focus()
    told.close()
  })
  ringing = {
    stop() {
      tone.stop()
      clearInterval(flashing)
      document.title = title
      told?.close()
    },
  }
}

export function stopRinging(): void {
  ringing?.stop()
  ringing = undefined
}
