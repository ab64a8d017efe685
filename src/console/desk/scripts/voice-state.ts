// The telephone of this window on the page: its line, its call, and the buttons that belong to it.
import type { ScriptWords } from '../words.ts'
import type { Told } from '../tell-desk.ts'
import type { Telephone } from './voice.ts'

type State = Omit<Told, 'parts'>

/** `state` gives what the desk shows now. */
export function connectVoice(words: ScriptWords, state: () => State) {
  let telephone: Telephone | undefined
  /** what the line does now, whether this window has a call of it, and how it sounds */
  let line: 'on' | 'lost' | 'off' = 'off'
  let isHeard = false
  let isPoor = false

  const lineText = (): string => {
    if (state().talking && !isHeard && line !== 'off') return words.voiceElsewhere
    if (isPoor) return words.poorLine
    return { on: words.voiceOn, lost: words.voiceLost, off: words.voiceOff }[line]
  }
  const show = (): void => {
    for (const one of document.querySelectorAll<HTMLElement>('[data-voice]')) one.hidden = !isHeard
    const place = document.getElementById('voice-state')
    const text = lineText()
    if (place && place.textContent !== text) place.textContent = text
  }
  const connect = async (): Promise<void> => {
    try {
      telephone = await globalThis.callflowVoice?.({
        line(now) {
          line = now
          show()
        },
        call(now) {
          isHeard = now
          show()
        },
        muted: (muted) => showMuted(muted, words),
        poor(now) {
          isPoor = now
          show()
        },
      })
      telephone?.state(state())
    } catch {
      line = 'off'
      show()
    }
  }
  return {
    load(path: string): void {
      const script = document.createElement('script')
      script.src = path
      script.addEventListener('load', () => void connect())
      document.head.append(script)
    },
    follow(): void {
      telephone?.state(state())
      show()
    },
    mute: (): void => telephone?.mute(),
    digit: (key: string): void => telephone?.digit(key),
  }
}

function showMuted(muted: boolean, words: ScriptWords): void {
  const button = document.getElementById('do-mute')
  if (!button) return
  button.textContent = muted ? words.unmute : words.mute
  button.setAttribute('aria-pressed', String(muted))
}
