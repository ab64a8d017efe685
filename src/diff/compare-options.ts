// What differs between the options of two versions of a step, or of a flow.
import type { Option } from '../flow/tree/option.ts'
import { matchOptions, placeOptions, type Both, type Placed } from './match.ts'
import { outcome, targetOf } from './outcome.ts'
import { tellWay, type Tell } from './compare-steps.ts'
import { compareLists, tellTable, tellWords } from './compare-words.ts'
import { same, plainText } from './plain-text.ts'

export function tellOptions(both: Both, was: Option[], now: Option[], tell: Tell): void {
  const { pairs, added, removed } = matchOptions(was, now, both.renamed)
  for (const pair of pairs) tellOption(both, pair.was, pair.now, placeOptions(now), tell)
  for (const one of added)
    tell(
      'option added',
      `new ${optionName(one)}, which leads to ${outcome(both.now, targetOf(both.now, one.option.then))}`,
      at(one),
    )
  for (const one of removed)
    tell(
      'option removed',
      `${optionName(one)} is gone (it led to ${outcome(both.was, targetOf(both.was, one.option.then))})`,
      { ...at(one), gone: true },
    )
  const order = pairs.map((pair) => pair.was.place)
  const reordered = order.some((place, index) => index > 0 && place < (order[index - 1] ?? 0))
  if (reordered)
    tell(
      'option order',
      `the options are now read out in this order: ${pairs.map((pair) => pair.now.label || pair.now.id).join(', ')}`,
    )
}

const at = ({ id, option }: Placed) => ({ option: id, range: option.range })

/** `option 2 (prices)`, by the key callers press where there is one. */
export const optionName = ({ option, label, id }: Placed): string =>
  `option ${option.key?.value ?? ''}${option.key ? ' ' : ''}(${label || id})`

function tellOption(both: Both, was: Placed, now: Placed, all: Placed[], tell: Tell): void {
  const here: Tell = (kind, text, more) => tell(kind, text, { ...at(now), ...more })
  const [before, after] = [was.option, now.option]
  tellWords('option label', `the label of ${optionName(was)}`, before.label, after.label, here)
  if (was.id !== now.id && same(before.label, after.label))
    here(
      'id',
      `${optionName(now)} is now known as "${now.id}" in logs and reports (was "${was.id}")`,
    )
  if (!same(before.key, after.key))
    here('option key', `${keyText(was, now)}${habit(was, now, all)}`)
  tellWay(
    both,
    optionName(now),
    before.then,
    after.then,
    (kind, text, more) => here(kind, text.replace(', callers now go to', ' now leads to'), more),
    'help',
    'option way',
  )
  if (!same(before.if, after.if))
    here(
      'option condition',
      after.if
        ? `${optionName(now)} is now there only while ${after.if.source}${before.if ? ` (was while ${before.if.source})` : ''}`
        : `${optionName(now)} is now always there (was only while ${before.if?.source})`,
    )
  if ((before.hidden?.value ?? false) !== (after.hidden?.value ?? false))
    here(
      'option hidden',
      after.hidden?.value
        ? `${optionName(now)} is no longer read out`
        : `${optionName(now)} is now read out`,
    )
  if (!same(before.intent, after.intent))
    here(
      'intent',
      `the intent of ${optionName(now)} is now ${plainText(after.intent) || 'none'} (was ${plainText(before.intent) || 'none'})`,
    )
  tellTable('values', `${optionName(now)} sets`, before.set, after.set, here)
  const phraseTexts = (option: Option) =>
    (option.phrases ?? []).map(({ language, phrase }) =>
      language === '' ? phrase.value : `${phrase.value} (${language})`,
    )
  const { added, removed } = compareLists(phraseTexts(before), phraseTexts(after))
  if (added.length > 0)
    here('phrases', `${optionName(now)} is now also understood by ${quoteAll(added)}`)
  if (removed.length > 0)
    here('phrases', `${optionName(now)} is no longer understood by ${quoteAll(removed)}`)
}

function keyText(was: Placed, now: Placed): string {
  const [old, fresh] = [was.option.key?.value, now.option.key?.value]
  if (old === undefined) return `option (${now.label || now.id}) now has the key ${fresh}`
  return fresh === undefined
    ? `${optionName(was)} has no key any more`
    : `${optionName(was)} moved to ${fresh}`
}

/** What somebody gets who presses the old key out of habit. */
function habit(was: Placed, now: Placed, all: Placed[]): string {
  const other = all.find(
    (one) => one !== now && one.id !== now.id && one.option.key?.value === was.option.key?.value,
  )
  return was.option.key && other
    ? `; who presses ${was.option.key.value} now gets "${other.label || other.id}"`
    : ''
}

const quoteAll = (phrases: string[]): string => phrases.map((phrase) => `"${phrase}"`).join(', ')
