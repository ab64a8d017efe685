// English: the words callers use to answer, to ask for something else, and without weight.
import type { CallerWords } from '../caller-words.ts'
import { phraseList, wordSet } from '../normalise.ts'

export const words: CallerWords = {
  yes: phraseList(`
    yes | yeah | yep | yup | yea | ya | yah | yeh | aye | yes please | sure | sure thing |
    correct | right | that is right | thats right | thats correct | that is correct | ok | okay |
    okey | alright | all right | of course | exactly | precisely | absolutely | definitely |
    certainly | naturally | affirmative | positive | uh huh | mm hmm | mhm | mhmm | true |
    please do | do it | go ahead | go for it | fine | thats fine | why not | sounds good |
    sounds great | perfect | great | excellent | good | agree | agreed | i agree | indeed |
    totally | you bet | by all means | very well | works for me | that works | confirmed |
    i confirm | with pleasure | gladly | no problem | not a problem | no worries | no doubt |
    no objection | no objections | i dont mind | i do not mind | spot on | bang on
  `),
  no: phraseList(`
    no | nope | nah | nay | not | negative | incorrect | wrong | false | never | dont | do not |
    isnt | wasnt | arent | not really | not quite | not exactly | not yet | not now | not today |
    no way | no thanks | no thank you | disagree | i disagree | not at all | i dont think so |
    i do not think so | i dont | i do not | it isnt | it is not | it was not | it wasnt | doesnt |
    wont | wouldnt | im afraid not | unfortunately not | absolutely not | definitely not |
    certainly not | of course not | by no means | cant | cannot | no need | uh uh | nuh uh |
    hell no | not correct | not right | not true
  `),
  echoes: phraseList(`
    i do | i did | i am | i have | i would | i will | i can | it is | it was | it does | it will |
    we do | they do | thats it | that is it
  `),
  likely: phraseList(`
    no yeah | i think so | i guess so | i suppose so | i believe so | i suppose | probably |
    most likely | very likely | presumably | i hope so
  `),
  unlikely: phraseList(`
    yeah no | yeah nah | probably not | i guess not | i suppose not | i doubt it |
    most likely not | hardly | not likely | unlikely | i hope not
  `),
  unsure: phraseList(`
    not sure | not certain | dont know | do not know | dunno | no idea | no clue | maybe |
    maybe not | perhaps | possibly | i guess | it depends | dont remember | do not remember |
    cant remember | cannot remember | cant say | hard to say | yes and no | yes or no | either way
  `),
  neither: phraseList(`
    good morning | good afternoon | good evening | good day | good night | good bye | right now |
    right away | right side | right hand | no one | no matter | cant hear | cannot hear |
    dont hear | do not hear | dont understand | do not understand | cant understand | not hear |
    not understand | not only
  `),
  negations: wordSet(
    'not isnt arent wasnt werent dont doesnt didnt wont wouldnt cant cannot never aint',
  ),
  wrong: wordSet('wrong incorrect false mistaken'),
  not: wordSet('not no dont never isnt without'),
  negatesTwice: true,
  universals: {
    operator: phraseList(`
      operator | the operator | agent | an agent | representative | human | human being | person |
      real person | live person | someone | somebody | help | help me | assistant |
      customer service | customer care | receptionist | staff | advisor | adviser |
      speak to someone | talk to someone
    `),
    repeat: phraseList(`
      repeat | repeat that | say that again | say it again | again | come again | pardon |
      pardon me | i beg your pardon | what | what did you say | sorry | excuse me | once more |
      one more time | i did not hear | i didnt hear | i didnt hear that | didnt catch that |
      did not catch that | hear that again
    `),
    back: phraseList(`
      back | go back | previous | previous menu | previous question | step back | return |
      one step back
    `),
    'start over': phraseList(`
      start over | start again | main menu | start from the beginning | from the beginning |
      beginning | from the start | restart | back to the start | back to the beginning |
      go back to the main menu | back to the main menu
    `),
  },
  done: phraseList(`
    no | nope | nah | no thanks | no thank you | that is all | thats all | that will be all |
    thatll be all | that is it | thats it | nothing | nothing else | nothing more | not now |
    goodbye | good bye | bye | bye bye | im done | i am done | im good | im fine | all set |
    finished | finish | done | end the call | hang up | thanks | thank you
  `),
  none: phraseList(`
    none | none of these | none of them | none of those | neither | neither of them |
    neither of these | neither of the two | neither one | another one | something else |
    a different one | no | nope | not these | other
  `),
  carriers: wordSet('number option key press choice choose line answer button row'),
  fillers: wordSet('um uh er erm ah hmm hm well like so yeah please okay ok actually basically'),
  small: wordSet(`
    again a an the i im id ill we you he she it its this that these those me my mine your our us
    is are was be been am to of for from in on at by with about into and or but so if please
    thanks thank hello hi hey um uh er erm ah hmm hm well like just now then there want wanna
    would could can may might will shall should need needs have has had got get give let lets put
    through speak speaking talk connect transfer call calling tell say some any really right okay
    ok yeah yes do does did go going know make take looking look real live directly immediately
    here ask asking thing dear sir madam
  `),
  leads: phraseList(`
    it is | its | it was | i said | i mean | i meant | that is | thats | this is | the | make it |
    rather | sorry | actually | but
  `),
  nameLeads: phraseList(`
    my name is | my names | the name is | name is | name | i am | im | this is | it is | its |
    i am called | call me | hello | hi
  `),
  last: wordSet('last final'),
  nameParts: wordSet('first last second name surname family spelled spelt'),
  emailLeads: wordSet(
    'my email mail address is its it the reach me send to write this on please so um uh',
  ),
  emailNames: new Map(),
}
