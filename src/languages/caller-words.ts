// What callers say in one language to answer, to ask for something else, and without weight.

/** What may be asked for at any time. */
export type Universal = 'operator' | 'repeat' | 'back' | 'start over'

/** Lists of phrases are split into words, longest phrase first. */
export type CallerWords = {
  yes: string[][]
  no: string[][]
  /** "I do", "it is": a yes when nothing follows */
  echoes: string[][]
  /** I think so, I doubt it: an answer that is asked about */
  likely: string[][]
  unlikely: string[][]
  unsure: string[][]
  /** good morning, right now: what only looks like an answer */
  neither: string[][]
  /** words that turn the answer after them round: not right, not wrong */
  negations: Set<string>
  wrong: Set<string>
  not: Set<string>
  /** false where "no" and "not" are one word, so that before a word of wrong it stays a no */
  negatesTwice: boolean
  universals: Record<Universal, string[][]>
  done: string[][]
  none: string[][]
  last: Set<string>
  /** words that carry "number two", "press two" and add nothing */
  carriers: Set<string>
  fillers: Set<string>
  /** words of courtesy and grammar that decide nothing */
  small: Set<string>
  /** said before a name or an answer: "my name is", "it is" */
  leads: string[][]
  nameLeads: string[][]
  /** said before a part of a name that is spelled: surname, letter by letter */
  nameParts: Set<string>
  /** said before an e-mail address and no part of it */
  emailLeads: Set<string>
  /** names of providers and ends of addresses as they are heard in the language's own script */
  emailNames: Map<string, string>
}
