// The conversation so far: what the system said, what the caller did, and what happened in between.
import type { Event } from '../../call/event.ts'
import { messageLine, type Message } from '../../call/message.ts'
import type { Machine } from '../../flow/machine/machine.ts'
import { percent } from '../../ground/percent.ts'
import type { LoggedTurn } from '../../store/store.ts'
import {
  decisionIn,
  lookupIn,
  noteOf,
  spokenOf,
  tellOutcome,
  workOf,
  type WorkLog,
} from '../../pages/call-log.ts'
import { confidenceOf, isPrivate, mask, stepName, tellMeaning } from '../../pages/call-words.ts'
import { html, type Content, type Html } from '../../pages/html.ts'
import { callWords, showGiven } from '../words.ts'
import type { Speech } from '../../say/speech.ts'

type Told = { turns: LoggedTurn[]; machine: Machine; messages?: Message[] }

/** What surrounds an event: `after` are those of its turn from it on. */
type Around = {
  turn: LoggedTurn
  after: Event[]
  machine: Machine
  messages: Message[]
  work: WorkLog
}

export function transcriptView({ turns, machine, messages = [] }: Told): Html {
  const work = workOf(turns)
  const lines = turns.flatMap((turn) =>
    turn.events.map((event, index) =>
      eventView(event, { turn, after: turn.events.slice(index), machine, messages, work }),
    ),
  )
  return html`<ol class="talk">${lines}</ol>`
}

function eventView(event: Event, { turn, after, machine, messages, work }: Around): Content {
  switch (event.type) {
    case 'said':
    case 'asked':
      return systemView(event.speech, `${event.file}:${event.line}`)
    case 'heard':
      return callerView(event, isPrivate(machine, event.step))
    case 'sought': {
      const { filler, told } = lookupIn(event, turn, work)
      const note = told && `looked up “${told.lookup}”: ${tellOutcome(told.input, callWords)}`
      return [systemView(filler), noteView(note)]
    }
    case 'decided': {
      const decision = decisionIn(event, { after, machine }, callWords)
      if (!decision) return undefined
      const { because, next } = decision
      const parts = [because.join(', '), next !== undefined && `on to “${next}”`].filter(Boolean)
      return noteView(`${stepName(event.step)}: ${parts.join(', so ')}`)
    }
    case 'handed off': {
      const { label, reason } = event.handoff
      return [systemView(event.speech), noteView(`handed off to ${label}: ${reason}`)]
    }
    case 'queued': {
      const desk = stepName(event.desk)
      const how = event.again
        ? `waits for another operator of ${desk}`
        : `waits in the queue of ${desk}`
      return [systemView(event.speech), noteView(how)]
    }
    case 'left queue':
      return noteView(`left the queue of ${stepName(event.desk)}`)
    case 'callback promised':
      return noteView(`a call back from ${stepName(event.desk)} was promised`)
    case 'recorded': {
      const seconds = Math.round(event.duration / 1000)
      const text = messages.find(({ recording }) => recording === event.recording)?.text
      return [
        noteView(`a message of ${seconds} seconds${event.for ? ` for ${event.for}` : ''}`),
        text !== undefined && noteView(messageLine(text)),
      ]
    }
    case 'closed':
      return [noteView(noteOf(event, callWords)?.text), systemView(event.speech)]
    case 'conversation recorded':
      return noteView('the conversation was recorded')
    default:
      return noteView(noteOf(event, callWords)?.text)
  }
}

const noteView = (text: string | undefined): Content =>
  text !== undefined && html`<li class="note">${text}</li>`

function systemView(speech: readonly Speech[], place = ''): Content {
  const spoken = spokenOf(speech)
  return (
    spoken.length > 0 &&
    html`<li class="system"><b>System</b>
      <p>${spoken.map(({ text, language }) => html`<span lang="${language}">${text}</span> `)}</p>${
        place !== '' && html`<small>${place}</small>`
      }</li>`
  )
}

function callerView(event: Event & { type: 'heard' }, hidden: boolean): Html {
  const { kind, text } = showGiven(event, hidden)
  const confidence = confidenceOf(event)
  const given = {
    words: html`<p>${text}</p>`,
    keys: html`<p>keys <kbd>${text}</kbd></p>`,
    silence: html`<p class="silence">${text}</p>`,
  }
  return html`<li class="caller"><b>Caller</b>
    ${given[kind]}<small>${tellMeaning(event, (one) => mask(one, hidden))}${
      confidence !== undefined && `, ${percent(confidence)}`
    }</small></li>`
}
