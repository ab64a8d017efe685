// One answer listened for, with a recogniser told what to say and a clock that is turned by hand.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { listenFor } from '../../src/speech/listening.ts'
import type { Recognised, Recogniser } from '../../src/speech/recogniser.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function listening(whole: (text: string) => boolean = () => false) {
  const log: string[] = []
  let tell: (recognised: Recognised) => void = () => undefined
  const recogniser: Pick<Recogniser, 'listen'> = {
    listen(_, on) {
      tell = on
      return {
        write: (audio) => void log.push(`audio ${audio.length}`),
        finish: () => void log.push('finish'),
        close: () => void log.push('close'),
      }
    },
  }
  const answering = listenFor(
    recogniser,
    { language: 'en-GB', hints: [], expects: 'choice' },
    ([best]) => whole(best?.text ?? ''),
    {
      words: (text) => void log.push(`words ${text}`),
      interrupt: () => void log.push('interrupt'),
      answer: (alternatives) =>
        void log.push(`answer ${alternatives.map(({ text }) => text).join('/')}`),
      failed: (kind) => void log.push(`failed ${kind}`),
    },
  )
  return {
    log,
    answering,
    words: (text: string, final = false) =>
      tell({ type: 'words', final, alternatives: [{ text }] }),
    tell: (recognised: Recognised) => tell(recognised),
  }
}

describe('listening for one answer', () => {
  it('tells words, cuts the prompt once, and answers when nothing follows', () => {
    const { log, words } = listening()
    words('where')
    words('where is')
    words('where is my order', true)
    vi.advanceTimersByTime(5000)
    expect(log).toEqual([
      'words where',
      'interrupt',
      'words where is',
      'words where is my order',
      'answer where is my order',
    ])
  })

  it('waits for nothing after a whole answer', () => {
    const { log, words } = listening((text) => text === 'yes')
    words('yes', true)
    expect(log).toEqual(['answer yes'])
  })

  it('asks for the last words when they no longer change', () => {
    const { log, words } = listening()
    words('a bill')
    vi.advanceTimersByTime(1000)
    expect(log.at(-1)).toBe('finish')
    words('a bill please', true)
    vi.advanceTimersByTime(5000)
    expect(log.filter((line) => line.startsWith('answer'))).toEqual(['answer a bill please'])
  })

  it('ends by itself where nobody says anything for a minute, and does not call it broken', () => {
    const { log } = listening()
    vi.advanceTimersByTime(120_000)
    expect(log).toEqual(['failed too long'])
  })

  describe('by a recogniser that says nothing', () => {
    const loud = Buffer.alloc(160, 0x20)
    const speak = (answering: { audio(audio: Buffer): void }, audio: Buffer, ms: number): void => {
      for (let at = 0; at < ms; at += 20) {
        answering.audio(audio)
        vi.advanceTimersByTime(20)
      }
    }

    it('waits four seconds for the first word of a caller who speaks', () => {
      const { log, answering } = listening()
      speak(answering, loud, 600)
      vi.advanceTimersByTime(3900)
      expect(log.filter((line) => line.startsWith('failed'))).toEqual([])
      vi.advanceTimersByTime(200)
      expect(log.filter((line) => line.startsWith('failed'))).toEqual(['failed slow'])
    })

    it('waits on for one who is silent, coughs, or stands in noise', () => {
      const { log, answering } = listening()
      speak(answering, loud, 400)
      speak(answering, Buffer.alloc(160, 0xb0), 10_000)
      speak(answering, Buffer.alloc(160, 0xff), 10_000)
      expect(log.filter((line) => line.startsWith('failed'))).toEqual([])
    })

    it.each<Recognised>([
      { type: 'speech started' },
      { type: 'words', final: false, alternatives: [{ text: 'where' }] },
    ])('waits as ever once it said %j', (first) => {
      const { log, answering, tell } = listening()
      speak(answering, loud, 1000)
      tell(first)
      speak(answering, loud, 10_000)
      expect(log.filter((line) => line.startsWith('failed'))).toEqual([])
    })
  })

  it('hears an answer that lasts longer than that to its last words', () => {
    const { log, words } = listening()
    for (let second = 0; second < 60; second++) {
      words(`${'so '.repeat(second)}so`)
      vi.advanceTimersByTime(999)
    }
    vi.advanceTimersByTime(100)
    expect(log).toContain('finish')
    expect(log.some((line) => /^(answer|failed)/.test(line))).toBe(false)
  })

  it('without audio any more, finishes words that were begun and closes where there are none', () => {
    const begun = listening()
    begun.words('hello')
    expect(begun.answering.ended()).toBe(true)
    expect(begun.log.at(-1)).toBe('finish')
    const silent = listening()
    expect(silent.answering.ended()).toBe(false)
    expect(silent.log).toEqual(['close'])
  })

  it('says nothing more once it was closed', () => {
    const { log, words, answering } = listening()
    words('hello there')
    answering.close()
    vi.advanceTimersByTime(120_000)
    expect(log.slice(log.indexOf('close'))).toEqual(['close'])
  })

  it('gives the words it has when the recogniser fails after them', () => {
    const { log, words, tell } = listening()
    words('a bill')
    tell({ type: 'failed', kind: 'broken', detail: '' })
    expect(log.at(-1)).toBe('answer a bill')
  })
})
