// A machine on its way from one thread to another: in pieces, of which each is unpacked quickly, so
// that calls go on between two of them.
import { deserialize, serialize } from 'node:v8'
import type { Machine, StateNode } from '../flow/machine/machine.ts'
import { leavesOf } from '../flow/machine/walk.ts'

/** `frame` is all but the states inside the top ones, `pieces` are those. */
export type PackedMachine = { frame: Uint8Array; pieces: { within: string; states: Uint8Array }[] }

/** States of one piece: some milliseconds of unpacking. */
const PIECE = 25

/** Step by step, as a machine is a tree of plain data, but for its leaves, which stand in it. */
export function packMachine({ config, leaves: _, ...rest }: Machine): PackedMachine {
  const { states: tops = {}, ...root } = config
  const bare: Record<string, StateNode> = {}
  const pieces: PackedMachine['pieces'] = []
  for (const [name, { states, ...top }] of Object.entries(tops)) {
    bare[name] = states ? { ...top, states: {} } : top
    const entries = Object.entries(states ?? {})
    for (let at = 0; at < entries.length; at += PIECE)
      pieces.push({ within: name, states: serialize(entries.slice(at, at + PIECE)) })
  }
  return { frame: serialize({ ...rest, config: { ...root, states: bare } }), pieces }
}

/** The machine again; `pause` lets others go first. */
export async function unpackMachine(
  { frame, pieces }: PackedMachine,
  pause: () => Promise<void>,
): Promise<Machine> {
  const machine = deserialize(frame) as Machine
  for (const { within, states } of pieces) {
    await pause()
    const parent = machine.config.states?.[within]
    if (parent?.states)
      Object.assign(parent.states, Object.fromEntries(deserialize(states) as [string, StateNode][]))
  }
  await pause()
  machine.leaves = leavesOf(machine.config)
  return machine
}
