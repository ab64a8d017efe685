// What the dialogue rules know about wording, by language: patterns as data.
import type { Language } from '../tree/flow.ts'
import type { Prompt } from '../tree/prompt.ts'

/** Patterns are looked for in the words of any language the flow speaks. */
export const wording = {
  /** the key before its label: "press 2 for billing" */
  keyFirst:
    /\b(?:press|say|push|dial) (?:[0-9]|one|two|three|four|five|six|seven|eight|nine|zero) (?:for|to)\b|(?:^|[^\p{L}])нажмите [0-9](?:,? чтобы|,? для)(?![\p{L}])|(?:^|[^\p{L}])націсніце [0-9](?:,? каб|,? для)(?![\p{L}])/iu,
  /** "For X, say X", one by one */
  forSay: /\bfor [^.,;]+, say\b/iu,
  moreOptions:
    /^(?:more|other) (?:options|choices)$|^(?:другие|больше) (?:варианты|вариантов)$|^(?:іншыя|больш) (?:варыянты|варыянтаў)$/iu,
  /** words that blame the caller */
  blame:
    /\b(?:invalid|wrong|incorrect|illegal|failed|failure|error)\b|(?:^|[^\p{L}])(?:неверн|неправильн|ошибк|ошибоч|няправільн|памылк|памылков)\p{L}*/iu,
  jargon:
    /\b(?:IVR|DTMF|invalid entry|valid entry|timed? ?out|no[- ]match|no[- ]input|touch[- ]?tone|please hold the line while the system)\b/iu,
  menuChanged:
    /\b(?:menu|options) (?:has|have) (?:recently )?changed\b|меню (?:изменилось|змянілася)/iu,
  recorded:
    /\bcalls? (?:may|will|can|is|are)(?: being| be)? (?:recorded|monitored)|(?:разговор|звонок) (?:может быть записан|записывается)|(?:размова|званок) (?:можа быць запісан|запісваецца)/iu,
  /** tells how to answer, which may stand after the question */
  howToAnswer:
    /\b(?:say|press|key|keypad|enter|tell me|answer|spell|hash|pound|star)\b|(?:скажите|назовите|нажмите|наберите|введите|решётк|звёздочк|скажыце|назавіце|націсніце|набярыце|увядзіце|рашотк|зорачк)/iu,
  /** the digits of an answer are told: "ten digits", "six to eight" */
  length:
    /\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen|twenty)\b|(?:^|[^\p{L}])(?:дв|две|три|четыр|пят|шест|сем|восем|девят|десят|одиннадцат|двенадцат|тринадцат|чатыр|тры|пяць|шэсц|шэсць|сем|восем|дзевяц|дзесяц|адзінаццац|дванаццац)\p{L}*/iu,
  /** the key that ends an answer */
  terminator: /\b(?:hash|pound)\b|решётк|решетк|рашотк/iu,
  /** "enter 1" where a key is meant, "press" where data is */
  enterKey: /\benter (?:[0-9]|one|two|three|four|five|six|seven|eight|nine)\b/iu,
}

/** About 150 words a minute. */
const MS_PER_WORD = 400

/** How long a voice takes, in ms. */
export const spokenTime = (words: string): number =>
  (words.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) * MS_PER_WORD

/** The words of a prompt in each language that it is written in; values stand as `{{ }}`. */
export function wordsByLanguage(prompt: Prompt | undefined, languages: Language[]): string[] {
  if (!prompt) return []
  const all = languages.map(({ tag }) =>
    prompt.pieces
      .map(
        ({ texts }) =>
          (texts[tag] ?? texts[''])?.parts
            .map((part) => (typeof part === 'string' ? part : '{{ }}'))
            .join('') ?? '',
      )
      .join(' ')
      .replace(/\s+/g, ' ')
      .trim(),
  )
  return [...new Set(all)].filter((words) => words !== '')
}

/** Sentences with the mark they end in. */
export const sentences = (words: string): string[] =>
  words
    .match(/[^.!?…]+[.!?…]*["»”)]*/gu)
    ?.map((one) => one.trim())
    .filter((one) => /[\p{L}\p{N}{]/u.test(one)) ?? []
