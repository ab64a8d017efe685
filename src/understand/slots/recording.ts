// A recording is made by the recorder: neither words nor keys are one.
import { noKeys, nothing, type SlotKind } from './kind.ts'

export const recording: SlotKind = {
  hear: () => nothing,
  key: noKeys,
  hints: () => [],
  maxKeys: () => undefined,
  expects: 'words',
}
