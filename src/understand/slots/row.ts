// A row of a looked-up list: chosen where the list is read out, so as a slot by itself it hears
// nothing.
import { noKeys, nothing, type SlotKind } from './kind.ts'

export const row: SlotKind = {
  hear: () => nothing,
  key: noKeys,
  hints: () => [],
  maxKeys: () => 1,
  expects: 'choice',
}
