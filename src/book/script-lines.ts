// What is said on each edge of a machine, in every language of a book: values by their labels,
// conditions in words.
import { isAfterCall } from '../flow/machine/scoped-name.ts'
import { chosenOption } from '../flow/machine/chosen-option.ts'
import { isReadBack, parsePart, type Part } from '../flow/machine/prompt-part.ts'
import { type Draft } from '../call/draft.ts'
import { optionLines } from '../call/option-lines.ts'
import { rungSpeech } from '../call/rungs.ts'
import { phraseSpeech, promptFill, promptSpeech } from '../call/prompt-words.ts'
import { plainName, type Condition, type Placeholder } from '../flow/text/expression.ts'
import { waitingOptions } from '../flow/machine/desk-states.ts'
import type { Action, Leaf, Machine, Scope } from '../flow/machine/machine.ts'
import {
  optionEvent,
  parseEvent,
  type EventKind,
  type MachineEvent,
} from '../flow/machine/machine-event.ts'
import { firstText, optionIds, type Option } from '../flow/tree/option.ts'
import type { PhraseId } from '../languages/phrases.ts'
import type { Prompt } from '../flow/tree/prompt.ts'
import type { Step } from '../flow/steps/index.ts'
import { languageOf } from '../languages/language.ts'
import type { Edge } from '../times/machine-graph.ts'
import { sampleDraft } from '../times/sample-draft.ts'
import { valueOf } from '../times/sample-values.ts'
import type { Line, Place, Words } from './script-book.ts'
import { showConditions, withConditions } from './by-name.ts'
import { type Speech, textOf } from '../say/speech.ts'

/** Visits so far, by step: on a return some prompts are others. */
export type Visits = Record<string, number>

/** `beginning` and `edge` give the lines of what is done; `visits` is kept up to date. `said` is
 * the words of one part, `phrase` of one of the engine's own. */
export type Script = {
  machine: Machine
  beginning(actions: Action[], visits: Visits): Line[]
  edge(edge: Edge, visits: Visits): Line[]
  said(step: string, part: Part, event?: MachineEvent, at?: Leaf, visits?: Visits): Words
  phrase(id: PhraseId, fills?: Record<string, string>): Words
  /** a prompt as it stands, with the names of a step, or of the flow where the step is empty */
  prompt(step: string, prompt: Prompt): Words
  /** what is said to those who wait for an operator of a desk */
  waiting(desk: string): Words
  /** what the caller does, or what happens; undefined for what nobody notices */
  doing(edge: Edge): Line | undefined
  place(step: string): Place
}

