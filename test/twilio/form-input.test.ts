import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  callerOf,
  callIdOf,
  conversationIn,
  dialInput,
  field,
  gatherInput,
  recordingInput,
  recordInput,
  statusInput,
  type Form,
} from '../../src/twilio/form-input.ts'

const at = 1000
const recording = `RE${'0'.repeat(32)}`

type Row = { name: string; form: Form; input: unknown }
const table = (title: string, read: (form: Form, at: number) => unknown, rows: Row[]) =>
  describe(title, () => {
    it.each(rows)('$name', ({ form, input }) => {
      expect(read(form, at)).toEqual(input)
    })
  })

table('a Gather', gatherInput, [
  {
    name: 'keys that the timer or the number of keys ended',
    form: { Digits: '1234' },
    input: { at, type: 'keys', keys: '1234', timedOut: true },
  },
  {
    name: 'keys that hash ended get it back',
    form: { Digits: '1234', FinishedOnKey: '#' },
    input: { at, type: 'keys', keys: '1234#' },
  },
  {
    name: 'hash alone',
    form: { Digits: '', FinishedOnKey: '#' },
    input: { at, type: 'keys', keys: '#' },
  },
  {
    name: 'star and zero are keys, anything else is not',
    form: { Digits: ' *0a;é9' },
    input: { at, type: 'keys', keys: '*09', timedOut: true },
  },
  {
    name: 'keys win over words',
    form: { Digits: '2', SpeechResult: 'two' },
    input: { at, type: 'keys', keys: '2', timedOut: true },
  },
  {
    name: 'at most a hundred keys',
    form: { Digits: '7'.repeat(5000) },
    input: { at, type: 'keys', keys: '7'.repeat(100), timedOut: true },
  },
  {
    name: 'words with their confidence',
    form: { SpeechResult: ' Track my parcel. ', Confidence: '0.8731' },
    input: { at, type: 'speech', alternatives: [{ text: 'Track my parcel.', confidence: 0.8731 }] },
  },
  {
    name: 'words without confidence',
    form: { SpeechResult: 'да' },
    input: { at, type: 'speech', alternatives: [{ text: 'да', confidence: undefined }] },
  },
  {
    name: 'a confidence of nothing is none',
    form: { SpeechResult: 'да', Confidence: '0.0' },
    input: { at, type: 'speech', alternatives: [{ text: 'да', confidence: undefined }] },
  },
  {
    name: 'a confidence that is no number is none',
    form: { SpeechResult: 'да', Confidence: 'high' },
    input: { at, type: 'speech', alternatives: [{ text: 'да', confidence: undefined }] },
  },
  {
    name: 'a confidence over one is none',
    form: { SpeechResult: 'да', Confidence: '7' },
    input: { at, type: 'speech', alternatives: [{ text: 'да', confidence: undefined }] },
  },
  {
    name: 'control characters in words are spaces',
    form: { SpeechResult: 'one\u0000two\u001b' },
    input: { at, type: 'speech', alternatives: [{ text: 'one two', confidence: undefined }] },
  },
  {
    name: 'half a character is a space',
    form: { SpeechResult: 'one\uD800two' },
    input: { at, type: 'speech', alternatives: [{ text: 'one two', confidence: undefined }] },
  },
  {
    name: 'the first of several values counts',
    form: { SpeechResult: ['yes', 'no'] },
    input: { at, type: 'speech', alternatives: [{ text: 'yes', confidence: undefined }] },
  },
  { name: 'neither keys nor words', form: {}, input: { at, type: 'silence' } },
  { name: 'empty keys are silence', form: { Digits: '' }, input: { at, type: 'silence' } },
  {
    name: 'words of nothing but control characters are silence',
    form: { SpeechResult: '\u0007\u0007' },
    input: { at, type: 'silence' },
  },
  {
    name: 'values of other types are not there',
    form: { Digits: 5, SpeechResult: { a: 1 } },
    input: { at, type: 'silence' },
  },
])

