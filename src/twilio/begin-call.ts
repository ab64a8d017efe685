// A call comes to one of our numbers: its line says which flow answers, or why nobody does.
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import type { Line } from '../world/lines.ts'
import { startCall } from '../turn/turn.ts'
import { replyOf } from './answering.ts'
import type { Edge, Reply } from './edge.ts'
import { callerOf, callIdOf, field } from './form-input.ts'
import { languageOfLine, sentence } from './words.ts'

/** Ms: calls to a number of nobody are logged so often at the most, since anybody can make them. */
const LOG_PAUSE = 60_000

export function beginCall(edge: Edge): Reply {
  const { runtime, context } = edge
  const { library, metrics } = runtime
  const warnUnknown = warnSeldom(edge)
  return async (hook) => {
    const { form } = hook
    const callId = callIdOf(form)
    const to = field(form, 'To')
    const line = library.line(to)
    if (!callId) return sentence('call not known', languageOfLine(runtime, line), context)
    if (!line) {
      metrics.refused.inc({ reason: 'unknown number' })
      warnUnknown(to)
      return sentence('number not in use', languageOfLine(runtime), context)
    }
    const caller = callerOf(form)
    if (!caller.withheld && line.blocked.includes(caller.from)) {
      metrics.refused.inc({ reason: 'blocked' })
      return rejection()
    }
    const started = { callId, ...caller, to: line.number, tags: [] }
    const answer = await startCall(runtime, started, flowOf(edge, line), edge.render)
    return replyOf(edge, { ...hook, call: callId }, answer)
  }
}

function flowOf({ runtime }: Edge, line: Line): Parameters<typeof startCall>[2] {
  const { name, tenant, values, language, country, ifAllFails, flow } = line
  const machine = runtime.library.current(tenant, flow)
  if (!machine)
    throw new Error(`the line ${name} cannot be answered: its flow ${flow} is not in force`)
  return { machine, line: { name, tenant, values, language, country, emergency: ifAllFails } }
}

function warnSeldom({ runtime: { now, log } }: Edge): (to: string) => void {
  let warnedAt = -Infinity
  return (to) => {
    if (now() - warnedAt < LOG_PAUSE) return
    warnedAt = now()
    log.warn(
      { to },
      'a call came to a number that no line owns; further ones in this minute are only counted',
    )
  }
}

function rejection(): string {
  const response = new VoiceResponse()
  response.reject({ reason: 'rejected' })
  return response.toString()
}
