// What a good engineer would write in an afternoon: Express, Twilio's helper library, one commit to
// SQLite a turn (or a Map).
import express from 'express'
import Database from 'libsql'
import twilio from 'twilio'
import type { AddressInfo } from 'node:net'

const [, , file = '', publicUrl = '', token = ''] = process.argv

type State = { step: 'menu' | 'number' | 'confirm'; number?: string }

function store(): {
  load(call: string): State | undefined
  save(call: string, state: State, pressed: string): void
} {
  if (file === 'memory') {
    const calls = new Map<string, State>()
    return { load: (call) => calls.get(call), save: (call, state) => void calls.set(call, state) }
  }
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec(
    'create table if not exists calls (call text primary key, state text not null, at integer not null); create table if not exists turns (call text not null, at integer not null, pressed text not null)',
  )
  const load = db.prepare('select state from calls where call = ?')
  const save = db.prepare(
    'insert into calls (call, state, at) values (?, ?, ?) on conflict (call) do update set state = excluded.state, at = excluded.at',
  )
  const log = db.prepare('insert into turns (call, at, pressed) values (?, ?, ?)')
  return {
    load(call) {
      const row = load.get([call]) as { state: string } | undefined
      return row && (JSON.parse(row.state) as State)
    },
    save(call, state, pressed) {
      db.exec('begin immediate')
      save.run([call, JSON.stringify(state), Date.now()])
      log.run([call, Date.now(), pressed])
      db.exec('commit')
    },
  }
}

const calls = store()
const app = express()
app.use(express.urlencoded({ extended: false }))
app.post(['/twilio/voice', '/twilio/turn'], (req, res) => {
  const form = req.body as Record<string, string>
  if (
    !twilio.validateRequest(
      token,
      req.header('x-twilio-signature') ?? '',
      publicUrl + req.originalUrl,
      form,
    )
  ) {
    res.status(403).end()
    return
  }
  const { CallSid: call = '', Digits: digits = '', SpeechResult: speech = '' } = form
  const before = calls.load(call)
  const response = new twilio.twiml.VoiceResponse()
  const said: string[] = []
  let next: State = { step: 'menu' }
  if (!before) said.push('Thank you for calling Swift Parcels. How can I help?')
  else if (before.step === 'menu' && (digits === '1' || /parcel/i.test(speech)))
    next = { step: 'number' }
  else if (before.step === 'menu' && (digits === '2' || /open/i.test(speech)))
    said.push('We are open on weekdays from nine to six. Is there anything else?')
  else if (before.step === 'number' && /^\d{4}$/.test(digits))
    next = { step: 'confirm', number: digits }
  else if (before.step === 'confirm' && digits === '1')
    said.push(
      `Parcel ${[...(before.number ?? '')].join(' ')} will come tomorrow. Is there anything else?`,
    )
  else {
    next = before
    said.push('Sorry, I did not catch that.')
  }
  if (next.step === 'menu')
    said.push(
      'For tracking a parcel, press 1. For opening hours, press 2. For customer care, press 3.',
    )
  if (next.step === 'number')
    said.push('Please say or key in the four digits of your parcel number.')
  if (next.step === 'confirm')
    said.push(`I have ${[...(next.number ?? '')].join(' ')}. Is that right?`)
  const gather = response.gather({
    input: ['dtmf', 'speech'],
    action: `${publicUrl}/twilio/turn`,
    numDigits: next.step === 'number' ? 4 : 1,
    language: 'en-GB',
    hints: 'tracking a parcel, where is my parcel, opening hours, when are you open, customer care',
    actionOnEmptyResult: true,
  })
  gather.say({ voice: 'Polly.Amy-Neural', language: 'en-GB' }, said.join(' '))
  response.redirect(`${publicUrl}/twilio/turn`)
  calls.save(call, next, digits || speech)
  res.type('text/xml').send(response.toString())
})
const server = app.listen(0, '127.0.0.1', () =>
  process.send?.({ port: (server.address() as AddressInfo).port }),
)
