// The machines of versions: those in force, and older ones for as long as calls ask for them.
import type { Machine } from '../flow/machine/machine.ts'

/** Older versions that are held whatever happens; others go as soon as memory is needed, and come
 * back from the store. */
const MOST_OLDER = 4

export type Versions = {
  /** these are in force now; others are no more */
  inForce(machines: Machine[]): void
  /** rejects when nobody knows the version */
  machine(version: string): Promise<Machine>
}

/** `load` brings a version back that is not in memory any more. */
export function keepVersions(load: (version: string) => Promise<Machine>): Versions {
  let current = new Map<string, Machine>()
  const older = new Map<string, Machine>()
  const seen = new Map<string, WeakRef<Machine>>()
  const gone = new FinalizationRegistry<string>((version) => {
    if (!seen.get(version)?.deref()) seen.delete(version)
  })
  const loading = new Map<string, Promise<Machine>>()
  const remember = (machine: Machine): void => {
    if (seen.get(machine.version)?.deref() === machine) return
    seen.set(machine.version, new WeakRef(machine))
    gone.register(machine, machine.version)
  }
  const bringBack = async (version: string): Promise<Machine> => {
    const begun = loading.get(version) ?? load(version).finally(() => loading.delete(version))
    loading.set(version, begun)
    const machine = await begun
    remember(machine)
    return machine
  }
  return {
    inForce(machines) {
      current = new Map(machines.map((machine) => [machine.version, machine]))
      machines.forEach(remember)
    },
    async machine(version) {
      const known = current.get(version)
      if (known) return known
      const machine = older.get(version) ?? seen.get(version)?.deref() ?? (await bringBack(version))
      // the one asked for last stands last
      older.delete(version)
      older.set(version, machine)
      for (const oldest of older.keys()) if (older.size > MOST_OLDER) older.delete(oldest)
      return machine
    },
  }
}
