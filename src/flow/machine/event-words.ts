// What happens on each edge of a machine, in words: the one narrator of events. A story tells it in
// sentences, a script beside what is said, and a comparison as the case in which something happens.
import type { Leaf } from './machine.ts'
import type { EventKind, ParsedEvent } from './machine-event.ts'

/** `who` speaks in a script. What nobody notices is in no story, or in no script. Names stand in
 * braces: `{name}` and `{place}` of the step, `{label}` of its value, and so on. */
export type EventWords = {
  who: 'caller' | 'outside'
  story?: string
  script?: string
  when: string
}

type Written = [story: string | undefined, script: string | undefined, when: string]

const byCaller = (...[story, script, when]: Written): EventWords => ({
  who: 'caller',
  story,
  script,
  when,
})
const outside = (...words: Written): EventWords => ({ ...byCaller(...words), who: 'outside' })

const WORDS: Record<EventKind, EventWords> = {
  NO_INPUT: byCaller('Caller says nothing.', '(says nothing)', 'after a silence'),
  NO_MATCH: byCaller('Caller is not understood.', '(is not understood)', 'when not understood'),
  INVALID: byCaller(
    'Caller gives something that cannot be an answer.',
    '(says what cannot be right)',
    'after an impossible answer',
  ),
  OPTION_UNSURE: byCaller(
    'Caller chooses something, and is heard badly.',
    '(is understood, but not surely)',
    'with an unsure choice',
  ),
  VALUE: byCaller('Caller gives ‹{label}›.', '‹{label}›', 'with an answer'),
  VALUE_UNSURE: byCaller(
    'Caller gives ‹{label}›, and is heard badly.',
    '‹{label}›',
    'with an unsure answer',
  ),
  YES: byCaller('Caller says yes.', '{yes}', 'after a yes'),
  NO: byCaller('Caller says no.', '{no}', 'after a no'),
  NONE: byCaller('Caller wants none of these.', '(none of them)', 'with "none of these"'),
  NEXT: byCaller('Caller says no.', '(the next one)', 'after a no'),
  DONE: byCaller(
    'Caller says nothing, having been served.',
    '(that is all)',
    'when there is nothing else',
  ),
  OPERATOR: byCaller(
    'Caller asks for a person.',
    '(asks for a person)',
    'when asking for a person',
  ),
  MAIN: byCaller('Caller says "start over".', '(wants to start over)', 'when starting over'),
  REPEAT: byCaller(
    'Caller asks to hear it again.',
    '(asks to hear it again)',
    'when asking to hear it again',
  ),
  QUESTION: byCaller(
    'Caller asks a question.',
    '(asks something that has an answer)',
    'with a question',
  ),
  LONG_QUESTION: byCaller(
    'Caller asks a question that has a long answer.',
    '(asks something that has a long answer)',
    'with a question that has a long answer',
  ),
  LAST_PIECE: byCaller(
    'Caller hears the last of a long answer.',
    '(hears the last of a long answer)',
    'at the end of a long answer',
  ),
  HUNG_UP: byCaller('Caller hangs up.', '(hangs up)', 'when hanging up'),
  LIMIT: outside(
    'Caller has used up the turns of a call.',
    'The call has taken too many turns.',
    'when the turns are used up',
  ),
  WORN_OUT: outside(
    'Caller is not understood; that makes {misses} misses in this call.',
    'The caller was not understood too often.',
    'after too many misses',
  ),
  option: byCaller('Caller chooses "{option}".', '{option}', 'with "{option}"'),
  anywhere: byCaller(
    'Caller chooses "{option}".',
    '(chooses what can be chosen anywhere)',
    'with "{option}"',
  ),
  waiting: byCaller(
    'Caller, while waiting, chooses "{option}".',
    '{option}',
    'with "{option}" while waiting',
  ),
  row: byCaller('Caller chooses row {row}.', '(one of the rows read out)', 'with a row'),
  back: byCaller('Caller goes back.', '(goes back)', 'when going back'),
  branch: outside('It holds that {condition}.', 'When {condition}:', 'in case {case}'),
  FITS: outside(undefined, undefined, 'at once'),
  TOO_MANY: outside(
    'That is one visit too many at "{name}".',
    '“{place}” was visited too often.',
    'after too many visits',
  ),
  HAVE: outside(
    'Caller has given ‹{label}› already.',
    'The caller has said it already.',
    'when the answer was given before',
  ),
  HAVE_UNSURE: outside(
    'Caller has given ‹{label}› already.',
    'The caller has said it already, but was not surely understood.',
    'when the answer was given before',
  ),
  HAVE_NOT: outside(undefined, undefined, 'at once'),
  LISTED: outside(undefined, undefined, 'with a list'),
  EMPTY_LIST: outside('The list is empty.', 'There are no rows.', 'with an empty list'),
  ENTERED: outside(undefined, 'The step was visited.', 'after the call'),
  NOT_ENTERED: outside(undefined, 'The step was not visited.', 'after the call'),
  OK: outside('The lookup "{lookup}" answers.', '“{lookup}” answers.', 'when the lookup answers'),
  NOT_FOUND: outside(
    'The lookup "{lookup}" finds nothing.',
    '“{lookup}” finds nothing.',
    'when nothing is found',
  ),
  FAILED: outside(
    'The lookup "{lookup}" fails.',
    '“{lookup}” cannot be asked.',
    'when the lookup fails',
  ),
  OPEN: outside('"{name}" is open.', '“{place}” is open.', 'when open'),
  SHUT: outside('"{name}" is closed.', '“{place}” is closed.', 'when closed'),
  ANSWERED: outside('Somebody takes the call.', 'Somebody answers.', 'when somebody answers'),
  UNANSWERED: outside(
    'Nobody at "{name}" takes the call.',
    'Nobody answers.',
    'when nobody answers',
  ),
  CALL_BACK: byCaller(
    'Caller, while waiting, chooses to be called back.',
    '(while waiting: chooses to be called back)',
    'when a call back is wanted while waiting',
  ),
  LEAVE: byCaller(
    'Caller, while waiting, chooses to go another way.',
    '(while waiting: chooses to go another way)',
    'when leaving the queue',
  ),
  RELEASED: outside(
    'The operator hangs up.',
    'The operator hangs up, the caller stays.',
    'after the conversation',
  ),
  REQUEUED: outside(
    "The operator's connection breaks.",
    'The operator’s connection breaks, and the caller waits for another.',
    "when the operator's connection breaks",
  ),
  BACK_TO: outside(
    'The operator sends the caller to "{target}".',
    'The operator sends the caller to “{target}”.',
    "sent back to '{target}'",
  ),
  RECORDED: byCaller(
    'Caller speaks after the tone.',
    '(speaks after the tone)',
    'after the recording',
  ),
  EMPTY: byCaller(
    'Caller says nothing after the tone.',
    '(leaves nothing after the tone)',
    'when nothing was recorded',
  ),
}

const OTHERWISE = outside('None of the conditions of "{name}" holds.', 'Otherwise:', 'otherwise')

/** Of a promise to call back, where others ask a lookup. */
const PROMISE: { [K in EventKind]?: EventWords } = {
  OK: outside('A call back from "{desk}" is promised.', 'A call back is promised.', WORDS.OK.when),
  FAILED: outside(
    'No call back can be promised.',
    'No call back can be promised.',
    WORDS.FAILED.when,
  ),
}

/** The words for an event at a leaf. */
export function wordsFor(event: ParsedEvent, { kind }: Pick<Leaf, 'kind'>): EventWords {
  if (event.kind === 'branch' && event.at === undefined) return OTHERWISE
  return (kind === 'callback' && PROMISE[event.kind]) || WORDS[event.kind]
}

/** Puts names where they stand in braces. */
export const fillNames = (text: string, names: Record<string, string | undefined>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => names[name] ?? whole)
