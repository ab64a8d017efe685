// What differs between the desks of two versions.
import { EVERY } from '../flow/defaults.ts'
import { waitingOptions } from '../flow/machine/desk-states.ts'
import type { Desk } from '../flow/tree/flow.ts'
import type { Located } from '../flow/text/located.ts'
import { tellOptions } from './compare-options.ts'
import { tellWay } from './compare-ways.ts'
import { compareLists, tellRest, tellWords } from './compare-words.ts'
import type { Tell } from './difference.ts'
import type { Both, Pair } from './match.ts'
import { outcome, targetOf } from './outcome.ts'
import { plainText } from './plain-text.ts'
import { writeDuration } from '../flow/text/duration.ts'
import { deskSettings } from './usual-settings.ts'

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
  ...deskSettings.map(([key]) => key),
])

export function tellDesks(both: Both, tell: Tell): void {
  const { desks, was, now } = both
  for (const pair of desks.pairs) tellDesk(both, pair, tell)
  for (const desk of desks.added) {
    const name = desk.name.value
    const to = outcome(now, nobodyOf(desk))
    tell('desk added', `the desk '${name}' is new; when nobody answers, callers go to ${to}`, {
      step: name,
      range: desk.name.range,
    })
  }
  for (const desk of desks.removed) {
    const name = desk.name.value
    const to = outcome(was, nobodyOf(desk))
    tell(
      'desk removed',
      `the desk '${name}' was removed; when nobody answered, callers went to ${to}`,
      { step: name, range: desk.name.range, gone: true },
    )
  }
}

/** A flow with faults is compared too, and may lack it. */
const nobodyOf = ({ nobody }: Partial<Desk>): string | undefined => nobody?.value

function tellDesk(both: Both, { was, now, renamed }: Pair<Desk>, tell: Tell): void {
  const desk = now.name.value
  const here: Tell = (kind, text, at) =>
    tell(kind, `desk '${desk}': ${text}`, { step: desk, range: now.name.range, ...at })
  if (renamed)
    tell('desk renamed', `the desk '${was.name.value}' is now called '${desk}'`, {
      step: desk,
      range: now.name.range,
    })
  tellCard(both, was, now, here)
  for (const [key, kind, usual] of deskSettings) {
    const [old, fresh] = [was, now].map((one) => plainText(one[key], key) || usual)
    if (old !== fresh) here(kind, `"${key}" is now ${fresh} (was ${old})`)
  }
  tellWaiting(both, was, now, here)
  tellDeskWays(both, was, now, here)
  tellRest({ kind: 'desk waiting', was, now }, told, here)
}

/** What operators need and see. */
function tellCard(both: Both, was: Desk, now: Desk, tell: Tell): void {
  const slots = new Map(both.slots.pairs.map((pair) => [pair.was.name, pair.now.name]))
  const needed = names(was.needs).map((name) => slots.get(name) ?? name)
  const needs = compareLists(needed, names(now.needs))
  for (const slot of needs.added)
    tell('desk needs', `operators now need ${slot} before the call is put through`)
  for (const slot of needs.removed) tell('desk needs', `operators no longer need ${slot}`)
  const shows = compareLists(names(was.shows), names(now.shows))
  for (const value of shows.added) tell('desk card', `the operator's card now shows ${value}`)
  for (const value of shows.removed)
    tell('desk card', `the operator's card no longer shows ${value}`)
  const none = `was '${was.name.value}'`
  tellWords({ kind: 'desk card', what: 'its name', was: was.label, now: now.label, none }, tell)
}

/** What callers hear and may choose while they wait. */
function tellWaiting(both: Both, was: Desk, now: Desk, tell: Tell): void {
  const kind = 'desk waiting'
  const [before, after] = [was['while waiting'], now['while waiting']]
  const what = 'what is said while the caller waits'
  tellWords({ kind, what, was: before?.say, now: after?.say }, tell)
  const [often, fresh] = [before, after].map(
    (one) => plainText(one?.every, 'every') || writeDuration(EVERY),
  )
  if (often !== fresh) tell(kind, `it is said every ${fresh} (was every ${often})`)
  const [some, more] = [waitingOptions(was).length > 0, waitingOptions(now).length > 0]
  const own = 'a call back (1) or the way of "nobody" (2)'
  if (more && !some)
    tell(kind, `waiting callers choose among options of the desk, no longer ${own}`)
  if (some && !more) tell(kind, `waiting callers can choose ${own}, no longer options of the desk`)
  tellOptions(both, before?.options?.value ?? [], after?.options?.value ?? [], (kind, text, at) =>
    tell(kind, `while waiting, ${text}`, at),
  )
}

/** Where callers go from a desk. */
function tellDeskWays(both: Both, was: Desk, now: Desk, tell: Tell): void {
  const back = compareLists(
    names(was['back to']).map((name) => both.renamed.get(name) ?? name),
    names(now['back to']),
  )
  for (const step of back.added)
    tell('desk conversation', `operators can now send callers back to '${step}'`)
  for (const step of back.removed)
    tell('desk conversation', `operators can no longer send callers back to '${step}'`)
  const by =
    (way: string): Tell =>
    (kind, text, at) =>
      tell(kind, text, { way, ...at })
  const nobody = { when: 'when nobody answers', was: was.nobody, now: now.nobody }
  tellWay(both, nobody, by('nobody'))
  const then = { when: 'after the conversation', was: was.then, now: now.then }
  tellWay(both, { ...then, without: 'end' }, by('then'))
  tellClosed(both, was, now, by('closed'))
}

const names = (list: { value: Located<string>[] } | undefined): string[] =>
  (list?.value ?? []).map(({ value }) => value)

/** Without `closed` a closed desk is one where nobody answers. */
function tellClosed(both: Both, was: Desk, now: Desk, tell: Tell): void {
  const [from, to] = [was, now].map((desk) => desk.hours && (desk.closed ?? desk.nobody))
  if (from && to && (was.closed || now.closed))
    tellWay(both, { when: 'when closed', was: from, now: to }, tell)
  else if (to && !from) {
    const target = outcome(both.now, targetOf(both.now, to))
    tell('way', `when closed, callers now go to ${target} (it was always open)`)
  }
}
