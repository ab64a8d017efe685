// A call that shows a fault, told as a dialogue: what the caller does, what the system says, and in
// which line it stands.
import { ownName, withoutAfterCall } from '../flow/machine/scoped-name.ts'
import { chosenOption } from '../flow/machine/chosen-option.ts'
import { parseEvent, type EventKind } from '../flow/machine/machine-event.ts'
import { isReadBack, parsePart, type Part } from '../flow/machine/prompt-part.ts'
import { deskHere, draftOf, type Draft } from '../call/draft.ts'
import { start } from '../call/engine.ts'
import { rungSpeech } from '../call/rungs.ts'
import { phraseSpeech } from '../call/prompt-words.ts'
import { compile } from '../flow/machine/compile.ts'
import type { Line } from '../flow/text/diagnostic.ts'
import type { Placeholder, Template } from '../flow/text/expression.ts'
import type { Flow } from '../flow/tree/flow.ts'
import type { Action, Machine, Scope } from '../flow/machine/machine.ts'
import { firstText } from '../flow/tree/option.ts'
import type { Prompt } from '../flow/tree/prompt.ts'
import { type Step, promptOf } from '../flow/steps/index.ts'
import type { Edge, Graph } from '../times/machine-graph.ts'
import type { Path } from '../times/paths.ts'
import { textOf } from '../say/speech.ts'

/** Any moment does: what depends on it is shown by its name. */
const AT = Date.UTC(2026, 2, 2, 10)

const from = '+12025550143'

/** Makes a teller of stories for one machine; the twin in which values are shown by name is made at
 * the first story. */
