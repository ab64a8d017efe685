// Where the call stands: the step, its place in the YAML, and the lines around it.
import type { Session } from '../../call/session.ts'
import type { Range } from '../../flow/text/located.ts'
import type { Machine } from '../../flow/machine/machine.ts'
import { html, type Html } from '../../pages/html.ts'
import { stepName } from '../words.ts'

const linesBefore = 2
const linesAfter = 2
const mostLines = 80

const rungs: Record<string, string> = {
  dial: 'ringing',
  bridged: 'talking',
  tone: 'after the tone',
  more: 'anything else',
}

/** `try2` as `attempt 2`, `confirm1` as `read-back, attempt 1`. */
function rungName(rung: string): string {
  const [, kind, attempt] = /^(try|confirm)(\d+)$/.exec(rung) ?? []
  return kind === undefined
    ? (rungs[rung] ?? rung)
    : `${kind === 'confirm' ? 'read-back, ' : ''}attempt ${attempt}`
}

export function stepView({ session, machine }: { session: Session; machine: Machine }): Html {
  const leaf = machine.leaves.get(session.state.leaf)
  if (session.status === 'ended' || !leaf) return html`<p class="empty">The call is over.</p>`
  const range = rangeOf(machine, leaf.step)
  const source = machine.sources[leaf.file]
  return html`<p class="where"><strong>${stepName(leaf.step) || 'last resort'}</strong> <span class="rung">${rungName(leaf.rung)}</span></p>
    ${range && source !== undefined ? html`<p class="place"><code>${leaf.file}:${leaf.line}</code></p>${excerpt(source, leaf.line, lastLine(source, range))}` : html`<p class="empty">Written by the engine, not by the flow.</p>`}`
}

const declared = (machine: Machine, step: string) =>
  machine.steps.get(step)?.step ?? machine.desks.get(step)?.desk

const rangeOf = (machine: Machine, step: string): Range | undefined =>
  declared(machine, step)?.range

/** Where the name of a step or desk stands in its file; undefined for what the engine has
 * written. */
export function placeOf(
  machine: Machine,
  step: string,
): { file: string; line: number; step: string } | undefined {
  const found = declared(machine, step)
  return found && { file: found.range.file, line: found.name.range.line, step }
}

/** A step in its file with the lines around it, as it was in the machine's version. */
export function stepExcerpt(machine: Machine, step: string, label: string): Html | undefined {
  const place = placeOf(machine, step)
  const range = rangeOf(machine, step)
  const source = place && machine.sources[place.file]
  return place && range && source !== undefined
    ? excerpt(source, place.line, lastLine(source, range), label)
    : undefined
}

/** The line a range ends in; ranges of YAML groups reach to the start of what follows. */
function lastLine(source: string, range: Range): number {
  return source.slice(0, range.end).trimEnd().split('\n').length
}

function excerpt(
  source: string,
  first: number,
  last: number,
  label = 'The step in its file',
): Html {
  const lines = source.split(/\r?\n/)
  const from = Math.max(1, first - linesBefore)
  const to = Math.min(lines.length, last + linesAfter, from + mostLines - 1)
  const shown = lines.slice(from - 1, to).map((text, index) => ({ text, number: from + index }))
  return html`<pre class="yaml" tabindex="0" aria-label="${label}"><code>${shown.map(
    ({ text, number }) => {
      const line = html`<span class="number">${String(number).padStart(4)}</span> ${text}\n`
      return number >= first && number <= last
        ? html`<mark>${line}</mark>`
        : html`<span>${line}</span>`
    },
  )}</code></pre>`
}
