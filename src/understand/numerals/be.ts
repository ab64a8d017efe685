// Belarusian number words; Russian ones count too, because callers mix both languages and a Russian recogniser often hears for them.
import type { NumberWords } from '../numbers.ts'
import { declined, lexicon, phraseList, wordSet } from '../normalise.ts'
import { ru } from './ru.ts'

const adjective = 'ы ая ае ое ыя ага ога аму ому ым ую ай ой ымі'
const soft = 'і яя яе ія яга яму ім юю яй імі'

const ordinals: Record<number, string> = {
  0: 'нулев', 1: 'перш', 4: 'чацвёрт', 5: 'пят', 6: 'шост', 7: 'сём', 8: 'восьм', 9: 'дзявят', 10: 'дзясят', 11: 'адзінаццат', 12: 'дванаццат', 13: 'трынаццат', 14: 'чатырнаццат', 15: 'пятнаццат', 16: 'шаснаццат', 17: 'сямнаццат', 18: 'васямнаццат', 19: 'дзевятнаццат',
  20: 'дваццат', 30: 'трыццат', 40: 'саракав', 50: 'пяцідзясят', 60: 'шасцідзясят', 70: 'сямідзясят', 80: 'васьмідзясят', 90: 'дзевяност', 100: 'сот', 200: 'двухсот', 300: 'трохсот', 400: 'чатырохсот', 500: 'пяцісот', 600: 'шасцісот', 700: 'сямісот', 800: 'васьмісот', 900: 'дзевяцісот',
}
const scales: Record<number, string> = { 1e3: 'тысячн', 1e6: 'мільённ', 1e9: 'мільярдн', 1e12: 'трыльённ' }
const scaleNouns: Record<number, string> = { 1e6: 'мільён', 1e9: 'мільярд', 1e12: 'трыльён', 1e15: 'квадрыльён', 1e18: 'квінтыльён', 1e21: 'секстыльён', 1e24: 'сэптыльён', 1e27: 'актыльён', 1e30: 'нанільён' }

function both(own: Map<string, number>, russian: Map<string, number>): Map<string, number> {
  return new Map([...russian, ...own])
}

function sets(own: string, russian: Set<string>): Set<string> {
  return new Set([...russian, ...wordSet(own)])
}

function lists(own: string, russian: string[][]): string[][] {
  return [...phraseList(own), ...russian].sort((a, b) => b.length - a.length)
}

export const be: NumberWords = {
  decimal: ',',
  numbers: both(lexicon({
    0: 'нуль нуля нулю нулём ноль', 1: 'адзін адна адно адны аднаго адну адной аднаму адным адных', 1.5: 'паўтара паўтары', 2: 'два дзве двух дзвюх двум дзвюм двума дзвюма', 3: 'тры трох тром трыма', 4: 'чатыры чатырох чатыром чатырма', 5: 'пяць пяці пяццю', 6: 'шэсць шасці шасцю', 7: 'сем сямі сямю',
    8: 'восем васьмі васьмю', 9: 'дзевяць дзевяці дзевяццю', 10: 'дзесяць дзесяці дзесяццю', 11: 'адзінаццаць адзінаццаці адзінаццаццю', 12: 'дванаццаць дванаццаці дванаццаццю', 13: 'трынаццаць трынаццаці трынаццаццю', 14: 'чатырнаццаць чатырнаццаці чатырнаццаццю',
    15: 'пятнаццаць пятнаццаці пятнаццаццю', 16: 'шаснаццаць шаснаццаці шаснаццаццю', 17: 'сямнаццаць сямнаццаці сямнаццаццю', 18: 'васямнаццаць васямнаццаці васямнаццаццю', 19: 'дзевятнаццаць дзевятнаццаці дзевятнаццаццю', 20: 'дваццаць дваццаці дваццаццю', 30: 'трыццаць трыццаці трыццаццю',
    40: 'сорак сарака', 50: 'пяцьдзясят пяцьдзесят пяцідзесяці', 60: 'шэсцьдзясят шэсцьдзесят шасцідзесяці', 70: 'семдзесят сямідзесяці', 80: 'восемдзесят васьмідзесяці', 90: 'дзевяноста', 100: 'сто ста', 200: 'дзвесце двухсот', 300: 'трыста трохсот', 400: 'чатырыста чатырохсот',
    500: 'пяцьсот пяцісот паўтысячы', 600: 'шэсцьсот шасцісот', 700: 'семсот сямісот', 800: 'восемсот васьмісот', 900: 'дзевяцьсот дзевяцісот', 5e5: 'паўмільёна', 5e8: 'паўмільярда',
  }), ru.numbers),
  hundred: new Set(),
  scales: both(new Map([
    ...lexicon({ 1e3: 'тысяч тыс' }), ...lexicon(scaleNouns), ...lexicon({ 1e6: 'млн', 1e9: 'млрд' }),
    ...declined({ 1e3: 'тысяч' }, 'а ы у ай ам амі ах'), ...declined(scaleNouns, 'а ы у ам е аў амі ах'),
  ]), ru.scales),
  and: sets('і ды', ru.and),
  articles: new Set(),
  repeats: both(lexicon({ 2: 'двойчы', 3: 'тройчы' }), ru.repeats),
  homophones: new Map(),
  letterZeros: new Set(),
  point: sets('кропка коска цэлых цэлая цэлыя', ru.point),
  minus: sets('мінус', ru.minus),
  plus: sets('плюс', ru.plus),
  of: new Set(),
  over: [],
  pieces: both(lexicon({ 0.5: 'палова паловай палову паловы', 0.25: 'чвэрць чвэрцю чвэрці чвэрцяў' }), ru.pieces),
  dozens: both(lexicon({ 12: 'тузін тузіна тузіны тузінаў', 10: 'дзясятак дзясятка дзясяткі дзясяткаў' }), ru.dozens),
  with: sets('з са і', ru.with),
  ordinals: both(new Map([...declined(ordinals, adjective), ...declined({ 3: 'трэц' }, soft), ...declined({ 2: 'друг' }, 'і ая ое ія ога ому ім ую ой імі')]), ru.ordinals),
  ordinalScales: both(declined(scales, adjective), ru.ordinalScales),
  joinedTails: both(declined(scales, `${adjective} ых`), ru.joinedTails),
  denominators: both(new Map([...declined(ordinals, 'ых'), ...declined({ 3: 'трэц' }, 'іх'), ...declined(scales, 'ых')]), ru.denominators),
  pronounBefore: new Set(),
  places: {
    'end+0': lists('апошні | апошняя | апошняе | апошняга | апошнюю | апошняй | апошнім | самы апошні | самая апошняя', ru.places['end+0']!),
    'end-1': lists('перадапошні | перадапошняя | перадапошняе | перадапошняга | перадапошнюю | перадапошняй', ru.places['end-1']!),
    'current+1': lists('наступны | наступная | наступнае | наступнага | наступную | наступнай', ru.places['current+1']!),
    'current-1': lists('папярэдні | папярэдняя | папярэдняе | папярэдняга | папярэднюю | папярэдняй | мінулы | мінулая | мінулую', ru.places['current-1']!),
    'current+0': lists('цяперашні | бягучы | бягучая | бягучую', ru.places['current+0']!),
  },
  fromEnd: lists('з канца | ад канца', ru.fromEnd),
  corrections: lists('не | ой | ой не | не не так | не так | дакладней | правільней | то бок | выбачайце | прабачце | памыліўся | памылілася | я хацеў сказаць | я хацела сказаць | пачакайце', ru.corrections),
}
