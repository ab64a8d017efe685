// The differences in figures: how long silent callers and those who ask for a person wait, when
// options are heard, what desks may lack.
import type { Machine } from '../flow/machine/machine.ts'
import type { Project } from '../flow/tree/project.ts'
import { notAsked } from '../flow/checks/dataflow.ts'
import { viewsOf } from '../flow/checks/flow-view.ts'
import { graphOf } from '../times/machine-graph.ts'
import { listeningTimes, outsideOf, type OptionTime } from '../times/listening-times.ts'
import { timer } from '../times/seconds.ts'
import type { Longest } from '../times/worst-play.ts'
import { playAsking } from '../proof/theorems/person.ts'
import { playSilence } from '../proof/theorems/silent-caller.ts'
import { inWords, seconds } from '../times/proof-words.ts'
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
  const { said, waited } = timer(machine, 'worst', outside)
  const given = {
    graph,
    time: ({
      actions,
      from: { leaf },
      event,
    }: Parameters<Parameters<typeof playSilence>[0]['time']>[0]): number =>
      said(actions, leaf) + waited(leaf, event),
  }
  const view = viewsOf(project).get(machine.root.file)
  return {
    silent: playSilence(given).longest,
    asking: playAsking(given).longest,
    options: new Map(
      listeningTimes(machine, outside, graph).languages.map(({ language, options }) => [
        language,
        options,
      ]),
    ),
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
  const flow = machines.now.flow
  const change = (kind: Kind, text: string, more: Partial<Change> = {}): Change => ({
    kind,
    flow,
    text,
    ...more,
  })
  return [
    ...waits(was.silent, now.silent, 'a silent caller', 'a person, a recorder or a goodbye').map(
      (text) => change('silent caller', text),
    ),
    ...waits(was.asking, now.asking, 'a caller who asks for a person', 'one, or a message').map(
      (text) => change('caller for a person', text),
    ),
    ...heardLater(was, now, machines, names).map(({ text, step }) =>
      change('option heard', text, { step }),
    ),
    ...[...now.lacks].flatMap(([desk, slots]) => {
      const before = [...was.lacks].find(([old]) => names.step(old) === desk)?.[1] ?? []
      const fresh = slots.filter((slot) => !before.includes(slot))
      return fresh.length > 0
        ? [
            change(
              'need not asked',
              `desk '${desk}': callers who ask for a person or get stuck may now come without ${fresh.join(', ')}`,
              { step: desk },
            ),
          ]
        : []
    }),
  ]
}

/** What is shorter than this nobody notices. */
const NOTICED = 1000

function waits(
  was: Longest | undefined,
  now: Longest | undefined,
  who: string,
  what: string,
): string[] {
  if (!was && !now) return []
  if (!now) return [`${who} no longer surely reaches ${what}`]
  if (!was) return [`${who} now surely reaches ${what}, within ${inWords(now.turns, now.time)}`]
  const turns = now.turns - was.turns,
    time = now.time - was.time
  if (turns === 0 && Math.abs(time) < NOTICED) return []
  const parts = [
    ...(turns === 0
      ? []
      : [
          {
            text: `${Math.abs(turns)} ${Math.abs(turns) === 1 ? 'turn' : 'turns'}`,
            longer: turns > 0,
          },
        ]),
    ...(Math.abs(time) < NOTICED ? [] : [{ text: seconds(Math.abs(time)), longer: time > 0 }]),
  ]
  const word = (longer: boolean): string => (longer ? 'longer' : 'less')
  const [first, second] = parts
  const much =
    second && first?.longer === second.longer
      ? `${first.text} and ${second.text} ${word(first.longer)}`
      : parts.map(({ text, longer }) => `${text} ${word(longer)}`).join(' and ')
  return [
    `${who} now waits ${much} for ${what} (at most ${inWords(now.turns, now.time)}, was ${inWords(was.turns, was.time)})`,
  ]
}

/** Options of one step that are heard later or earlier by as much are told together. */
function heardLater(
  was: Figures,
  now: Figures,
  machines: { was: Machine; now: Machine },
  names: Names,
): { text: string; step: string }[] {
  const groups = new Map<
    string,
    { step: string; labels: string[]; by: number; language: string; first: [number, number] }
  >()
  for (const [language, options] of now.options) {
    const before = new Map(
      (was.options.get(language) ?? []).map((one) => [keyOf(machines.was, names, one), one.time]),
    )
    for (const { step, option, label, time } of options) {
      const old = before.get(`${step}\0option:${option}`)
      const by = old === undefined ? 0 : Math.round((time - old) / 1000)
      if (old === undefined || by === 0) continue
      const key = `${language}\0${step}\0${by}`
      const group = groups.get(key) ?? { step, labels: [], by, language, first: [time, old] }
      group.labels.push(label)
      groups.set(key, group)
    }
  }
  return [...groups.values()].map(({ step, labels, by, language, first: [time, old] }) => {
    const many = labels.length > 1
    const figures = many ? '' : ` (${seconds(time)} after the answer, was ${seconds(old)})`
    return {
      step: step.slice(step.lastIndexOf('>') + 1),
      text: `'${step}': ${labels.map((label) => `"${label}"`).join(', ')} ${many ? 'are' : 'is'} now heard ${seconds(Math.abs(by) * 1000)} ${by > 0 ? 'later' : 'earlier'}${now.options.size > 1 ? ` in ${language}` : ''}${figures}`,
    }
  })
}

function keyOf(machine: Machine, names: Names, { step, option }: OptionTime): string {
  const leaf = [...machine.leaves.values()].find((one) => one.step === step)
  return `${names.step(step)}\0${(leaf && names.event(leaf, `option:${option}`)) ?? ''}`
}
