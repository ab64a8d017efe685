// Words for examples and for calls that are made up.

export type Samples = {
  greeting: string
  please: string
  /** names of people */
  names: [string, string]
  and: string
  /** what an engine hears where nobody answers */
  noise: string
}
