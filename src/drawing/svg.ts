// A drawing as a picture that stands alone.
import { graphlib, layout } from '@dagrejs/dagre'
import { escapeXml } from '../ground/escape.ts'
import { type Arrow, type Box, type Drawing, ENDS } from './drawing.ts'

const LETTER = 7.2
const LINE = 16
const LONGEST_LABEL = 28

type Point = { x: number; y: number }
type Placed = Point & { width: number; height: number }

const PLAIN = '#f2f2f2'
const FILLS: Record<string, string> = {
  say: '#eef4ff',
  set: '#f2f2f2',
  decide: '#fff6dd',
  request: '#f2f2f2',
  notify: '#f2f2f2',
  menu: '#dcebff',
  ask: '#dcebff',
  choose: '#dcebff',
  answer: '#dcebff',
  record: '#ffe9d6',
  do: '#efe3ff',
  desk: '#d9f2df',
  end: '#ffffff',
  engine: '#ffe1e1',
}

/** Top to bottom in layers; ways taken when something goes wrong are dotted. */
export function svg({ flow, start, boxes, arrows }: Drawing): string {
  const graph = new graphlib.Graph({ multigraph: true })
  graph.setGraph({ rankdir: 'TB', nodesep: 30, ranksep: 46, marginx: 20, marginy: 20 })
  // the layout keeps what it is given in plain objects, where names could mean something
  const ids = new Map(boxes.map(({ name }, index) => [name, `box ${index}`]))
  const idOf = (name: string): string => ids.get(name) ?? ''
  for (const box of boxes)
    graph.setNode(idOf(box.name), {
      width: Math.max(90, box.name.length * LETTER + 28),
      height: 42,
    })
  arrows.forEach((arrow, index) =>
    graph.setEdge(
      idOf(arrow.from),
      idOf(arrow.to),
      { labels: arrow.labels.map(short), ...sizeOf(arrow.labels.map(short)), labelpos: 'c' },
      String(index),
    ),
  )
  layout(graph)
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number }
  const lines = arrows.map((arrow, index) =>
    arrowSvg(
      arrow,
      graph.edge({
        v: idOf(arrow.from),
        w: idOf(arrow.to),
        name: String(index),
      }) as unknown as Point & {
        points: Point[]
        labels: string[]
      },
    ),
  )
  const nodes = boxes.map((box) =>
    boxSvg(box, graph.node(idOf(box.name)) as unknown as Placed, box.name === start),
  )
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${round(width)} ${round(height)}" width="${round(width)}" height="${round(height)}" font-family="system-ui, sans-serif" font-size="12" role="img">`,
    `<title>${escapeXml(flow)}</title>`,
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" fill="#555"/></marker></defs>',
    `<rect width="100%" height="100%" fill="#fff"/>`,
    ...lines,
    ...nodes,
    '</svg>',
  ].join('\n')
}

const sizeOf = (labels: string[]) => ({
  width: Math.max(0, ...labels.map((label) => label.length * 6.2)),
  height: labels.length * LINE,
})
const short = (label: string): string =>
  label.length > LONGEST_LABEL ? `${label.slice(0, LONGEST_LABEL - 1)}…` : label
const round = (value: number): number => Math.round(value * 10) / 10

/** Boxes that are no steps have round ends. */
const ROUND = new Set(['desk', ...ENDS])

function boxSvg(box: Box, { x, y, width, height }: Placed, first: boolean): string {
  const { name, word, file, line } = box
  const corner = ROUND.has(word) ? height / 2 : 6
  const where = file === undefined ? '' : `<title>${escapeXml(`${file}:${line}`)}</title>`
  const below = ENDS.has(word)
    ? ''
    : `<text x="${round(x)}" y="${round(y + 14)}" text-anchor="middle" font-size="10" fill="#555">${escapeXml(word)}</text>`
  const size = `x="${round(x - width / 2)}" y="${round(y - height / 2)}" width="${round(width)}" height="${round(height)}"`
  const paint = `fill="${FILLS[word] ?? PLAIN}" stroke="#555" stroke-width="${first ? 3 : 1}"`
  const text = `<text x="${round(x)}" y="${round(below ? y - 1 : y + 4)}" text-anchor="middle">${escapeXml(name)}</text>`
  return `<g>${where}<rect ${size} rx="${corner}" ${paint}/>${text}${below || ''}</g>`
}

function arrowSvg(
  { dotted }: Arrow,
  { points, x, y, labels }: Point & { points: Point[]; labels: string[] },
): string {
  const path = `<path d="${curve(points)}" fill="none" stroke="#555"${dotted ? ' stroke-dasharray="3 4"' : ''} marker-end="url(#tip)"/>`
  const top = y - ((labels.length - 1) * LINE) / 2 + 4
  const text = labels.map(
    (label, index) =>
      `<text x="${round(x)}" y="${round(top + index * LINE)}" text-anchor="middle" font-size="11" fill="#333" stroke="#fff" stroke-width="3" paint-order="stroke">${escapeXml(label)}</text>`,
  )
  return [path, ...text].join('')
}

/** Through the middles of the stretches, so that corners are round. */
function curve(points: Point[]): string {
  const at = ({ x, y }: Point) => `${round(x)} ${round(y)}`
  const [first, ...rest] = points
  const last = rest.at(-1)
  if (!first || !last) return ''
  const bends = rest.slice(0, -1).map((point, index) => {
    const next = rest[index + 1] ?? last
    const end =
      index === rest.length - 2 ? last : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 }
    return `Q${at(point)} ${at(end)}`
  })
  return `M${at(first)}${bends.length > 0 ? bends.join('') : `L${at(last)}`}`
}
