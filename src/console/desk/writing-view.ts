// What is written at the desk: the notes of a contact, and the conversation of practice.
import { wordFor, type PageLanguage } from '../../pages/dictionary.ts'
import { optionsOf } from '../../pages/form.ts'
import { html, type Html } from '../../pages/html.ts'
import { pathOf } from './contact-path.ts'
import type { Work } from './desk-state.ts'
import { clock } from './moments.ts'
import { deskWords } from './words.ts'

export function notesView({ contact, note, outcomes }: Work, language: PageLanguage): Html {
  const words = deskWords[language]
  const chosen = note?.outcome
  const codes = new Set([...outcomes, ...(chosen === undefined ? [] : [chosen])])
  const choices = [
    { value: '', text: words.noOutcome },
    ...[...codes].map((value) => ({ value, text: wordFor(words.outcomes, value) ?? value })),
  ]
  return html`<form method="post" action="${pathOf(contact, 'notes')}" id="notes-form"
    data-contact="${contact.id}" data-was="${note?.at ?? 0}">
    <label for="notes">${words.notes}</label>
    <textarea id="notes" name="text" rows="5" maxlength="4000" aria-describedby="notes-hint"
      data-action="notes">
${note?.text}</textarea>
    <label for="outcome">${words.outcome}</label>
    <select id="outcome" name="outcome">${optionsOf(choices, chosen)}</select>
    <p class="hint" id="notes-hint">${words.notesHint} <span id="saved" role="status">${
      note && html`${words.script.saved} ${clock(note.at, language)}`
    }</span></p>
    </form>`
}

export function chatView({ contact, lines }: Work, language: PageLanguage): Html {
  const words = deskWords[language]
  const sent = lines.filter(({ who }) => who === 'operator').length
  const line = ({ who, text, at }: Work['lines'][number]): Html =>
    html`<li class="${who}"><b>${words[who]}</b>
      <span class="written">${text}</span> <small>${clock(at, language)}</small></li>`
  return html`<h2>${words.chat}</h2>
    ${
      lines.length === 0
        ? html`<p class="soft">${words.nothingWritten}</p>`
        : html`<ol class="lines" id="lines" tabindex="0" aria-label="${words.chat}">
            ${lines.map(line)}</ol>`
    }
    ${
      contact.status === 'talking' &&
      html`<form method="post" action="${pathOf(contact, 'say')}" id="say-form">
        <input type="hidden" name="sent" value="${sent}"><label for="say">${words.write}</label>
        <div class="row"><input id="say" name="text" maxlength="1000" autocomplete="off">
        <button id="do-say">${words.send}</button></div></form>`
    }`
}
