// A conversation passed on: to a desk, to a colleague, back to the flow.
import { WAIT_AT_MOST } from '../../flow/defaults.ts'
import { formOf } from '../../pages/form.ts'
import { desksOf } from '../desks.ts'
import { happen, refuseChoice, type Doing } from './doing.ts'
import { backTo } from './read-card.ts'
import { refuse } from './refusals.ts'

/** To a desk, or to a colleague at the same desk. */
export async function transfer(doing: Doing): Promise<void> {
  const { runtime, contact, by, req } = doing
  const form = formOf(req)
  const [name, colleague] = [form.text('to-desk'), form.text('to-colleague')]
  const desks = desksOf(runtime, contact.tenant)
  const target = desks.find((one) => one.name === (name === '' ? contact.desk : name))
  if ((name === '') === (colleague === '') || (name !== '' && !target)) return refuseChoice(doing)
  if (colleague !== '' && !(await mayHave(doing, colleague))) return
  await happen(doing, {
    type: 'transferred',
    by,
    waitUntil: runtime.now() + (target?.waitAtMost ?? WAIT_AT_MOST),
    ...(colleague === '' ? { desk: target } : { operator: colleague }),
  })
}

/** Whether a colleague can be given the contact; refuses when not. */
async function mayHave(doing: Doing, colleague: string): Promise<boolean> {
  const { runtime, desk, contact, by, res } = doing
  const person = (await desk.staff()).find(({ operator }) => operator.id === colleague)
  if (colleague === by || !person?.operator.tenants.includes(contact.tenant)) {
    refuseChoice(doing)
    return false
  }
  if (person.presence.status !== 'offline') return true
  refuse(runtime, res, 'nobody there')
  return false
}

/** To a step that the flow names for it. */
export async function sendBack(doing: Doing): Promise<void> {
  const step = formOf(doing.req).text('to-step')
  const steps = await backTo(doing.runtime, doing.contact)
  if (!steps.includes(step)) return refuseChoice(doing)
  await happen(doing, { type: 'sent back', by: doing.by, step })
}
