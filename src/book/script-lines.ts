// What is said on each edge of a machine, in every language of a book: values by their labels,
// conditions in words.
import { shownName } from '../flow/machine/scoped-name.ts'
import { phraseSpeech, promptSpeech } from '../call/prompt-words.ts'
import type { Action, Machine } from '../flow/machine/machine.ts'
import type { Part } from '../flow/machine/prompt-part.ts'
import type { Prompt } from '../flow/tree/prompt.ts'
import type { PhraseId } from '../languages/phrases.ts'
import type { Edge } from '../times/machine-graph.ts'
import { showConditions } from './by-name.ts'
import { eventLine } from './event-lines.ts'
import { partWords, phraseWords, waitingWords, type Moment, type Visits } from './part-words.ts'
import type { Line, Place, Words } from './script-book.ts'
import { makeSpeaker, placeOf, type Speaker } from './speaker.ts'

/** `beginning` and `edge` give the lines of what is done; `visits` is kept up to date. `part` is
 * the words of one part, `phrase` of one of the engine's own. */
export type Script = {
  machine: Machine
  beginning(actions: Action[], visits: Visits): Line[]
  edge(edge: Edge, visits: Visits): Line[]
  part(step: string, part: Part, moment?: Moment): Words
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
  const speaker = makeSpeaker(original, languages)
  const { machine, speak, rootScope } = speaker
  const doing = (edge: Edge): Line | undefined => eventLine(speaker, edge)
  return {
    machine,
    doing,
    place: (step) => placeOf(speaker, step),
    phrase: (id, fills) => phraseWords(speaker, id, fills),
    part: (step, part, moment = {}) => partWords(speaker, step, part, moment),
    waiting: (desk) => waitingWords(speaker, desk),
    prompt(name, prompt) {
      const scope = machine.steps.get(name)?.scope ?? rootScope
      return speak(`prompt ${name} ${prompt.range.file} ${prompt.range.start}`, (draft) =>
        promptSpeech({ draft, scope }, showConditions(prompt)),
      )
    },
    beginning: (actions, visits) => actionLines(speaker, actions, visits),
    edge(edge, visits) {
      const line = doing(edge)
      return [...(line ? [line] : []), ...actionLines(speaker, edge.actions, visits, edge)]
    },
  }
}

function actionLines(speaker: Speaker, actions: Action[], visits: Visits, edge?: Edge): Line[] {
  let entered = edge?.from.leaf.step ?? ''
  return actions.flatMap((action): Line[] => {
    if (action.type === 'end') return [outsideLine('The call ends.', placeOf(speaker, entered))]
    if (action.type !== 'enter') return actionLine(speaker, action, visits, edge)
    entered = action.params.step
    visits[entered] = (visits[entered] ?? 0) + 1
    return []
  })
}

const outsideLine = (text: string, place: Place): Line => ({
  who: 'outside',
  words: { '': text },
  place,
})

const systemLines = (words: Words, place: Place): Line[] =>
  Object.values(words).every((text) => text === '') ? [] : [{ who: 'system', words, place }]

function actionLine(speaker: Speaker, action: Action, visits: Visits, edge?: Edge): Line[] {
  const at = edge?.from.leaf
  switch (action.type) {
    case 'say': {
      const { step, part } = action.params
      const words = partWords(speaker, step, part, { event: edge?.event, at, visits })
      return systemLines(words, placeOf(speaker, step))
    }
    case 'repeat': {
      const step = at?.step ?? ''
      const part = at?.kind === 'confirm' ? 'confirm' : 'prompt'
      return systemLines(partWords(speaker, step, part, { at, visits }), placeOf(speaker, step))
    }
    case 'answer':
      return systemLines({ '': '‹the answer›' }, placeOf(speaker, action.params.step))
    case 'reached': {
      const { step } = action.params
      const goal = speaker.machine.steps.get(step)?.step.goal?.value ?? ''
      return [outsideLine(`Goal reached: ${goal}.`, placeOf(speaker, step))]
    }
    case 'hand off':
      return handOffLines(speaker, action.params.desk)
    case 'call back': {
      const words = phraseWords(speaker, 'callback promised', { number: '‹the number›' })
      return systemLines(words, placeOf(speaker, action.params.desk))
    }
    default:
      return []
  }
}

function handOffLines(speaker: Speaker, desk: string): Line[] {
  const { machine, speak, rootScope } = speaker
  const place = placeOf(speaker, desk)
  const scope = machine.desks.get(desk)?.scope ?? rootScope
  const words = speak(`hand off ${desk}`, (draft) => phraseSpeech({ draft, scope }, 'please hold'))
  return [...systemLines(words, place), outsideLine(`“${shownName(desk)}” is rung.`, place)]
}
