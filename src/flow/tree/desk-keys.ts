// The keys of a desk: where people answer, and what callers hear until they do.
import { LEAST_RINGS, RINGS, WAIT_AT_MOST } from '../defaults.ts'
import { HOUR, MINUTE, SECOND, writeDuration } from '../text/duration.ts'
import { options } from './option.ts'
import { prompt } from './prompt.ts'
import {
  among,
  duration,
  group,
  list,
  may,
  must,
  name,
  target,
  template,
  text,
  yesNo,
} from './shape.ts'

export const deskFields = {
  label: may(prompt, "The desk's name as callers and operators hear it."),
  needs: may(
    list(name('a slot')),
    'Slots the operator must know: checked on every way the author wrote.',
  ),
  shows: may(list(text), "Further values on the operator's card."),
  whisper: may(template, 'What the operator hears before the caller is put through.'),
  skills: may(list(text), 'Skills an operator needs.'),
  hours: may(name('opening hours'), 'When the desk is open.'),
  record: may(yesNo, 'yes: the conversation is recorded.'),
  music: may(text, 'What is played while the caller waits, or none.'),
  'wait at most': may(
    duration(10 * SECOND, HOUR),
    `The longest a caller waits; ${writeDuration(WAIT_AT_MOST)} without it.`,
  ),
  'while waiting': may(
    group(
      {
        say: may(prompt, 'Said while the caller waits.'),
        every: may(duration(10 * SECOND, 10 * MINUTE), 'How often.'),
        options: may(options, 'Ways out of the queue.'),
      },
      '"while waiting"',
    ),
    'What a waiting caller hears and may choose.',
  ),
  'back to': may(list(target), 'Steps the operator may send the caller to.'),
  number: may(template, "A looked-up number to ring instead of the desk's people."),
  'show number': may(
    among('line', 'caller'),
    "Which number the operator sees; the line's without it.",
  ),
  rings: may(
    duration(LEAST_RINGS, 2 * MINUTE),
    `How long each person is rung; ${writeDuration(RINGS)} without it.`,
  ),
  nobody: must(target, 'Where the call goes when nobody takes it.'),
  closed: may(target, 'Where the call goes outside the hours; without it, to `nobody`.'),
  then: may(target, 'Where the call goes after the conversation; without it, it ends.'),
  instead: may(text, 'Another place the caller is told to turn to.'),
}

export const deskShape = group(deskFields, 'a desk')
