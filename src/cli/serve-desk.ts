// The desk of a server: its operators are the accounts that answer calls, reached through Twilio
// or, in practice mode, by writing.
import { tenantsOf } from '../console/access.ts'
import { practiceLegs } from '../practice/practice-legs.ts'
import type { Operator } from '../desk/operator.ts'
import { openDesk } from '../dispatch/dispatch.ts'
import type { Runtime } from '../world/runtime.ts'
import { operatorOf } from '../staff/account.ts'
import { telephoneControl } from '../twilio/conversation-control.ts'
import { telephoneLegs } from '../twilio/reach-people.ts'
import type { Rest } from '../twilio/rest.ts'
import { contextOf } from '../twilio/speak.ts'
import { voiceToken } from '../twilio/voice-token.ts'

type Closing = (() => Promise<unknown> | void)[]

/** How long what is known of the accounts holds, ms: a change on the people's page takes this long
 * to reach the queue. */
const FRESH = 500

/** Who may be given calls now: accounts that answer for a company of this installation. In practice
 * mode nobody is rung, so each of them writes. */
export function operatorsOf(runtime: Runtime): () => Promise<Operator[]> {
  let known: { until: number; operators: Promise<Operator[]> } | undefined
  const read = async (): Promise<Operator[]> => {
    const tenants = tenantsOf(runtime)
    const operators = (await runtime.store.accounts())
      .filter(({ disabledAt }) => disabledAt === undefined)
      .map((account) => operatorOf(account, tenants))
      .filter((operator) => operator.tenants.length > 0)
    return runtime.config.practice
      ? operators.map((operator) => ({ ...operator, reach: { by: 'text' } }))
      : operators
  }
  return () => {
    if (!known || known.until < performance.now()) {
      const operators = read()
      // a failed reading is not kept
      operators.catch(() => {
        known = undefined
      })
      known = { until: performance.now() + FRESH, operators }
    }
    return known.operators
  }
}

export function openPracticeDesk(runtime: Runtime, closing: Closing): void {
  const desk = openDesk(runtime, { operators: operatorsOf(runtime), legs: practiceLegs(runtime) })
  runtime.desk = desk
  closing.push(() => desk.close())
}

/** Without an account at Twilio nobody can be called, so desks ring their people as they do without
 * operators. */
export async function openTelephoneDesk(
  runtime: Runtime,
  rest: Rest | undefined,
  closing: Closing,
): Promise<void> {
  const { config, log } = runtime
  const operators = operatorsOf(runtime)
  const people = await operators()
  if (!rest) {
    if (people.length > 0)
      log.warn(
        'operators cannot be reached: set TWILIO_ACCOUNT_SID; until then a desk rings the people of lines.yaml',
      )
    return
  }
  if (!config.twilioApiKey && people.some(({ reach }) => reach.by === 'browser'))
    log.warn(
      'operators cannot take calls in the browser: set TWILIO_API_KEY_SID and TWILIO_API_KEY_SECRET, or give them a telephone or SIP address',
    )
  const context = contextOf(runtime)
  const desk = openDesk(runtime, { operators, legs: telephoneLegs(runtime, rest, context) })
  runtime.desk = desk
  runtime.control = telephoneControl(runtime, rest, context)
  if (config.twilioApiKey) runtime.voice = (operator) => voiceToken(config, operator)
  closing.push(() => desk.close())
}
