// Belarusian: what the dialogue rules look for in prompts.
import { oneOf } from '../normalise.ts'
import type { PromptWording } from '../prompt-wording.ts'

/** As they begin. */
const numbers = oneOf('чатыр тры пяць шэсц шэсць сем восем дзевяц дзесяц адзінаццац дванаццац')

export const promptWording: PromptWording = {
  keyFirst: /(?:^|[^\p{L}])націсніце [0-9](?:,? каб|,? для)(?![\p{L}])/iu,
  moreOptions: /^(?:іншыя|больш) (?:варыянты|варыянтаў)$/iu,
  blame: /(?:^|[^\p{L}])(?:няправільн|памылк|памылков)\p{L}*/iu,
  menuChanged: /меню змянілася/iu,
  recorded: /(?:размова|званок) (?:можа быць запісан|запісваецца)/iu,
  howToAnswer: /скажыце|назавіце|націсніце|набярыце|увядзіце|рашотк|зорачк/iu,
  length: new RegExp(`(?:^|[^\\p{L}])${numbers}\\p{L}*`, 'iu'),
  terminator: /рашотк/iu,
}
