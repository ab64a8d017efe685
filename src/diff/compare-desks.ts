// What differs between the desks of two versions.
import { waitingOptions } from '../flow/machine/desk-states.ts'
import type { Desk } from '../flow/tree/flow.ts'
import type { Located } from '../flow/text/located.ts'
import type { Kind } from './difference.ts'
import type { Both, Pair } from './match.ts'
import { tellOptions } from './compare-options.ts'
import { outcome, targetOf } from './outcome.ts'
import { tellWay, type Tell } from './compare-steps.ts'
import { compareLists, tellRest, tellWords } from './compare-words.ts'
import { plainText } from './plain-text.ts'

/** Settings of a desk: their kind, and what holds where nothing is written. */
const settings: [keyof Desk & string, Kind, string][] = [
  ['whisper', 'desk whisper', 'nothing'],
  ['hours', 'desk hours', 'always open'],
  ['wait at most', 'desk waiting', '5 minutes'],
  ['rings', 'desk waiting', '20 seconds'],
  ['music', 'desk waiting', 'the usual'],
  ['skills', 'desk people', 'none'],
  ['number', 'desk people', "the desk's people"],
  ['show number', 'desk people', 'line'],
  ['record', 'desk conversation', 'no'],
  ['instead', 'desk conversation', 'none'],
]

const told = new Set([
  'name',
  'range',
  'label',
  'needs',
  'shows',
  'while waiting',
  'back to',
  'nobody',
  'closed',
  'then',
  ...settings.map(([key]) => key),
])

export function tellDesks(both: Both, tell: Tell): void {
  const { desks, was, now } = both
  for (const pair of desks.pairs) tellDesk(both, pair, tell)
  for (const desk of desks.added)
    tell(
      'desk added',
      `the desk '${desk.name.value}' is new; when nobody answers, callers go to ${outcome(now, nobodyOf(desk))}`,
      { step: desk.name.value, range: desk.name.range },
    )
  for (const desk of desks.removed)
    tell(
      'desk removed',
      `the desk '${desk.name.value}' was removed; when nobody answered, callers went to ${outcome(was, nobodyOf(desk))}`,
      { step: desk.name.value, range: desk.name.range, gone: true },
    )
}

/** A flow with faults is compared too, and may lack it. */
const nobodyOf = (desk: Desk): string | undefined =>
  (desk.nobody as Located<string> | undefined)?.value

function tellDesk(both: Both, { was, now, renamed }: Pair<Desk>, tell: Tell): void {
  const desk = now.name.value
  const here: Tell = (kind, text, at) =>
    tell(kind, `desk '${desk}': ${text}`, { step: desk, range: now.name.range, ...at })
  const by =
    (way: string): Tell =>
    (kind, text, at) =>
      here(kind, text, { way, ...at })
  if (renamed)
    tell('desk renamed', `the desk '${was.name.value}' is now called '${desk}'`, {
      step: desk,
      range: now.name.range,
    })
  const slots = new Map(both.slots.pairs.map((pair) => [pair.was.name, pair.now.name]))
  const needs = compareLists(
    (was.needs?.value ?? []).map(({ value }) => slots.get(value) ?? value),
    names(now.needs),
  )
  for (const slot of needs.added)
    here('desk needs', `operators now need ${slot} before the call is put through`)
  for (const slot of needs.removed) here('desk needs', `operators no longer need ${slot}`)
  const shows = compareLists(names(was.shows), names(now.shows))
  for (const value of shows.added) here('desk card', `the operator's card now shows ${value}`)
  for (const value of shows.removed)
    here('desk card', `the operator's card no longer shows ${value}`)
  tellWords('desk card', 'its name', was.label, now.label, here, `was '${was.name.value}'`)
  for (const [key, kind, usual] of settings) {
    const [old, fresh] = [plainText(was[key], key) || usual, plainText(now[key], key) || usual]
    if (old !== fresh) here(kind, `"${key}" is now ${fresh} (was ${old})`)
  }
  const [before, after] = [was['while waiting'], now['while waiting']]
  tellWords('desk waiting', 'what is said while the caller waits', before?.say, after?.say, here)
  const [often, fresh] = [
    plainText(before?.every, 'every') || '1 minute',
    plainText(after?.every, 'every') || '1 minute',
  ]
  if (often !== fresh) here('desk waiting', `it is said every ${fresh} (was every ${often})`)
  const [some, more] = [waitingOptions(was).length > 0, waitingOptions(now).length > 0]
  if (some !== more)
    here(
      'desk waiting',
      more
        ? 'waiting callers choose among options of the desk, no longer a call back (1) or the way of "nobody" (2)'
        : 'waiting callers can choose a call back (1) or the way of "nobody" (2), no longer options of the desk',
    )
  tellOptions(both, before?.options?.value ?? [], after?.options?.value ?? [], (kind, text, at) =>
    here(kind, `while waiting, ${text}`, at),
  )
  const back = compareLists(
    names(was['back to']).map((name) => both.renamed.get(name) ?? name),
    names(now['back to']),
  )
  for (const step of back.added)
    here('desk conversation', `operators can now send callers back to '${step}'`)
  for (const step of back.removed)
    here('desk conversation', `operators can no longer send callers back to '${step}'`)
  tellWay(both, 'when nobody answers', was.nobody, now.nobody, by('nobody'))
  tellWay(both, 'after the conversation', was.then, now.then, by('then'), 'end')
  tellClosed(both, was, now, by('closed'))
  tellRest('desk waiting', was, now, told, here)
}

const names = (list: { value: Located<string>[] } | undefined): string[] =>
  (list?.value ?? []).map(({ value }) => value)

/** Without `closed` a closed desk is one where nobody answers. */
function tellClosed(both: Both, was: Desk, now: Desk, tell: Tell): void {
  const shut = (desk: Desk) => (desk.hours ? (desk.closed ?? desk.nobody) : undefined)
  const [from, to] = [shut(was), shut(now)]
  if (from && to && (was.closed || now.closed)) tellWay(both, 'when closed', from, to, tell)
  else if (to && !from)
    tell(
      'way',
      `when closed, callers now go to ${outcome(both.now, targetOf(both.now, to))} (it was always open)`,
    )
}
