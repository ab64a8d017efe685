// Belarusian: what the dialogue rules look for in prompts.
import type { PromptWording } from '../prompt-wording.ts'

export const promptWording: PromptWording = {
  keyFirst: /(?:^|[^\p{L}])націсніце [0-9](?:,? каб|,? для)(?![\p{L}])/iu,
  moreOptions: /^(?:іншыя|больш) (?:варыянты|варыянтаў)$/iu,
  blame: /(?:^|[^\p{L}])(?:няправільн|памылк|памылков)\p{L}*/iu,
  menuChanged: /меню змянілася/iu,
  recorded: /(?:размова|званок) (?:можа быць запісан|запісваецца)/iu,
  howToAnswer: /скажыце|назавіце|націсніце|набярыце|увядзіце|рашотк|зорачк/iu,
  length:
    /(?:^|[^\p{L}])(?:чатыр|тры|пяць|шэсц|шэсць|сем|восем|дзевяц|дзесяц|адзінаццац|дванаццац)\p{L}*/iu,
  terminator: /рашотк/iu,
}
