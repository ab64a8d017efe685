// Drafts of notes: what was typed and not yet confirmed stays in this window, through a reload or a
// sign-in.

/** `was` is when the note it goes on from was saved. */
export type Draft = { text: string; outcome: string; was: number }

export type Drafts = {
  of(contact: string): Draft | undefined
  keep(contact: string, draft: Draft): void
  forget(contact: string): void
  /** the contacts that have one */
  contacts(): string[]
}

/** Drafts are those of one account: somebody else who signs in here does not send them as theirs. */
export function keepDrafts(account: string): Drafts {
  const place = `callflow-note-${account}-`
  return {
    of: (contact) => readDraft(sessionStorage.getItem(place + contact)),
    keep: (contact, draft) => sessionStorage.setItem(place + contact, JSON.stringify(draft)),
    forget: (contact) => sessionStorage.removeItem(place + contact),
    contacts: () =>
      Object.keys(sessionStorage)
        .filter((one) => one.startsWith(place))
        .map((one) => one.slice(place.length)),
  }
}

function readDraft(stored: string | null): Draft | undefined {
  try {
    const { text, outcome, was } = JSON.parse(stored ?? '') as Partial<Draft>
    if (typeof text !== 'string' || typeof outcome !== 'string' || typeof was !== 'number')
      return undefined
    return { text, outcome, was }
  } catch {
    return undefined
  }
}
