// Faults of the files on disk: the version that ran before them stays in force.
import type { Diagnostic } from '../../flow/text/diagnostic.ts'
import { html, type Html } from '../../pages/html.ts'

const MOST_SHOWN = 20

export function problemsView(problems: Diagnostic[]): Html | undefined {
  if (problems.length === 0) return undefined
  const rest = problems.length - MOST_SHOWN
  return html`<h2>The flow files have ${
    problems.length === 1 ? 'a fault' : `${problems.length} faults`
  }</h2>
    <p>Calls go on with the version that was read before. A flow that never was without faults
      cannot be called.</p>
    <ul>${problems.slice(0, MOST_SHOWN).map(problemView)}</ul>
    ${rest > 0 && html`<p>and ${rest} more; <code>callflow check</code> lists them all.</p>`}`
}

const problemView = ({ range, message, hint, code }: Diagnostic): Html =>
  html`<li><code>${range.file}:${range.line}:${range.column}</code> ${message}
    <small>${code}</small>${hint && html`<br><small>${hint}</small>`}</li>`
