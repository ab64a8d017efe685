// A call that shows a fault, told as a dialogue: what the caller does, what the system says, and in
// which line it stands.
import { engineIds } from '../flow/machine/leaf-id.ts'
import { isReadBack, parsePart, type Part } from '../flow/machine/prompt-part.ts'
import { deskHere, draftOf, type Draft, type Here } from '../call/draft.ts'
import { start } from '../call/engine.ts'
import { IMAGINED_CALLER } from '../flow/defaults.ts'
import { rungSpeech } from '../call/rungs.ts'
import { phraseSpeech } from '../call/prompt-words.ts'
import { compile } from '../flow/machine/compile.ts'
import type { Line } from '../flow/text/diagnostic.ts'
import type { Action, Machine } from '../flow/machine/machine.ts'
import type { Flow } from '../flow/tree/flow.ts'
import { labelIn } from '../flow/tree/label.ts'
import type { Prompt } from '../flow/tree/prompt.ts'
import { type Step, promptOf } from '../flow/steps/index.ts'
import type { Edge, Graph } from '../times/machine-graph.ts'
import type { Path } from '../times/paths.ts'
import { nameValues } from './named-flow.ts'
import { eventSentence } from './story-events.ts'
import type { PhraseId } from '../languages/phrases.ts'
import { textOf } from '../say/speech.ts'

/** Any moment does: what depends on it is shown by its name. */
const AT = Date.UTC(2026, 2, 2, 10)

/** Makes a teller of stories for one machine; the twin in which values are shown by name is made at
 * the first story. */
export function storyTeller(graph: Graph): (path: Path) => Line[] {
  const { machine } = graph
  let twin: Machine | undefined
  return ({ way, round }) => {
    twin ??= compile(nameValues(machine.root), machine.sources)
    const draft = beginning(twin)
    const lines = [
      ...wordsOf(draft, graph.first.actions),
      ...way.flatMap((edge) => tellEdge(draft, edge)),
    ]
    if (!round) return lines
    const again = round.flatMap((edge) => tellEdge(draft, edge))
    return [...lines, ...again, { who: 'outside', text: 'And so on.' }]
  }
}

/** A session in which nothing has happened yet, not even the machine's first steps. */
function beginning(twin: Machine): Draft {
  const { call, over: id } = engineIds
  const over = twin.leaves.get(id)
  const idle: Machine = {
    ...twin,
    config: {
      id: call,
      initial: id,
      states: { [id]: { id, type: 'final', meta: over } },
    },
    leaves: new Map(over ? [[id, over]] : []),
  }
  const { session } = start(idle, {
    type: 'started',
    at: AT,
    callId: 'story',
    from: IMAGINED_CALLER,
    to: IMAGINED_CALLER,
    withheld: false,
    tags: [],
    line: { name: twin.flow, tenant: 'story', values: {} },
  })
  return draftOf(twin, session, AT)
}

function tellEdge(draft: Draft, edge: Edge): Line[] {
  const doing = eventSentence(draft.machine, edge)
  return [
    ...(doing === undefined
      ? []
      : [{ who: edge.by === 'caller' ? 'caller' : 'outside', text: doing } satisfies Line]),
    ...wordsOf(draft, edge.actions),
  ]
}

/** What the actions of an edge let the caller hear. */
function wordsOf(draft: Draft, actions: Action[]): Line[] {
  return actions.flatMap((action): Line[] => {
    switch (action.type) {
      case 'enter':
        draft.session.counters.visits[action.params.step] =
          (draft.session.counters.visits[action.params.step] ?? 0) + 1
        return []
      case 'say':
        return saying(draft, action.params.step, action.params.part)
      case 'answer':
        return [{ who: 'system', text: '‹the answer›' }]
      case 'hand off':
        return handedOff(draft, action.params.desk)
      case 'call back':
        return [
          {
            who: 'system',
            text: textOf(
              phraseSpeech(deskHere(draft, action.params.desk), 'callback promised', {
                number: { text: '‹the number›', speech: [] },
              }),
            ),
          },
        ]
      case 'end':
        return [{ who: 'outside', text: 'The call is over.' }]
      default:
        return []
    }
  })
}

function handedOff(draft: Draft, name: string): Line[] {
  const found = draft.machine.desks.get(name)
  if (!found) return []
  const { desk, scope } = found
  return [
    {
      who: 'system',
      text: textOf(phraseSpeech({ draft, scope }, 'please hold')),
      file: desk.name.range.file,
      line: desk.name.range.line,
    },
    { who: 'outside', text: `The people of "${desk.name.value}" are rung.` },
  ]
}

function saying(draft: Draft, name: string, part: Part): Line[] {
  const found = draft.machine.steps.get(name)
  const text =
    found && isReadBack(part)
      ? readBack({ draft, ...found }, part)
      : textOf(rungSpeech(draft, name, part))
  const range = found
    ? (writtenPrompt(found.step, part)?.range ?? found.step.name.range)
    : undefined
  return text === '' ? [] : [{ who: 'system', text, file: range?.file, line: range?.line }]
}

/** The prompt an author wrote for a part, if there is one. */
function writtenPrompt(step: Step, part: Part): Prompt | undefined {
  const said = parsePart(part)
  switch (said.kind) {
    case 'prompt':
      return promptOf(step)
    case 'confirm':
      return step.confirm?.prompt
    case 'unclear':
    case 'silent':
      return step[said.kind]?.[said.attempt - 1]
    default:
      return undefined
  }
}

/** A read-back of the author is shown as it is written, one of the engine's by what it names. */
function readBack(here: Here & { step: Step }, part: Part): string {
  const { step, scope, draft } = here
  const said = parsePart(part)
  const phrase = (id: PhraseId, fills: Record<string, string> = {}): string =>
    textOf(
      phraseSpeech(
        here,
        id,
        Object.fromEntries(
          Object.entries(fills).map(([name, text]) => [name, { text, speech: [] }]),
        ),
      ),
    )
  const again = 'attempt' in said && (said.attempt === 1 ? 'confirm again' : 'confirm keys')
  const lead = again ? `${phrase(again)} ` : ''
  const own = step.confirm?.prompt
  const slot = step.slot?.value
  if (own)
    return (
      lead +
      own.pieces
        .map(({ texts }) => (texts[draft.session.language] ?? texts[''])?.source ?? '')
        .join(' ')
    )
  if (slot === undefined) return lead + phrase('confirm option', { label: '‹your choice›' })
  return (
    lead +
    phrase('confirm value', { value: `‹${labelOfSlot(scope.flow, slot, draft.session.language)}›` })
  )
}

function labelOfSlot({ slots }: Flow, name: string, language: string): string {
  const slot = slots.get(name)
  return slot ? labelIn(slot, language) : name
}
