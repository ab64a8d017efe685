// A change of a notice: whether it may be made, how the notice stands afterwards, what is written
// about it.
import type { Closure } from './closure.ts'
import { isOn, LONGEST_TEXT, withoutWords, type Standing, type Texts } from './standing.ts'
import type { Switch } from './switch.ts'

/** What is done to notices, for who answers for it. */
export const noticeActions = [
  'switched on',
  'switched off',
  'notice words changed',
  'closed',
  'closure changed',
  'opened again',
] as const

export type NoticeAction = (typeof noticeActions)[number]

/** How a notice is to stand; `until` in UTC milliseconds. */
export type Wish = { on: boolean; texts: Texts; until?: number }

/** Why it may not: `languages` have no words or too many, or the end is over already. */
export type Refusal =
  { fault: 'no words' | 'too long'; languages: string[] } | { fault: 'end is over' }

/** `languages` are those that need words while the notice is on. */
export function refusalOf(
  { on, texts, until }: Wish,
  languages: readonly string[],
  now: number,
): Refusal | undefined {
  const long = Object.keys(texts).filter((one) => (texts[one]?.length ?? 0) > LONGEST_TEXT)
  if (long.length > 0) return { fault: 'too long', languages: long }
  const silent = on ? withoutWords(texts, languages) : []
  if (silent.length > 0) return { fault: 'no words', languages: silent }
  return on && until !== undefined && until <= now ? { fault: 'end is over' } : undefined
}

/** As an English sentence, for the terminal and the practice phone. */
export function describeRefusal(refusal: Refusal): string {
  if (refusal.fault === 'end is over') return 'its end is over already'
  const languages = refusal.languages.join(', ')
  return refusal.fault === 'too long'
    ? `its words may have up to ${LONGEST_TEXT} characters, and there are more in ${languages}`
    : `callers would hear nothing in ${languages}: it needs words in each language of the flow`
}

/** `by` as in `Standing`; `seq` stays that of before, which the store compares and counts on. */
export const afterChange = (
  { seq }: Pick<Standing, 'seq'>,
  { on, texts, until }: Wish,
  { at, by }: { at: number; by: string },
): Standing => ({ on, texts, ...(on && until !== undefined && { until }), seq, at, by })

/** What a change does to a switch. One whose end has come is off already. */
export function switchAction(before: Standing, { on }: Wish, now: number): NoticeAction {
  if (on === isOn(before, now)) return 'notice words changed'
  return on ? 'switched on' : 'switched off'
}

export function closureAction(before: Standing, { on }: Wish, now: number): NoticeAction {
  if (on === isOn(before, now)) return 'closure changed'
  return on ? 'closed' : 'opened again'
}

type Details = Record<string, unknown>

const standingDetails = ({ texts, until }: Standing): Details => ({
  ...(Object.keys(texts).length > 0 && { words: texts }),
  ...(until !== undefined && { until: new Date(until).toISOString() }),
})

export const switchDetails = (changed: Switch): Details => ({
  flow: changed.flow,
  switch: changed.name,
  ...standingDetails(changed),
})

/** Without a line: the whole company. */
export const closureDetails = (changed: Closure): Details => ({
  ...(changed.line !== '' && { line: changed.line }),
  ...(changed.sendTo !== undefined && { 'sent to': changed.sendTo }),
  ...standingDetails(changed),
})
