// Examples and explanations of the staff's reference, in the order in which they stand there. A
// test reads each of them.
import { languageOf } from '../../languages/language.ts'
import type { SlotType } from '../tree/slot.ts'

export const flow = `
flow: bakery
about: Opening hours and orders of a bakery.
languages: { en-GB: Polly.Amy-Neural }
start: welcome
help: shop                       # where "operator" and key 0 lead

hours:
  shop: { zone: Europe/London, mon-sat: 07:00-18:00 }

slots:
  topic: { type: choice, label: Reason, options: [order, other] }
  order: { type: digits, length: 6, label: Order number }

desks:
  shop:
    needs: [topic]               # what the person who answers must know
    whisper: "{{ topic }}, order {{ order | digits }}"
    hours: shop
    nobody: message

steps:
  welcome:
    say: Thank you for calling the bakery.
    then: main menu

  main menu:
    menu: How can I help?
    options:
      - label: an order
        key: 1
        phrases: [where is my cake]
        set: { topic: order }
        then: which order
      - label: our opening hours
        key: 2
        then: opening hours
      - label: the shop
        key: 0
        set: { topic: other }
        then: shop

  which order:
    ask: Please say or key in the six digits of your order number.
    slot: order
    confirm: I have {{ order | digits }}. Is that right?
    then: shop

  opening hours:
    say: We are open from Monday to Saturday, from seven to six.
    goal: hours told
    then: bye

  message:
    record: Please leave your name and number after the tone.
    for: shop
    empty: bye
    then: bye

  bye:
    say: Goodbye.
    then: hang up
`

export const writing = `- Put a text in quotes when it holds \`: \` or \` #\`, or starts with one of \`{ [ * & ! % @ "\`. \`callflow check\` says where, with the corrected line.
- A comment starts with \`#\`; give it a line of its own, or two spaces before it.
- Indent with spaces, never with tabs.
- A length of time has its unit: \`5 seconds\`, \`1 minute 30 seconds\`.
- Yes and no are \`yes\` and \`no\`; the keys of the telephone are \`0\` to \`9\`, \`star\` and \`hash\`.
- Names may have spaces. Where a name stands in \`{{ }}\`, write \`_\` for them: \`{{ order_number }}\`.`

export const question = `
which day:
  ask: On which day shall we come?
  slot: day
  confirm: On {{ day | spoken }}. Is that right?
  unclear:
    - [Which day suits you?]
    - [You can say, for example, next Monday.]
  tries: 3
  stuck: office
  then: which time
`

export const options = `
main menu:
  menu: How can I help?
  options:
    - label: an order
      key: 1
      phrases: [where is my parcel, delivery]
      set: { topic: order }
      then: which order
    - label: the office
      key: 2
      if: hours.office is open
      then: office
    - hidden: yes
      phrases: [that was it]
      then: bye
`

export const prompts = `A prompt is a text:

\`\`\`yaml
hello:
  say: Good morning.
  then: main menu
\`\`\`

or a text for each language, with the name of a recording where there is one (\`audio/<language>/<name>.wav\`):

\`\`\`yaml
hello:
  say: { audio: hello, en-GB: Good morning., be-BY: ${languageOf('be').samples.greeting} }
  then: main menu
\`\`\`

or a list of pieces, heard one after the other. A piece may have a condition or be a pause:

\`\`\`yaml
tell:
  say:
    - Your parcel is on its way.
    - { pause: 1 second }
    - if: due is known
      text: It will come {{ due | spoken }}.
  then: main menu
\`\`\``

export const templates = `\`{{ name }}\` is replaced by a value, and filters after \`|\` say how it is spoken:

\`\`\`yaml
tell:
  say: "Order {{ order | digits }} comes {{ due | spoken }} and costs {{ sum | money }}. You have {{ points }} {{ points | plural: point, points }}."
  then: bye
\`\`\`

A piece that names a value which is not known then is left out.`

export const conditions = `A condition stands after \`if\`. It compares a name with a value, or asks whether the name is known:

\`\`\`yaml
which way:
  decide:
    - if: hours.office is closed
      then: message
    - if: topic is billing and age at least 18
      then: billing
    - if: order is not known
      then: which order
    - if: switches.storm is on or caller.tags contains urgent
      then: office
    - if: caller.number starts with +375 and today is weekday
      then: branch
    - if: bill.amount over limit
      then: billing
  otherwise: main menu
\`\`\`

The comparisons are \`is\`, \`is not\`, \`over\`, \`under\`, \`at least\`, \`at most\`, \`contains\`, \`starts with\`, \`is known\` and \`is not known\`. Several are joined by \`and\` alone or by \`or\` alone. Upper and lower case do not matter. What is not known compares as no, except with \`is not\`. A value with *and*, *or* or *known* in it is put in quotes.

A day may be compared with a day of the week (\`day is saturday\`), with \`weekday\` (Monday to Friday) or \`weekend\`. After \`over\`, \`under\`, \`at least\` and \`at most\` another name may stand in place of a value, where both are numbers, durations, dates or times: \`bill.amount over limit\`.`

