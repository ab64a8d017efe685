// What the engine says by itself, wherever it comes to it.
import { eventsAmong } from '../flow/machine/machine-event.ts'
import type { PhraseId } from '../languages/phrases.ts'
import type { Edge, Graph } from '../times/machine-graph.ts'
import { keyOf, kindOf } from './edge-kinds.ts'
import type { Script } from './script-lines.ts'
import type { Universal } from './universals.ts'

/** Told where some edge is `on`. `says` are phrases, with what stands where they name something. */
type EngineWords = {
  title: string
  on(edge: Edge): boolean
  says: [PhraseId, Record<string, string>?][]
  leads?: string
}

const isUnsure = eventsAmong('unsure')

const WORDS: EngineWords[] = [
  {
    title: 'An option was not surely understood',
    on: ({ event }) => event === 'OPTION_UNSURE',
    says: [['confirm option', { label: '‹the option›' }]],
    leads: 'the option after a yes; the question again after a no',
  },
  {
    title: 'Two answers are as likely',
    on: ({ event }) => isUnsure(event),
    says: [['which of two', { first: '‹the one›', second: '‹the other›' }]],
    leads: 'the one that is chosen',
  },
  {
    title: 'A value was not surely understood, and the step has no read-back of its own',
    on: ({ event }) => event === 'VALUE_UNSURE',
    says: [['confirm value', { value: '‹the value›' }]],
    leads: 'the next step after a yes; the question again after a no',
  },
  {
    title: 'Neither yes nor no at a read-back',
    on: ({ from }) => from.leaf.kind === 'confirm',
    says: [['confirm again'], ['confirm keys']],
    leads: 'the read-back again, then where the last try of the question leads',
  },
  {
    title: 'A no at a read-back',
    on: ({ from }) => from.leaf.kind === 'confirm',
    says: [['no, again']],
    leads: 'the question again, as after its first try',
  },
  {
    title: 'The caller has said a value before it is asked for',
    on: ({ event }) => event === 'HAVE',
    says: [],
    leads: 'the next step, or the read-back of the value',
  },
  {
    title: 'A lookup takes long',
    on: ({ from }) => from.leaf.kind === 'request',
    says: [['please wait'], ['still working']],
  },
]

const LAST_RESORT: PhraseId[] = ['leave your number', 'leave your number again', 'goodbye']

export function engineWords({ out, machine }: Graph, script: Script): Universal[] {
  const edges = out.flat()
  const last = edges.filter(
    (edge) =>
      edge.from.leaf.step === '' && edge.event !== 'HUNG_UP' && kindOf(edge, machine) !== undefined,
  )
  const words = WORDS.filter(({ on }) => edges.some(on)).map(
    ({ title, says, leads }): Universal => ({
      title,
      heard: says.map(([id, fills]) => script.phrase(id, fills)),
      leads,
      except: [],
      edges: [],
    }),
  )
  const resort: Universal = {
    title: 'The last resort',
    heard: LAST_RESORT.map((id) => script.phrase(id)),
    leads: 'the end of the call',
    except: [],
    edges: [...new Set(last.map(keyOf))],
  }
  const rung: Universal = {
    title: 'A desk is rung',
    heard: [script.phrase('please hold')],
    except: [],
    edges: [],
  }
  return [...words, resort, ...(machine.desks.size > 0 ? [rung] : [])]
}
