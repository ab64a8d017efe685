// What holds where a flow or lines.yaml says nothing, and what the engine never goes beyond: each
// figure once, with its unit and its reason.
import { MINUTE, SECOND } from './text/duration.ts'

// At a question.

/** Until a silence is taken for one, ms: who thinks needs about two seconds, who looks for a number
 * longer. */
export const WAIT = 5 * SECOND
/** The shortest and the longest an author may let a question wait, ms: before three seconds callers
 * are cut off, and after thirty they take the line for dead. */
export const LEAST_WAIT = 3 * SECOND
export const MOST_WAIT = 30 * SECOND
/** Attempts at a question: in other words once, and once on the keypad. */
export const TRIES = 3
/** The most attempts an author may give, as each has its states. */
export const MOST_TRIES = 5
/** Between two keys of an answer, ms: people read numbers off a letter. */
export const BETWEEN_KEYS = 3 * SECOND
/** For all keys of an answer, ms: keys that were kept longer belong to nothing any more. */
export const WHOLE_ANSWER = 30 * SECOND
/** Below this confidence nothing was understood, and from the other on nothing need be confirmed;
 * from 0 to 1, as our own classifier and the recognisers give it. */
export const ACCEPT_AT = 0.45
export const SURE_AT = 0.8
/** The keys of what callers may ask for at every question. */
export const KEYS = { operator: '0', repeat: '9', back: '*' } as const
/** The most digits or signs of a code, which are said or keyed one by one. */
export const LONGEST_CODE = 40
/** Rows of a list that are read out: more are not remembered. */
export const ROWS = 5

// In the whole call.

/** Misunderstandings and silences until the call goes to `help`: two whole questions. */
export const MISSES = 6
/** Turns of the caller: more than twice the longest way of a large flow, and an end to machines that
 * talk with us. */
export const TURNS = 40
/** Webhooks for each turn that is allowed: what is neither keyed nor said counts too. */
export const WEBHOOKS_A_TURN = 1.5
/** Minutes outside a conversation. */
export const CALL_MINUTES = 60
/** Conditions, counts and lookups in one go, before a call waits for anybody: more of them are a
 * circle. */
export const MOST_WORK = 20

// After a tone.

/** The longest recording, ms. */
export const LONGEST_RECORDING = 2 * MINUTE
/** The silence that ends a recording, ms. */
export const RECORD_SILENCE = 5 * SECOND

/** How long after the caller left a recording may still come, ms. */
export const RECORDING_AWAITED = MINUTE

// At a desk.

/** How long each person is rung, ms: four or five rings, before a mailbox answers. */
export const RINGS = 20 * SECOND
/** Nobody can answer a telephone that rings shorter, ms. */
export const LEAST_RINGS = 5 * SECOND
/** The longest a caller waits, ms. */
export const WAIT_AT_MOST = 5 * MINUTE
/** From one word to a waiting caller to the next, ms. */
export const EVERY = MINUTE
/** Callers who may wait for the operators of a desk. */
export const MOST_WAITING = 100
/** How long an operator has to write a contact up, ms. */
export const WRAP_UP = MINUTE

// Outside.

/** How long a lookup may take, ms: with a filler, what a caller bears. */
export const LOOKUP_TIMEOUT = 4 * SECOND

// What is said.

/** As fast as a voice speaks. */
export const WORDS_A_MINUTE = 150
/** How long a voice takes for a word, ms. */
export const SPOKEN_WORD = MINUTE / WORDS_A_MINUTE
/** How long an answer may be in one piece, ms: more at once is not remembered. */
export const LONGEST_PIECE = 15 * SECOND
/** A long answer comes in so many pieces at most, however long they are then: the answer step has
 * states for as many. */
export const MOST_PIECES = 4

// In scripted calls.

/** How sure the recogniser is of what a caller of a script says; from 0 to 1. */
export const SCRIPTED_CONFIDENCE = 0.9
/** A number that nobody has. */
export const IMAGINED_CALLER = '+12025550143'
