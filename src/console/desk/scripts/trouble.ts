// What goes wrong at the desk, said where it is seen and heard.
import { findElement } from '../../../pages/scripts/find-element.ts'
import type { ScriptWords } from '../words.ts'
import type { Reply } from './link.ts'

/** The window has no link to the server, nobody is signed in, or it is one window too many. */
export type Troubled = 'lost' | 'signed out' | 'too many'

/** So long a refusal is shown, ms. */
const SHOWN = 8000

/** `begun`: a trouble has just begun. */
export function showTrouble(words: ScriptWords, begun: () => void) {
  const box = findElement('desk-trouble', HTMLElement)
  let troubled: Troubled | undefined

  const enter = (why: Troubled): void => {
    if (troubled === why || troubled === 'signed out') return
    troubled = why
    begun()
    const texts = { lost: words.lost, 'too many': words.tooMany, 'signed out': words.signedOut }
    box.textContent = texts[why]
    if (why === 'signed out') box.append(' ', signInLink(words))
    box.hidden = false
  }
  return {
    enter,
    isThere: (): boolean => troubled !== undefined,
    leave(): void {
      troubled = undefined
      box.hidden = true
    },
    /** A refusal: nothing was changed. */
    refuse(reply: Exclude<Reply, { ok: true }>): void {
      if (reply.why === 'signed out' || reply.why === 'lost') return enter(reply.why)
      const text = reply.why === 'refused' ? reply.told : words.failed
      box.textContent = text
      box.hidden = false
      setTimeout(() => {
        if (box.textContent === text && troubled === undefined) box.hidden = true
      }, SHOWN)
    },
  }
}

function signInLink(words: ScriptWords): HTMLAnchorElement {
  const link = document.createElement('a')
  link.href = '/console/sign-in'
  link.target = '_blank'
  link.textContent = words.signInAgain
  return link
}
