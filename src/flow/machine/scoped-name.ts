// Scoped names: a step, desk, slot or option with the sub-flow it stands in, `survey>may we`, as it
// stands in ids. Whatever an author calls a thing, it never looks like what the engine adds.

/** Before the names of steps that run after the call. */
export const AFTER_CALL = 'after:'

/** The ids of the engine at which calls are stored; all others start with `%`, as no name does. */
export const OVER = 'over'
export const LAST_RESORT = 'last resort'

/** A rung behind its step: no name ends like this in an id. */
export const RUNG_AT_END =
  /\/(?:(?:try|confirm|more|reword|tone)\d+|piece\d+ of \d+|tone|enter|decide|request|callback|pass|check|hours|dial|again|bridged|entered)$/

/** What parts ids, and what XState would read in them. */
const PARTS = /[%>.\\#]/g

const inCode = (sign: string): string =>
  `%${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(2, '0')}`

/** Ordinary names stay as they are; in others, what would be misread is written `%` and its
 * number, as is the first letter of what means something to objects of the language. */
function nameInId(name: string): string {
  const plain = name
    .replace(PARTS, inCode)
    .replace(RUNG_AT_END, (rung) => inCode(rung) + rung.slice(1))
  return name in Object.prototype ? withCode(plain) : plain
}

const withCode = (name: string): string => inCode(name) + name.slice(1)

/** A slot, saved answer or the like in the scope with this prefix. */
export const scopedName = (prefix: string, name: string): string => prefix + nameInId(name)

/** A step or desk, whose id is never one of the engine's own. */
export function scopedStep(prefix: string, name: string): string {
  const plain = nameInId(name)
  const isTaken = plain === OVER || plain === LAST_RESORT || isAfterCall(plain)
  return prefix + (prefix === '' && isTaken ? withCode(plain) : plain)
}

/** As its author wrote it. */
const asWritten = (name: string): string =>
  name.replace(/%([0-9A-F]{2})/g, (_, code: string) => String.fromCodePoint(parseInt(code, 16)))

/** The prefix of what stands in the sub-flow that is gone through at this step. */
export const scopeAt = (step: string): string => `${step}>`

/** `scope` ends with its mark, `survey>`, and is empty for the flow itself. */
export function parseScoped(scoped: string): { scope: string; name: string } {
  const inner = scoped.lastIndexOf('>') + 1
  return { scope: scoped.slice(0, inner), name: asWritten(scoped.slice(inner)) }
}

/** The name as its own file has it. */
export const ownName = (scoped: string): string => parseScoped(scoped).name

/** The names from the flow down to what is named, `survey` and `may we`. */
export const namesDown = (scoped: string): string[] => scoped.split('>').map(asWritten)

/** The whole of it as it is shown: `survey>may we`. */
export const shownName = (scoped: string): string => asWritten(scoped)

export const isAfterCall = (step: string): boolean => step.startsWith(AFTER_CALL)

export const withoutAfterCall = (step: string): string =>
  isAfterCall(step) ? step.slice(AFTER_CALL.length) : step