export const given: [string, string][] = [
  ['caller.number', 'The number of the caller; not known when it is withheld.'],
  ['caller.name', 'The name that the telephone company tells, where it does.'],
  ['caller.country', 'The country of the number, as two letters: caller.country is BY.'],
  [
    'caller.verified',
    "yes where the caller's telephone company vouches for the number, no where the number is forged; else not known.",
  ],
  ['caller.forwarded_from', 'The number that was called first, when it forwards its calls to us.'],
  ['caller.campaign', 'The campaign of a call that we make.'],
  ['caller.tags', 'Tags of the caller: caller.tags contains staff.'],
  ['caller.withheld', 'yes when the caller hides the number.'],
  [
    'line.name',
    'The name of the line called; line.number is its number, line.brand and the like are values of lines.yaml.',
  ],
  ['call.id', 'The call, for other systems.'],
  ['call.lot', 'A number from 0 to 99, by lot: call.lot under 10 is every tenth call.'],
  ['call.talked', 'yes after a conversation with a person.'],
  ['call.disposition', 'What the operator noted about the conversation.'],
  ['language', 'The language of the call; set it to change it.'],
  ['priority', 'high, normal or low; set it to change it.'],
  ['today', 'The day.'],
  ['now', 'The day and the time.'],
  ['item', 'The row being read out, in each of a choose step: item.day.'],
  ['hours.NAME', 'open, closed or holiday; hours.NAME.opens is the next opening.'],
  ['desks.NAME.free', 'How many people are free at the desk; also waiting, wait and place.'],
  ['switches.NAME', 'on or off; switches.NAME.text is the notice that staff wrote.'],
]

export const phrases = `
phrases:
  unclear: I did not catch that.
  silent: I can't hear you.
  please wait: One moment, I'm looking.
`

export const slots = `
slots:
  topic:  { type: choice, label: Reason, options: [order, { value: bill, phrases: [invoice, payment] }] }
  order:  { type: digits, length: 6, label: Order number }
  people: { type: number, min: 1, max: 20, label: Number of people }
  day:    { type: date, from: today, label: Day }
  reach:  { type: phone, label: Number to call back, value: "{{ caller.number }}" }
  card:   { type: digits, length: 8, label: Card number, private: yes }
`

/** What a value of each type is. */
export const slotTypes: Record<SlotType, string> = {
  choice: 'One of the options; without keys they get 1, 2, 3 and so on.',
  'yes-no': 'Yes or no.',
  digits: 'A number that is no quantity: an order, a card. May begin with 0.',
  number: 'A quantity.',
  ordinal:
    'A place in a row, as in "the third"; the last is end+0, the one before it end-1, the next one current+1.',
  date: 'A day, as in "next Monday" or keyed in as day and month.',
  time: 'A time of day.',
  'date-time': 'A day and a time.',
  duration: 'A length of time, as in "an hour and a half" or keyed in as minutes.',
  name: "A person's name, spelled when it is not understood at once; spoken only.",
  phone:
    'A telephone number, kept as +44… with ;ext= before an extension; one whose country is not known is kept as its digits, and always confirmed.',
  money: 'An amount, with its currency where it is said.',
  code: 'Letters and digits, said one by one or with words: "D for Delta"; keyed in where digits alone fit its pattern.',
  email: 'An e-mail address; spoken only.',
  text: 'Free words; spoken only.',
  recording: 'What was said at a "record" step.',
  row: 'A row that was chosen from a list at a "choose" step; its fields follow a dot.',
}

export const desks = `
desks:
  office:
    label: Office
    needs: [topic]
    shows: [order, status.place]
    whisper: "{{ topic }}, order {{ order | digits }}"
    hours: office
    rings: 20 seconds
    closed: we are closed
    nobody: message
    then: was it good
`

export const lookups = `
lookups:
  order status:
    takes: [order]
    gives: { place: text, due: date }
    example: { place: Leeds, due: 2026-03-05 }
  free days:
    gives: { days: [{ id: text, day: date }] }
  book day:
    takes: [order, day]
    gives: { number: text }
    changes: yes
  workload:
    gives: { tasks: { assigned: number, waiting: { mine: number } } }
    example: { tasks: { assigned: 4, waiting: { mine: 1 } } }
  news:
    gives: text
    example: We are closed on Friday.
`

