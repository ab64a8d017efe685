// The script book as one page that stands alone: for the screen, the phone and the printer.
import { html, markup, type Html } from '../pages/html.ts'
import type { Answer, Book, Line, Place, Words } from './script-book.ts'
import type { Journey } from './journeys.ts'
import { misses, type Ladder, type Rung } from './ladders.ts'
import { signatureComment } from './signature.ts'
import type { Universal } from './universals.ts'
import { style } from './book-style.ts'
import {
  about,
  exceptionsOf,
  groupsOf,
  missHeads,
  onwardOf,
  openingOf,
  playedOf,
  wordsByLanguage,
  who,
} from './book-text.ts'

/** A cell that a phone need not show. */
const none = html` class="none"`

/** How a place is shown, and where its file is from the page. */
type At = (place: Place) => { shown: string; href: string; short: string }

export function bookHtml(
  book: Book,
  find: (place: Place) => { shown: string; href: string },
): string {
  // in other files than the flow's own a line is told with its file
  const at: At = (place) => ({
    ...find(place),
    short: `${place.file === book.file ? '' : place.file.replace(/\.yaml$/, '')}:${place.line}`,
  })
  const groups = groupsOf(book)
  const played = book.journeys.filter((journey) => playedOf(journey)?.state === 'played').length
  const page = html`<!doctype html>
<html lang="${book.languages[0] ?? 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Script book: ${book.flow}</title>
`
  const body = html`<body>
<header>
<p class="kind">Script book</p>
<h1>${book.flow}</h1>
${book.about && html`<p class="about">${book.about}</p>`}
<p class="small">Version ${book.version} · ${book.languages.join(', ')} · ${book.journeys.length} journeys${book.journeys[0]?.played ? ` · ${played} played by scripted calls` : ''}</p>
<p class="small">${about}</p>
</header>
<nav aria-label="Contents">
<ol class="contents">
${groups.map(({ group, journeys }) => html`<li><span>${group}</span><ul>${journeys.map((journey) => html`<li><a href="#j${journey.number}">${journey.number}. ${journey.title || 'The call'}</a>${badge(journey)}</li>`)}</ul></li>`)}
<li><a href="#ladders">When a question is not answered</a></li>
<li><a href="#anywhere">Anywhere</a></li>
${book.answers.length > 0 && html`<li><a href="#answers">Questions and answers</a></li>`}
<li><a href="#signed">Read and agreed</a></li>
</ol>
</nav>
<main>
${groups.map(({ group, journeys }) => html`<section><h2>${group}</h2>${journeys.map((journey) => journeyPart(journey, book.languages, at))}</section>`)}
<section id="ladders"><h2>When a question is not answered</h2>${ladderTable(book.ladders, book.languages, at)}</section>
<section id="anywhere"><h2>Anywhere</h2>${universalTable(book.universals, book.languages, at)}</section>
${book.answers.length > 0 && html`<section id="answers"><h2>Questions and answers</h2>${answerTable(book.answers, book.languages, at)}</section>`}
<section id="signed"><h2>Read and agreed</h2>
<table class="sign"><thead><tr><th>Name</th><th>Date</th><th>Signature</th></tr></thead><tbody><tr><td></td><td></td><td></td></tr><tr><td></td><td></td><td></td></tr></tbody></table></section>
</main>
`
  // style and marks are ours, and neither can hold markup of others
  return `${markup(page)}<style>${style}</style>\n</head>\n${markup(body)}${signatureComment(book)}\n</body>\n</html>\n`
}

function badge(journey: Journey): Html | undefined {
  const played = playedOf(journey)
  return (
    played &&
    html` <span class="badge ${played.state}" title="${played.text}">${played.sign}<span class="told"> ${played.text}</span></span>`
  )
}

function journeyPart(journey: Journey, languages: string[], at: At): Html {
  const { opening, onward, number } = journey
  return html`<article id="j${number}"><h3><span class="number">${number}</span> ${journey.title || 'The call'}${badge(journey)}</h3>
${opening && html`<p class="fold"><a href="#j${opening.journey}-${opening.line}">${openingOf(journey)}</a></p>`}
<ol class="script" start="${journey.first}">
${journey.lines.map((line, index) => lineItem(line, { journey: number, number: journey.first + index }, languages, at))}
</ol>
${onward && html`<p class="fold"><a href="#j${onward.journey}${onward.line > 0 && `-${onward.line}`}">${onwardOf(journey)}</a></p>`}
</article>
`
}

