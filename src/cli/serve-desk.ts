// The desk of a server: its operators are the accounts that answer calls, reached through Twilio
// or, in practice mode, by writing.
import { tenantsOf } from '../console/access.ts'
import { noOperators } from '../desk/desk.ts'
import type { Operator } from '../desk/operator.ts'
import type { DeskParts } from '../dispatch/dispatch.ts'
import { openDesk } from '../dispatch/open-desk.ts'
import { practiceLegs } from '../practice/practice-legs.ts'
import { operatorOf } from '../staff/account.ts'
import { telephoneControl } from '../twilio/conversation-control.ts'
import { telephoneLegs } from '../twilio/reach-people.ts'
import type { Rest } from '../twilio/rest.ts'
import { contextOf } from '../twilio/speak.ts'
import { voiceToken } from '../twilio/voice-token.ts'
import type { Runtime } from '../world/runtime.ts'

type Parts = DeskParts & Pick<Runtime, 'config'>
/** How what was opened is closed again, in the order in which it was opened. */
export type Closing = (() => Promise<unknown> | void)[]

/** How long what is known of the accounts holds, ms: a change on the people's page takes this long
 * to reach the queue. */
const FRESH = 500

/** Who may be given calls now: accounts that answer for a company of this installation. In practice
 * mode nobody is rung, so each of them writes. */
export function operatorsOf(
  parts: Pick<Runtime, 'config' | 'library' | 'store'>,
): () => Promise<Operator[]> {
  let known: { until: number; operators: Promise<Operator[]> } | undefined
  const readOperators = async (): Promise<Operator[]> => {
    const tenants = tenantsOf(parts)
    const operators = (await parts.store.accounts())
      .filter(({ disabledAt }) => disabledAt === undefined)
      .map((account) => operatorOf(account, tenants))
      .filter((operator) => operator.tenants.length > 0)
    if (parts.config.practice)
      return operators.map((operator) => ({ ...operator, reach: { by: 'text' } }))
    return operators
  }
  return () => {
    if (!known || known.until < performance.now()) {
      const operators = readOperators()
      // a failed reading is not kept
      operators.catch(() => {
        known = undefined
      })
      known = { until: performance.now() + FRESH, operators }
    }
    return known.operators
  }
}

/** `runtime` is that of which the desk becomes a part. */
export function openPracticeDesk(
  parts: Parts,
  runtime: () => Runtime,
  closing: Closing,
): Pick<Runtime, 'desk'> {
  const desk = openDesk(parts, { operators: operatorsOf(parts), legs: practiceLegs(runtime) })
  closing.push(() => desk.close())
  return { desk }
}

/** Without an account at Twilio nobody can be called, so desks ring their people as they do without
 * operators. */
export async function openTelephoneDesk(
  parts: Parts,
  rest: Rest | undefined,
  closing: Closing,
): Promise<Pick<Runtime, 'desk' | 'control' | 'voice'>> {
  const { config, log } = parts
  const operators = operatorsOf(parts)
  const people = await operators()
  if (!rest) {
    if (people.length > 0)
      log.warn(
        'operators cannot be reached: set TWILIO_ACCOUNT_SID; until then a desk rings the people of lines.yaml',
      )
    return { desk: noOperators }
  }
  if (!config.twilioApiKey && people.some(({ reach }) => reach.by === 'browser'))
    log.warn(
      'operators cannot take calls in the browser: set TWILIO_API_KEY_SID and TWILIO_API_KEY_SECRET, or give them a telephone or SIP address',
    )
  const context = contextOf(parts)
  const desk = openDesk(parts, { operators, legs: telephoneLegs(parts, rest, context) })
  closing.push(() => desk.close())
  return {
    desk,
    control: telephoneControl({ ...parts, desk }, rest, context),
    ...(config.twilioApiKey && { voice: (operator) => voiceToken(config, operator) }),
  }
}
