// What the telephone edge says by itself, when there is no call or no flow to speak.

export type EdgeSentence =
  /** to a caller of a number that no flow answers */
  | 'number not in use'
  /** when what is stored of a call is gone */
  | 'call not known'
  /** to an operator who comes too late */
  | 'no longer waiting'
  /** to an operator, before a customer is called back */
  | 'calling the customer'
  /** to a customer who is called back */
  | 'press 1 for the call'
  /** to a customer who is called back while nobody is free */
  | 'call back later'
