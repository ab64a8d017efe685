// An element that the page of a script has for sure.

/** Throws when there is none of this id, or of another kind. */
export function findElement<T extends HTMLElement>(id: string, kind: new () => T): T {
  const element = document.getElementById(id)
  if (!(element instanceof kind)) throw new Error(`the page has no "${id}"`)
  return element
}
