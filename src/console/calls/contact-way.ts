// A contact's way through the desk, in words: queued, offered, talked, transferred, written up,
// with what operators noted and wrote.
import type { Contact, Note, Talk } from '../../desk/contact.ts'
import { SECOND } from '../../flow/text/duration.ts'
import { labelIn } from '../../flow/tree/label.ts'
import type { Line } from '../../store/desk-rows.ts'
import { wordFor, type PageLanguage } from '../../pages/dictionary.ts'
import { html, type Content, type Html } from '../../pages/html.ts'
import { formatClock, formatDuration, formatKnown } from '../../pages/time-words.ts'
import { player, type Listener } from './player.ts'
import { storyWords } from './words.ts'

export type Way = { contact: Contact; notes: Note[] }

/** `names` are of operators, by id. */
type Reading = {
  language: PageLanguage
  names: ReadonlyMap<string, string>
  now: number
}

type Step = { at?: number; text: string }

function stepsOf(contact: Contact, reading: Reading): Step[] {
  const words = storyWords[reading.language]
  const { enqueuedAt, passed, talks, status, offer } = contact
  const who = (id: string): string => reading.names.get(id) ?? id
  // who transferred it is passed over too, but had it
  const had = new Set(talks.map(({ operator }) => operator))
  const missed = passed.filter((id) => !had.has(id))
  return [
    { at: enqueuedAt, text: words.queued },
    ...missed.map((id) => ({ text: words.missed(who(id)) })),
    ...talks.flatMap((talk, index) =>
      talkSteps(talk, { ...reading, ...(index === 0 && { waited: talk.from - enqueuedAt }) }),
    ),
    ...(offer && status === 'offered'
      ? [{ at: offer.at, text: words.offered(who(offer.operator)) }]
      : []),
    ...endSteps(contact, reading.language),
  ]
}

/** The contact's end, unless the last conversation tells it. */
function endSteps(contact: Contact, language: PageLanguage): Step[] {
  const words = storyWords[language]
  const { status, since, talks, enqueuedAt } = contact
  const end = wordFor<string>(words.final, status)
  if (end === undefined) return []
  if (talks.length > 0) return [{ at: since, text: end }]
  const waited = words.waitedFor(formatDuration(since - enqueuedAt, language))
  return [{ at: since, text: `${end}, ${waited}` }]
}

function talkSteps(talk: Talk, { language, names, now, waited }: Reading & { waited?: number }) {
  const words = storyWords[language]
  const { operator, offeredAt, acceptedAt, from, to, end, held, wrapped } = talk
  const who = names.get(operator) ?? operator
  const length = (ms: number): string => formatDuration(ms, language)
  const accepted = [words.accepted(who), waited !== undefined && words.waitedFor(length(waited))]
  const talked = [
    words.talked(who, length((to ?? now) - from)),
    held > 0 && words.held(length(held)),
    to === undefined ? words.stillTalking : end && words.ends[end],
    wrapped !== undefined && to !== undefined && words.wrapped(length(wrapped - to)),
  ]
  return [
    { at: offeredAt, text: words.offered(who) },
    { at: acceptedAt, text: accepted.filter(Boolean).join(', ') },
    { at: from, text: talked.filter(Boolean).join(', ') },
  ]
}

type Reader = Listener & Reading & { lines: Line[] }

export function contactWay({ contact, notes }: Way, reader: Reader): Html {
  const { language, lines } = reader
  const words = storyWords[language]
  const said = lines.filter((line) => line.contact === contact.id)
  return html`<section class="way"><h3>${words.way}: ${labelIn(contact, language)}</h3>
    <ol>${stepsOf(contact, reader).map((step) => stepView(step, language))}</ol>
    ${(contact.recordings ?? []).map(({ id, seconds }) => {
      const length = seconds && seconds * SECOND
      const text = words.conversationRecorded(formatKnown(length, language))
      return html`<p class="sound">${text}${player(id, reader)}</p>`
    })}
    ${
      said.length > 0 &&
      html`<details><summary>${words.conversation}</summary>
        <ol class="plain">${said.map((line) => lineView(line, language))}</ol></details>`
    }
    ${notes.map((one) => noteView(one, reader))}</section>`
}

const stepView = ({ at, text }: Step, language: PageLanguage): Html =>
  html`<li>${
    at !== undefined &&
    html`<time datetime="${new Date(at).toISOString()}">${formatClock(at, language)}</time> `
  }${text}</li>`

const lineView = ({ who, text }: Line, language: PageLanguage): Html =>
  html`<li><b>${storyWords[language][who]}</b> ${text}</li>`

function noteView({ operator, text, outcome, at }: Note, { language, names }: Reading): Content {
  const words = storyWords[language]
  const who = `${names.get(operator) ?? operator}, ${formatClock(at, language)}`
  return html`<div class="noted"><p><b>${words.notes}</b> <small>${who}</small>${
    outcome !== undefined && html` <span class="tag">${words.outcome}: ${outcome}</span>`
  }</p><p class="typed">${text}</p></div>`
}
