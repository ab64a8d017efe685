// Speech as TwiML: Say, Play and Pause, within what Twilio accepts.
import type VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import type { Session } from '../call/session.ts'
import type { Runtime } from '../world/runtime.ts'
import type { Speech } from '../say/speech.ts'

/** `base` is the public address without a trailing slash; `audioUrl` the absolute address of a
 * company's recording, if there is one; `streamUrl` where this turn is heard by a media stream, and `relay`
 * how it is by ConversationRelay, if it is. */
export type Context = {
  base: string
  audioUrl: (company: string, language: string, name: string) => string | undefined
  streamUrl?: (session: Session) => string | undefined
  relay?: (session: Session) => Relayed | undefined
}

/** How the telephone finds us and our recordings; hearing by stream or relay comes on top. */
export function contextOf({ config, library }: Pick<Runtime, 'config' | 'library'>): Context {
  const base = config.publicUrl ?? ''
  return {
    base,
    audioUrl(company, language, name) {
      const path = library.audioPath(company, language, name)
      return path && base + path
    },
  }
}

/** Where a relay leads, and the languages of the flow with their voices. */
export type Relayed = { url: string; languages: { tag: string; voice: string; heardAs?: string }[] }

type Parent = Pick<VoiceResponse.Gather, 'say' | 'play' | 'pause'>
type SayAttributes = VoiceResponse.SayAttributes

/** Twilio takes about 4096 characters in one Say. */
const LONGEST_SAY = 3000
/** Twilio refuses a reply over 64 kB; this much of it may be speech, in bytes as escaped: far more
 * than anybody listens to. */
const MOST_SPEECH = 40_000
const SENTENCE_END = /^.*[.!?…](?=\s)/s
const NOT_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu
/** Languages for which Google's `Standard-A` voice exists at Twilio. */
const STANDARD_VOICES = new Set(
  'af-ZA am-ET ar-XA bg-BG bn-IN ca-ES cmn-CN cmn-TW cs-CZ da-DK de-DE el-GR en-AU en-GB en-IN en-US es-ES es-US eu-ES fi-FI fil-PH fr-CA fr-FR gl-ES gu-IN he-IL hi-IN hu-HU id-ID is-IS it-IT ja-JP kn-IN ko-KR lt-LT lv-LV ml-IN mr-IN ms-MY nb-NO nl-BE nl-NL pa-IN pl-PL pt-BR pt-PT ro-RO ru-RU sk-SK sr-RS sv-SE ta-IN te-IN th-TH tr-TR uk-UA vi-VN yue-HK'.split(
    ' ',
  ),
)

/** The text without what XML cannot hold; the TwiML builder throws on it. */
export function clean(text: string): string {
  return text.replace(NOT_XML, '')
}

/** Speaks into a verb until the reply is full, with the recordings of a company; what the engine says
 * by itself needs none. One speaker serves one reply. */
export function speaker(
  context: Context,
  company: string | undefined,
): (parent: Parent, speech: Speech[]) => void {
  let left = MOST_SPEECH
  const fits = (text: string): boolean => (left -= sizeOf(text) + 80) >= 0
  const say = (parent: Parent, text: string, language: string, voice: string): void => {
    for (const piece of pieces(clean(text)))
      if (fits(piece)) parent.say(voiceFor(language, voice), piece)
  }
  return (parent, speech) => {
    for (const spoken of speech) {
      if (spoken.kind === 'text') say(parent, spoken.text, spoken.language, spoken.voice)
      else if (spoken.kind === 'pause') pause(parent, spoken.pause)
      else {
        const url =
          company === undefined
            ? undefined
            : context.audioUrl(company, spoken.language, spoken.audio)
        if (!url) say(parent, spoken.text, spoken.language, 'recorded')
        else if (fits(url)) parent.play(url)
      }
    }
  }
}

/** Speaks the engine's own sentences, which are nobody's recordings. */
export const plainSpeaker = (context: Context): ReturnType<typeof speaker> =>
  speaker(context, undefined)

/** Belarusian has no voice: what was not recorded is read by a Russian one, which beats silence. */
function voiceFor(language: string, voice: string): SayAttributes {
  const tag = /^be\b/i.test(language) ? 'ru-RU' : language
  const standard = STANDARD_VOICES.has(tag) ? `Google.${tag}-Standard-A` : undefined
  const name = voice && voice !== 'recorded' ? voice : standard
  return { language: tag as SayAttributes['language'], voice: name as SayAttributes['voice'] }
}

function pause(parent: Parent, ms: number): void {
  if (ms > 0) parent.pause({ length: Math.min(60, Math.max(1, Math.round(ms / 1000))) })
}

function pieces(text: string): string[] {
  const found: string[] = []
  let rest = text.trim()
  while (rest.length > LONGEST_SAY) {
    const cut = cutAt(rest)
    found.push(rest.slice(0, cut).trim())
    rest = rest.slice(cut).trim()
  }
  return rest ? [...found, rest] : found
}

/** After the last sentence that fits, else at the last space, else between two characters. */
function cutAt(text: string): number {
  const head = text.slice(0, LONGEST_SAY)
  const cut = SENTENCE_END.exec(text.slice(0, LONGEST_SAY + 1))?.[0].length || head.lastIndexOf(' ')
  if (cut > 0) return cut
  return /[\uD800-\uDBFF]$/.test(head) ? LONGEST_SAY - 1 : LONGEST_SAY
}

/** Bytes of a text once it is escaped. */
export function sizeOf(text: string): number {
  return Buffer.byteLength(text.replace(/[&<>"]/g, '&quot;'))
}
