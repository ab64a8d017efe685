// Callers by lot: some answer what they are asked, some mumble, stay silent, type ahead, change
// their mind, want a person, or hang up.
import { allLanguages, languageOf } from '../languages/language.ts'
import type { Samples } from '../languages/samples.ts'
import type { Facts } from '../call/input.ts'
import type { Stage } from '../rehearsal/stage.ts'
import { waitingWords } from '../call/waiting.ts'
import { answersAt, type Answer } from './possible-answers.ts'
import type { Act, Next } from './stress-call.ts'
import { nothingMore } from './stress-call.ts'
import type { Chance } from './chance.ts'

/** The share of answers that fit; what callers turn to after some answers, and stay with. */
type Mood = {
  fits: number
  voice: number
  turnsTo?: 'silence' | 'operator' | 'mumbling' | 'hanging up'
  after: number
}

function moodBy(chance: Chance): Mood {
  const turnsTo = chance.oneOf([
    undefined,
    undefined,
    undefined,
    'silence',
    'operator',
    'mumbling',
    'hanging up',
  ] as const)
  return {
    fits: chance.oneOf([0.95, 0.85, 0.6, 0.2]),
    voice: chance.oneOf([0, 0.5, 1]),
    turnsTo,
    after: chance.below(9),
  }
}

/** A caller for one call. `facts` are the live ones the call is played with. */
export function callerBy(chance: Chance, facts?: Facts): Next {
  const mood = moodBy(chance)
  let turn = 0
  return (stage) => {
    const weary = turn++ >= mood.after ? mood.turnsTo : undefined
    if (weary === 'hanging up' || chance.often(0.01)) return { type: 'hang up' }
    if (stage.session.queued) return whileWaiting(stage, chance, facts)
    const leaf = stage.machine.leaves.get(stage.session.state.leaf)
    if (leaf?.kind === 'bridged') return whileTalking(stage, chance)
    if (leaf?.mode === 'tone') return atTone(stage, chance, weary === 'silence')
    switch (weary) {
      case 'silence':
        return { type: 'silence' }
      case 'mumbling':
        return mumbleOrWait(chance, stage)
      case 'operator':
        return operator(answersAt(stage, facts), chance) ?? { type: 'silence' }
      default:
        return act(answersAt(stage, facts), chance, mood, stage)
    }
  }
}

function whileTalking(stage: Stage, chance: Chance): Act {
  if (stage.session.enqueuedAt !== undefined && chance.often(0.3)) return passedOn(stage, chance)
  return { type: chance.often(0.8) ? 'operator hangs up' : 'hang up' }
}

const atTone = (stage: Stage, chance: Chance, silent: boolean): Act =>
  silent || chance.often(0.3)
    ? nothingMore(stage)
    : { type: 'message', duration: 1000 * (1 + chance.below(120)) }

const mumbleOrWait = (chance: Chance, stage: Stage): Act =>
  chance.often(0.5)
    ? { type: 'silence' }
    : { type: 'caller', text: mumble(chance, stage), confidence: chance.oneOf([0.2, 0.9]) }

/** A waiting caller presses a key, also one that means nothing; or somebody comes, or nobody
 * does. */
function whileWaiting({ machine, session }: Stage, chance: Chance, facts?: Facts): Act {
  const { keys } = waitingWords(machine, session, {
    at: session.at,
    facts: { place: 1 + chance.below(9) },
    others: facts,
  })
  return chance.oneOf<Act>([
    { type: 'keys', keys: chance.oneOf(keys) },
    { type: 'keys', keys: chance.oneOf([...'0123456789*#']) },
    { type: 'operator answers' },
    { type: 'operator answers' },
    { type: 'nobody answers' },
  ])
}

/** The operator's connection breaks, or they send the caller back to the flow. */
function passedOn({ machine, session }: Stage, chance: Chance): Act {
  const steps =
    machine.desks.get(machine.leaves.get(session.state.leaf)?.step ?? '')?.desk['back to']?.value ??
    []
  return chance.oneOf<Act>([
    { type: 'operator drops' },
    ...steps.map(({ value }): Act => ({ type: 'operator sends back', step: value })),
  ])
}

function operator(answers: Answer[], chance: Chance): Act | undefined {
  const asks = answers.filter(({ means }) => means === 'operator')
  return asks.length > 0 ? chance.oneOf(asks).act : undefined
}

