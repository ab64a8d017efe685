// English: what the dialogue rules look for in prompts.
import type { PromptWording } from '../prompt-wording.ts'

const figures = 'one|two|three|four|five|six|seven|eight|nine'
const numbers = 'ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen|twenty'
const jargon = [
  'IVR',
  'DTMF',
  'invalid entry',
  'valid entry',
  'timed? ?out',
  'no[- ]match',
  'no[- ]input',
  'touch[- ]?tone',
  'please hold the line while the system',
]

export const promptWording: PromptWording = {
  keyFirst: new RegExp(`\\b(?:press|say|push|dial) (?:[0-9]|${figures}|zero) (?:for|to)\\b`, 'iu'),
  forSay: /\bfor [^.,;]+, say\b/iu,
  moreOptions: /^(?:more|other) (?:options|choices)$/iu,
  blame: /\b(?:invalid|wrong|incorrect|illegal|failed|failure|error)\b/iu,
  jargon: new RegExp(`\\b(?:${jargon.join('|')})\\b`, 'iu'),
  menuChanged: /\b(?:menu|options) (?:has|have) (?:recently )?changed\b/iu,
  recorded: /\bcalls? (?:may|will|can|is|are)(?: being| be)? (?:recorded|monitored)/iu,
  howToAnswer: /\b(?:say|press|key|keypad|enter|tell me|answer|spell|hash|pound|star)\b/iu,
  length: new RegExp(`\\b(?:\\d+|${figures}|${numbers})\\b`, 'iu'),
  terminator: /\b(?:hash|pound)\b/iu,
  enterKey: new RegExp(`\\benter (?:[0-9]|${figures})\\b`, 'iu'),
}
