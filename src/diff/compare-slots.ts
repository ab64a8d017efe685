// What differs between the slots of two versions.
import type { Slot } from '../flow/tree/flow.ts'
import { labelIn } from '../flow/tree/label.ts'
import type { Choice } from '../flow/tree/slot.ts'
import { compareLists, quoteAll } from './compare-words.ts'
import type { Kind, Tell } from './difference.ts'
import type { Both, Pair } from './match.ts'
import { plainText } from './plain-text.ts'

const limits = [
  'length',
  'checksum',
  'min',
  'max',
  'from',
  'to',
  'pattern',
  'hints',
  'others',
] as const

export function tellSlots({ slots }: Both, tell: Tell): void {
  for (const pair of slots.pairs) {
    const say: Say = (kind, text) => tell(kind, text, { range: pair.now.located.range })
    tellValues(pair, say)
    tellChoices(pair.was, pair.now, say)
    tellHandling(pair, say)
  }
  for (const { name, type, located } of slots.added)
    tell('slot added', `${name} (${type}) is now remembered`, { range: located.range })
  for (const { name, type, located } of slots.removed)
    tell('slot removed', `${name} (${type}) is no longer remembered`, {
      range: located.range,
      gone: true,
    })
}

/** What calls are begun with, by name. */
export function tellGiven({ was, now }: Both, tell: Tell): void {
  for (const slot of now.given.values()) {
    const before = was.given.get(slot.name)
    const { range } = slot.located
    if (before) tellChanged(before, slot, tell)
    else tell('given added', `calls can now be begun with ${slot.name} (${slot.type})`, { range })
  }
  for (const { name, type, located } of was.given.values())
    if (!now.given.has(name))
      tell('given removed', `calls are no longer begun with ${name} (${type})`, {
        range: located.range,
        gone: true,
      })
}

/** The same as of slots, told as one kind. */
function tellChanged(was: Slot, now: Slot, tell: Tell): void {
  const say: Say = (_, text) =>
    tell('given changed', `begun with: ${text}`, { range: now.located.range })
  const pair = { was, now, renamed: false }
  tellValues(pair, say)
  tellChoices(was, now, say)
  tellHandling(pair, say)
}

type Say = (kind: Kind, text: string) => void

/** What can stand in it. */
function tellValues({ was, now, renamed }: Pair<Slot>, say: Say): void {
  if (renamed) say('slot renamed', `${was.name} is now called ${now.name}`)
  if (was.type !== now.type)
    say('slot type', `${now.name} is now of type ${now.type} (was ${was.type})`)
  for (const key of limits) {
    const [old, fresh] = [limitText(was[key]), limitText(now[key])]
    if (old !== fresh) say('slot limits', `${now.name}: "${key}" is now ${fresh} (was ${old})`)
  }
}

function limitText(value: Slot[(typeof limits)[number]]): string {
  if (typeof value !== 'object' || Array.isArray(value) || !('min' in value))
    return plainText(value) || 'not given'
  const { min, max } = value
  return min === max ? String(min) : `${min}-${max}`
}

function tellChoices(was: Slot, now: Slot, say: Say): void {
  const byValue = ({ options = [] }: Slot) => new Map(options.map((one) => [one.value, one]))
  const [old, fresh] = [byValue(was), byValue(now)]
  const { added, removed } = compareLists([...old.keys()], [...fresh.keys()])
  for (const value of added) say('slot choices', `${now.name} can now be "${value}"`)
  for (const value of removed) say('slot choices', `${now.name} can no longer be "${value}"`)
  for (const [value, choice] of fresh) {
    const before = old.get(value)
    if (!before) continue
    const here = (what: string, from: string, to: string): void => {
      if (from !== to) say('slot choices', `${now.name}: ${what} ${to} (was ${from})`)
    }
    here(`the key of "${value}" is now`, before.key ?? 'none', choice.key ?? 'none')
    here(`"${value}" is now called or understood as`, choiceWords(before), choiceWords(choice))
  }
}

const choiceWords = ({ labels, phrases }: Choice): string =>
  quoteAll([...Object.values(labels), ...Object.values(phrases).flat()])

/** What is done with its value. */
function tellHandling({ was, now, renamed }: Pair<Slot>, say: Say): void {
  const { name } = now
  if ((was.private ?? false) !== (now.private ?? false))
    say('slot private', `${name} is ${now.private ? 'now' : 'no longer'} private`)
  if ((was.readBack ?? false) !== (now.readBack ?? false))
    say('slot private', `${name} may ${now.readBack ? 'now' : 'no longer'} be read back`)
  const [old, fresh] = [was, now].map(({ start }) => plainText(start) || 'not known')
  if (old !== fresh) say('slot start', `${name} now begins as "${fresh}" (was "${old}")`)
  if (!(renamed && was.label === was.name)) tellLabel(was, now, say)
}

/** What it is called on cards, first and in each language. */
function tellLabel(was: Slot, now: Slot, say: Say): void {
  const { name } = now
  if (was.label !== now.label)
    say(
      'slot label',
      `${name} is now labelled "${now.label}" on cards and reports (was "${was.label}")`,
    )
  const [before = {}, after = {}] = [was.labels, now.labels]
  for (const tag of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [once, label] = [labelIn(was, tag), labelIn(now, tag)]
    if (once === label || (once === was.label && label === now.label)) continue
    say('slot label', `${name} is now labelled "${label}" in ${tag} (was "${once}")`)
  }
}
