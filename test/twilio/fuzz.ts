// Forms nobody should send, correctly signed, to every address.
import fc from 'fast-check'

const names = [
  'CallSid',
  'From',
  'To',
  'CallStatus',
  'Digits',
  'FinishedOnKey',
  'SpeechResult',
  'Confidence',
  'RecordingSid',
  'RecordingUrl',
  'RecordingDuration',
  'RecordingStatus',
  'DialCallStatus',
  'DialBridged',
  'ParentCallSid',
  'ErrorCode',
  'ErrorUrl',
  '__proto__',
  'constructor',
  'toString',
  '',
]
const paths = [
  'voice',
  'voice/turn',
  'voice/work',
  'voice/again',
  'dial',
  'record',
  'recording',
  'conversation/recorded',
  'whisper',
  'whisper/accept',
  'status',
  'fallback',
  'self-test',
  'nothing',
]

const wild = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ maxLength: 60 }),
  fc.constantFrom(
    '<Hangup/>',
    '"&\'>',
    '\u0000\u0001\u001b',
    '%00%zz',
    '{"a":1}',
    'x'.repeat(20_000),
    '-1',
    '1e999',
    'NaN',
    'null',
    '',
  ),
)

export type Fuzzed = { path: string; form: Record<string, string | string[]> }

/** `calls`, `numbers` and `base` are real ones, so that some forms get far before they fail. */
export function fuzzed(calls: string[], numbers: string[], base: string): fc.Arbitrary<Fuzzed> {
  const call = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...calls) }, wild)
  const seq = fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 12 }).map(String) }, wild)
  const query = fc.dictionary(
    fc.constantFrom('call', 'seq', 'handoff', 'person', 'language', 'x'),
    wild,
    { maxKeys: 3 },
  )
  const path = fc
    .tuple(fc.constantFrom(...paths), fc.option(call), fc.option(seq), query)
    .map(([name, call, seq, more]) => {
      const params = new URLSearchParams({
        ...more,
        ...(call === null ? {} : { call }),
        ...(seq === null ? {} : { seq }),
      }).toString()
      return `/twilio/${name}${params && '?'}${params}`
    })
  const likely = fc.record(
    {
      CallSid: call,
      To: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...numbers) }, wild),
      From: fc.oneof(fc.constantFrom('+12025550123', 'anonymous', 'client:anna'), wild),
      Digits: fc.oneof(fc.constantFrom('1', '2', '0', '*', '#', '1234567890'), wild),
      CallStatus: fc.oneof(fc.constantFrom('in-progress', 'completed', 'busy'), wild),
      ErrorUrl: fc.oneof(
        path.map((one) => base + one),
        wild,
      ),
    },
    { requiredKeys: [] },
  )
  const others = fc.dictionary(
    fc.constantFrom(...names),
    fc.oneof({ weight: 4, arbitrary: wild }, fc.array(wild, { maxLength: 3 })),
    { maxKeys: 6 },
  )
  return fc.record({
    path,
    form: fc.tuple(others, likely).map(([first, second]) => ({ ...first, ...second })),
  })
}
