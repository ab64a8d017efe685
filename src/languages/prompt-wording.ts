// What the dialogue rules look for in the prompts of one language.

/** Patterns without regard to case. A language in which a fault does not occur leaves it out. */
export type PromptWording = {
  /** the key before its label: "press 2 for billing" */
  keyFirst: RegExp
  /** "For X, say X", one by one */
  forSay?: RegExp
  moreOptions: RegExp
  /** words that blame the caller */
  blame: RegExp
  /** words of the trade that callers do not know */
  jargon?: RegExp
  menuChanged: RegExp
  recorded: RegExp
  /** tells how to answer, which may stand after the question */
  howToAnswer: RegExp
  /** the digits of an answer are told: "ten digits", "six to eight" */
  length: RegExp
  /** the key that ends an answer */
  terminator: RegExp
  /** "enter 1" where a key is meant, "press" where data is */
  enterKey?: RegExp
}