/** Makes the words of a book; each is made once. */
export function scripter(original: Machine, languages: string[]): Script {
  const machine = withConditions(original)
  const drafts = languages.map((tag) => ({
    tag,
    draft: {
      ...sampleDraft(machine, tag, 'typical'),
      machine,
      imagined: { holds: (condition: Condition) => inLanguage(condition, tag), said: labelOf },
    },
  }))
  const made = new Map<string, Words>()
  const speakOnce = (key: string, speak: (draft: Draft, tag: string) => Speech[]): Words => {
    const known = made.get(key)
    if (known) return known
    const words = once(
      Object.fromEntries(drafts.map(({ draft, tag }) => [tag, spokenText(speak(draft, tag))])),
    )
    made.set(key, words)
    return words
  }
  const rootScope = machine.scopes.get('') ?? { prefix: '', flow: machine.root }
  const placeOf = (step: string): Place => {
    const range =
      (machine.steps.get(step)?.step ?? machine.desks.get(step)?.desk)?.name.range ??
      machine.root.name.range
    return { file: range.file, line: range.line }
  }
  const script: Script = {
    machine,
    place: placeOf,
    phrase: (id, fills = {}) =>
      speakOnce(`phrase ${id} ${JSON.stringify(fills)}`, (draft) =>
        phraseSpeech({ draft, scope: rootScope }, id, asFills(fills)),
      ),
    prompt(name, prompt) {
      const scope = machine.steps.get(name)?.scope ?? rootScope
      return speakOnce(`prompt ${name} ${prompt.range.file} ${prompt.range.start}`, (draft) =>
        promptSpeech({ draft, scope }, showConditions(prompt)),
      )
    },
    said(name, part, event, at, visits = {}) {
      const again = (visits[name] ?? 0) > 1
      const held = isReadBack(part) ? event : undefined
      return speakOnce(
        `${name}\0${part}\0${held ?? ''}\0${at?.id ?? ''}\0${again ? 2 : 1}`,
        (draft) => partSpeech(withHeld(draft, name, held, at, again), name, part),
      )
    },
    waiting(name) {
      const found = machine.desks.get(name)
      if (!found) return {}
      const { desk, scope } = found
      const say = desk['while waiting']?.say
      const options = waitingOptions(desk)
      return speakOnce(`waiting ${name}`, (draft, tag) => {
        const own = (id: PhraseId, fills = {}): Speech[] =>
          phraseSpeech({ draft, scope }, id, asFills(fills))
        return [
          ...(say
            ? promptSpeech({ draft, scope }, showConditions(say))
            : [
                ...own('place in queue', { place: '‹the place›' }),
                ...own('wait in queue', { minutes: '‹the minutes›' }),
              ]),
          ...(options.length > 0
            ? optionLines({ draft, scope, language: tag }, options)
            : [...own('callback key', { key: '1' }), ...own('leave queue key', { key: '2' })]),
        ]
      })
    },
    beginning: (actions, visits) => actionLines(actions, visits),
    edge(edge, visits) {
      const doing = script.doing(edge)
      return [...(doing ? [doing] : []), ...actionLines(edge.actions, visits, edge)]
    },
    doing: (edge) => doingOf(edge),
  }
  return script

  function actionLines(actions: Action[], visits: Visits, edge?: Edge): Line[] {
    const system = (words: Words, place: Place): Line[] =>
      Object.values(words).every((text) => text === '') ? [] : [{ who: 'system', words, place }]
    const outside = (text: string, place: Place): Line[] => [
      { who: 'outside', words: { '': text }, place },
    ]
    let entered = edge?.from.leaf.step ?? ''
    return actions.flatMap((action): Line[] => {
      switch (action.type) {
        case 'enter':
          entered = action.params.step
          visits[entered] = (visits[entered] ?? 0) + 1
          return []
        case 'say':
          return system(
            script.said(
              action.params.step,
              action.params.part,
              edge?.event,
              edge?.from.leaf,
              visits,
            ),
            placeOf(action.params.step),
          )
        case 'repeat':
          return system(
            script.said(
              edge?.from.leaf.step ?? '',
              edge?.from.leaf.kind === 'confirm' ? 'confirm' : 'prompt',
              undefined,
              edge?.from.leaf,
              visits,
            ),
            placeOf(edge?.from.leaf.step ?? ''),
          )
        case 'answer':
          return system({ '': '‹the answer›' }, placeOf(action.params.step))
        case 'reached':
          return outside(
            `Goal reached: ${machine.steps.get(action.params.step)?.step.goal?.value ?? ''}.`,
            placeOf(action.params.step),
          )
        case 'hand off': {
          const found = machine.desks.get(action.params.desk)
          const words = speakOnce(`hand off ${action.params.desk}`, (draft) =>
            phraseSpeech({ draft, scope: found?.scope ?? rootScope }, 'please hold'),
          )
          return [
            ...system(words, placeOf(action.params.desk)),
            ...outside(`“${action.params.desk}” is rung.`, placeOf(action.params.desk)),
          ]
        }
        case 'call back':
          return system(
            script.phrase('callback promised', { number: '‹the number›' }),
            placeOf(action.params.desk),
          )
        case 'end':
          return outside('The call ends.', placeOf(entered))
        default:
          return []
      }
    })
  }

  function doingOf({ from: { leaf }, event }: Edge): Line | undefined {
    const heard = parseEvent(event)
    const place = placeOf(leaf.step)
    const found = machine.steps.get(leaf.step)
    const caller = (words: Words, at = place): Line => ({ who: 'caller', words, place: at })
    const over = isAfterCall(leaf.step)
    const outside = (text: string, at = place): Line => ({
      who: 'outside',
      words: {
        '': over ? `After the call, ${text.charAt(0).toLowerCase()}${text.slice(1)}` : text,
      },
      place: at,
    })
    const step = found && found.step
    const label = (): string => labelOfSlot(found?.scope, step?.slot?.value)
    switch (heard.kind) {
      case 'option':
      case 'waiting': {
        const scope = (found ?? machine.desks.get(leaf.step))?.scope
        const option = chosenOption(machine, leaf.step, event)
        if (!scope || !option) return caller({ '': heard.id })
        const words = speakOnce(`${leaf.step}\0${event}`, (draft) => [
          { kind: 'text', text: optionText(draft, scope, option), language: '', voice: '' },
        ])
        return caller(words, { file: option.range.file, line: option.range.line })
      }
      case 'BACK_TO':
        return outside(`The operator sends the caller to “${heard.step}”.`)
      case 'row':
        return caller({ '': '(one of the rows read out)' })
      case 'case': {
        const tested = heard.at === undefined ? undefined : step?.decide?.value[heard.at - 1]?.if
        return outside(
          tested ? `When ${tested.source}:` : 'Otherwise:',
          tested ? { file: tested.range.file, line: tested.range.line } : place,
        )
      }
      case 'VALUE':
      case 'VALUE_UNSURE':
        return caller({ '': `‹${label()}›` })
      case 'YES':
      case 'NO':
        return caller(
          Object.fromEntries(
            languages.map((tag) => [
              tag,
              languageOf(tag).words[heard.kind === 'YES' ? 'yes' : 'no'],
            ]),
          ),
        )
      case 'OK':
        return leaf.kind === 'callback'
          ? outside('A call back is promised.')
          : outside(`“${step?.request?.value ?? ''}” answers.`)
      case 'NOT_FOUND':
        return outside(`“${step?.request?.value ?? ''}” finds nothing.`)
      case 'FAILED':
        return leaf.kind === 'callback'
          ? outside('No call back can be promised.')
          : outside(`“${step?.request?.value ?? ''}” cannot be asked.`)
      case 'OPEN':
        return machine.desks.get(leaf.step)?.desk.hours
          ? outside(`“${leaf.step}” is open.`)
          : undefined
      case 'FITS':
      case 'HAVE_NOT':
      case 'LISTED':
        return undefined
      default: {
        const [who, text] = EVENT_WORDS[heard.kind]
        return { who, words: { '': text.replace('{step}', leaf.step) }, place }
      }
    }
  }
}

