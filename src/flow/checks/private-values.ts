// Rules about private values: they stay in private slots, and go nowhere that is written down
// outside.
import { stepsWith } from '../steps/index.ts'
import { plainName, type Template } from '../text/expression.ts'
import type { Range } from '../text/located.ts'
import type { Flow } from '../tree/flow.ts'
import type { Prompt } from '../tree/prompt.ts'
import { allOptions } from './flow-options.ts'
import { sameName } from './known-value.ts'
import type { Find, Rule } from './rule.ts'
import { placeholdersIn, spokenIn } from './spoken-texts.ts'

/** A private slot that is named somewhere; `path` is the whole name there. */
type Secret = { name: string; path: string; range: Range }

/** The private slot of a name. Whether it may be read back plays no part: that is for the caller's
 * ears only. */
const privateSlot = (flow: Flow, name: string): string | undefined =>
  [...flow.slots.values()].find((slot) => slot.private && plainName(slot.name) === plainName(name))
    ?.name

/** The private value that a call is begun with, of a whole name. */
function privateGiven({ given }: Flow, [first = '', name = '']: readonly string[]) {
  const found = plainName(first) === 'given' ? sameName(given, name) : undefined
  return found?.[1].private ? `given.${found[0]}` : undefined
}

const isPrivate = (flow: Flow | undefined, name: string): boolean =>
  flow !== undefined && privateSlot(flow, name) !== undefined

/** The private slots that a text puts in. */
export const secretsIn = (flow: Flow, template: Template | undefined): Secret[] =>
  (template ? placeholdersIn(template) : []).flatMap(({ path }) => {
    const name = privateGiven(flow, path.names) ?? privateSlot(flow, path.names[0] ?? '')
    return name === undefined ? [] : [{ name, path: path.names.join('.'), range: path.range }]
  })

const secretsSaid = (flow: Flow, { pieces }: Prompt): Secret[] =>
  pieces
    .flatMap(({ texts }) => Object.values(texts))
    .flatMap((template) => secretsIn(flow, template))

const markSlot = (name: string): string => `give the slot "${name}" "private: yes" too`

/** Private values that are copied into a slot which is not. */
function findInSlot(flow: Flow, slot: string, value: Template | undefined, find: Find): void {
  if (isPrivate(flow, slot)) return
  for (const { name, range } of secretsIn(flow, value))
    find({
      range,
      message: `"${name}" is private, but slot "${slot}" is not, and would be logged and shown`,
      hint: markSlot(slot),
    })
}

/** Private values given to a sub-flow, or saved from one, that are not private on the other side. */
function findThroughSubflows(flow: Flow, find: Find): void {
  for (const { do: to, with: given, save } of stepsWith(flow, 'do')) {
    const inner = flow.subflows.get(to?.value ?? '')
    const there = `in flow "${inner?.name.value ?? ''}"`
    for (const { name, value } of given?.values() ?? [])
      for (const secret of isPrivate(inner, name.value) ? [] : secretsIn(flow, value))
        find({
          range: secret.range,
          message: `"${secret.name}" is private, but ${there} "${name.value}" is not, and would be logged and shown`,
          hint: `in that flow too: slots: { ${name.value}: { type: …, private: yes } }`,
        })
    for (const [slot, { value: from }] of save ?? [])
      if (isPrivate(inner, from.value) && !isPrivate(flow, slot))
        find({
          range: from.range,
          message: `"${from.value}" is private ${there}, but slot "${slot}" here is not, and would be logged and shown`,
          hint: markSlot(slot),
        })
  }
}

/** Where words of a prompt go besides the caller's ear. */
const leaving: Record<string, string> = {
  label: 'what the recogniser is told to expect, because labels can be said',
  each: 'what the recogniser is told to expect, because rows can be said',
  sms: 'a text message',
}

export const privateRules: Rule[] = [
  {
    code: 'private-copied',
    severity: 'error',
    about:
      'A private value is copied into a value that is not private, and would be logged and shown from there.',
    check({ flow }, find) {
      for (const { set } of [...allOptions(flow), ...flow.steps.values()])
        for (const { name, value } of set?.values() ?? []) findInSlot(flow, name.value, value, find)
      for (const { name, start } of flow.slots.values()) findInSlot(flow, name, start, find)
      findThroughSubflows(flow, find)
    },
  },
  {
    code: 'private-exposed',
    severity: 'error',
    about:
      'A private value stands where it would leave the call: in words the recogniser is told to expect, in a text message, or in a number that is dialled.',
    check({ flow }, find) {
      const expose = (secrets: Secret[], where: string) => {
        for (const { name, range } of secrets)
          find({ range, message: `"${name}" is private and would be written into ${where}` })
      }
      for (const { prompt, part } of spokenIn(flow)) {
        const where = leaving[part]
        if (where) expose(secretsSaid(flow, prompt), where)
      }
      for (const { number } of flow.desks.values())
        expose(secretsIn(flow, number), 'a number that is dialled')
      for (const step of flow.steps.values())
        expose(secretsIn(flow, step.to ?? step.number), 'a number')
    },
  },
]
