// English: the engine's own phrases.
import type { PhraseId } from '../phrases.ts'

export const phrases: Record<PhraseId, string> = {
  'option key': 'For {label}, press {key}.',
  'yes key': 'For yes, press 1. For no, press 2.',
  'you can say': 'You can say: {labels}.',
  'unclear 1': "Sorry, I didn't catch that.",
  'unclear 2': 'That was hard to make out, sorry.',
  'silent 1': "I can't hear anything yet.",
  'silent 2': 'It is still quiet on the line.',
  invalid: "That doesn't seem to be possible here.",
  'invalid length': 'I was expecting {count} digits.',
  'invalid checksum': "Those digits don't quite add up. One of them may have slipped.",
  'invalid range': 'That is outside what I can take here.',
  'invalid code length': 'I was expecting {count} letters and digits.',
  'spell name': 'Could you spell it for me, letter by letter?',
  'spell code': 'Please say it sign by sign, with words for the letters, such as A for Alpha.',
  'spell email': 'Please spell the address, and say at and dot for its signs.',
  'keypad choice': "Let's use your phone's keypad.",
  'keypad digits': 'Please key in the digits, then press hash.',
  'keypad number': 'Please key in the number, then press hash.',
  'keypad date': 'Please key in the date: two digits for the day, then two for the month.',
  'keypad time': 'Please key in the time as four digits, from 00 00 to 23 59.',
  'keypad date-time':
    'Please key in the day and the month, two digits each, then the time as four digits, and press hash.',
  'keypad duration': 'Please key in how many minutes, then press hash.',
  'keypad money': 'Please key in the amount, with star for the point, then press hash.',
  'keypad phone': 'Please key in the telephone number, then press hash.',
  'after tone': 'Please say it after the tone, then press any key.',
  'confirm option': 'Did I get this right: {label}?',
  'confirm value': 'I have {value}. Is that right?',
  'which of two': 'Do you mean {first}, or {second}?',
  'confirm again': 'Please tell me yes or no: did I get it right?',
  'confirm keys': 'If that is right, press 1. If not, press 2.',
  'no, again': "Thank you for telling me. Let's try again.",
  'none of these': 'For none of these, press {key}.',
  'this one': 'Would this one suit you?',
  'anything else': 'Would you like to ask anything else?',
  'no answer': "I don't have an answer to that. Could you put it in other words?",
  'ask your question': 'What would you like to know?',
  'go on': 'Shall I go on?',
  'not known now': "I'm afraid I don't have that information now.",
  'please wait': 'One moment, please.',
  'still working': 'Still on it.',
  'please hold': "Please hold on, I'm connecting you.",
  'place in queue': 'You are number {place} in the queue.',
  'wait in queue': 'The estimated wait, in minutes, is {minutes}.',
  'still waiting': 'Please stay on the line. Somebody will be with you as soon as possible.',
  'callback key': 'To be called back without losing your place, press {key}.',
  'leave queue key': 'To leave a message or go another way, press {key}.',
  'callback promised':
    'We will call you back on {number}. You keep your place in the queue. Thank you for calling. Goodbye.',
  'connection lost':
    "I'm sorry, the connection to my colleague was lost. Please stay on the line, you are next.",
  'leave your number':
    'Please leave your name and number after the tone, and we will call you back.',
  'leave your number again':
    'If you would like a call back, please say your name and number now, after the tone.',
  goodbye: 'Thank you for calling. Goodbye.',
  apology: "I'm sorry, we have a technical difficulty on our side.",
  'take the call': 'There is a call for you. To take it, press 1.',
  star: 'star',
  hash: 'hash',
}

/** In the United States the month stands before the day, and the hash key is called pound. */
export const phrasesUS: Record<PhraseId, string> = {
  ...phrases,
  'keypad digits': 'Please key in the digits, then press pound.',
  'keypad number': 'Please key in the number, then press pound.',
  'keypad date': 'Please key in the date: two digits for the month, then two for the day.',
  'keypad date-time':
    'Please key in the month and the day, two digits each, then the time as four digits, and press pound.',
  'keypad duration': 'Please key in how many minutes, then press pound.',
  'keypad money': 'Please key in the amount, with star for the point, then press pound.',
  'keypad phone': 'Please key in the telephone number, then press pound.',
  hash: 'pound',
}
