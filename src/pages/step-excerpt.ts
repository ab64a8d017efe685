// The lines of a step in its file, as they were in the version of a call.
import type { Machine } from '../flow/machine/machine.ts'
import { html, type Html } from './html.ts'

const LINES_AROUND = 2
const MOST_LINES = 80

/** The step or desk of a name as its author declared it; undefined for what the engine has
 * written. */
const declaredAs = (machine: Machine, step: string) =>
  machine.steps.get(step)?.step ?? machine.desks.get(step)?.desk

/** A place in a file; `step` is there when its lines can be shown. */
export type Place = { file: string; line: number; step?: string }

/** Where the name of a step or desk stands in its file; undefined for what the engine has
 * written. */
export function placeOf(machine: Machine, step: string): Place | undefined {
  const found = declaredAs(machine, step)
  return found && { file: found.range.file, line: found.name.range.line, step }
}

/** A step with the lines around it; `line` is the first of its own where it is not that of its
 * name. Undefined for what the engine has written. */
export function stepExcerpt(
  machine: Machine,
  step: string,
  { label, line }: { label: string; line?: number },
): Html | undefined {
  const found = declaredAs(machine, step)
  const source = found && machine.sources[found.range.file]
  if (!found || source === undefined) return undefined
  const first = line ?? found.name.range.line
  // ranges of YAML groups reach to the start of what follows
  const last = source.slice(0, found.range.end).trimEnd().split('\n').length
  const from = Math.max(1, first - LINES_AROUND)
  const lines = source
    .split(/\r?\n/)
    .slice(from - 1, Math.min(last + LINES_AROUND, from + MOST_LINES - 1))
  const numbered = lines.map((text, index) => {
    const number = from + index
    const shown = html`<span class="number">${String(number).padStart(4)}</span> ${text}\n`
    return number >= first && number <= last
      ? html`<mark>${shown}</mark>`
      : html`<span>${shown}</span>`
  })
  return html`<pre class="yaml" tabindex="0" aria-label="${label}"><code>${numbered}</code></pre>`
}
