// What differs between the options of two versions of a step, or of a flow.
import type { Option } from '../flow/tree/option.ts'
import { tellWay } from './compare-ways.ts'
import { compareLists, quoteAll, tellTable, tellWords } from './compare-words.ts'
import type { Tell } from './difference.ts'
import { matchOptions, placeOptions, type Both, type Placed } from './match.ts'
import { outcome, targetOf } from './outcome.ts'
import { plainText, same } from './plain-text.ts'

export function tellOptions(both: Both, was: Option[], now: Option[], tell: Tell): void {
  const { pairs, added, removed } = matchOptions(was, now, both.renamed)
  const all = placeOptions(now)
  for (const pair of pairs) {
    const here: Tell = (kind, text, more) => tell(kind, text, { ...at(pair.now), ...more })
    const { label } = pair.now.option
    const what = `the label of ${optionName(pair.was)}`
    tellWords({ kind: 'option label', what, was: pair.was.option.label, now: label }, here)
    tellKeys(pair, all, here)
    tellChoice(both, pair, here)
    tellHeard(pair, here)
  }
  for (const one of added) {
    const to = outcome(both.now, targetOf(both.now, one.option.then))
    tell('option added', `new ${optionName(one)}, which leads to ${to}`, at(one))
  }
  for (const one of removed) {
    const to = outcome(both.was, targetOf(both.was, one.option.then))
    tell('option removed', `${optionName(one)} is gone (it led to ${to})`, {
      ...at(one),
      gone: true,
    })
  }
  const order = pairs.map((pair) => pair.was.place)
  if (order.some((place, index) => index > 0 && place < (order[index - 1] ?? 0)))
    tell(
      'option order',
      `the options are now read out in this order: ${pairs.map((pair) => ownName(pair.now)).join(', ')}`,
    )
}

const at = ({ id, option }: Placed) => ({ option: id, range: option.range })

const ownName = ({ label, id }: Placed): string => label || id

/** `option 2 (prices)`, by the key callers press where there is one. */
function optionName(one: Placed): string {
  const key = one.option.key ? `${one.option.key.value} ` : ''
  return `option ${key}(${ownName(one)})`
}

type OptionPair = { was: Placed; now: Placed }

/** How it is known, and which key it has. */
function tellKeys({ was, now }: OptionPair, all: Placed[], tell: Tell): void {
  const [before, after] = [was.option, now.option]
  const name = optionName(now)
  if (was.id !== now.id && same(before.label, after.label))
    tell('id', `${name} is now known as "${now.id}" in logs and reports (was "${was.id}")`)
  if (!same(before.key, after.key))
    tell('option key', `${keyText(was, now)}${habitText(was, now, all)}`)
}

function keyText(was: Placed, now: Placed): string {
  const [old, fresh] = [was.option.key?.value, now.option.key?.value]
  if (old === undefined) return `option (${ownName(now)}) now has the key ${fresh}`
  const does = fresh === undefined ? 'has no key any more' : `moved to ${fresh}`
  return `${optionName(was)} ${does}`
}

/** What somebody gets who presses the old key out of habit. */
function habitText(was: Placed, now: Placed, all: Placed[]): string {
  const key = was.option.key?.value
  const other = all.find((one) => one.id !== now.id && one.option.key?.value === key)
  return key !== undefined && other ? `; who presses ${key} now gets "${ownName(other)}"` : ''
}

/** Where it leads, and when it is there. */
function tellChoice(both: Both, { was, now }: OptionPair, tell: Tell): void {
  const [before, after] = [was.option, now.option]
  const name = optionName(now)
  tellWay(
    both,
    { when: name, was: before.then, now: after.then, kind: 'option way' },
    (kind, text, more) => tell(kind, text.replace(', callers now go to', ' now leads to'), more),
  )
  if (!same(before.if, after.if)) {
    const once = before.if ? ` (was while ${before.if.source})` : ''
    const text = after.if
      ? `is now there only while ${after.if.source}${once}`
      : `is now always there (was only while ${before.if?.source})`
    tell('option condition', `${name} ${text}`)
  }
  const hidden = after.hidden?.value ?? false
  if ((before.hidden?.value ?? false) !== hidden)
    tell('option hidden', `${name} is ${hidden ? 'no longer' : 'now'} read out`)
}

/** What is understood by it, and what it sets. */
function tellHeard({ was, now }: OptionPair, tell: Tell): void {
  const [before, after] = [was.option, now.option]
  const name = optionName(now)
  const [old, fresh] = [before, after].map(({ intent }) => plainText(intent) || 'none')
  if (old !== fresh) tell('intent', `the intent of ${name} is now ${fresh} (was ${old})`)
  tellTable({ kind: 'values', does: `${name} sets`, was: before.set, now: after.set }, tell)
  const { added, removed } = compareLists(phraseTexts(before), phraseTexts(after))
  if (added.length > 0) tell('phrases', `${name} is now also understood by ${quoteAll(added)}`)
  if (removed.length > 0) tell('phrases', `${name} is no longer understood by ${quoteAll(removed)}`)
}

const phraseTexts = ({ phrases = [] }: Option): string[] =>
  phrases.map(({ language, phrase }) =>
    language === '' ? phrase.value : `${phrase.value} (${language})`,
  )
