// The desk of a server: its operators are the accounts that may answer calls.
import { tenantsOf } from '../console/access.ts'
import type { Operator } from '../desk/operator.ts'
import { openDesk, type Desk, type Legs } from '../dispatch.ts'
import type { Runtime } from '../runtime.ts'
import { operatorOf } from '../staff/account.ts'

/** How long what is known of the accounts holds, ms: a change on the people's page takes this long to reach the queue. */
const FRESH = 2000

/** In practice mode nobody is rung: whatever an account says, its operator writes. */
export function operatorsOf(runtime: Runtime): () => Promise<Operator[]> {
  let known: { until: number; operators: Promise<Operator[]> } | undefined
  const read = async (): Promise<Operator[]> => {
    const tenants = tenantsOf(runtime)
    const accounts = await runtime.store.accounts()
    return accounts.filter(({ disabledAt }) => disabledAt === undefined).map((account) => operatorOf(account, tenants)).filter((operator) => operator.tenants.length > 0).map((operator) => (runtime.config.practice ? { ...operator, reach: { by: 'text' } } : operator))
  }
  return () => {
    if (!known || known.until < performance.now()) {
      const operators = read()
      // a failed reading is not kept
      operators.catch(() => { known = undefined })
      known = { until: performance.now() + FRESH, operators }
    }
    return known.operators
  }
}

/** Opens the desk and gives it to the runtime. */
export function openServerDesk(runtime: Runtime, legs: Legs): Desk {
  return (runtime.desk = openDesk(runtime, { operators: operatorsOf(runtime), legs }))
}
