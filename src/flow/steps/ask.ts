// ask: what to remember, or yes and no.
import { choices, entering, say, stepNode, success } from '../machine/build.ts'
import { ladder } from '../machine/ladder.ts'
import { toLeaf } from '../machine/leaf-id.ts'
import type { Action, Arrow } from '../machine/machine.ts'
import type { MachineEvent } from '../machine/machine-event.ts'
import { prompt, type Prompt } from '../tree/prompt.ts'
import { group, may, must, name, target, template, wrongKind, type Shape } from '../tree/shape.ts'
import { hasKeypad } from '../tree/slot.ts'
import {
  fillsByAnswer,
  listeningFields,
  listeningSettings,
  listeningWayOf,
  listeningWays,
  setting,
  type StepKind,
  type StepOf,
} from '../tree/step.ts'
import { error, type Report } from '../text/diagnostic.ts'
import { plainName } from '../text/expression.ts'
import type { Located } from '../text/located.ts'
import type { Slot } from '../tree/flow.ts'

/** Read back always, or only when unsure. */
export type Confirm = { prompt: Prompt; always: boolean }

const whenUnsure = group(
  { 'when unsure': must(prompt, 'The read-back, heard only when the answer is unsure.') },
  'a read-back',
)

const confirm: Shape<Confirm> = {
  expected: 'a prompt, or "when unsure" with a prompt',
  json: { anyOf: [prompt.json, whenUnsure.json] },
  read(node, report) {
    const unsure =
      node.kind === 'map' && node.entries.some(({ key }) => key.value === 'when unsure')
    const words = unsure
      ? whenUnsure.read(node, report)?.['when unsure']
      : prompt.read(node, report)
    return words && { prompt: words, always: !unsure }
  },
}

/** `hours.office` stands for the name after the dot. */
const hoursNamed: Shape<Located<string>> = {
  expected: 'opening hours such as hours.office',
  json: { type: 'string', pattern: '^hours\\..+$', examples: ['hours.office'] },
  read(node, report) {
    if (node.kind !== 'text') return wrongKind(node, this.expected, report)
    const { value: written, range } = node
    const named = /^hours\.(.+)$/.exec(written.trim())?.[1]
    if (named !== undefined) return { value: plainName(named), range }
    const message = `expected ${this.expected}, but found "${written}"`
    report(error('wrong-value', message, range, `within: hours.${written.trim()}`))
    return undefined
  },
}

const fields = {
  ask: must(prompt, 'The question.'),
  slot: may(name('a slot'), 'Where the answer is kept.'),
  confirm: may(
    confirm,
    "How the answer is read back; without it only an unsure answer is, in the engine's words.",
  ),
  offer: may(
    template,
    'A value that is offered: "on this number" and a yes take it, after it was confirmed (not available yet).',
  ),
  within: may(hoursNamed, 'Opening hours that a date or time must lie within (not available yet).'),
  ...listeningFields,
  yes: may(target, 'Where a yes leads.'),
  no: may(target, 'Where a no leads.'),
  then: may(target, 'Where the call goes on with the answer.'),
}

export type AskStep = StepOf<'ask', typeof fields>

