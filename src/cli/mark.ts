// callflow mark: what a caller meant at a turn of a stored call, told by somebody who listened to
// it or read it.
import { faqOf } from '../call/faq-answer.ts'
import { anywhereOf } from '../call/draft.ts'
import { saidIn } from '../eval/missed-answers.ts'
import type { Machine } from '../flow/machine/machine.ts'
import { optionIds } from '../flow/tree/option.ts'
import { plural } from '../ground/plural.ts'
import { exit, print, printJson, readArgs, UsageError, type Io } from './io.ts'
import { storedVersion } from './replay.ts'
import { withStore } from './open-store.ts'
import { listens, takesValues } from '../flow/steps/index.ts'

export async function markCommand(args: string[], io: Io): Promise<number> {
  const { values, positionals } = readArgs(args, { json: { type: 'boolean' } })
  const [callId, turn, meant, ...more] = positionals
  if (callId === undefined || turn === undefined || meant === undefined || more.length > 0)
    throw new UsageError(
      'name a call, its turn, and what was meant: callflow mark CALL TURN OPTION',
    )
  if (!/^\d{1,6}$/.test(turn))
    throw new UsageError(`"${turn}" is no turn; callflow replay ${callId} shows them by number`)
  return withStore(io, async (store) => {
    const session = await store.loadCall(callId)
    if (!session) throw new UsageError(`the store has no call "${callId}"`)
    const heard = saidIn(await store.turns(callId))
    const said = heard.find(({ seq }) => seq === Number(turn))
    if (!said) {
      const turns = heard.map(({ seq }) => seq).join(', ')
      const where = turns === '' ? 'none' : `${plural(heard.length, 'turn')}: ${turns}`
      throw new UsageError(
        `nothing was heard in turn ${turn} of this call; something was in ${where}`,
      )
    }
    const { machine } = await storedVersion(store, session)
    const known = meanings(machine, said.step)
    if (known.closed && !known.ids.includes(meant))
      throw new UsageError(
        `"${meant}" cannot be meant at "${said.step}"; expected ${known.ids.join(', ')}`,
      )
    await store.mark({ callId, tenant: session.tenant, seq: said.seq, meant, at: Date.now() })
    const taken = said.taken === 'no match' ? 'nothing' : said.taken
    if (values.json)
      printJson(io, {
        callId,
        turn: said.seq,
        step: said.step,
        meant,
        taken,
        right: meant === taken,
      })
    else
      print(
        io,
        meant === taken
          ? `Turn ${said.seq}: ${meant}, as it was understood.`
          : `Turn ${said.seq}: ${meant}, but it was taken for ${taken}.`,
      )
    return exit.fine
  })
}

/** What can be meant at a step. `closed`: nothing else; a question for a value may have any. */
function meanings(machine: Machine, name: string): { ids: string[]; closed: boolean } {
  const found = machine.steps.get(name)
  if (!found) throw new Error(`the flow has no step "${name}"`)
  const { step, scope } = found
  const options = step.options?.value ?? []
  const faq = faqOf(scope, step)
  return {
    ids: [
      ...optionIds(options),
      ...optionIds(anywhereOf(scope).options),
      ...(faq?.entries ?? []).map(({ id }) => id),
      'operator',
      'repeat',
      'back',
      'start over',
      'yes',
      'no',
      'done',
      'nothing',
    ],
    closed: listens(step) && !takesValues(step),
  }
}
