// English: the words callers use and the engine's own phrases.
import { phraseList, wordSet } from '../normalise.ts'
import { en as calendar, enUS as calendarUS } from './calendar.ts'
import type { Language } from '../language.ts'
import { en as numerals } from './numerals.ts'

export const en: Language = {
  code: 'en',
  ...numerals,
  monthFirst: false,
  last: wordSet('last final'),
  calendar,
  currencies: [
    {
      code: 'USD',
      words: wordSet('dollar dollars bucks usd'),
      cents: wordSet('cent cents'),
      main: { one: 'dollar', other: 'dollars' },
      small: { one: 'cent', other: 'cents' },
    },
    {
      code: 'EUR',
      words: wordSet('euro euros eur'),
      cents: wordSet('eurocent eurocents'),
      main: { one: 'euro', other: 'euros' },
      small: { one: 'cent', other: 'cents' },
    },
    {
      code: 'GBP',
      words: wordSet('pound pounds quid gbp'),
      cents: wordSet('penny pence p'),
      main: { one: 'pound', other: 'pounds' },
      small: { one: 'penny', other: 'pence' },
    },
    {
      code: 'RUB',
      words: wordSet('rouble roubles ruble rubles rub'),
      cents: wordSet('kopeck kopecks kopek kopeks'),
      main: { one: 'Russian rouble', other: 'Russian roubles' },
      small: { one: 'kopeck', other: 'kopecks' },
    },
    {
      code: 'BYN',
      words: wordSet('byn'),
      cents: wordSet(''),
      main: { one: 'Belarusian rouble', other: 'Belarusian roubles' },
      small: { one: 'kopeck', other: 'kopecks' },
    },
    {
      code: 'PLN',
      words: wordSet('zloty zlotys pln'),
      cents: wordSet('grosz groszy'),
      main: { one: 'zloty', other: 'zlotys' },
      small: { one: 'grosz', other: 'groszy' },
    },
    ...Object.entries({
      CNY: ['rmb renminbi kuai', 'fen fens'],
      INR: ['rs', 'paise paisa'],
      UAH: ['hryvnya hryvnyas grivna grivnas', 'kopiyka kopiykas'],
      CHF: ['', 'centime centimes rappen'],
      SEK: ['kronor crown crowns', 'ore ores'],
      JPY: ['yens', ''],
      ILS: ['shekel shekels nis', 'agora agorot'],
      MXN: ['', 'centavo centavos'],
      MYR: ['', 'sen sens'],
      BGN: ['levs', 'stotinka stotinki'],
      RON: ['', 'bani'],
      TRY: ['', 'kurus'],
      DEM: ['deutschmark deutschmarks', 'pfennig pfennigs'],
      GEL: ['', 'tetri'],
      KZT: ['tenge', 'tiyn'],
      UZS: ['sum sums soms', 'tiyin'],
      THB: ['', 'satang'],
      FIM: ['markkaa', ''],
      ESP: ['pesetas', ''],
      NLG: ['guilder guilders', ''],
      FRF: ['', ''],
      CZK: ['', 'heller hellers'],
    }).map(([code, [own, small]]) => ({ code, words: wordSet(own!), cents: wordSet(small!) })),
  ],
  currencyOf: new Map([
    ['russian', 'RUB'],
    ['belarusian', 'BYN'],
    ['american', 'USD'],
    ['u', 'USD'],
    ['s', 'USD'],
    ['sterling', 'GBP'],
    ['english', 'GBP'],
    ['dutch', 'NLG'],
    ['netherlands', 'NLG'],
    ['deutsche', 'DEM'],
  ]),
  yes: phraseList(
    'yes | yeah | yep | yup | yea | ya | yah | yeh | aye | yes please | sure | sure thing | correct | right | that is right | thats right | thats correct | that is correct | ok | okay | okey | alright | all right | of course | exactly | precisely | absolutely | definitely | certainly | naturally | affirmative | positive | uh huh | mm hmm | mhm | mhmm | true | please do | do it | go ahead | go for it | fine | thats fine | why not | sounds good | sounds great | perfect | great | excellent | good | agree | agreed | i agree | indeed | totally | you bet | by all means | very well | works for me | that works | confirmed | i confirm | with pleasure | gladly | no problem | not a problem | no worries | no doubt | no objection | no objections | i dont mind | i do not mind | spot on | bang on',
  ),
  no: phraseList(
    'no | nope | nah | nay | not | negative | incorrect | wrong | false | never | dont | do not | isnt | wasnt | arent | not really | not quite | not exactly | not yet | not now | not today | no way | no thanks | no thank you | disagree | i disagree | not at all | i dont think so | i do not think so | i dont | i do not | it isnt | it is not | it was not | it wasnt | doesnt | wont | wouldnt | im afraid not | unfortunately not | absolutely not | definitely not | certainly not | of course not | by no means | cant | cannot | no need | uh uh | nuh uh | hell no | not correct | not right | not true',
  ),
  echoes: phraseList(
    'i do | i did | i am | i have | i would | i will | i can | it is | it was | it does | it will | we do | they do | thats it | that is it',
  ),
  likely: phraseList(
    'no yeah | i think so | i guess so | i suppose so | i believe so | i suppose | probably | most likely | very likely | presumably | i hope so',
  ),
  unlikely: phraseList(
    'yeah no | yeah nah | probably not | i guess not | i suppose not | i doubt it | most likely not | hardly | not likely | unlikely | i hope not',
  ),
  unsure: phraseList(
    'not sure | not certain | dont know | do not know | dunno | no idea | no clue | maybe | maybe not | perhaps | possibly | i guess | it depends | dont remember | do not remember | cant remember | cannot remember | cant say | hard to say | yes and no | yes or no | either way',
  ),
  neither: phraseList(
    'good morning | good afternoon | good evening | good day | good night | good bye | right now | right away | right side | right hand | no one | no matter | cant hear | cannot hear | dont hear | do not hear | dont understand | do not understand | cant understand | not hear | not understand | not only',
  ),
  negations: wordSet(
    'not isnt arent wasnt werent dont doesnt didnt wont wouldnt cant cannot never aint',
  ),
  wrong: wordSet('wrong incorrect false mistaken'),
  not: wordSet('not no dont never isnt without'),
  universals: {
    operator: phraseList(
      'operator | the operator | agent | an agent | representative | human | human being | person | real person | live person | someone | somebody | help | help me | assistant | customer service | customer care | receptionist | staff | advisor | adviser | speak to someone | talk to someone',
    ),
    repeat: phraseList(
      'repeat | repeat that | say that again | say it again | again | come again | pardon | pardon me | i beg your pardon | what | what did you say | sorry | excuse me | once more | one more time | i did not hear | i didnt hear | i didnt hear that | didnt catch that | did not catch that | hear that again',
    ),
    back: phraseList(
      'back | go back | previous | previous menu | previous question | step back | return | one step back',
    ),
    'start over': phraseList(
      'start over | start again | main menu | start from the beginning | from the beginning | beginning | from the start | restart | back to the start | back to the beginning | go back to the main menu | back to the main menu',
    ),
  },
  done: phraseList(
    'no | nope | nah | no thanks | no thank you | that is all | thats all | that will be all | thatll be all | that is it | thats it | nothing | nothing else | nothing more | not now | goodbye | good bye | bye | bye bye | im done | i am done | im good | im fine | all set | finished | finish | done | end the call | hang up | thanks | thank you',
  ),
  none: phraseList(
    'none | none of these | none of them | none of those | neither | neither of them | neither of these | neither of the two | neither one | another one | something else | a different one | no | nope | not these | other',
  ),
  carriers: wordSet('number option key press choice choose line answer button row'),
  fillers: wordSet('um uh er erm ah hmm hm well like so yeah please okay ok actually basically'),
  small: wordSet(
    'again a an the i im id ill we you he she it its this that these those me my mine your our us is are was be been am to of for from in on at by with about into and or but so if please thanks thank hello hi hey um uh er erm ah hmm hm well like just now then there want wanna would could can may might will shall should need needs have has had got get give let lets put through speak speaking talk connect transfer call calling tell say some any really right okay ok yeah yes do does did go going know make take looking look real live directly immediately here ask asking thing dear sir madam',
  ),
  leads: phraseList(
    'it is | its | it was | i said | i mean | i meant | that is | thats | this is | the | make it | rather | sorry | actually | but',
  ),
  nameLeads: phraseList(
    'my name is | my names | the name is | name is | name | i am | im | this is | it is | its | i am called | call me | hello | hi',
  ),
  stem: (word) => {
    const rules: [RegExp, string][] = [
      [/(ss|us|is)$/, '$1'],
      [/ies$/, 'y'],
      [/(ing|ings|ment|ments|ed|er|ers|ion|ions|ation|ations)$/, ''],
      [/(sh|ch|x|s)es$/, '$1'],
      [/s$/, ''],
    ]
    const rule = rules.find(([ending]) => ending.test(word))
    const cut = rule && word.length > 4 ? word.replace(rule[0], rule[1]) : word
    const stem = cut.length < 3 ? word : cut
    return stem.length > 4 ? stem.replace(/(?:e|(?<=([bdglmnprt]))\1|y)$/, '') : stem
  },
  words: { yes: 'yes', no: 'no', minus: 'minus', plus: 'plus' },
  phrases: {
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
  },
}

/** American English: the month stands before the day, and the hash key is called pound. */
export const enUS: Language = {
  ...en,
  calendar: calendarUS,
  monthFirst: true,
  phrases: {
    ...en.phrases,
    'keypad digits': 'Please key in the digits, then press pound.',
    'keypad number': 'Please key in the number, then press pound.',
    'keypad date': 'Please key in the date: two digits for the month, then two for the day.',
    'keypad date-time':
      'Please key in the month and the day, two digits each, then the time as four digits, and press pound.',
    'keypad duration': 'Please key in how many minutes, then press pound.',
    'keypad money': 'Please key in the amount, with star for the point, then press pound.',
    'keypad phone': 'Please key in the telephone number, then press pound.',
    hash: 'pound',
  },
}
