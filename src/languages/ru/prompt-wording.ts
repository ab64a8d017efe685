// Russian: what the dialogue rules look for in prompts.
import { oneOf } from '../normalise.ts'
import type { PromptWording } from '../prompt-wording.ts'

/** As they begin. */
const numbers = oneOf(
  'дв две три четыр пят шест сем восем девят десят одиннадцат двенадцат тринадцат',
)

export const promptWording: PromptWording = {
  keyFirst: /(?:^|[^\p{L}])нажмите [0-9](?:,? чтобы|,? для)(?![\p{L}])/iu,
  moreOptions: /^(?:другие|больше) (?:варианты|вариантов)$/iu,
  blame: /(?:^|[^\p{L}])(?:неверн|неправильн|ошибк|ошибоч)\p{L}*/iu,
  menuChanged: /меню изменилось/iu,
  recorded: /(?:разговор|звонок) (?:может быть записан|записывается)/iu,
  howToAnswer: /скажите|назовите|нажмите|наберите|введите|решётк|звёздочк/iu,
  length: new RegExp(`(?:^|[^\\p{L}])${numbers}\\p{L}*`, 'iu'),
  terminator: /решётк|решетк/iu,
}