export function storyTeller(graph: Graph): (path: Path) => Line[] {
  const { machine } = graph
  let twin: Machine | undefined
  return ({ way, round }) => {
    twin ??= compile(showNames(machine.root), machine.sources)
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
  const over = twin.leaves.get('over')
  const idle: Machine = {
    ...twin,
    config: {
      id: 'call',
      initial: 'over',
      states: { over: { id: 'over', type: 'final', meta: over } },
    },
    leaves: new Map(over ? [['over', over]] : []),
  }
  const { session } = start(idle, {
    type: 'started',
    at: AT,
    callId: 'story',
    from,
    to: from,
    withheld: false,
    tags: [],
    line: { name: twin.flow, tenant: 'story', values: {} },
  })
  return draftOf(twin, session, AT)
}

function tellEdge(draft: Draft, edge: Edge): Line[] {
  const doing = doingOf(draft, edge)
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
      ? readBack(draft, found.step, found.scope, part)
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

function readBack(draft: Draft, step: Step, scope: Scope, part: Part): string {
  const said = parsePart(part)
  const lead =
    'attempt' in said
      ? `${textOf(phraseSpeech({ draft, scope }, said.attempt === 1 ? 'confirm again' : 'confirm keys'))} `
      : ''
  const slot = step.slot?.value
  const own = step.confirm?.prompt
  if (own)
    return (
      lead +
      own.pieces
        .map(({ texts }) => (texts[draft.session.language] ?? texts[''])?.source ?? '')
        .join(' ')
    )
  const text =
    slot === undefined ? '‹your choice›' : `‹${scope.flow.slots.get(slot)?.label ?? slot}›`
  const fill = { text, speech: [] }
  return (
    lead +
    textOf(
      slot === undefined
        ? phraseSpeech({ draft, scope }, 'confirm option', { label: fill })
        : phraseSpeech({ draft, scope }, 'confirm value', { value: fill }),
    )
  )
}

/** Events whose sentence names nothing; undefined for what nobody notices. */
const PLAIN = {
  NO_INPUT: 'Caller says nothing.',
  NO_MATCH: 'Caller is not understood.',
  INVALID: 'Caller gives something that cannot be an answer.',
  OPERATOR: 'Caller asks for a person.',
  YES: 'Caller says yes.',
  NO: 'Caller says no.',
  NONE: 'Caller wants none of these.',
  NEXT: 'Caller says no.',
  DONE: 'Caller says nothing, having been served.',
  MAIN: 'Caller says "start over".',
  REPEAT: 'Caller asks to hear it again.',
  QUESTION: 'Caller asks a question.',
  LONG_QUESTION: 'Caller asks a question that has a long answer.',
  LAST_PIECE: 'Caller hears the last of a long answer.',
  OPTION_UNSURE: 'Caller chooses something, and is heard badly.',
  RECORDED: 'Caller speaks after the tone.',
  EMPTY: 'Caller says nothing after the tone.',
  LIMIT: 'Caller has used up the turns of a call.',
  HUNG_UP: 'Caller hangs up.',
  ANSWERED: 'Somebody takes the call.',
  RELEASED: 'The operator hangs up.',
  REQUEUED: "The operator's connection breaks.",
  CALL_BACK: 'Caller, while waiting, chooses to be called back.',
  LEAVE: 'Caller, while waiting, chooses to go another way.',
  EMPTY_LIST: 'The list is empty.',
  back: 'Caller goes back.',
  ENTERED: undefined,
  NOT_ENTERED: undefined,
  FITS: undefined,
  LISTED: undefined,
  HAVE_NOT: undefined,
} satisfies { [K in EventKind]?: string | undefined }

/** An event in a sentence; undefined for what nobody notices. */
function doingOf({ machine }: Draft, edge: Edge): string | undefined {
  const { leaf } = edge.from
  const found = machine.steps.get(leaf.step)
  const name = nameOf(leaf.step)
  const slot = found?.step.slot?.value
  const label = (slot !== undefined && found?.scope.flow.slots.get(slot)?.label) || 'an answer'
  const lookup = found?.step.request?.value ?? name
  const event = parseEvent(edge.event)
  const chosen = () => firstText(chosenOption(machine, leaf.step, edge.event)?.label)
  switch (event.kind) {
    case 'option':
      return `Caller chooses "${chosen() || event.id}".`
    case 'anywhere':
      return `Caller chooses "${chosen() || event.scope + event.id}".`
    case 'waiting':
      return `Caller, while waiting, chooses "${chosen() || event.id}".`
    case 'BACK_TO':
      return `The operator sends the caller to "${event.step}".`
    case 'row':
      return `Caller chooses row ${event.row}.`
    case 'case':
      return event.at === undefined
        ? `None of the conditions of "${name}" holds.`
        : `It holds that ${found?.step.decide?.value[event.at - 1]?.if.source}.`
    case 'VALUE':
      return `Caller gives ‹${label}›.`
    case 'VALUE_UNSURE':
      return `Caller gives ‹${label}›, and is heard badly.`
    case 'WORN_OUT':
      return `Caller is not understood; that makes ${machine.root.misses?.value ?? 6} misses in this call.`
    case 'OK':
      if (leaf.kind === 'callback')
        return `A call back from "${nameOf(found?.step.callback?.value ?? '')}" is promised.`
      return `The lookup "${lookup}" answers.`
    case 'NOT_FOUND':
      return `The lookup "${lookup}" finds nothing.`
    case 'FAILED':
      if (leaf.kind === 'callback') return 'No call back can be promised.'
      return `The lookup "${lookup}" fails.`
    case 'OPEN':
      return `"${name}" is open.`
    case 'SHUT':
      return `"${name}" is closed.`
    case 'UNANSWERED':
      return `Nobody at "${name}" takes the call.`
    case 'TOO_MANY':
      return `That is one visit too many at "${name}".`
    case 'HAVE':
    case 'HAVE_UNSURE':
      return `Caller has given ‹${label}› already.`
    default:
      return PLAIN[event.kind]
  }
}

const nameOf = (scoped: string): string => withoutAfterCall(ownName(scoped))

/** A flow in whose words each value is shown by its name: `‹Parcel number›`. Conditions stay as
 * they are. */
function showNames(flow: Flow): Flow {
  const known = new Map<unknown, unknown>()
  const labels = new Map(
    [...flow.slots.values()].map(({ name, label }) => [name.replaceAll('_', ' '), label]),
  )
  const showName = ({ path: { names } }: Placeholder): string =>
    `‹${labels.get(names.join('.').replaceAll('_', ' ')) ?? names.join(' ').replaceAll('_', ' ')}›`
  const copy = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    if (known.has(value)) return known.get(value)
    if (Array.isArray(value)) return keep(value, value.map(copy))
    if (value instanceof Map) {
      const map = new Map<unknown, unknown>()
      known.set(value, map)
      for (const [key, inner] of value) map.set(key, copy(inner))
      return map
    }
    if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return value
    if (isTemplate(value)) {
      const source = value.parts
        .map((part) => (typeof part === 'string' ? part : showName(part)))
        .join('')
      return keep(value, { source, parts: [source], range: value.range } satisfies Template)
    }
    const made: Record<string, unknown> = {}
    known.set(value, made)
    for (const [key, inner] of Object.entries(value)) made[key] = copy(inner)
    return made
  }
  const keep = <T>(value: unknown, made: T): T => {
    known.set(value, made)
    return made
  }
  return copy(flow) as Flow
}

const isTemplate = (value: object): value is Template =>
  'parts' in value && 'source' in value && Array.isArray((value as Template).parts)
