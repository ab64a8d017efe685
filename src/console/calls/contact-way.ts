// A contact's way through the desk, in words: queued, offered, talked, transferred, written up,
// with what operators noted and wrote.
import type { Contact, Note, Talk } from '../../desk/contact.ts'
import { isOver } from '../../desk/contact.ts'
import type { InterfaceLanguage } from '../../staff/account.ts'
import { clockOf } from '../live/view.ts'
import { durationOf } from '../../pages/duration-words.ts'
import { html, type Html } from '../../pages/html.ts'
import type { Line } from '../../store/desk-rows.ts'
import { player, type Listener } from './player.ts'
import { storyWords } from './words.ts'

export type Way = { contact: Contact; notes: Note[] }

type Step = { at?: number; text: string }

/** `names` are of operators, by id. */
export function wayOf(
  { contact }: Pick<Way, 'contact'>,
  names: ReadonlyMap<string, string>,
  language: InterfaceLanguage,
  now: number,
): Step[] {
  const words = storyWords[language]
  const { enqueuedAt, passed, talks, status, since, offer } = contact
  const who = (id: string): string => names.get(id) ?? id
  // who transferred it is passed over too, but had it
  const had = new Set(talks.map(({ operator }) => operator))
  const over =
    status === 'done'
      ? undefined
      : isOver(contact)
        ? words.final[status as keyof typeof words.final]
        : undefined
  return [
    { at: enqueuedAt, text: words.queued },
    ...passed.filter((id) => !had.has(id)).map((id): Step => ({ text: words.missed(who(id)) })),
    ...talks.flatMap((talk, index) =>
      talkSteps(
        talk,
        index === 0 ? talk.from - enqueuedAt : undefined,
        who(talk.operator),
        language,
        now,
      ),
    ),
    ...(offer && status === 'offered'
      ? [{ at: offer.at, text: words.offered(who(offer.operator)) }]
      : []),
    ...(over === undefined
      ? []
      : [
          {
            at: since,
            text:
              talks.length === 0
                ? `${over}, ${words.waitedFor(durationOf(since - enqueuedAt, language))}`
                : over,
          },
        ]),
  ]
}

function talkSteps(
  { offeredAt, acceptedAt, from, to, end, held, wrapped }: Talk,
  waited: number | undefined,
  who: string,
  language: InterfaceLanguage,
  now: number,
): Step[] {
  const words = storyWords[language]
  const length = (ms: number): string => durationOf(ms, language)
  const parts = [
    words.talked(who, length((to ?? now) - from)),
    held > 0 && words.held(length(held)),
    to === undefined ? words.stillTalking : end && words.ends[end],
    wrapped !== undefined && to !== undefined && words.wrapped(length(wrapped - to)),
  ]
  return [
    { at: offeredAt, text: words.offered(who) },
    {
      at: acceptedAt,
      text: `${words.accepted(who)}${waited === undefined ? '' : `, ${words.waitedFor(length(waited))}`}`,
    },
    { at: from, text: parts.filter(Boolean).join(', ') },
  ]
}

type Shown = Listener & { names: ReadonlyMap<string, string>; lines: Line[]; now: number }

export function contactWay(way: Way, shown: Shown): Html {
  const { language, names, lines, now } = shown
  const words = storyWords[language]
  const { contact, notes } = way
  const said = lines.filter((line) => line.contact === contact.id)
  return html`<section class="way"><h3>${words.way}: ${contact.label}</h3>
<ol>${wayOf(way, names, language, now).map(({ at, text }) => html`<li>${at !== undefined && html`<time datetime="${new Date(at).toISOString()}">${clockOf(at, language)}</time> `}${text}</li>`)}</ol>
${(contact.recordings ?? []).map(({ id, seconds }) => html`<p class="sound">${words.conversationRecorded(seconds === undefined ? undefined : durationOf(seconds * 1000, language))}${player(id, shown)}</p>`)}
${said.length > 0 && html`<details><summary>${words.conversation}</summary><ol class="plain">${said.map(({ who, text }) => html`<li><b>${who === 'caller' ? words.caller : words.operator}</b> ${text}</li>`)}</ol></details>`}
${notes.map(({ operator, text, outcome, at }) => html`<div class="noted"><p><b>${words.notes}</b> <small>${names.get(operator) ?? operator}, ${clockOf(at, language)}</small>${outcome !== undefined && html` <span class="tag">${words.outcome}: ${outcome}</span>`}</p><p class="typed">${text}</p></div>`)}
</section>`
}