function lineItem(
  { who: speaker, words, place }: Line,
  { journey, number }: { journey: number; number: number },
  languages: string[],
  at: At,
): Html {
  return html`<li id="j${journey}-${number}" class="${speaker}" value="${number}"><span class="n" aria-hidden="true">${number}</span>${speaker !== 'outside' && html`<span class="who">${who[speaker]}</span>`}<span class="words">${wordsHtml(words, languages)}</span>${where(place, at)}</li>
`
}

const where = (place: Place, at: At): Html =>
  html`<a class="at" href="${at(place).href}" title="${at(place).shown}">${at(place).short}</a>`

const wordsHtml = (words: Words, languages: string[]): Html[] =>
  wordsByLanguage(words, languages).map(({ tag, text }) =>
    tag
      ? html`<span class="tongue" lang="${tag}"><span class="tag">${tag.slice(0, 2)}</span>${values(text)}</span>`
      : html`${values(text)}`,
  )

/** Values and conditions are set off from the words around them. */
function values(text: string): (Html | string)[] {
  return text.split(/(‹[^›]*›|\[if [^\]]*\])/).map((part) => {
    if (part.startsWith('‹')) return html`<span class="value">${part}</span>`
    return part.startsWith('[if ') ? html`<span class="if">${part.slice(1, -1)}</span>` : part
  })
}

function ladderTable(ladders: Ladder[], languages: string[], at: At): Html {
  if (ladders.length === 0) return html`<p>There are no questions.</p>`
  const used = misses.filter((miss) => ladders.some(({ rungs }) => rungs[miss]))
  const rungCell = (rung: Rung | undefined, last: string | undefined): Html | string =>
    rung
      ? html`${rung.heard.length > 0 && html`<ol class="rungs">${rung.heard.map((words) => html`<li>${wordsHtml(words, languages)}</li>`)}</ol>`}${rung.leads !== undefined && (rung.leads !== last || rung.heard.length === 0) && html`<span class="leads">${rung.leads}</span>`}`
      : '–'
  return html`<table class="ladders"><thead><tr><th>Question</th>${used.map((miss) => html`<th>${missHeads[miss]}</th>`)}<th>After the last try</th></tr></thead><tbody>
${ladders.map(
  ({
    step,
    place,
    rungs,
    last,
    others,
  }) => html`<tr><th scope="row">${step} ${where(place, at)}${others.length > 0 && html`<ul class="others">${others.map(({ when, leads }) => html`<li>${when}: ${leads.startsWith('“') ? leads : html`<span class="leads">${leads}</span>`}</li>`)}</ul>`}</th>${used.map((miss) => html`<td${!rungs[miss] && none} data-head="${missHeads[miss]}">${rungCell(rungs[miss], last)}</td>`)}<td${last === undefined && none} data-head="After the last try">${last === undefined ? '–' : html`<span class="leads">${last}</span>`}</td></tr>
`,
)}</tbody></table>`
}

function universalTable(universals: Universal[], languages: string[], at: At): Html {
  return html`<table class="ladders"><thead><tr><th>When</th><th>The caller hears</th><th>Then</th></tr></thead><tbody>
${universals.map(
  (
    one,
  ) => html`<tr><th scope="row">${one.title} ${one.place && where(one.place, at)}</th><td${one.heard.length === 0 && none} data-head="The caller hears">${one.heard.length > 0 ? one.heard.map((words) => html`<p>${wordsHtml(words, languages)}</p>`) : '–'}</td><td${one.leads === undefined && one.except.length === 0 && none} data-head="Then">${one.leads === undefined ? '–' : html`<span class="leads">${one.leads}</span>`}${exceptionsOf(one).map((text) => html`<p class="small">${text}</p>`)}</td></tr>
`,
)}</tbody></table>`
}

function answerTable(answers: Answer[], languages: string[], at: At): Html {
  return html`<table class="ladders"><thead><tr><th>Question</th><th>Answer</th></tr></thead><tbody>
${answers.map(
  ({
    question,
    answer,
    place,
  }) => html`<tr><th scope="row">${wordsHtml(question, languages)} ${where(place, at)}</th><td data-head="Answer">${wordsHtml(answer, languages)}</td></tr>
`,
)}</tbody></table>`
}