table('a Record', recordInput, [
  {
    name: 'a recording by its id',
    form: { RecordingSid: recording, RecordingDuration: '12' },
    input: { at, type: 'recorded', recording, duration: 12_000 },
  },
  {
    name: 'a recording by its address, ended by a hang-up',
    form: {
      RecordingUrl: `https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/${recording}`,
      RecordingDuration: '3',
      Digits: 'hangup',
    },
    input: { at, type: 'recorded', recording, duration: 3000 },
  },
  {
    name: 'a recording of no length',
    form: { RecordingSid: recording, RecordingDuration: '0' },
    input: { at, type: 'nothing recorded' },
  },
  { name: 'no recording', form: { Digits: 'hangup' }, input: { at, type: 'nothing recorded' } },
  {
    name: 'an id that cannot be one',
    form: { RecordingSid: '../../etc', RecordingDuration: '5' },
    input: { at, type: 'nothing recorded' },
  },
])

table('a recorded conversation', conversationIn, [
  {
    name: 'of a conference',
    form: {
      RecordingSid: recording,
      RecordingStatus: 'completed',
      RecordingDuration: '61',
      RecordingSource: 'Conference',
    },
    input: { recording, duration: 61_000 },
  },
  {
    name: 'of no known length',
    form: { RecordingSid: recording, RecordingStatus: 'completed' },
    input: { recording, duration: undefined },
  },
  {
    name: 'of no length',
    form: { RecordingSid: recording, RecordingStatus: 'completed', RecordingDuration: '0' },
    input: undefined,
  },
  {
    name: 'under way',
    form: { RecordingSid: recording, RecordingStatus: 'in-progress' },
    input: undefined,
  },
  {
    name: 'absent',
    form: { RecordingSid: recording, RecordingStatus: 'absent' },
    input: undefined,
  },
  {
    name: 'of an id that cannot be one',
    form: { RecordingSid: '../RE1', RecordingStatus: 'completed' },
    input: undefined,
  },
])

table("a recording's report", recordingInput, [
  {
    name: 'ready',
    form: {
      RecordingSid: recording,
      RecordingStatus: 'completed',
      RecordingDuration: '4',
      RecordingSource: 'RecordVerb',
    },
    input: { at, type: 'recorded', recording, duration: 4000 },
  },
  {
    name: 'absent',
    form: { RecordingSid: recording, RecordingStatus: 'absent' },
    input: { at, type: 'nothing recorded' },
  },
  {
    name: 'under way',
    form: { RecordingSid: recording, RecordingStatus: 'in-progress' },
    input: undefined,
  },
  {
    name: 'of a conversation, not of a tone',
    form: {
      RecordingSid: recording,
      RecordingStatus: 'completed',
      RecordingDuration: '4',
      RecordingSource: 'DialVerb',
    },
    input: undefined,
  },
  { name: 'of nothing', form: {}, input: undefined },
])

table('a Dial', dialInput, [
  {
    name: 'a conversation that is over',
    form: { DialCallStatus: 'completed', DialBridged: 'true' },
    input: { at, type: 'dial ended', result: 'completed', bridged: true },
  },
  {
    name: 'a voicemail box that did not press 1',
    form: { DialCallStatus: 'completed', DialBridged: 'false' },
    input: { at, type: 'dial ended', result: 'completed', bridged: false },
  },
  {
    name: 'answered counts as completed',
    form: { DialCallStatus: 'answered' },
    input: { at, type: 'dial ended', result: 'completed' },
  },
  {
    name: 'busy',
    form: { DialCallStatus: 'busy' },
    input: { at, type: 'dial ended', result: 'busy' },
  },
  {
    name: 'no answer',
    form: { DialCallStatus: 'no-answer' },
    input: { at, type: 'dial ended', result: 'no-answer' },
  },
  {
    name: 'canceled',
    form: { DialCallStatus: 'canceled' },
    input: { at, type: 'dial ended', result: 'canceled' },
  },
  {
    name: 'anything else failed',
    form: { DialCallStatus: 'exploded' },
    input: { at, type: 'dial ended', result: 'failed' },
  },
])

