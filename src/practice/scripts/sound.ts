// What is heard: read aloud by the browser, played from a recording, or only shown for as long as
// it would take.
import type { Heard } from '../page-reply.ts'

type Spoken = Extract<Heard, { text: string }>

/** A letter is spoken in so many ms; the shortest text takes as long as this. */
const PER_LETTER = 65
const SHORTEST = 800

/** Milliseconds it takes to say all of it. */
export function spokenTime(hear: readonly Heard[]): number {
  return hear.reduce(
    (time, one) =>
      time + ('pause' in one ? one.pause : Math.max(SHORTEST, one.text.length * PER_LETTER)),
    0,
  )
}

/** Something being heard, that an answer can stop. `ended` resolves at its end, and never when it
 * was stopped. */
export type Playing = { ended: Promise<void>; stop: () => void }

/** Reads and plays one after the other. A voice that says nothing does not hold the call. */
export function play(hear: readonly Heard[]): Playing {
  const stopping = new AbortController()
  const { signal } = stopping
  const ended = (async () => {
    for (const one of hear) {
      if (signal.aborted) break
      await ('pause' in one ? wait(one.pause, signal) : hearOrGoOn(one, signal))
    }
    if (signal.aborted) await new Promise(() => undefined)
  })()
  return { ended, stop: () => stopping.abort() }
}

/** Nothing is heard: the time passes. */
export function pass(ms: number): Playing {
  const stopping = new AbortController()
  return {
    ended: wait(ms, stopping.signal).then(() =>
      stopping.signal.aborted ? new Promise(() => undefined) : undefined,
    ),
    stop: () => stopping.abort(),
  }
}

/** A voice that says nothing is waited for twice as long as it would speak, and so many ms more. */
const GRACE = 4000

function hearOrGoOn(one: Spoken, signal: AbortSignal): Promise<void> {
  const late = wait(2 * spokenTime([one]) + GRACE, signal)
  return Promise.race([
    one.audio === undefined ? speak(one, signal) : listen(one.audio, signal),
    late,
  ])
}

function speak({ text, language }: Spoken, signal: AbortSignal): Promise<void> {
  const utterance = new SpeechSynthesisUtterance(text)
  utterance.lang = language
  utterance.voice =
    speechSynthesis.getVoices().find(({ lang }) => lang.replace('_', '-') === language) ?? null
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => speechSynthesis.cancel())
    utterance.onend = utterance.onerror = () => resolve()
    speechSynthesis.speak(utterance)
  })
}

function listen(path: string, signal: AbortSignal): Promise<void> {
  const audio = new Audio(path)
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => audio.pause())
    audio.onended = audio.onerror = () => resolve()
    audio.play().catch(() => resolve())
  })
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
