// The differences in figures: how long silent callers and those who ask for a person wait, when
// options are heard, what desks may lack.
import { ownName } from '../flow/machine/scoped-name.ts'
import { optionEvent } from '../flow/machine/machine-event.ts'
import type { Machine } from '../flow/machine/machine.ts'
import type { Project } from '../flow/tree/project.ts'
import { notAsked } from '../flow/checks/dataflow.ts'
import { viewsOf } from '../flow/checks/flow-view.ts'
import { graphOf } from '../times/machine-graph.ts'
import { listeningTimes, outsideOf, type OptionTime } from '../times/listening-times.ts'
import { edgeTime, timer } from '../times/seconds.ts'
import type { Longest } from '../times/worst-play.ts'
import { playAsking } from '../proof/theorems/person.ts'
import { playSilence } from '../proof/theorems/silent-caller.ts'
import { inWords, seconds } from '../times/proof-words.ts'
import { SECOND } from '../flow/text/duration.ts'
import { quoteAll } from './compare-words.ts'
import type { Change, Kind } from './difference.ts'
import type { Both } from './match.ts'
import { namesOf, type Names } from './translate-names.ts'

/** Milliseconds. `options` by language. `lacks`: what each desk needs and may come without. */
export type Figures = {
  silent?: Longest
  asking?: Longest
  options: Map<string, OptionTime[]>
  lacks: Map<string, string[]>
}

export function figuresOf(machine: Machine, project: Project): Figures {
  const graph = graphOf(machine)
  const outside = outsideOf(project)
  const given = { graph, time: edgeTime(timer(machine, 'worst', outside)) }
  const { languages } = listeningTimes(machine, outside, graph)
  const view = viewsOf(project).get(machine.root.file)
  return {
    silent: playSilence(given).longest,
    asking: playAsking(given).longest,
    options: new Map(languages.map(({ language, options }) => [language, options])),
    lacks: new Map((view ? notAsked(view) : []).map(({ desk, slots }) => [desk.value, slots])),
  }
}

export function figuresPass(
  was: Figures,
  now: Figures,
  machines: { was: Machine; now: Machine },
  boths: ReadonlyMap<string, Both>,
): Change[] {
  const names = namesOf(machines.was, machines.now, boths)
  const change = (kind: Kind, text: string, step?: string): Change => ({
    kind,
    flow: machines.now.flow,
    text,
    step,
  })
  return [
    ...waits(was.silent, now.silent, 'a silent caller', 'a person, a recorder or a goodbye').map(
      (text) => change('silent caller', text),
    ),
    ...waits(was.asking, now.asking, 'a caller who asks for a person', 'one, or a message').map(
      (text) => change('caller for a person', text),
    ),
    ...heardLater(was, now, machines, names).map(({ text, step }) =>
      change('option heard', text, step),
    ),
    ...[...now.lacks].flatMap(([desk, slots]) => {
      const before = [...was.lacks].find(([old]) => names.step(old) === desk)?.[1] ?? []
      const fresh = slots.filter((slot) => !before.includes(slot))
      const text = `desk '${desk}': callers who ask for a person or get stuck may now come without ${fresh.join(', ')}`
      return fresh.length > 0 ? [change('need not asked', text, desk)] : []
    }),
  ]
}

/** What is shorter than this nobody notices. */
const NOTICED = SECOND

function waits(
  was: Longest | undefined,
  now: Longest | undefined,
  who: string,
  what: string,
): string[] {
  if (!was && !now) return []
  if (!now) return [`${who} no longer surely reaches ${what}`]
  if (!was) return [`${who} now surely reaches ${what}, within ${inWords(now.turns, now.time)}`]
  const much = difference(now.turns - was.turns, now.time - was.time)
  if (much === undefined) return []
  const [most, once] = [now, was].map(({ turns, time }) => inWords(turns, time))
  return [`${who} now waits ${much} for ${what} (at most ${most}, was ${once})`]
}

/** `1 turn and 4 seconds longer`; undefined for what nobody notices. Time in milliseconds. */
function difference(turns: number, time: number): string | undefined {
  const word = (more: number): string => (more > 0 ? 'longer' : 'less')
  const turnsText = `${Math.abs(turns)} ${Math.abs(turns) === 1 ? 'turn' : 'turns'}`
  const timeText = seconds(Math.abs(time))
  if (Math.abs(time) < NOTICED) return turns === 0 ? undefined : `${turnsText} ${word(turns)}`
  if (turns === 0) return `${timeText} ${word(time)}`
  return word(turns) === word(time)
    ? `${turnsText} and ${timeText} ${word(turns)}`
    : `${turnsText} ${word(turns)} and ${timeText} ${word(time)}`
}

/** Options of a step that are heard later by so many seconds, or earlier; `first` is when the first
 * of them is heard, and was. */
type Later = {
  step: string
  labels: string[]
  by: number
  language: string
  first: [number, number]
}

/** Options of one step that are heard later or earlier by as much are told together. */
function heardLater(
  was: Figures,
  now: Figures,
  machines: { was: Machine; now: Machine },
  names: Names,
): { text: string; step: string }[] {
  const groups = new Map<string, Later>()
  for (const [language, options] of now.options) {
    const before = new Map(
      (was.options.get(language) ?? []).map((one) => [keyOf(machines.was, names, one), one.time]),
    )
    for (const { step, option, label, time } of options) {
      const old = before.get(`${step}\0option:${option}`)
      const by = old === undefined ? 0 : Math.round((time - old) / SECOND)
      if (old === undefined || by === 0) continue
      const key = `${language}\0${step}\0${by}`
      const group = groups.get(key) ?? { step, labels: [], by, language, first: [time, old] }
      group.labels.push(label)
      groups.set(key, group)
    }
  }
  return [...groups.values()].map((group) => ({
    step: ownName(group.step),
    text: laterText(group, now.options.size > 1),
  }))
}

/** `several`: the flow speaks several languages. */
function laterText({ step, labels, by, language, first }: Later, several: boolean): string {
  const [time, old] = first
  const many = labels.length > 1
  const when = `${seconds(Math.abs(by) * SECOND)} ${by > 0 ? 'later' : 'earlier'}`
  const where = several ? ` in ${language}` : ''
  const figures = many ? '' : ` (${seconds(time)} after the answer, was ${seconds(old)})`
  return `'${step}': ${quoteAll(labels)} ${many ? 'are' : 'is'} now heard ${when}${where}${figures}`
}

function keyOf(machine: Machine, names: Names, { step, option }: OptionTime): string {
  const leaf = [...machine.leaves.values()].find((one) => one.step === step)
  return `${names.step(step)}\0${(leaf && names.event(leaf, optionEvent(option))) ?? ''}`
}