table('a status', statusInput, [
  ...['completed', 'busy', 'failed', 'no-answer', 'canceled'].map((CallStatus) => ({
    name: `${CallStatus} ends the call`,
    form: { CallStatus },
    input: { at, type: 'hung up' },
  })),
  { name: 'in progress is no end', form: { CallStatus: 'in-progress' }, input: undefined },
  {
    name: "the end of an operator's leg is not the end of the call",
    form: { CallStatus: 'completed', ParentCallSid: 'CA1' },
    input: undefined,
  },
])

table('a caller', callerOf, [
  {
    name: 'a number',
    form: { From: '+12025550123' },
    input: { from: '+12025550123', withheld: false },
  },
  {
    name: 'all that Twilio tells',
    form: {
      From: '+12025550123',
      FromCountry: 'us',
      CallerName: 'ANNA NOVAK',
      StirVerstat: 'TN-Validation-Passed-A',
      ForwardedFrom: '+12025550199',
    },
    input: {
      from: '+12025550123',
      withheld: false,
      caller: {
        name: 'ANNA NOVAK',
        country: 'US',
        verified: true,
        forwardedFrom: '+12025550199',
      },
    },
  },
  ...(
    [
      ['TN-Validation-Passed-A-Diverted', true],
      ['TN-Validation-Passed-AB', undefined],
      ['TN-Validation-Passed-C', undefined],
      ['TN-Validation-Failed-B', false],
      ['No-TN-Validation', undefined],
    ] as const
  ).map(([StirVerstat, verified]) => ({
    name: `${StirVerstat} is ${verified}`,
    form: { From: 'client:anna', StirVerstat },
    input: {
      from: 'client:anna',
      withheld: false,
      ...(verified !== undefined && { caller: { verified } }),
    },
  })),
  {
    name: 'what is odd is passed over',
    form: { From: '+375291234567', FromCountry: 'Belarus', ForwardedFrom: 'sip:a@b.example' },
    input: { from: '+375291234567', withheld: false },
  },
  {
    name: 'a withheld number tells no name and no country',
    form: {
      From: 'anonymous',
      FromCountry: 'US',
      CallerName: 'Anna',
      ForwardedFrom: '+12025550199',
    },
    input: { from: '', withheld: true, caller: { forwardedFrom: '+12025550199' } },
  },
  {
    name: 'a browser',
    form: { From: 'client:anna' },
    input: { from: 'client:anna', withheld: false },
  },
  ...['anonymous', 'Anonymous', 'unknown', 'Restricted', '+266696687', ''].map((From) => ({
    name: `"${From}" is withheld`,
    form: { From },
    input: { from: '', withheld: true },
  })),
  { name: 'nobody is withheld', form: {}, input: { from: '', withheld: true } },
])

describe('any form', () => {
  it('is read into clean text of bounded length', () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.string({ unit: 'binary' })),
      fc.integer(),
      fc.constant(null),
      fc.object(),
      fc.constant('9'.repeat(20_000)),
    )
    const names = [
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
      'CallStatus',
      'CallSid',
      'From',
    ]
    const form = fc.dictionary(fc.constantFrom(...names), value)
    fc.assert(
      fc.property(form, (given) => {
        const read = [
          gatherInput(given, at),
          recordInput(given, at),
          recordingInput(given, at),
          dialInput(given, at),
          statusInput(given, at),
          callerOf(given),
          callIdOf(given),
          field(given, 'From'),
        ]
        const texts: string[] = []
        const written = JSON.stringify(
          read,
          (_, part: unknown) => (typeof part === 'string' && texts.push(part), part),
        )
        expect(texts.join('')).not.toMatch(/[\p{Cc}\p{Cs}]/u)
        expect(written.length).toBeLessThan(10_000)
      }),
    )
  })
})
