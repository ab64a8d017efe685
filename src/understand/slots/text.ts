// Free text, kept in the caller's own words.
import { clean } from '../../languages/normalise.ts'
import { fits, hintList, noKeys, nothing, type SlotKind } from './kind.ts'

export const text: SlotKind = {
  hear: (said, spec) => {
    const plain = clean(said)
    if (!/[\p{L}\p{N}]/u.test(plain)) return nothing
    // a code with a pattern is often heard with spaces and a full stop
    const forms =
      spec.pattern === undefined
        ? [plain]
        : [plain, plain.replace(/[.,!?]+$/, ''), plain.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase()]
    const form = forms.find((one) => fits(one, spec.pattern))
    if (form === undefined) return { readings: [], why: 'invalid' }
    return { readings: [{ value: form, text: form }] }
  },
  key: noKeys,
  hints: (spec) => hintList(spec.hints ?? []),
  maxKeys: () => undefined,
  expects: 'words',
  open: () => true,
}