export const tables = `A lookup may be answered by a table of your own instead of another system:

\`\`\`yaml
lookups:
  price:
    table: prices
    takes: [zone, weight]
    gives: { fee: money, days: number }
\`\`\`

The file is tables/prices.csv in the company's folder, or in shared/ for all companies. Its first row names the columns; commas, semicolons and tabs separate cells, as Excel writes them; it is saved as UTF-8 and has at most 20 000 rows:

\`\`\`
zone;weight;fee;days
inner;1;4,50;1
outer;1;6,00;2
\`\`\`

The row is the one whose cells are what the lookup takes, compared as in conditions: without upper case and accents, numbers, dates and durations by value. The types are those of slots of the same name, or stand there: \`takes: { zone: text, weight: number }\`. An empty cell is a value that is not known. No row is *not found*; two rows with the same key are an error, unless the lookup gives all of them: \`gives: { rows: [{ day: date, from: time }] }\`. A call keeps the table it began with.`

export const answers = `Fields may lie in groups, up to four deep, and are read by their whole path: \`{{ load.tasks.assigned }}\`, \`load.tasks.waiting.mine over 2\`. The fields of a list may lie in groups too. An answer that is bare text (text/plain, or a text in JSON) is read by the name it is saved under: \`{{ news }}\`; an empty one is *not found*. An answer that lacks a field, or has one of another type, goes to \`failed\`; the log says which path.`

export const hours = `Hours have a time zone and spans for days. A break makes two spans; a span may reach past midnight. Public holidays are closed, and days may be set apart: one day, a range of days, and without a year those of every year. The more exactly a day is named the more it counts: a day before a range, and this year before every year.

\`\`\`yaml
hours:
  office:
    zone: Europe/London
    mon-fri: 09:00-13:00 14:00-17:00
    sat: 10:00-14:00
    holidays: united kingdom
    except: { 2026-12-31: 09:00-12:00, 2026-04-29..2026-05-05: closed, 12-24..01-01: closed }
\`\`\`

\`hours.office is open\` (or \`closed\`, or \`holiday\`) asks for them, and \`{{ hours.office.opens | spoken }}\` says when it opens next.`

export const begunWith = `What a call is begun with besides the number that calls: a customer's number that another program hands over, the order a campaign calls about. Each is a type, or the keys of a slot (\`private\`, limits, options):

\`\`\`yaml
given:
  contact: digits
  reason: { type: choice, options: [order, invoice] }
  account: { type: digits, length: 8, private: yes }
\`\`\`

\`{{ given.contact }}\`, \`given.reason is order\` and \`given.contact is known\` read them. Whatever is not given, or cannot be read as its type says, is not known: words that name it are left out, and the log tells that it could not be read. What is given never proves who calls. A sub-flow sees what it declares too, with the same type. \`callflow talk --given contact=42\`, the practice phone and scripted calls (\`given: { contact: "42" }\`) begin calls with them.`

export const subflows = `A flow that other flows go through with \`do\`. It sees only what \`with\` gives it, gives back only its \`gives\`, and is left by one of its \`ends\`. Its languages must be those of the flow that uses it; what it does not name (help, hours, desks, lookups, phrases) comes from there.

\`\`\`yaml
flow: ask place
start: which place
takes: { which: text }
gives: [place]
ends: [given, unknown]
slots:
  place: { type: digits, length: 5, label: Place }
steps:
  which place:
    ask: Please say or key in the five digits of {{ which }}.
    slot: place
    confirm: I have {{ place | digits }}. Is that right?
    stuck: unknown
    then: given
\`\`\`

It is used like this:

\`\`\`yaml
from where:
  do: ask place
  with: { which: the first place }
  save: { from: place }
  ends: { given: to where, unknown: office }
\`\`\``

export const faq = `
faq: questions about the shop
questions:
  - question: How long does delivery take?
    phrasings: [delivery time, when does it arrive]
    answer: We deliver within three working days.
  - question: How can I pay?
    id: payment
    answer: You can pay by card or by bank transfer.
`

export const lines = `
company: { id: bakery, name: The Bakery, zone: Europe/London, country: GB }
hours:
  shop: { mon-sat: 08:00-18:00, except: { 12-25: closed } }
lines:
  "+442079460100":
    name: Customer line
    flow: bakery
    if all fails: "+442079460199"
    values: { brand: The Bakery }
desks:
  shop: { people: ["+442079460101", "+442079460102"], ring: in order, hours: shop }
lookups:
  order status: { url: "https://orders.example/status", secret: LOOKUP_BAKERY__ORDERS }
`

export const waiver = `
hello:
  # allow question-in-say: it is our slogan
  say: Why not a cake today?
  then: main menu
`
