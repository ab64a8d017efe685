// collect: several values in any order, with one read-back that callers may correct.
import { error, type Report } from '../text/diagnostic.ts'
import type { Flow } from '../tree/flow.ts'
import { prompt } from '../tree/prompt.ts'
import { group, list, may, must, name, type FieldsRead, type Shape } from '../tree/shape.ts'
import { listeningFields, setting, then, type StepKind, type StepOf } from '../tree/step.ts'
import type { Range } from '../text/located.ts'
import type { Confirm } from './ask.ts'
import { unbuilt } from './later.ts'

const FEWEST = 2
const MOST = 6

export const memberFields = {
  slot: must(name('a slot'), 'The slot that is filled.'),
  ask: must(prompt, 'The question, asked while the slot is not known.'),
}

type Member = FieldsRead<typeof memberFields> & { range: Range }

const members = list(
  group(memberFields, 'a member of "collect"'),
  'a list of slots with their questions',
)

/** Always read back. */
const readBack: Shape<Confirm> = {
  expected: prompt.expected,
  json: prompt.json,
  read(node, report) {
    const words = prompt.read(node, report)
    return words && { prompt: words, always: true }
  },
}

const { listen, wait, tries, unclear, silent, interrupt, stuck } = listeningFields

const fields = {
  collect: must(members, `Two to six slots, each with its question: { slot, ask }.`),
  confirm: must(readBack, 'Reads all of them back at once; callers may correct any of them.'),
  for: may(name('a desk'), 'The desk that gets what a caller had said who hangs up in the middle.'),
  listen,
  wait,
  tries,
  unclear,
  silent,
  interrupt,
  stuck,
  then,
}

export type CollectStep = StepOf<'collect', typeof fields>

const membersOf = ({ collect }: Pick<CollectStep, 'collect'>): Member[] => collect?.value ?? []

/** The slots that a collect step fills, as written. */
export const slotsCollected = (step: Pick<CollectStep, 'collect'>): string[] =>
  membersOf(step).flatMap(({ slot }) => (slot ? [slot.value] : []))

export const collectStep: StepKind<CollectStep> = {
  word: 'collect',
  place: 'listens',
  takesValues: true,
  later: true,
  about:
    'Asks for several values: callers may say them in any order or all at once, and what is still missing is asked for. One read-back names them all, and callers may correct any of them.',
  example: `which flight:
  collect:
    - { slot: from, ask: Where do you leave from? }
    - { slot: to, ask: Where would you like to go? }
    - { slot: day, ask: On which day? }
  confirm: From {{ from }} to {{ to }}, {{ day | spoken }}. Is that right?
  for: booking desk
  then: find flights
  stuck: booking desk`,
  fields,
  ways: (step) => [
    { name: 'then', to: step.then, deliberate: true },
    { name: 'stuck', to: step.stuck, deliberate: false },
  ],
  fills: (step, { name: way }) => {
    const slots = slotsCollected(step)
    return way === 'then' ? { filled: slots } : { cleared: slots }
  },
  check: checkMembers,
  compared: { settings: { for: setting('recorder', 'nobody') } },
  compile: (step) => unbuilt(step),
}

function checkMembers(step: CollectStep, flow: Flow, report: Report): void {
  const all = membersOf(step)
  if (step.collect && (all.length < FEWEST || all.length > MOST))
    report(
      error(
        'wrong-value',
        `"collect" asks for ${FEWEST} to ${MOST} slots, but here are ${all.length}`,
        step.collect.range,
        all.length < FEWEST ? 'one slot is asked for with "ask"' : undefined,
      ),
    )
  const told = new Set<string>()
  for (const { slot } of all) {
    if (!slot) continue
    if (told.has(slot.value))
      report(error('wrong-slot', `"${slot.value}" is asked for twice`, slot.range))
    told.add(slot.value)
    const type = flow.slots.get(slot.value)?.type
    if (type === 'recording' || type === 'row')
      report(
        error(
          'wrong-slot',
          `a ${type} cannot be asked for`,
          slot.range,
          type === 'recording' ? 'use "record"' : 'use "choose"',
        ),
      )
  }
}
