// What callers hear who wait for an operator of a desk, and what becomes of them there.
import { shownName } from '../flow/machine/scoped-name.ts'
import { EVERY } from '../flow/defaults.ts'
import { writeDuration } from '../flow/text/duration.ts'
import type { Edge, Graph } from '../times/machine-graph.ts'
import { isQueue, keyOf } from './edge-kinds.ts'
import type { Script } from './script-lines.ts'
import type { Universal } from './universals.ts'

export function queueWords({ out, machine }: Graph, script: Script): Universal[] {
  const waiting = out.flat().filter((edge) => isQueue(edge) && edge.event !== 'HUNG_UP')
  const found = [...new Map(waiting.map((edge) => [keyOf(edge), edge])).values()]
  const keys = (test: (edge: Edge) => boolean): string[] => found.filter(test).map(keyOf)
  const desks = [...machine.desks].flatMap(([name, { desk }]): Universal[] => {
    if (!found.some(({ from }) => from.leaf.step === name)) return []
    const { say, every } = desk['while waiting'] ?? {}
    const { file, line } = (say ?? desk.name).range
    const edges = keys(
      ({ from: { leaf }, event }) =>
        leaf.step === name && leaf.rung === 'dial' && event === 'LEAVE',
    )
    const often = writeDuration(every?.value ?? EVERY)
    return [
      {
        title: `Waits for an operator of “${shownName(name)}”, said every ${often}`,
        place: { file, line },
        heard: [script.waiting(name)],
        leads: edges.length > 0 ? '2: where “nobody” leads' : undefined,
        except: [],
        edges,
      },
    ]
  })
  const backs: Universal = {
    title: 'Chooses, while waiting, to be called back',
    heard: [script.phrase('callback promised', { number: '‹the number›' })],
    leads: 'the end of the call',
    except: [],
    edges: keys(({ event, from }) => event === 'CALL_BACK' && from.leaf.rung === 'dial'),
  }
  const again: Universal = {
    title: 'The operator’s connection breaks',
    heard: [script.phrase('connection lost')],
    leads: 'the queue again, before all others, and on as from there',
    except: [],
    edges: keys(({ event, from }) => event === 'REQUEUED' || from.leaf.rung === 'again'),
  }
  return [...desks, ...[backs, again].filter(({ edges }) => edges.length > 0)]
}
