// The manual: what each command does, examples first.

export const commands = [
  'check',
  'format',
  'talk',
  'test',
  'graph',
  'book',
  'diff',
  'replay',
  'stress',
  'eval',
  'mark',
  'switch',
  'serve',
] as const
export type Command = (typeof commands)[number]

export const isCommand = (name: string): name is Command =>
  (commands as readonly string[]).includes(name)

const overview = `callflow answers the telephone as a YAML file says.

  callflow check                        find the faults in the flows
  callflow talk --flow parcels          call a flow from this terminal
  callflow test                         play the scripted calls
  callflow serve                        take calls, or show the practice phone

Commands
  check     finds faults in flows, with line and column
  format    writes flows in the usual order and style
  talk      a telephone in the terminal
  test      plays scripted calls and tells what they did not reach
  graph     draws a flow
  book      the script book of a flow: all that callers hear and say, to read and sign
  diff      tells in plain words what differs between two versions
  replay    goes through a call that was made, step by step
  stress    random callers, failures of the world, and the calendar
  eval      measures how well callers are understood
  mark      tells what a caller meant at a turn of a stored call
  switch    lists the notices of flows, and turns them on and off
  serve     answers the telephone

Paths are folders or files; without any, the folder in FLOWS_DIR, or flows.
With --json a command writes one JSON document. callflow COMMAND --help tells more.

Exit codes: 0 all is well, 1 problems were found, 2 wrong usage, 3 callflow broke.`