function act(answers: Answer[], chance: Chance, mood: Mood, stage: Stage): Act {
  if (answers.length === 0) return { type: 'silence' }
  const answer = chooseAnswer(answers, chance, mood.voice)
  if (chance.often(mood.fits)) return sure(answer.act, chance)
  switch (chance.below(9)) {
    case 0:
      return { type: 'silence' }
    case 1:
      return {
        type: 'caller',
        text: mumble(chance, stage),
        confidence: chance.oneOf([0.2, 0.5, 0.9]),
      }
    case 2:
      return {
        type: 'keys',
        keys: Array.from({ length: 1 + chance.below(5) }, () =>
          chance.oneOf([...'0123456789*#']),
        ).join(''),
      }
    case 3:
      return ahead(answer.act, answers, chance)
    case 4:
      return { type: 'caller', text: mangle(wordsOf(answer.act, answers), chance) }
    case 5:
      return {
        type: 'caller',
        text: `${wordsOf(answer.act, answers)} ${chance.oneOf([samplesOf('en').and, 'or', samplesOf('ru').and, ','])} ${wordsOf(chance.oneOf(answers).act, answers)}`,
      }
    case 6:
      return {
        type: 'caller',
        text: `${languageOf(stage.session.language).words.no}, ${chance.oneOf(['the other', 'not that', wordsOf(chance.oneOf(answers).act, answers)])}`,
      }
    case 7:
      if (answer.act.type === 'keys')
        return {
          type: 'keys',
          keys: answer.act.keys.slice(0, 1 + chance.below(answer.act.keys.length)),
        }
      return { ...answer.act, confidence: chance.oneOf([0.3, 0.5, 0.6]) }
    default:
      return { type: 'caller', text: chance.oneOf(odd) }
  }
}

/** Each meaning is as likely as each other, however many ways there are to say it; the universals
 * are said seldom. */
function chooseAnswer(answers: Answer[], chance: Chance, voice: number): Answer {
  const universal = chance.often(0.12)
  const fit = answers.filter(({ means }) => universals.has(means) === universal)
  const among = fit.length > 0 ? fit : answers
  const { means } = chance.oneOf([
    ...new Map(among.map((answer) => [answer.means, answer])).values(),
  ])
  const ways = among.filter((answer) => answer.means === means)
  const type = chance.often(voice) ? 'caller' : 'keys'
  const wanted = ways.filter(({ act }) => act.type === type)
  return chance.oneOf(wanted.length > 0 ? wanted : ways)
}

const universals = new Set(['operator', 'repeat', 'back', 'start over'])

const sure = (act: Answer['act'], chance: Chance): Act =>
  act.type === 'caller' && chance.often(0.15)
    ? { ...act, confidence: chance.oneOf([0.5, 0.7]) }
    : act

/** Keys for this question, and more for those that follow. */
function ahead(act: Answer['act'], answers: Answer[], chance: Chance): Act {
  const keys =
    act.type === 'keys'
      ? act.keys
      : ((answers.find((one) => one.act.type === 'keys')?.act as { keys: string } | undefined)
          ?.keys ?? '1')
  return {
    type: 'keys',
    keys: `${keys}${Array.from({ length: 1 + chance.below(12) }, () => chance.oneOf([...'1112345678900#'])).join('')}`,
  }
}

const wordsOf = (act: Answer['act'], answers: Answer[]): string =>
  act.type === 'caller'
    ? act.text
    : ((answers.find((one) => one.act.type === 'caller')?.act as { text: string } | undefined)
        ?.text ?? 'yes')

/** A word lost, doubled or cut off, letters changed places, words around it. */
function mangle(text: string, chance: Chance): string {
  const words = text.split(' ')
  const at = chance.below(words.length)
  const word = words[at] ?? ''
  const cut = chance.below(Math.max(1, word.length))
  switch (chance.below(6)) {
    case 0:
      return words.filter((_, index) => index !== at || words.length === 1).join(' ')
    case 1:
      return words.with(at, `${word} ${word}`).join(' ')
    case 2:
      return words.with(at, word.slice(0, cut + 1)).join(' ')
    case 3:
      return words
        .with(
          at,
          word.slice(0, cut) + (word[cut + 1] ?? '') + (word[cut] ?? '') + word.slice(cut + 2),
        )
        .join(' ')
    case 4:
      return `um well I would like ${text} please thank you`
    default:
      return text.toUpperCase()
  }
}

const noises = allLanguages().flatMap(({ samples }) => samples.noise.split(' '))

const samplesOf = (tag: string): Samples => languageOf(tag).samples

/** Noise, or words of the question itself, as an echo on the line brings them back. */
function mumble(chance: Chance, { log }: Stage): string {
  const asked = log.at(-1)?.events.findLast((event) => event.type === 'asked')
  const echo =
    asked?.type === 'asked'
      ? asked.speech.flatMap((speech) => (speech.kind === 'pause' ? [] : speech.text.split(' ')))
      : []
  return Array.from({ length: 1 + chance.below(5) }, () =>
    chance.oneOf(chance.often(0.2) && echo.length > 0 ? echo : noises),
  ).join(' ')
}

/** What no author thinks of. */
const odd = [
  '?',
  '</Say><Hangup/>',
  '{{ line.brand }}',
  '1',
  '12',
  'zero',
  '😀',
  'x'.repeat(600),
  'yes no',
  'no no',
  'not yes',
  'constructor',
  '__proto__',
  '١٢٣',
  '½',
  'a\u0000b',
]
