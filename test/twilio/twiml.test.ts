import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Event } from '../../src/call/event.ts'
import type { Session } from '../../src/call/session.ts'
import { twiml } from '../../src/twilio/twiml.ts'
import { asked, audio, context, handedOff, rang, said, session, text } from './turns.ts'
import { xmlFault } from '../../src/stress/twiml-reader.ts'

const patience = '#ct=2000&amp;rt=5000&amp;rc=2&amp;rp=ct,rt,5xx'
const turnUrl = `https://calls.example.com/twilio/voice/turn?call=CA1&amp;seq=7${patience}`
const joanna = '<Say language="en-US" voice="Polly.Joanna-Neural">'
const back = `<Redirect>${turnUrl}</Redirect>`
const bothAuto =
  'input="dtmf speech" timeout="5" actionOnEmptyResult="true" finishOnKey="#" language="en-US" profanityFilter="false" speechTimeout="auto"'
const whisper = (person: string) =>
  `https://calls.example.com/twilio/whisper?call=CA1&amp;handoff=H1&amp;person=${person}&amp;language=en-US${patience}`
const dialAction = `action="https://calls.example.com/twilio/dial?call=CA1&amp;seq=7${patience}" timeout="30"`

type Row = { name: string; events: Event[]; session?: Partial<Session>; xml: string }

