// Where the call stands: the step, its place in the YAML, and the lines around it.
import { rungKind } from '../../flow/machine/leaf-id.ts'
import type { Session } from '../../call/session.ts'
import type { Leaf, Machine } from '../../flow/machine/machine.ts'
import { stepName } from '../../pages/call-words.ts'
import { html, type Html } from '../../pages/html.ts'
import { stepExcerpt } from '../../pages/step-excerpt.ts'

const rungs: Record<string, string> = {
  dial: 'ringing',
  bridged: 'talking',
  tone: 'after the tone',
  more: 'anything else',
}

/** `try2` as `attempt 2`, `confirm1` as `read-back, attempt 1`. */
function rungName({ rung, attempt }: Leaf): string {
  switch (rungKind(rung)) {
    case 'try':
      return `attempt ${attempt}`
    case 'confirm':
      return `read-back, attempt ${attempt}`
    default:
      return rungs[rung] ?? rung
  }
}

export function stepView({ session, machine }: { session: Session; machine: Machine }): Html {
  const leaf = machine.leaves.get(session.state.leaf)
  if (session.status === 'ended' || !leaf) return html`<p class="empty">The call is over.</p>`
  const { step, file, line } = leaf
  const lines = stepExcerpt(machine, step, { label: 'The step in its file', line })
  return html`<p class="where"><strong>${stepName(step) || 'last resort'}</strong>
    <span class="rung">${rungName(leaf)}</span></p>
    ${
      lines
        ? html`<p class="place"><code>${file}:${line}</code></p>${lines}`
        : html`<p class="empty">Written by the engine, not by the flow.</p>`
    }`
}
