// English: what the dialogue rules look for in prompts.
import type { PromptWording } from '../prompt-wording.ts'

export const promptWording: PromptWording = {
  keyFirst:
    /\b(?:press|say|push|dial) (?:[0-9]|one|two|three|four|five|six|seven|eight|nine|zero) (?:for|to)\b/iu,
  forSay: /\bfor [^.,;]+, say\b/iu,
  moreOptions: /^(?:more|other) (?:options|choices)$/iu,
  blame: /\b(?:invalid|wrong|incorrect|illegal|failed|failure|error)\b/iu,
  jargon:
    /\b(?:IVR|DTMF|invalid entry|valid entry|timed? ?out|no[- ]match|no[- ]input|touch[- ]?tone|please hold the line while the system)\b/iu,
  menuChanged: /\b(?:menu|options) (?:has|have) (?:recently )?changed\b/iu,
  recorded: /\bcalls? (?:may|will|can|is|are)(?: being| be)? (?:recorded|monitored)/iu,
  howToAnswer: /\b(?:say|press|key|keypad|enter|tell me|answer|spell|hash|pound|star)\b/iu,
  length:
    /\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen|twenty)\b/iu,
  terminator: /\b(?:hash|pound)\b/iu,
  enterKey: /\benter (?:[0-9]|one|two|three|four|five|six|seven|eight|nine)\b/iu,
}