const EVENT_WORDS = {
  NO_INPUT: ['caller', '(says nothing)'],
  NO_MATCH: ['caller', '(is not understood)'],
  INVALID: ['caller', '(says what cannot be right)'],
  OPTION_UNSURE: ['caller', '(is understood, but not surely)'],
  DONE: ['caller', '(that is all)'],
  NONE: ['caller', '(none of them)'],
  NEXT: ['caller', '(the next one)'],
  QUESTION: ['caller', '(asks something that has an answer)'],
  OPERATOR: ['caller', '(asks for a person)'],
  MAIN: ['caller', '(wants to start over)'],
  REPEAT: ['caller', '(asks to hear it again)'],
  RECORDED: ['caller', '(speaks after the tone)'],
  EMPTY: ['caller', '(leaves nothing after the tone)'],
  LIMIT: ['outside', 'The call has taken too many turns.'],
  WORN_OUT: ['outside', 'The caller was not understood too often.'],
  SHUT: ['outside', '“{step}” is closed.'],
  ANSWERED: ['outside', 'Somebody answers.'],
  UNANSWERED: ['outside', 'Nobody answers.'],
  RELEASED: ['outside', 'The operator hangs up, the caller stays.'],
  REQUEUED: ['outside', 'The operator’s connection breaks, and the caller waits for another.'],
  CALL_BACK: ['caller', '(while waiting: chooses to be called back)'],
  LEAVE: ['caller', '(while waiting: chooses to go another way)'],
  EMPTY_LIST: ['outside', 'There are no rows.'],
  TOO_MANY: ['outside', '“{step}” was visited too often.'],
  HAVE: ['outside', 'The caller has said it already.'],
  HAVE_UNSURE: ['outside', 'The caller has said it already, but was not surely understood.'],
  back: ['caller', '(goes back)'],
  anywhere: ['caller', '(chooses what can be chosen anywhere)'],
  LONG_QUESTION: ['caller', '(asks something that has a long answer)'],
  LAST_PIECE: ['caller', '(hears the last of a long answer)'],
  HUNG_UP: ['caller', '(hangs up)'],
  ENTERED: ['outside', 'The step was visited.'],
  NOT_ENTERED: ['outside', 'The step was not visited.'],
} satisfies { [K in EventKind]?: [Line['who'], string] }

