// A shift of invented operators and callers for tests of the live and the calls pages: real calls
// through the engine, then what happens at the desk.
import type { Input } from '../../src/call/input.ts'
import type { Contact } from '../../src/desk/contact.ts'
import type { Presence } from '../../src/desk/operator.ts'
import { noteInput, startCall, takeTurn, type Render } from '../../src/turn/turn.ts'
import { contact, presence } from '../desk/contacts.ts'
import type { Served } from './server.ts'

const render: Render = ({ session }) => String(session.reply)

type Begun = { callId: string; line: string; from?: string; practice?: boolean; at?: number }

/** Begins a call on a line and gives what takes its next input; each input comes `gap` ms after the
 * one before. */
export async function callOn(
  { runtime }: Pick<Served, 'runtime'>,
  { callId, line, from = '+442079460011', practice = false, at = runtime.now() }: Begun,
  gap = 6000,
) {
  const found = runtime.library.line(line)
  const machine = found && runtime.library.current(found.tenant, found.flow)
  if (!machine) throw new Error(`no line ${line}`)
  let clock = at
  const then = { ...runtime, now: () => clock }
  const { name, tenant, values, language } = found
  let reply = await startCall(
    then,
    { callId, from, to: line, withheld: from === '', tags: [], practice },
    { machine, line: { name, tenant, values, language } },
    render,
  )
  const take = async (input: Record<string, unknown>): Promise<void> => {
    clock += gap
    reply = await takeTurn(
      then,
      { callId, answers: Number('reply' in reply ? reply.reply : 0) },
      { ...input, at: clock } as Input,
      render,
    )
    if (!('reply' in reply))
      throw new Error(`call ${callId} does not wait for ${JSON.stringify(input)}`)
  }
  return {
    keys: (keys: string) => take({ type: 'keys', keys }),
    says: (text: string, confidence = 0.9, ...others: string[]) =>
      take({
        type: 'speech',
        alternatives: [
          { text, confidence },
          ...others.map((other) => ({ text: other, confidence: confidence / 2 })),
        ],
      }),
    silence: () => take({ type: 'silence' }),
    person: (result: 'answered' | 'unanswered') =>
      take(
        result === 'answered'
          ? { type: 'answered', person: '+442079460121' }
          : { type: 'unanswered' },
      ),
    released: () => take({ type: 'dial ended', result: 'completed', bridged: true }),
    async hangsUp() {
      clock += gap
      await noteInput(then, callId, { type: 'hung up', final: true, at: clock })
    },
    async leaves(recording: string, duration: number) {
      await take({ type: 'recorded', recording, duration })
    },
    get clock() {
      return clock
    },
  }
}

/** A contact of a company, `ago` seconds since it joined. */
export const queued = (
  { runtime }: Pick<Served, 'runtime'>,
  id: string,
  ago: number,
  more: Partial<Contact> = {},
): Contact => {
  const joined = runtime.now() - ago * 1000
  return contact(id, { enqueuedAt: joined, since: joined, waitUntil: joined + 600_000, ...more })
}

/** `ago` seconds in this state. */
export const inState = (
  { runtime }: Pick<Served, 'runtime'>,
  id: string,
  status: Presence['status'],
  ago: number,
  more: Partial<Presence> = {},
): Presence =>
  presence(id, {
    status,
    since: runtime.now() - ago * 1000,
    leaseUntil: runtime.now() + 3_600_000,
    ...more,
  })
