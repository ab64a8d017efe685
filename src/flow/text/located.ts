// What an author wrote, and where: no diagnostic can be built without a place.

/** A place in a source file. `start` and `end` are character offsets; `line` and `column` count
 * from 1. */
export type Range = { file: string; start: number; end: number; line: number; column: number }

export type Located<T> = { value: T; range: Range }

/** A YAML value as read with the failsafe schema: every scalar is text. */
export type Node =
  | { kind: 'text'; value: string; quoted: boolean; range: Range }
  | { kind: 'list'; items: Node[]; range: Range }
  | { kind: 'map'; entries: Entry[]; range: Range }

/** A scalar, and a group of keys. */
export type TextNode = Extract<Node, { kind: 'text' }>
export type MapNode = Extract<Node, { kind: 'map' }>

export type Entry = { key: Located<string>; value: Node }