const rows: Row[] = [
  {
    name: 'a question alone is a Gather with its prompt inside and a way back behind it',
    events: [asked([text('How can I help?')])],
    xml: `<Gather action="${turnUrl}" ${bothAuto}>${joanna}How can I help?</Say></Gather>${back}`,
  },
  {
    name: 'what may be interrupted is heard inside the Gather of the question after it',
    events: [
      said([text('Welcome.')]),
      { type: 'entered', step: 'menu', word: 'menu', file: 'reception.yaml', line: 9 },
      asked([text('How can I help?')]),
    ],
    xml: `<Gather action="${turnUrl}" ${bothAuto}>${joanna}Welcome.</Say>${joanna}How can I help?</Say></Gather>${back}`,
  },
  {
    name: 'what may not be interrupted, and all before it, stays in front of the Gather',
    events: [
      said([text('Welcome.')]),
      said([text('This call is recorded.')], false),
      said([text('We are open.')]),
      asked([text('How can I help?')]),
    ],
    xml: `${joanna}Welcome.</Say>${joanna}This call is recorded.</Say><Gather action="${turnUrl}" ${bothAuto}>${joanna}We are open.</Say>${joanna}How can I help?</Say></Gather>${back}`,
  },
  {
    name: 'a question that is heard to its end is followed by an empty Gather',
    events: [said([text('Welcome.')]), asked([text('Please listen.')], { interrupt: false })],
    xml: `${joanna}Welcome.</Say>${joanna}Please listen.</Say><Gather action="${turnUrl}" ${bothAuto}/>${back}`,
  },
  {
    name: 'keys only: the number of keys that are still missing, no speech attributes',
    events: [
      asked([text('Your number?')], {
        mode: 'keys',
        expects: 'digits',
        maxKeys: 10,
        kept: '123',
        timers: { first: 2000, between: 3500, absolute: 30_000 },
        hints: ['one'],
      }),
    ],
    xml: `<Gather action="${turnUrl}" input="dtmf" timeout="4" actionOnEmptyResult="true" finishOnKey="#" numDigits="7">${joanna}Your number?</Say></Gather>${back}`,
  },
  {
    name: 'a menu where every key counts has no finishing key',
    events: [asked([], { mode: 'keys', finish: '', maxKeys: 1 })],
    xml: `<Gather action="${turnUrl}" input="dtmf" timeout="5" actionOnEmptyResult="true" finishOnKey="" numDigits="1"/>${back}`,
  },
  {
    name: 'speech only: words get time to breathe and a model that knows the language',
    events: [
      asked([text('Расскажите.', 'ru-RU', 'Polly.Tatyana')], {
        mode: 'speech',
        recogniser: 'ru-RU',
        expects: 'words',
      }),
    ],
    xml: `<Gather action="${turnUrl}" input="speech" timeout="5" actionOnEmptyResult="true" language="ru-RU" profanityFilter="false" speechTimeout="3" speechModel="phone_call"><Say language="ru-RU" voice="Polly.Tatyana">Расскажите.</Say></Gather>${back}`,
  },
  {
    name: 'digits by voice: a model only where it is known to work, always a whole number of seconds',
    events: [asked([], { expects: 'digits', maxKeys: 4 })],
    xml: `<Gather action="${turnUrl}" input="dtmf speech" timeout="5" actionOnEmptyResult="true" finishOnKey="#" numDigits="4" language="en-US" profanityFilter="false" speechTimeout="2" speechModel="numbers_and_commands"/>${back}`,
  },
  {
    name: 'digits by voice in a language without that model',
    events: [asked([], { expects: 'digits', recogniser: 'pl-PL' })],
    xml: `<Gather action="${turnUrl}" input="dtmf speech" timeout="5" actionOnEmptyResult="true" finishOnKey="#" language="pl-PL" profanityFilter="false" speechTimeout="2"/>${back}`,
  },
  {
    name: 'without a recogniser only keys are listened for',
    events: [
      asked([audio('menu', 'Чым дапамагчы?')], { recogniser: undefined, hints: ['рахунак'] }),
    ],
    xml: `<Gather action="${turnUrl}" input="dtmf" timeout="5" actionOnEmptyResult="true" finishOnKey="#"><Play>https://calls.example.com/audio/be-BY/menu.wav</Play></Gather>${back}`,
  },
  {
    name: 'hints are told once each, without commas and control characters',
    events: [
      asked([], {
        hints: ['track a parcel', 'Minsk, Belarus', 'track a parcel', ' \u0001 ', 'a & b'],
      }),
    ],
    xml: `<Gather action="${turnUrl}" ${bothAuto.replace('profanityFilter', 'hints="track a parcel,Minsk Belarus,a &amp; b" profanityFilter')}/>${back}`,
  },
  {
    name: 'markup in speech is text',
    events: [
      said([text('<Hangup/> & "so on" ]]>')], false),
      asked([text('</Say><Dial>+12025550199</Dial>')]),
    ],
    xml: `${joanna}&lt;Hangup/&gt; &amp; "so on" ]]&gt;</Say><Gather action="${turnUrl}" ${bothAuto}>${joanna}&lt;/Say&gt;&lt;Dial&gt;+12025550199&lt;/Dial&gt;</Say></Gather>${back}`,
  },
  {
    name: 'control characters and broken characters are left out, empty texts too',
    events: [
      said([text('a\u0000b\u0001c\uD800d\uFFFE'), text(' \u0002 ')]),
      { type: 'ended', how: 'hang up' },
    ],
    xml: `${joanna}abcd</Say><Hangup/>`,
  },
  {
    name: 'pauses are whole seconds, at least one and at most sixty',
    events: [
      said([
        { kind: 'pause', pause: 300 },
        { kind: 'pause', pause: 0 },
        { kind: 'pause', pause: 2400 },
        { kind: 'pause', pause: 600_000 },
      ]),
      { type: 'ended', how: 'limit' },
    ],
    xml: '<Pause length="1"/><Pause length="2"/><Pause length="60"/><Hangup/>',
  },
  {
    name: 'a missing recording is read by the nearest voice there is',
    events: [
      said([
        audio('missing', 'Добры дзень.'),
        audio('missing 2', 'Good day.', 'en-GB'),
        audio('missing 3', 'Tere.', 'et-EE'),
        audio('there', 'Да пабачэння.'),
        audio('missing 4', ''),
      ]),
      { type: 'ended', how: 'hang up' },
    ],
    xml: '<Say language="ru-RU" voice="Google.ru-RU-Standard-A">Добры дзень.</Say><Say language="en-GB" voice="Google.en-GB-Standard-A">Good day.</Say><Say language="et-EE">Tere.</Say><Play>https://calls.example.com/audio/be-BY/there.wav</Play><Hangup/>',
  },
  {
    name: 'a text in a recorded language, and one whose language has no voice of its own',
    events: [
      said([
        text('Ваш нумар 7.', 'be-BY', 'recorded'),
        text('Ваш нумар 8.', 'be-BY', 'Polly.Tatyana'),
      ]),
      { type: 'ended', how: 'hang up' },
    ],
    xml: '<Say language="ru-RU" voice="Google.ru-RU-Standard-A">Ваш нумар 7.</Say><Say language="ru-RU" voice="Polly.Tatyana">Ваш нумар 8.</Say><Hangup/>',
  },
  {
    name: 'a tone is a Record with a way back for a recording that never began',
    events: [
      said([text('Sorry.')]),
      asked([text('After the tone.')], { mode: 'tone', longest: 90_500, silence: 4000 }),
    ],
    xml:
      `${joanna}Sorry.</Say>${joanna}After the tone.</Say><Record action="https://calls.example.com/twilio/record?call=CA1&amp;seq=7${patience}" maxLength="91" timeout="4" finishOnKey="1234567890*#" playBeep="true" ` +
      `recordingStatusCallback="https://calls.example.com/twilio/recording?call=CA1${patience}" recordingStatusCallbackEvent="completed absent"/><Redirect>https://calls.example.com/twilio/record?call=CA1&amp;seq=7${patience}</Redirect>`,
  },
  {
    name: 'slow work is a filler and a redirect that collects the result',
    events: [
      said([text('Let me see.')]),
      {
        type: 'sought',
        effect: { kind: 'people', key: 'k', desk: 'sales', step: 'x', skills: [] },
        meanwhile: [text('One moment.')],
      },
    ],
    session: { status: 'working' },
    xml: `${joanna}Let me see.</Say>${joanna}One moment.</Say><Redirect>https://calls.example.com/twilio/voice/work?call=CA1&amp;seq=7${patience}</Redirect>`,
  },
  {
    name: 'work that was quick enough leaves no trace',
    events: [
      {
        type: 'sought',
        effect: { kind: 'people', key: 'k', desk: 'sales', step: 'x', skills: [] },
        meanwhile: [text('One moment.')],
      },
      said([text('Found.')]),
      asked([]),
    ],
    xml: `<Gather action="${turnUrl}" ${bothAuto}>${joanna}Found.</Say></Gather>${back}`,
  },
  {
    name: 'another filler while the work goes on',
    events: [said([text('Still looking.')])],
    session: { status: 'working' },
    xml: `${joanna}Still looking.</Say><Pause length="1"/><Redirect>https://calls.example.com/twilio/voice/work?call=CA1&amp;seq=7${patience}</Redirect>`,
  },
  {
    name: 'a desk: please hold, then one person is rung with the number of the line',
    events: [handedOff([text('Please hold.')]), rang(['+442079460001'])],
    xml: `${joanna}Please hold.</Say><Dial ${dialAction} callerId="+15005550006" answerOnBridge="true"><Number url="${whisper('%2B442079460001')}">+442079460001</Number></Dial>`,
  },
  {
    name: 'several people at once, each by their own kind of telephone, with the id of the hand-off',
    events: [
      rang(
        [
          '+442079460001',
          'client:anna',
          'sip:desk@sip.example.com',
          'sip:desk@sip.example.com?x-a=1',
        ],
        { showNumber: 'caller', record: true },
      ),
    ],
    xml:
      `<Dial ${dialAction} callerId="+12025550123" answerOnBridge="true" record="record-from-answer-dual" recordingStatusCallback="https://calls.example.com/twilio/conversation/recorded?call=CA1&amp;handoff=H1${patience}" recordingStatusCallbackEvent="completed absent"><Number url="${whisper('%2B442079460001')}">+442079460001</Number>` +
      `<Client url="${whisper('client%3Aanna')}"><Identity>anna</Identity><Parameter name="handoff" value="H1"/></Client>` +
      `<Sip url="${whisper('sip%3Adesk%40sip.example.com')}">sip:desk@sip.example.com?X-Handoff-Id=H1</Sip>` +
      `<Sip url="${whisper('sip%3Adesk%40sip.example.com%3Fx-a%3D1')}">sip:desk@sip.example.com?x-a=1&amp;X-Handoff-Id=H1</Sip></Dial>`,
  },
  {
    name: 'a desk with operators: please hold, then the queue of that desk, which tells and lets go by addresses of ours',
    events: [
      handedOff([text('Please hold.')]),
      { type: 'queued', desk: 'sales', handoff: 'H1', speech: [] },
    ],
    session: { queued: { desk: 'sales', handoff: 'H1', since: 0 }, handoff: 'H1' },
    xml: `${joanna}Please hold.</Say><Enqueue waitUrl="https://calls.example.com/twilio/queue/wait?call=CA1&amp;seq=7&amp;handoff=H1${patience}" action="https://calls.example.com/twilio/queue/left?call=CA1&amp;seq=7${patience}">acme sales</Enqueue>`,
  },
  {
    name: 'back in the queue, with kind words; a long name is cut',
    events: [
      {
        type: 'queued',
        desk: 'a desk with a name that is far longer than what Twilio takes for a queue',
        handoff: 'H1',
        again: true,
        speech: [text('You are next.')],
      },
    ],
    session: {
      queued: {
        desk: 'a desk with a name that is far longer than what Twilio takes for a queue',
        handoff: 'H1',
        since: 0,
        again: true,
      },
      handoff: 'H1',
    },
    xml: `${joanna}You are next.</Say><Enqueue waitUrl="https://calls.example.com/twilio/queue/wait?call=CA1&amp;seq=7&amp;handoff=H1${patience}" action="https://calls.example.com/twilio/queue/left?call=CA1&amp;seq=7${patience}">acme a desk with a name that is far longer than what Twilio take</Enqueue>`,
  },
  {
    name: 'an operator has taken the caller: the conference of that hand-off, which no leg ends for the others',
    events: [{ type: 'connected', desk: 'sales', handoff: 'H1', person: 'ann' }],
    xml: `<Dial action="https://calls.example.com/twilio/dial?call=CA1&amp;seq=7${patience}"><Conference beep="false" startConferenceOnEnter="true" endConferenceOnExit="false" waitUrl="https://calls.example.com/twilio/music?contact=H1${patience}">H1</Conference></Dial>`,
  },
  {
    name: 'a withheld number cannot be shown',
    events: [handedOff([]), rang(['+442079460001'], { showNumber: 'caller', record: true })],
    session: { caller: { number: '', withheld: true, tags: [] } },
    xml: `<Dial ${dialAction} callerId="+15005550006" answerOnBridge="true" record="record-from-answer-dual" recordingStatusCallback="https://calls.example.com/twilio/conversation/recorded?call=CA1&amp;handoff=H1${patience}" recordingStatusCallbackEvent="completed absent"><Number url="${whisper('%2B442079460001')}">+442079460001</Number></Dial>`,
  },
  {
    name: 'the end without words',
    events: [{ type: 'ended', how: 'hang up' }],
    session: { status: 'ended' },
    xml: '<Hangup/>',
  },
  {
    name: 'a break is told by the apology that was said',
    events: [
      { type: 'broke', message: 'no such leaf' },
      said([text('Something went wrong on our side.')]),
      { type: 'ended', how: 'hang up' },
    ],
    xml: `${joanna}Something went wrong on our side.</Say><Hangup/>`,
  },
  {
    name: 'a turn that asks nothing while the call goes on comes back to us, so nobody is hung up on',
    events: [said([text('Hello.')])],
    xml: `${joanna}Hello.</Say><Pause length="1"/>${back}`,
  },
]

