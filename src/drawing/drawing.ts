// A flow as boxes and arrows, before anybody draws them.
import type { Flow } from '../flow/tree/flow.ts'
import type { Way } from '../flow/tree/step.ts'
import { deskWays, waysOf } from '../flow/machine/arrow-ways.ts'

/** Words of boxes at which a call, or a sub-flow, ends. */
export const ENDS: ReadonlySet<string> = new Set(['end', 'engine'])

/** `word` is the step's word, `desk`, `end`, or `engine` for what the engine does by itself. */
export type Box = { name: string; word: string; file?: string; line?: number }

/** `dotted`: taken only when something goes wrong. Several ways to the same place are one arrow
 * with several labels. */
export type Arrow = { from: string; to: string; labels: string[]; dotted: boolean }

export type Drawing = { flow: string; start?: string; boxes: Box[]; arrows: Arrow[] }

const LAST_RESORT = 'leave your number'
const HANG_UP = 'hang up'

/** Steps and desks of one flow; a sub-flow is the box that goes through it. */
export function drawingOf(flow: Flow): Drawing {
  const boxes = new Map<string, Box>()
  const arrows = new Map<string, Arrow>()
  for (const { name, word } of flow.steps.values())
    boxes.set(name.value, { name: name.value, word, file: name.range.file, line: name.range.line })
  for (const { name } of flow.desks.values())
    boxes.set(name.value, {
      name: name.value,
      word: 'desk',
      file: name.range.file,
      line: name.range.line,
    })
  const lead = (from: string, way: Way): void => {
    const to = destinationOf(way, flow)
    if (!boxes.has(to)) boxes.set(to, { name: to, word: isEnd(to, flow) ? 'end' : 'engine' })
    const key = JSON.stringify([from, to, way.deliberate])
    const arrow = arrows.get(key) ?? { from, to, labels: [], dotted: !way.deliberate }
    const label = labelOf(way)
    if (label !== '' && !arrow.labels.includes(label)) arrow.labels.push(label)
    arrows.set(key, arrow)
  }
  for (const step of flow.steps.values()) for (const way of waysOf(step)) lead(step.name.value, way)
  for (const desk of flow.desks.values())
    for (const way of deskWays(desk)) lead(desk.name.value, way)
  return {
    flow: flow.name.value,
    start: flow.start?.value,
    boxes: [...boxes.values()],
    arrows: [...arrows.values()],
  }
}

/** Where the author leads, or the engine where nothing is written. */
function destinationOf({ to, name }: Way, { help }: Flow): string {
  if (to) return to.value
  return name === 'done' || name === 'then' ? HANG_UP : (help?.value ?? LAST_RESORT)
}

const isEnd = (name: string, { ends }: Flow): boolean =>
  name === HANG_UP || ends.some(({ value }) => value === name)

function labelOf({ name, option }: Way): string {
  if (!option) return name === 'then' ? '' : name
  const label =
    Object.values(
      option.label?.pieces.find(({ texts }) => Object.keys(texts).length > 0)?.texts ?? {},
    )[0]?.source ?? name
  return option.key ? `${option.key.value} ${label}` : label
}

const SHAPES: Record<string, [string, string]> = {
  menu: ['{{"', '"}}'],
  ask: ['[/"', '"/]'],
  choose: ['[/"', '"/]'],
  answer: ['[/"', '"/]'],
  decide: ['{"', '"}'],
  record: ['[\\"', '"\\]'],
  do: ['[["', '"]]'],
  desk: ['(["', '"])'],
  end: ['(("', '"))'],
  engine: ['(["', '"])'],
}

/** Mermaid flowchart text; authors' words are escaped, since they may hold anything. */
export function mermaid({ boxes, arrows, start }: Drawing): string {
  const ids = new Map(boxes.map(({ name }, index) => [name, `n${index}`]))
  const box = ({ name, word }: Box): string => {
    const [open, close] = SHAPES[word] ?? ['["', '"]']
    const below = ENDS.has(word) ? '' : `<br/><small>${word}</small>`
    return `  ${ids.get(name)}${open}${entities(name)}${below}${close}`
  }
  const arrow = ({ from, to, labels, dotted }: Arrow): string => {
    const label = labels.length > 0 ? `|"${labels.map(entities).join('<br/>')}"|` : ''
    return `  ${ids.get(from)} ${dotted ? '-.->' : '-->'}${label} ${ids.get(to)}`
  }
  return [
    'flowchart TD',
    ...boxes.map(box),
    ...(start !== undefined && ids.has(start)
      ? ['  begin((" "))', `  begin --> ${ids.get(start)}`]
      : []),
    ...arrows.map(arrow),
  ].join('\n')
}

/** Everything but letters, digits and spaces as Mermaid's numbered entities. */
const entities = (text: string): string =>
  [...text]
    .map((letter) => (/[\p{L}\p{M}\p{N} ]/u.test(letter) ? letter : `#${letter.codePointAt(0)};`))
    .join('')