/** A language's own conditions hold in it; all others are shown in words. */
const inLanguage = ({ tests, joined }: Condition, tag: string): boolean => {
  const each = tests.map(
    ({ path, comparison, value }) =>
      path.names[0] !== 'language' ||
      (value?.text.toLowerCase() === tag.toLowerCase()) === (comparison !== 'is not'),
  )
  return joined === 'or' ? each.includes(true) : !each.includes(false)
}

/** What stands where a value is said: the slot's label, else the last of its names. */
function labelOf(scope: Scope, { path: { names }, filters }: Placeholder): string {
  const forms = filters.find(({ name }) => name === 'plural')?.args
  if (forms) return `‹${forms.join(' / ')}›`
  return names.length === 1
    ? `‹${labelOfSlot(scope, names[0])}›`
    : `‹${(names.at(-1) ?? '').replaceAll('_', ' ')}›`
}

function labelOfSlot(scope: Scope | undefined, name = ''): string {
  const slot = [...(scope?.flow.slots.values() ?? [])].find(
    (one) => plainName(one.name) === plainName(name),
  )
  return slot?.label ?? name.replaceAll('_', ' ')
}

const asFills = (fills: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(fills).map(([name, text]) => [
      name,
      { text, speech: [{ kind: 'text', text, language: '', voice: '' } satisfies Speech] },
    ]),
  )

/** What is the same in every language is told once. */
function once(words: Words): Words {
  const [first = '', ...others] = Object.values(words)
  return others.length > 0 && others.every((text) => text === first) ? { '': first } : words
}

/** Recordings by their words, or by their name. */
const spokenText = (speech: Speech[]): string =>
  textOf(
    speech.map((one) =>
      one.kind === 'audio' && one.text === '' ? { ...one, text: `‹${one.audio}›` } : one,
    ),
  )

/** `tracking a parcel` with its key, as a caller may choose it. */
function optionText(draft: Draft, scope: Scope, option: Option): string {
  const text = promptFill({ draft, scope }, option.label, '').text || firstText(option.label)
  return option.key ? `${text} (${option.key.value})` : text
}

/** The session as it stands when something held is read back, or when the step is visited again. */
function withHeld(
  draft: Draft,
  name: string,
  event: MachineEvent | undefined,
  at: Leaf | undefined,
  again: boolean,
): Draft {
  const found = draft.machine.steps.get(name)
  const slot = found?.scope.flow.slots.get(found.step.slot?.value ?? '')
  const pending = found?.step.choose
    ? { row: 1 }
    : event === 'OPTION_UNSURE'
      ? { option: firstOption(found?.step) }
      : slot
        ? { value: valueOf(slot, 'typical', draft.session.language) }
        : undefined
  return {
    ...draft,
    session: {
      ...draft.session,
      pending,
      state: { ...draft.session.state, leaf: at?.step === name ? at.id : `${name}/try1` },
      counters: { ...draft.session.counters, visits: { [name]: again ? 2 : 1 } },
    },
  }
}

function firstOption(step: Step | undefined): MachineEvent | undefined {
  const [id] = optionIds(step?.options?.value ?? [])
  return id === undefined ? undefined : optionEvent(id)
}

/** As the engine says it; a value read back in the engine's words is shown by its label. */
function partSpeech(draft: Draft, name: string, part: Part): Speech[] {
  const found = draft.machine.steps.get(name)
  const step = found && found.step
  const slot = step?.slot && found?.scope.flow.slots.get(step.slot.value)
  if (
    !found ||
    !slot ||
    !isReadBack(part) ||
    step.confirm ||
    draft.session.pending?.option ||
    draft.session.pending?.row ||
    (slot.private && !slot.readBack)
  )
    return rungSpeech(draft, name, part)
  const said = parsePart(part)
  const lead =
    'attempt' in said
      ? phraseSpeech(
          { draft, scope: found.scope },
          said.attempt === 1 ? 'confirm again' : 'confirm keys',
        )
      : []
  return [
    ...lead,
    ...phraseSpeech(
      { draft, scope: found.scope },
      'confirm value',
      asFills({ value: `‹${slot.label}›` }),
    ),
  ]
}