describe('a turn as TwiML', () => {
  it.each(rows)('$name', ({ events, session: over, xml }) => {
    expect(twiml({ session: session(over), events }, context)).toBe(
      `<?xml version="1.0" encoding="UTF-8"?><Response>${xml}</Response>`,
    )
  })

  it('splits a long text at its sentences, and a text without any at its spaces or between characters', () => {
    const sentences = Array.from({ length: 200 }, (_, n) => `Sentence number ${n} is here.`).join(
      ' ',
    )
    const words = 'word '.repeat(1000).trim()
    const blob = '😀'.repeat(2000)
    const says = (spoken: string) =>
      [
        ...twiml({ session: session(), events: [said([text(spoken)])] }, context).matchAll(
          /<Say[^>]*>([^<]*)<\/Say>/g,
        ),
      ].map((match) => match[1] ?? '')
    expect(says(sentences).map((say) => say.at(-1))).toEqual(['.', '.'])
    expect(says(sentences).join(' ')).toBe(sentences)
    expect(says(words).join(' ')).toBe(words)
    expect(says(blob).join('')).toBe(blob)
    for (const spoken of [sentences, words, blob])
      expect(Math.max(...says(spoken).map((say) => say.length))).toBeLessThanOrEqual(3000)
  })

  it('bounds hints in number and length', () => {
    const hints = Array.from({ length: 900 }, (_, n) => `${n} ${'x'.repeat(n === 0 ? 300 : 3)}`)
    const told =
      /hints="([^"]*)"/
        .exec(twiml({ session: session(), events: [asked([], { hints })] }, context))?.[1]
        ?.split(',') ?? []
    expect(told).toHaveLength(500)
    expect(told[0]).toHaveLength(100)
  })

  it('is well-formed and under 64 kB whatever is said, and says it as text', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({ maxLength: 40 }),
      fc.constantFrom('<Hangup/>', ']]>', '&amp;', 'x'.repeat(9000), 'щ&'.repeat(30_000)),
    )
    const anySpeech = fc.array(
      anyText.map((words) => text(words)),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(
        anySpeech,
        anySpeech,
        fc.array(anyText, { maxLength: 600 }),
        fc.boolean(),
        (before, question, hints, interrupt) => {
          const xml = twiml(
            { session: session(), events: [said(before, interrupt), asked(question, { hints })] },
            context,
          )
          expect(xmlFault(xml)).toBeUndefined()
          expect(Buffer.byteLength(xml)).toBeLessThan(64_000)
          expect(xml).not.toContain('<Hangup')
        },
      ),
      { numRuns: 200 },
    )
  })
})