export const askStep: StepKind<AskStep> = {
  word: 'ask',
  place: 'listens',
  takesValues: true,
  about:
    'Asks for a value and keeps it in a slot, or asks a question to be answered with yes or no.',
  example: `which parcel:
  ask: Please say or key in your ten digit parcel number.
  slot: parcel
  confirm: I have {{ parcel | digits }}. Is that right?
  then: look up`,
  fields,
  prompt: (step) => step.ask,
  ways: (step) => [
    ...(step.then || !step.yes ? [{ name: 'then', to: step.then, deliberate: true }] : []),
    ...(step.yes ? [{ name: 'yes', to: step.yes, deliberate: true }] : []),
    ...(step.no ? [{ name: 'no', to: step.no, deliberate: true }] : []),
    ...listeningWays(step),
  ],
  check(step, flow, report) {
    checkWays(step, report)
    const slot = step.slot && flow.slots.get(step.slot.value)
    if (slot) checkSlot(step, slot, report)
    checkOffer(step, slot, report)
  },
  wayOf(step, event, leaf) {
    switch (event?.kind) {
      case 'HAVE':
      case 'RECORDED':
        return 'then'
      // a value heard at the last confirmation is one too many
      case 'VALUE':
        return leaf.kind === 'confirm' ? 'stuck' : 'then'
      case 'YES':
        return step.yes ? 'yes' : 'then'
      case 'NO':
        if (leaf.kind === 'confirm') return 'stuck'
        return step.no ? 'no' : 'then'
      case 'VALUE_UNSURE':
      case 'EMPTY':
        return 'stuck'
      default:
        return listeningWayOf(step, event, leaf)
    }
  },
  unbuilt: ({ offer, within }) => [
    ...(offer ? [{ what: 'offer', range: offer.range }] : []),
    ...(within ? [{ what: 'within', range: within.range }] : []),
  ],
  fills: fillsByAnswer,
  keys(step, flow) {
    const slot = step.slot && flow.slots.get(step.slot.value)
    const keys =
      step.yes || slot?.type === 'yes-no'
        ? ['1', '2']
        : (slot?.options ?? []).flatMap(({ key }) => key ?? [])
    return { keys, choose: 'a value of the slot' }
  },
  compared: {
    settings: { ...listeningSettings, slot: setting('slot asked', 'nothing') },
    prompts: { ask: 'the question' },
  },
  compile(step, build) {
    const id = build.scopedName(step.name.value)
    const at = { step: id }
    const slot = step.slot && build.flow.slots.get(step.slot.value)
    const on = (target: Arrow['target'], ...actions: Action[]): Arrow => ({ target, actions })
    const fill: Action[] = slot ? [{ type: 'fill', params: at }] : []
    const enter: Action = { type: 'enter', params: at }
    const ask = on(toLeaf(id, 'try1'), say(id, 'prompt'))
    const options = choices(build, step)
    if (step.yes) {
      const answers = {
        ...options,
        YES: on(build.go(step.yes), ...fill, ...success(build, step)),
        NO: on(build.go(step.no), ...fill),
      }
      const rungs = ladder(build, { step, answers, keypad: true })
      return stepNode(build, step, { first: 'try1', said: [say(id, 'prompt')], states: rungs })
    }
    const then = on(build.go(step.then), ...fill, ...success(build, step))
    const always = step.confirm?.always ?? false
    const spoken = slot !== undefined && !hasKeypad(slot)
    const unsure: MachineEvent[] = [
      ...(step.options ? (['OPTION_UNSURE'] as const) : []),
      'VALUE_UNSURE',
    ]
    const heldAgain: MachineEvent[] = [...unsure, 'VALUE']
    const rungs = ladder(build, {
      step,
      answers: always ? options : { ...options, VALUE: then },
      confirmed: {
        held: always ? heldAgain : unsure,
        heldAgain,
        yes: { YES: then },
      },
      toneLast: spoken
        ? on(build.go(step.then), { type: 'recorded', params: at }, ...success(build, step))
        : undefined,
      keypad: !spoken,
    })
    const readBack = on(toLeaf(id, 'confirm1'), { type: 'take', params: at }, say(id, 'confirm'))
    const given = {
      HAVE: always
        ? readBack
        : on(build.go(step.then), { type: 'take', params: at }, ...success(build, step)),
      HAVE_UNSURE: readBack,
      HAVE_NOT: ask,
    }
    return {
      id,
      entry: [enter],
      initial: 'enter',
      states: { ...entering(build, step, given), ...rungs },
    }
  },
}

/** "then", or "yes" and "no". */
function checkWays(step: AskStep, report: Report): void {
  const { yes, no } = step
  const range = step.ask?.range ?? step.range
  if (yes && step.then)
    report(
      error('ask-ways', '"ask" leads on by "then" or by "yes" and "no", not both', step.then.range),
    )
  if (!yes !== !no)
    report(
      error(
        'ask-ways',
        `a yes/no question needs both "yes" and "no"; "${yes ? 'no' : 'yes'}" is missing`,
        range,
      ),
    )
  if (yes || no) return
  for (const key of ['then', 'slot'] as const)
    if (!step[key]) report(error('missing-key', `"ask" needs "${key}", or "yes" and "no"`, range))
}

/** What is offered goes into a slot, and only moments lie within opening hours. */
function checkOffer(
  { offer, slot: named, within }: AskStep,
  slot: Slot | undefined,
  report: Report,
): void {
  if (offer && !named)
    report(error('missing-key', '"offer" needs "slot", where the value is kept', offer.range))
  if (within && slot && !['date', 'time', 'date-time'].includes(slot.type))
    report(
      error(
        'wrong-slot',
        `"within" is for a date, a time or a date-time, but slot "${slot.name}" is of type ${slot.type}`,
        within.range,
      ),
    )
}

function checkSlot(step: AskStep, slot: Slot, report: Report): void {
  const range = step.slot?.range ?? step.ask?.range ?? step.range
  if (slot.type === 'recording' || slot.type === 'row')
    report(
      error(
        'wrong-slot',
        `a ${slot.type} cannot be asked for`,
        range,
        slot.type === 'recording' ? 'use "record"' : 'use "choose"',
      ),
    )
  if (step.yes && slot.type !== 'yes-no')
    report(
      error(
        'wrong-slot',
        `a yes/no question keeps its answer in a slot of type yes-no, but "${slot.name}" is ${slot.type}`,
        range,
      ),
    )
  if (step.listen?.value === 'keys' && !hasKeypad(slot))
    report(
      error(
        'keys-for-words',
        `a ${slot.type} cannot be keyed in`,
        step.listen.range,
        'remove "listen: keys"',
      ),
    )
}
