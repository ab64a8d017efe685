// Lookups of a talk in the terminal, really asked.
import type { Effect } from '../call/event.ts'
import type { Input } from '../call/input.ts'
import { openLibrary } from '../world/library.ts'
import { secretsIn } from '../world/lines.ts'
import { askLookup } from '../world/lookup.ts'
import type { Opened } from './flow-files.ts'
import type { Io } from './io.ts'

export type Asked = (effect: Effect & { kind: 'request' }) => Promise<Input>

/** Asks at the addresses a company has in lines.yaml, with secrets from the environment. */
export async function liveLookups(
  { dir, inside }: Pick<Opened, 'dir' | 'inside'>,
  company: string,
  { env }: Io,
): Promise<Asked> {
  const library = await openLibrary(dir, {
    store: { loadVersion: () => Promise.resolve(undefined) },
    secret: secretsIn(env),
    inside,
  })
  return (effect) => askLookup(effect, library.lookup(company, effect.lookup), Date.now)
}
