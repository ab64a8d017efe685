// What each word of the language is in a call; a word that is not in this list is as every step is.
import type { Step } from '../../flow/steps/index.ts'
import type { SpokenStep } from '../spoken-step.ts'
import { answerInCall } from './answer.ts'
import { askInCall } from './ask.ts'
import { callbackInCall } from './callback.ts'
import { chooseInCall } from './choose.ts'
import { decideInCall } from './decide.ts'
import { doInCall } from './do.ts'
import { menuInCall } from './menu.ts'
import { notifyInCall } from './notify.ts'
import { requestInCall } from './request.ts'
import { setInCall } from './set.ts'

const spoken: { [W in Step['word']]?: SpokenStep } = {
  menu: menuInCall,
  ask: askInCall,
  choose: chooseInCall,
  answer: answerInCall,
  decide: decideInCall,
  set: setInCall,
  request: requestInCall,
  notify: notifyInCall,
  callback: callbackInCall,
  do: doInCall,
}

const PLAIN: SpokenStep = {}

export const spokenOf = (step: Step): SpokenStep => spoken[step.word] ?? PLAIN
