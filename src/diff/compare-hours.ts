// What differs between the opening hours of two versions.
import type { Flow } from '../flow/tree/flow.ts'
import { clockTime, type Hours, type Span } from '../flow/tree/hours.ts'
import type { Kind, Tell } from './difference.ts'
import { match } from './match.ts'

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

export function tellHours({ was, now }: { was: Flow; now: Flow }, tell: Tell): void {
  const { pairs, added, removed } = match(was.hours, now.hours, () => 0)
  for (const pair of pairs) {
    const { value, range } = pair.now.name
    const say: Say = (kind, text) => tell(kind, `hours ${value}: ${text}`, { range })
    const [old, fresh] = [pair.was.value, pair.now.value]
    if (old.zone !== fresh.zone)
      say('hours zone', `they are now those of ${fresh.zone} (was ${old.zone})`)
    tellWeek(old, fresh, say)
    if (calendar(old) !== calendar(fresh))
      say(
        'hours holidays',
        `the holidays are now those of ${calendar(fresh)} (was ${calendar(old)})`,
      )
    tellExceptions(old, fresh, say)
  }
  for (const { name, value } of added)
    tell('hours added', `the hours ${name.value} are new: ${weekText(value)}`, {
      range: name.range,
    })
  for (const { name } of removed)
    tell('hours removed', `the hours ${name.value} were removed`, { range: name.range, gone: true })
}

type Say = (kind: Kind, text: string) => void

/** Days that changed alike are told together. */
function tellWeek(was: Hours, now: Hours, say: Say): void {
  const changes = new Map<string, string[]>()
  for (const [index, day] of days.entries()) {
    const [old, fresh] = [spansText(was.week[index]), spansText(now.week[index])]
    if (old === fresh) continue
    const change = `now ${fresh} (was ${old})`
    changes.set(change, [...(changes.get(change) ?? []), day])
  }
  for (const [change, all] of changes) say('hours week', `${daysText(all)} ${change}`)
}

function tellExceptions(was: Hours, now: Hours, say: Say): void {
  const dates = new Set([...was.except, ...now.except].map(({ name }) => name))
  for (const date of [...dates].sort()) {
    const [old, fresh] = [was, now].map(({ except }) => {
      const one = except.find(({ name }) => name === date)
      return one ? spansText(one.spans) : 'as on other days'
    })
    if (old !== fresh) say('hours except', `${date} is now ${fresh} (was ${old})`)
  }
}

const calendar = ({ holidays }: Hours): string =>
  holidays ? [holidays.country, holidays.region].filter(Boolean).join(' ') : 'none'

/** Days in a row are written from the first to the last. */
function daysText(all: string[]): string {
  const at = all.map((day) => days.indexOf(day))
  const inARow = at.every((day, index) => index === 0 || day === (at[index - 1] ?? 0) + 1)
  return inARow && all.length > 2 ? `${all[0]}-${all.at(-1)}` : all.join(', ')
}

const MINUTES_OF_DAY = 24 * 60

const spansText = (open: Span[] = []): string =>
  open
    .map(({ from, to }) => {
      const ends = to % MINUTES_OF_DAY === 0 ? '24:00' : clockTime(to)
      return `${clockTime(from)}-${ends}`
    })
    .join(' ') || 'closed'

const weekText = ({ week }: Hours): string => {
  const open = week.map((spans) => spansText(spans))
  return [...new Set(open)]
    .map((text) => `${daysText(days.filter((_, index) => open[index] === text))} ${text}`)
    .join(', ')
}
