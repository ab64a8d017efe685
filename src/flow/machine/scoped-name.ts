// Scoped names: a step, desk, slot or option with the sub-flow it stands in, `survey>may we`.

/** `scope` ends with its mark, `survey>`, and is empty for the flow itself. */
export function parseScoped(scoped: string): { scope: string; name: string } {
  const inner = scoped.lastIndexOf('>') + 1
  return { scope: scoped.slice(0, inner), name: scoped.slice(inner) }
}

/** The name as its own file has it. */
export const ownName = (scoped: string): string => parseScoped(scoped).name

/** The names from the flow down to what is named, `survey` and `may we`. */
export const namesDown = (scoped: string): string[] => scoped.split('>')

/** Before the names of steps that run after the call. */
export const AFTER_CALL = 'after:'

export const isAfterCall = (step: string): boolean => step.startsWith(AFTER_CALL)

export const withoutAfterCall = (step: string): string =>
  isAfterCall(step) ? step.slice(AFTER_CALL.length) : step
