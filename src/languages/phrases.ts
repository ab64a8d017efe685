// The engine's own phrases by id: what each is for and which placeholders it takes. The words stand
// with each language.

/** `{label}` and the like are put in by the engine; a recorded language has one recording for each
 * stretch of words between them. */
export const phrases = {
  'option key': 'One line of a menu, function first and key last: {label} {key}',
  'yes key': 'Tells the keys for yes and no; on the keypad rung of a yes/no question',
  'you can say': 'Names the options after a misunderstanding at a menu: {labels}',
  'unclear 1': 'First misunderstanding at a question',
  'unclear 2': 'Second misunderstanding, before the keypad is asked for',
  'silent 1': 'First silence at a question',
  'silent 2': 'Second silence, before the keypad is asked for',
  invalid: 'What was said or keyed cannot be a right answer',
  'invalid length': 'Too few or too many digits: {count} were expected',
  'invalid checksum': 'The digits fail their checksum',
  'invalid range': 'A number, date or amount outside what is allowed',
  'invalid code length': 'Too few or too many signs of a code: {count} were expected',
  'spell name': 'Asks to spell a name, after it was not understood',
  'spell code': 'Asks to say a code sign by sign, after it was not understood',
  'spell email': 'Asks to spell an e-mail address, after it was not understood',
  'keypad choice': 'Leads into a keypad menu on the last rung',
  'keypad digits': 'Asks to key in digits and end with hash',
  'keypad number': 'Asks to key in a number and end with hash',
  'keypad date':
    'Asks to key in a date: two digits for the day, two for the month (order as in the language)',
  'keypad time': 'Asks to key in a time as four digits',
  'keypad date-time': 'Asks to key in a date as for `keypad date`, then the time as four digits',
  'keypad duration': 'Asks to key in a length of time in minutes and end with hash',
  'keypad money': 'Asks to key in an amount, star for the point, and end with hash',
  'keypad phone': 'Asks to key in a telephone number and end with hash',
  'after tone': 'Asks to say it after the tone and press any key (names and free text, last rung)',
  'confirm option': 'Asks whether an unsure option was meant: {label}',
  'confirm value': 'Reads an unsure value back: {value}',
  'which of two':
    'Asks which of two was meant: options that are close, or a value heard both ways: {first} {second}',
  'confirm again': 'Asks for yes or no again after a misunderstanding at a read-back',
  'confirm keys': 'Asks for 1 or 2 at a read-back, on the keypad rung',
  'no, again': 'Said after a no at a read-back, before asking again',
  'none of these': 'The last line of a list: none of these, with its key: {key}',
  'this one': 'Asks whether the row just read is the right one',
  'anything else': 'Asks whether there is another question, after an answer',
  'no answer': 'Says that there is no answer to that question, and asks for other words',
  'ask your question': 'Invites a question again',
  'go on': 'Asks whether to go on with a long answer',
  'not known now': 'Stands in for a prompt whose values are not known',
  'please wait': 'The filler before slow work',
  'still working': 'A shorter filler while the work goes on',
  'please hold': 'Before somebody is rung',
  'place in queue': 'To a waiting caller: which one they are in the queue: {place}',
  'wait in queue': 'To a waiting caller: the wait that is estimated, in minutes: {minutes}',
  'still waiting': 'To a waiting caller when neither place nor wait is known',
  'callback key': 'To a waiting caller: the key to be called back and keep the place: {key}',
  'leave queue key':
    'To a waiting caller: the key to go another way, such as to leave a message: {key}',
  'callback promised': 'Said when a waiting caller chose to be called back: {number}',
  'connection lost': "The operator's connection broke, and the caller waits for another",
  'leave your number': 'The last resort: asks for name and number after the tone',
  'leave your number again': 'The last resort asks a second time',
  goodbye: "The engine's own goodbye",
  apology: 'Something broke on our side',
  'take the call': 'To the person rung: press 1 to take the call',
  star: 'The name of the star key',
  hash: 'The name of the hash key',
} as const

export type PhraseId = keyof typeof phrases

export const phraseIds = Object.keys(phrases) as PhraseId[]
