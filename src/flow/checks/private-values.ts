// Rules about private values: they stay in private slots, and go nowhere that is written down
// outside.
import { plainName, type Path, type Template } from '../text/expression.ts'
import type { Flow } from '../tree/flow.ts'
import type { Located, Range } from '../text/located.ts'
import type { Prompt } from '../tree/prompt.ts'
import type { Find, Rule } from './rule.ts'
import { placeholdersIn, spokenIn } from './spoken-texts.ts'
import { type View } from './flow-view.ts'
import { stepsWith } from '../steps/index.ts'

type Values = Map<string, { name: Located<string>; value: Template }>

/** The private slot a path begins with. Whether it may be read back plays no part: that is for the
 * caller's ears only. */
const secretIn = (flow: Flow, { names }: Path): string | undefined =>
  [...flow.slots.values()].find(
    (slot) => slot.private && plainName(slot.name) === plainName(names[0] ?? ''),
  )?.name

const isPrivate = (flow: Flow | undefined, name: string): boolean =>
  [...(flow?.slots.values() ?? [])].some(
    (slot) => slot.private && plainName(slot.name) === plainName(name),
  )

const secrets = (flow: Flow, template: Template | undefined): { name: string; range: Range }[] => {
  if (!template || !('parts' in template)) return []
  return placeholdersIn(template).flatMap(({ path }) => {
    const name = secretIn(flow, path)
    return name === undefined ? [] : [{ name, range: path.range }]
  })
}

const secretsSaid = (flow: Flow, prompt: Prompt) =>
  prompt.pieces.flatMap(({ texts }) =>
    Object.values(texts).flatMap((template) => secrets(flow, template)),
  )

/** A private value that would go on as a value that is not. */
function copied(
  view: View,
  values: Values | undefined,
  kept: (name: string) => boolean,
  into: string,
  hint: string,
  find: Find,
): void {
  for (const { name, value } of values?.values() ?? [])
    for (const secret of kept(name.value) ? [] : secrets(view.flow, value))
      find({
        range: secret.range,
        message: `"${secret.name}" is private, but ${into} "${name.value}" is not, and would be logged and shown`,
        hint: hint.replace('NAME', name.value),
      })
}

export const privateRules: Rule[] = [
  {
    code: 'private-copied',
    severity: 'error',
    about:
      'A private value is copied into a value that is not private, and would be logged and shown from there.',
    check(view, find) {
      const { flow } = view
      const here = (name: string) => isPrivate(flow, name)
      const mark = 'give the slot "NAME" "private: yes" too'
      const options = [...flow.steps.values()].flatMap((step) => step.options?.value ?? [])
      for (const { set } of [
        ...options,
        ...flow.anywhere,
        ...[...flow.desks.values()].flatMap((desk) => desk['while waiting']?.options?.value ?? []),
      ])
        copied(view, set, here, 'slot', mark, find)
      for (const slot of flow.slots.values())
        if (!slot.private)
          for (const secret of secrets(flow, slot.start))
            find({
              range: secret.range,
              message: `"${secret.name}" is private, but slot "${slot.name}" is not, and would be logged and shown`,
              hint: mark.replace('NAME', slot.name),
            })
      for (const step of flow.steps.values()) copied(view, step.set, here, 'slot', mark, find)
      for (const step of stepsWith(flow, 'do')) {
        const inner = flow.subflows.get(step.do?.value)
        copied(
          view,
          step.with,
          (name) => isPrivate(inner, name),
          `in flow "${inner?.name.value ?? ''}"`,
          'in that flow too: slots: { NAME: { type: …, private: yes } }',
          find,
        )
        for (const [own, { value: there }] of step.save ?? [])
          if (isPrivate(inner, there.value) && !here(own))
            find({
              range: there.range,
              message: `"${there.value}" is private in flow "${inner?.name.value ?? ''}", but slot "${own}" here is not, and would be logged and shown`,
              hint: mark.replace('NAME', own),
            })
      }
    },
  },
  {
    code: 'private-exposed',
    severity: 'error',
    about:
      'A private value stands where it would leave the call: in words the recogniser is told to expect, in a text message, or in a number that is dialled.',
    check({ flow }, find) {
      const told = (found: { name: string; range: Range }[], where: string) => {
        for (const { name, range } of found)
          find({ range, message: `"${name}" is private and would be written into ${where}` })
      }
      for (const { prompt, part, step } of spokenIn(flow)) {
        if (part === 'label')
          told(
            secretsSaid(flow, prompt),
            'what the recogniser is told to expect, because labels can be said',
          )
        if (part === 'each' && step)
          told(
            secretsSaid(flow, prompt),
            'what the recogniser is told to expect, because rows can be said',
          )
        if (part === 'sms') told(secretsSaid(flow, prompt), 'a text message')
      }
      for (const { number } of flow.desks.values())
        told(secrets(flow, number), 'a number that is dialled')
      for (const step of flow.steps.values())
        told(secrets(flow, step.to ?? step.number), 'a number')
    },
  },
]