const pages: Record<Command, string> = {
  check: `callflow check                          everything in the flows folder
callflow check flows/swift/parcels.yaml       one flow
callflow check --recordings             the sheet to read out, for recorded languages
callflow check --times                  how long callers listen
callflow check --live                   also secrets of lookups that are not set here
callflow check --json                   findings as data

Finds what is wrong in flows: where, what was expected, and the nearest right spelling.
Errors keep a flow from being published; warnings and remarks do not. A remark is waived
by a line above it: # allow RULE: reason

  --plan         words that are planned but not built yet are remarks, not errors
  --recordings   lists what must be recorded, with the words to read and what is missing
  --times        seconds until each option is heard, until a person, in silence, and of the
                 call to be expected, in each language; from words, or from recordings
  --budget WHAT  what --times may be at most, such as "option 25 seconds"; instead of the
                 flow's own budget of option, person, silence or call
  --calls SINCE  what is to be expected by the calls in the store since then:
                 yesterday, "7 days", 2026-03-01 or "2026-03-01 08:00"
  --json         one JSON document on stdout

Exit code 1 when there are errors.`,
  format: `callflow format                         all flows in the flows folder
callflow format flows/swift/parcels.yaml      one file
callflow format --check                 only tells which files would change
callflow format --companies             a folder for each company of a flat folder

Writes flows in house order: the word of a step first, block style. Comments stay.
With --companies nothing is put in order: files move into the folders of their companies, or
into shared/ where several use them, and lines.yaml is divided; see docs/moving-to-companies.md.

  --check       changes nothing; exit code 1 when a file would change
  --companies   divides a folder whose lines name a tenant by company; with --check only
                tells what would move
  --json        one JSON document on stdout`,
  talk: `callflow talk                                      the first line of lines.yaml
callflow talk --flow parcels                       a flow by its name
callflow talk --line +15005550001                  the flow of a number
callflow talk --flow parcels --at "2026-12-31 22:00"

Makes a call from the terminal. Type what the caller says; digits, * and # are keys.

  .              the caller says nothing
  /message 12    speaks for 12 seconds after the tone; /message 0: nothing
  /answer        somebody at the desk answers
  /busy, /nobody the desk is busy, or nobody answers
  /done          the operator hangs up, the caller stays
  /hang up       the caller hangs up

Lookups give the example that stands in the flow. At the end the call is printed as a
scripted call, ready to be put into a .calls.yaml file.

  --flow NAME       the flow's name, or its file
  --line NUMBER     a number of lines.yaml
  --at TIME         when the call is made, such as "2026-03-02 10:00"; now without it
  --language TAG    the language the call begins in, such as en-GB
  --from NUMBER     who calls
  --given NAME=TEXT a value the call is begun with, once for each
  --live            lookups are really asked, at the addresses in lines.yaml
  --json            the whole call as one JSON document, at the end`,
  test: `callflow test                                      all scripted calls
callflow test flows/swift/parcels.calls.yaml             those of one file
callflow test --coverage 100                       fail unless all is reached

Plays the calls in files named *.calls.yaml against their flows, without a telephone, and
tells which steps, and which ways out of them, no call reached.

  calls:
    - call: tracks a parcel
      at: 2026-03-02 10:00
      talk:
        - system: How can I help?
        - keys: "1"
        - caller: one two three four five six seven eight nine zero
        - system: Your parcel is at
        - hang up
      reaches: { goal: parcel tracked }

In talk: system, caller, keys, silence, message, operator hangs up, hang up. Around it:
at, zone, from, withheld, caller, line, given, language, switches, lookups, desks, reaches.

  --coverage PERCENT   the least that must be reached in each flow
  --json               one JSON document on stdout

Exit code 1 when a call does not go as written.`,
  graph: `callflow graph flows/swift/parcels.yaml > parcels.mmd
callflow graph parcels --format svg > parcels.svg
callflow graph parcels --format xstate > parcels.json

Draws a flow: its steps and desks, and the ways between them. Ways taken when something
goes wrong are dotted.

  --format mermaid   text for Mermaid (without --format)
  --format svg       a picture that stands alone
  --format xstate    the compiled machine as XState takes it; opens in Stately's tools
  --json             the steps and ways as one JSON document`,
  book: `callflow book parcels --out parcels-book.html
callflow book flows/swift/parcels.yaml > parcels-book.md
callflow book library --language ru-RU --html > library-ru.html
callflow book parcels --check parcels-book.md    which scripts are not as signed
callflow book parcels --since ../live/flows/swift/parcels.yaml

Writes everything that callers hear and say in a flow, for people to read and sign: journeys
by what callers want, what is heard where a question is not answered, and what can be said
anywhere. Each line tells its line in the flow. Journeys are marked: ✓ the scripted calls
play all of it, ◐ a part, ○ nothing.

  --out FILE       writes it there; a name that ends in .html makes it a page
  --html           one page that stands alone, for screen, phone and printer
  --markdown       as it is without --html, whatever the name of the file
  --language TAG   in one language; without it, in each of the flow's
  --check SIGNED   tells which scripts are not as in a book that was kept
  --since OLD      the same against an older version of the flow
  --json           the book, or what changed, as one JSON document on stdout

Exit code 1 when scripts are not as they were.`,
  diff: `callflow diff ../live/flows flows
callflow diff ../live/flows/swift/parcels.yaml flows/swift/parcels.yaml
callflow diff ../live/flows flows --markdown > changes.md
callflow diff --live

Tells what differs between two versions of flows, by the names of steps and options: where
callers go now, what they hear, what operators get; then what follows from it elsewhere, and
how much longer callers wait. Give two files, or two folders, such as those of two checkouts.
Comments and places in the file make no difference.

With --live, tells of the calls in progress whether the version in the flows folder, or the
one that is named, has the places where they stand. They finish on their own in any case.

  --markdown   for a pull request
  --live       the calls in progress, in the store
  --json       one JSON document on stdout

Exit code 0 when nothing differs, 1 when something does; with --live 1 when a place is gone.`,
  replay: `callflow replay CA0123456789abcdef0123456789abcdef
callflow replay CA0123456789abcdef0123456789abcdef --flow flows/swift/parcels.yaml
callflow replay --calls yesterday --flow flows/swift/parcels.yaml
callflow replay --calls "7 days" --flow drafts/parcels.yaml --words

Goes through a call that was made, as the store has it: each turn, what was heard and
understood, the steps with their lines. Words mean what they were taken for in the call;
with --anew they are understood again, and the first turn that goes another way is shown.
With --flow the same caller meets another version of the flow, which understands anew.

With --calls all calls of the flow since then meet a draft, in three ways: by meaning, so
that the caller chooses the same; by raw words and keys, understood anew; by key, as the
habitual caller presses. Each call goes the same, comes to the same result by another way,
goes another way from some turn on, or asks a lookup what it was never asked. Who would be
misrouted for a key that moved is counted. Nothing is asked outside, and nothing is done
there: lookups answer as they did.

  --flow FILE    the version to replay with; without it, the one the call ran on
  --anew         understands the words again, as this program would
  --calls SINCE  yesterday, "7 days", 2026-03-01 or "2026-03-01 08:00"; with --flow
  --words        with --calls: shows what one caller of each kind said and heard
  --json         one JSON document on stdout

Exit code 1 when the replay goes another way than the call did.`,
  stress: `callflow stress                                    all flows of the flows folder
callflow stress flows/swift/parcels.yaml                 one flow
callflow stress parcels --calls 10000 --seed 7     other callers
callflow stress parcels --only schedule --from 2026-03-02

Tries a flow as the world will. Random callers press, speak, mumble, stay silent, type
ahead, change their mind and hang up; each reply must rest somewhere and say something,
each call must end. Lookups fail in every way, desks are closed, busy or refuse, webhooks
come twice, late or never. Of the next 400 days each moment is found at which callers
go elsewhere. A call that fails is made short and printed as a scripted call.

  --calls N     how many random calls, shared out among the flows; 2000 without it
  --seed N      the first call's seed; the same seed gives the same calls; 1 without it
  --only PART   callers, faults or schedule
  --from DATE   when the calls are made, and where the schedule begins; now without it
  --json        one JSON document on stdout

Exit code 1 when something is found.`,
  eval: `callflow eval test.tsv --train train.tsv           options learnt from labelled phrases
callflow eval test.tsv --train train.tsv --menus 200
callflow eval said.tsv --flow parcels --step "main menu"
callflow eval cases.json --slot number --language ru-RU
callflow eval --unanswered "7 days"                questions nobody answered
callflow eval --marked 2026-03-01                  what we misheard, by marked turns

Runs labelled files through the very code that serves calls, and tells how much was
understood right, taken at once, asked back, refused and confused, how far probabilities
can be trusted (calibration, ten bins), and the time an utterance takes. Probabilities take
one utterance in ten to belong to no option, in English; where outsiders are given, they
count as so many in the calibration, which is told without them too.

A labelled file has lines of LABEL<TAB>UTTERANCE. With --train, labels not trained are
outsiders, to be refused; with --step, labels are ids of options and questions, or nothing.
Slot cases are JSON: a list of { "said": "seven", "value": 7 }, also { "words", "number" }
and the form of Recognizers-Text specs.

  --train FILE          phrases to learn, LABEL<TAB>PHRASE
  --menus N             N random menus of 6 options with 5 phrases, each with outsiders
  --seed N              another draw of menus; 1 without it
  --flow FLOW --step STEP
  --slot TYPE           a slot type, such as date or code
  --language TAG        en-US without it; with --flow the flow's first
  --unanswered SINCE    real calls: what was asked at "answer" steps in vain
  --marked SINCE        real calls: turns whose meaning was marked (callflow mark)
  --json                one JSON document on stdout

SINCE is yesterday, "7 days", 2026-03-01 or "2026-03-01 08:00".
What callers said is printed here and nowhere else.`,
  mark: `callflow mark CA0123456789abcdef0123456789abcdef 3 track-a-parcel

Tells what the caller meant at a turn of a stored call: the id of the option or question,
the value, or nothing. callflow replay CALL shows the turns; callflow eval --marked SINCE
then tells what was misheard. A second mark takes the place of the first.

  --json   one JSON document on stdout`,
  switch: `callflow switch                         all switches, with how they stand
callflow switch alder reception outage on --text en-GB="Our telephones are down."
callflow switch alder reception outage on --until 18:00
callflow switch alder reception outage off

Turns a switch of a company's flow on or off in the store that DATABASE_URL names; calls
notice at their next turn. A switch whose words are spoken needs some in each language of
its flow before it can be on. Words that are not named stay as they were.

  --text LANGUAGE=WORDS   what callers hear in that language; may be given several times
  --until TIME            it goes off by itself: 18:00, "2026-12-24 18:00" or "2 hours",
                          on the company's clocks
  --json                  one JSON document on stdout`,
  serve: `callflow serve

Answers calls. Without TWILIO_AUTH_TOKEN it starts in practice mode: a telephone in the
browser at the address it prints, with the same engine and store, and no accounts.

Settings come from the environment and from a file .env; .env.example tells them all.
Changed flows are taken over without a restart; calls in progress stay on their version.
SIGTERM and SIGINT finish what is under way and stop.

  --json   the address and what is wrong at the start, as one JSON document on stdout`,
}

/** The page of a command, or the overview. */
export const help = (command?: Command): string => (command ? pages[command] : overview)
