// Belarusian: letters by name and by the words of telephonists, and the names of signs.
import { countTable, phraseSet, signTable, type SpellingWords } from '../spelling.ts'
import { spelling as ru } from '../ru/spelling.ts'

// callers mix both languages; the own word comes first where one is read out
const ownFirst = <V>(own: Map<string, V>, russian: Map<string, V>): Map<string, V> =>
  new Map([...own, ...[...russian].filter(([word]) => !own.has(word))])

export const spelling: SpellingWords = {
  letters: ownFirst(
    signTable(`
      ж: жэ | й: і_кароткае і_нескладовае й_кароткае | у: у_складовае |
      ў: у_кароткае у_нескладовае | ч: чэ | ф: эф | ш: ша | ь: мяккі_знак
    `),
    ru.letters,
  ),
  alphabet: ownFirst(
    signTable(`
      а: алесь андрэй | б: барыс | в: васіль вольга | г: галіна ганна | д: дзмітрый дар'я |
      е: еўдакія ева | ё: ёлка | ж: жанна жук | з: зоя зміцер | і: іван ірына | к: кастусь |
      л: леанід лявон | м: мікалай міхась марыя | н: наталля ніна | п: павел | р: раман рыгор |
      с: сяргей сцяпан | т: таццяна тарас | у: уладзімір усяслаў | ф: фёдар | х: хведар |
      ц: цімафей цапля | ч: чэслаў чайнік | ш: шура | э: эдуард | ю: юры юрка | я: янка якуб
    `),
    ru.alphabet,
  ),
  other: ownFirst(
    signTable('x: ікс | y: ігрэк | j: ёт | i: ай | w: дубль_вэ | q: ку | h: аш | z: зэт'),
    ru.other,
  ),
  signs: ownFirst(
    signTable(`
      -: працяжнік злучок дэфіс мінус рыска | /: дроб слэш касая | .: кропка |
      _: падкрэсліванне ніжняе_падкрэсліванне | @: сабака сабачка слімак | +: плюс | ': апостраф
    `),
    ru.signs,
  ),
  as: new Set([...phraseSet('як|як у слове|як у|гэта|ад слова'), ...ru.as]),
  doubles: ownFirst(countTable('2: двайное двайная двойчы | 3: тройчы'), ru.doubles),
  spoken: {
    '-': 'працяжнік',
    '/': 'дроб',
    '.': 'кропка',
    _: 'падкрэсліванне',
    '@': 'сабака',
    '+': 'плюс',
    "'": 'апостраф',
  },
}
