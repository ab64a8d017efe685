// The notices of each company: its lines and what callers hear now, its switches, who did what.
import { closureInForce, REMINDED_EVERY } from '../../notices/closure.ts'
import { isOn, type Standing } from '../../notices/standing.ts'
import type { PageLanguage } from '../../pages/dictionary.ts'
import { notice } from '../../pages/form.ts'
import { html, type Content, type Html } from '../../pages/html.ts'
import { formatMoment } from '../../pages/time-words.ts'
import { closureForm, switchForm } from './form-id.ts'
import { historyView } from './history-view.ts'
import type { Closable, CompanyNotices, ShownSwitch } from './load-notices.ts'
import { noticeForm, type NoticeForm } from './notice-form.ts'
import type { Refused } from './show-notices.ts'
import { whoIs } from './who-is.ts'
import { noticesWords } from './words.ts'

/** `names` are of people, by id. */
export type Seen = {
  language: PageLanguage
  now: number
  names: ReadonlyMap<string, string>
  refused?: Refused
  told?: string
}

export function noticesView(companies: CompanyNotices[], seen: Seen): Html {
  const words = noticesWords[seen.language]
  return html`<h1>${words.title}</h1>
    <p>${words.about}</p>
    ${notice(seen.told)}
    ${companies.length === 0 && html`<p class="empty">${words.nothing}</p>`}
    ${companies.map((company) => companyView(company, seen))}`
}

function companyView(company: CompanyNotices, seen: Seen): Html {
  const { id, whole, lines, switches, history, zone } = company
  const words = noticesWords[seen.language]
  return html`<section class="sheet notices" aria-labelledby="company:${id}">
    <h2 id="company:${id}">${nameOf(company, seen.language)}</h2>
    <h3>${words.lines}</h3>
    <ul class="plain">
    ${[whole, ...lines].map((one) => closableView(one, company, seen))}</ul>
    <h3>${words.switches}</h3>
    ${switches.length === 0 && html`<p class="empty">${words.noSwitches}</p>`}
    <ul class="plain">${switches.map((one) => switchView(one, company, seen))}</ul>
    <h3>${words.history}</h3>
    ${historyView(history, { ...seen, zone, title: words.history })}
    </section>`
}

/** As the page's language calls it, else as any does, else by its id. */
function nameOf({ id, names }: CompanyNotices, language: PageLanguage): string {
  const own = Object.entries(names).find(([tag]) => tag.split('-')[0] === language)?.[1]
  return own ?? names[''] ?? Object.values(names)[0] ?? id
}

function closableView(one: Closable, company: CompanyNotices, seen: Seen): Html {
  const { number, closure } = one
  const { id, whole, mayClose } = company
  const words = noticesWords[seen.language]
  const title = number === '' ? words.company : `${one.name} · ${number}`
  const closed = isOn(closure, seen.now)
  const inForce = closureInForce([closure, whole.closure], seen.now)
  const openState = inForce ? words.withCompany : words.open
  const state = closed ? words.closed : openState
  return html`<li><p><strong>${title}</strong>
    <span class="tag ${inForce ? 'shut' : 'plain'}">${state}</span> ${closed && spanOf(closure, company, seen)}</p>
    ${closed && forgottenView(closure, company, seen)}
    ${closed && heardView(closure.texts, seen)}
    ${closed && html`<p>${closure.sendTo === undefined ? words.hungUp : words.sentTo(closure.sendTo)}</p>`}
    ${
      mayClose &&
      noticeForm({
        id: closureForm({ tenant: id, line: number }),
        action: `/console/notices/${id}/closure`,
        summary: number === '' ? words.changeCompany : words.changeLine(title),
        hidden: { line: number },
        standing: closure,
        sendable: one.sendable,
        buttons: buttonsOf(closed, [words.close, words.saveClosure, words.openAgain], words),
        ...formParts(one.languages, company, seen),
      })
    }</li>
    `
}

function switchView(one: ShownSwitch, company: CompanyNotices, seen: Seen): Html {
  const { flow, name, spoken, languages, standing } = one
  const words = noticesWords[seen.language]
  const on = isOn(standing, seen.now)
  return html`<li><p><strong>${name}</strong> <small>${flow}</small>
    <span class="tag${!on && ' plain'}">${on ? words.on : words.off}</span> ${
      on && spanOf(standing, company, seen)
    }</p>
    ${on && heardView(standing.texts, seen)}
    ${!spoken && html`<p class="hint">${words.silent}</p>`}
    ${noticeForm({
      id: switchForm(one),
      action: `/console/notices/${company.id}/switch`,
      summary: words.changeSwitch(name),
      hidden: { flow, name },
      standing,
      buttons: buttonsOf(on, [words.turnOn, words.saveWords, words.turnOff], words),
      ...formParts(spoken ? languages : [], company, seen),
    })}</li>
    `
}

/** What is on is saved or turned off; what is off is turned on, or its words are kept for later. */
function buttonsOf(
  on: boolean,
  [turnOn, keep, turnOff]: [string, string, string],
  { saveOn }: (typeof noticesWords)['en'],
): NoticeForm['buttons'] {
  if (on) return [button('save', saveOn), button('off', turnOff)]
  return [button('on', turnOn), button('save', keep)]
}

const button = (does: 'on' | 'off' | 'save', text: string): NoticeForm['buttons'][number] => ({
  does,
  text,
})

const formParts = (
  languages: string[],
  { zone }: CompanyNotices,
  { language, refused }: Seen,
): Pick<NoticeForm, 'languages' | 'zone' | 'language' | 'refused'> => ({
  languages,
  zone,
  language,
  refused,
})

function spanOf({ until, at, by }: Standing, { zone }: CompanyNotices, seen: Seen): Content {
  const { language } = seen
  const words = noticesWords[language]
  return html`<small>${
    until !== undefined && `${words.until(formatMoment(until, language, zone))} · `
  }${at !== undefined && words.since(formatMoment(at, language, zone), whoIs(by, seen))}</small>`
}

const isForgotten = ({ at = 0, until }: Standing, now: number): boolean =>
  until === undefined && now - at >= REMINDED_EVERY

const forgottenView = (closure: Standing, { zone }: CompanyNotices, seen: Seen): Content =>
  isForgotten(closure, seen.now) &&
  html`<p class="warning">${noticesWords[seen.language].noEnd(
    formatMoment(closure.at ?? 0, seen.language, zone),
  )}</p>`

/** The words callers hear; those from before are for every language. */
const heardView = (texts: Standing['texts'], { language }: Seen): Html =>
  html`<dl class="facts">${Object.entries(texts).map(
    ([tag, text]) =>
      html`<dt>${tag || noticesWords[language].anyLanguage}</dt><dd${
        tag !== '' && html` lang="${tag}"`
      }>${text}</dd>`,
  )}</dl>`
