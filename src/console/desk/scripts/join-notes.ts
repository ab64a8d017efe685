// Notes of two windows as one.

/** Both texts, when two windows typed: neither is thrown away. */
export function joinNotes(kept: string, typed: string): string {
  if (kept.includes(typed)) return kept
  return typed.includes(kept) ? typed : `${kept}\n${typed}`
}
