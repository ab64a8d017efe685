// The desk of a server that takes live calls: its operators are the accounts, reached through Twilio.
import { tenantsOf } from '../console/access.ts'
import type { Operator } from '../desk/operator.ts'
import { openDesk } from '../dispatch.ts'
import type { Runtime } from '../runtime.ts'
import { operatorOf } from '../staff/account.ts'
import { telephoneControl } from '../twilio/control.ts'
import { telephoneLegs } from '../twilio/legs.ts'
import type { Rest } from '../twilio/rest.ts'
import { contextOf } from '../twilio/speak.ts'

/** Who may be given calls now: accounts that answer for a company of this installation. */
export const operatorsOf = (runtime: Runtime) => async (): Promise<Operator[]> => {
  const tenants = tenantsOf(runtime)
  return (await runtime.store.accounts()).filter(({ disabledAt }) => disabledAt === undefined).map((account) => operatorOf(account, tenants)).filter((operator) => operator.tenants.length > 0)
}

/** Without an account at Twilio nobody can be called, so desks ring their people as they do without operators. */
export async function openTelephoneDesk(runtime: Runtime, rest: Rest | undefined, closing: (() => Promise<unknown> | void)[]): Promise<void> {
  const { config, log } = runtime
  const operators = operatorsOf(runtime)
  const people = await operators()
  if (!rest) {
    if (people.length > 0) log.warn('operators cannot be reached: set TWILIO_ACCOUNT_SID; until then a desk rings the people of lines.yaml')
    return
  }
  if (!config.twilioApiKey && people.some(({ reach }) => reach.by === 'browser')) log.warn('operators cannot take calls in the browser: set TWILIO_API_KEY_SID and TWILIO_API_KEY_SECRET, or give them a telephone or SIP address')
  const context = contextOf(runtime)
  const desk = openDesk(runtime, { operators, legs: telephoneLegs(runtime, rest, context) })
  runtime.desk = desk
  runtime.control = telephoneControl(runtime, rest, context)
  closing.push(() => desk.close())
}
