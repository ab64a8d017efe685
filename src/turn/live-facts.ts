// What a flow asks about the moment: switches, and how its desks stand.
import type { Facts } from '../call/input.ts'
import { addSwitchFacts } from '../call/switch-facts.ts'
import { queueFacts, type QueueFacts } from '../call/waiting.ts'
import type { DeskAsked } from '../desk/desk.ts'
import type { Machine } from '../flow/machine/machine.ts'
import { isOn, textsFor } from '../notices/standing.ts'
import type { Runtime } from '../world/runtime.ts'
import { askQueue, isStaffed, skillsOf } from './desk-questions.ts'

/** The company that was called, and on which of its numbers: a line may have people of its own. */
type Called = { tenant: string; line: string }

/** The live facts a flow asks about; none for most flows. */
export async function liveFacts(
  runtime: Runtime,
  machine: Machine,
  called: Called,
): Promise<Facts | undefined> {
  if (machine.facts.length === 0) return undefined
  const asks = (kind: string): boolean => machine.facts.some((name) => name.startsWith(kind))
  const facts: Facts = {}
  if (asks('switches.')) await takeSwitches(facts, runtime, machine, called.tenant)
  if (asks('desks.')) Object.assign(facts, await deskFacts(runtime, machine, called))
  return facts
}

/** Switches as they stand now; one whose end has come is off, whoever notes that. The call may go on
 * in any language of its flow, so the words of all are taken. */
async function takeSwitches(
  facts: Facts,
  { store, now }: Runtime,
  { flow, root: { languages } }: Machine,
  tenant: string,
): Promise<void> {
  const at = now()
  const tags = languages.map(({ tag }) => tag)
  for (const [name, standing] of Object.entries(await store.switches(tenant, flow))) {
    const on = isOn(standing, at)
    const texts = on ? textsFor(standing.texts, tags) : {}
    // what says nothing is logged with an empty text, as it always was
    const says = Object.keys(texts).length > 0 ? texts : { '': '' }
    addSwitchFacts(facts, name, { on, texts: says })
  }
}

/** How each desk a flow asks about stands: by its operators where there are any, else by its people
 * who are in no call of ours. */
async function deskFacts(
  runtime: Runtime,
  machine: Machine,
  { tenant, line }: Called,
): Promise<Facts> {
  const busy = await runtime.store.busyPeople()
  const facts: Facts = {}
  for (const asked of desksAsked(machine)) {
    const people = runtime.library.desk(tenant, asked.name, line)?.people ?? []
    const rung: QueueFacts = { free: people.filter(({ to }) => !busy.has(to)).length, waiting: 0 }
    const queue =
      (await isStaffed(runtime, tenant, asked)) && (await askQueue(runtime, tenant, asked))
    Object.assign(facts, queueFacts(asked.name, queue || rung))
  }
  return facts
}

/** The desks in the names of facts (`desks.sales_team.free`), by their own names. */
function desksAsked({ facts, desks }: Machine): DeskAsked[] {
  const inFact = (name: string): string => name.replaceAll('_', ' ')
  const asked = facts
    .filter((fact) => fact.startsWith('desks.'))
    .map((fact) => inFact(fact.split('.')[1] ?? ''))
  return [...new Set(asked)].map((name) => {
    const found = [...desks.values()].find(({ desk }) => inFact(desk.name.value) === name)?.desk
    return { name: found?.name.value ?? name, skills: skillsOf(found) }
  })
}
