// Belarusian: days, hours and lengths of time. Callers mix both languages, so Russian words count
// too.
import type { Calendar } from '../calendar.ts'
import { lexicon, oneOf, list, words, wordSet, phraseList } from '../normalise.ts'
import { feastsOf } from '../en/calendar.ts'
import { calendar as ru, dateSayer } from '../ru/calendar.ts'
import { withRussian } from './with-russian.ts'

const months = list(`
  студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка лістапада
  снежня
`)
const weekdays = list('панядзелак аўторак серада чацвер пятніца субота нядзеля')

const sayDate = dateSayer(months, weekdays)

/** Said with the hours before seven, which nobody expects. */
function partOfDay(hour: number): string {
  if (hour === 0 || hour > 6) return ''
  return hour < 4 ? ' ночы' : ' раніцы'
}

/** As they stand after half: half of the third. */
const hours = oneOf(`
  першай другой трэцяй чацвертай пятай шостай семай
  восьмай дзявятай дзясятай адзінаццатай дванаццатай
`)

export const calendar: Calendar = {
  ...ru,
  ...withRussian(
    {
      months: lexicon({
        1: 'студзень студзеня студзені',
        2: 'люты лютага лютым',
        3: 'сакавік сакавіка сакавіку',
        4: 'красавік красавіка красавіку',
        5: 'май травень мая траўня маі',
        6: 'чэрвень чэрвеня чэрвені',
        7: 'ліпень ліпеня ліпені',
        8: 'жнівень жніўня жніўні',
        9: 'верасень верасня верасні',
        10: 'кастрычнік кастрычніка кастрычніку',
        11: 'лістапад лістапада лістападзе',
        12: 'снежань снежня снежні',
      }),
      weekdays: lexicon({
        1: 'панядзелак панядзелка панядзелку',
        2: 'аўторак аўторка аўторку',
        3: 'серада сераду серады серадзе',
        4: 'чацвер чацвярга чацвяргу',
        5: 'пятніца пятніцу пятніцы',
        6: 'субота суботу суботы суботе',
        7: 'нядзеля нядзелю нядзелі',
      }),
      this: wordSet('гэты гэта гэтая гэтае гэтую гэтага гэтай гэтым'),
      next: wordSet(`
        наступны наступная наступнае наступную наступнага наступнай наступным наступнаму будучы
        будучую будучым
      `),
      coming: wordSet('бліжэйшы бліжэйшая бліжэйшую бліжэйшае бліжэйшага'),
      previous: wordSet(
        'мінулы мінулая мінулае мінулую мінулага мінулай мінулым папярэдні папярэднюю',
      ),
      ahead: wordSet('праз'),
      later: phraseList('пазней'),
      ago: phraseList('таму | таму назад'),
      after: wordSet('пасля ад'),
      before: wordSet('да перад'),
      end: phraseList(
        'канец | канцы | канцу | канца | апошні дзень | апошняе чысло | апошняга чысла',
      ),
      start: phraseList('пачатак | пачатку | першы дзень | першае чысло | першага чысла'),
      dayWords: wordSet('чысло чысла дня дзень'),
      yearUnits: lexicon({ 1: 'год года гады гадоў годзе' }),
      monthUnits: lexicon({ 1: 'месяц месяца месяцы месяцаў' }),
      dayUnits: lexicon({
        1: 'дзень дня дні дзён сутак ноч ночы начэй',
        7: 'тыдзень тыдня тыдні тыдняў тыднем',
      }),
      secondUnits: lexicon({
        1: 'секунда секунды секунд секунду',
        60: 'хвіліна хвіліны хвілін хвіліну хвілінку',
        3600: 'гадзіна гадзіны гадзін гадзіну гадзінку',
      }),
      one: wordSet('увесь усю цэлы цэлую яшчэ'),
      few: lexicon({ 2: 'пара пару', 3: 'некалькі' }),
      or: wordSet('або альбо ці'),
      range: wordSet('з са ад паміж'),
      not: wordSet('не'),
      instead: phraseList('не | дакладней | то бок | прабачце | выбачайце'),
      now: phraseList('зараз | цяпер | прама зараз | неадкладна | як мага хутчэй'),
      nights: phraseList('сёння ноччу | сёння ўначы | гэтай ноччу | учора ноччу | мінулай ноччу'),
    },
    ru,
  ),
  rewrites: [
    [/(?<!\p{L})добр(?:ай раніцы|ы дзень|ы вечар|ага дня|ага вечара)(?!\p{L})/gu, ' '],
    [/(?<!\p{L})пау[\s-]?(гадзіны|гадзінкі|года|месяца|дня|тыдня|хвіліны)(?!\p{L})/gu, '0,5 $1'],
    [new RegExp(`(?<!\\p{L})пау[\\s-]?(?=${hours}(?!\\p{L}))`, 'gu'), 'палова '],
    [/(?<!\p{L})суткі(?!\p{L})/gu, 'дзень'],
    ...ru.rewrites,
  ],
  eitherOrder: false,
  days: [
    [words('пазаўчора'), -2],
    [words('паслязаўтра'), 2],
    [words('на наступны дзень'), 1],
    [words('сёння'), 0],
    [words('заўтра'), 1],
    [words('учора'), -1],
    ...ru.days,
  ],
  // both churches keep Christmas and Easter here
  feasts: feastsOf([
    [
      'новы год | новага года | новаму году | новым годам | новым годом | новый год | нового года',
      { month: 1, day: 1 },
    ],
    [
      'каляды | каляд | калядамі | раство | раства | раством | рождеством | рождество | рождества',
      { month: 12, day: 25 },
      { month: 1, day: 7 },
    ],
    ['каталіцкія каляды | каталіцкае раство | католическое рождество', { month: 12, day: 25 }],
    ['праваслаўныя каляды | праваслаўнае раство | православное рождество', { month: 1, day: 7 }],
    ['стары новы год', { month: 1, day: 13 }],
    ['дзень святога валянціна', { month: 2, day: 14 }],
    ['дзень абаронцы айчыны', { month: 2, day: 23 }],
    ['жаночы дзень | міжнародны жаночы дзень | женский день', { month: 3, day: 8 }],
    ['дзень волі', { month: 3, day: 25 }],
    [
      'вялікдзень | вялікадня | вялікадні | вялікаднем | пасха | пасху | пасхі | пасхи',
      { easter: 'eastern', plus: 0 },
      { easter: 'western', plus: 0 },
    ],
    ['радаўніца | радаўніцу | радоница | радоницу', { easter: 'eastern', plus: 9 }],
    ['сёмуха | сёмуху | тройца | тройцу | троица | троицу', { easter: 'eastern', plus: 49 }],
    ['першамай | дзень працы | первомай | день труда', { month: 5, day: 1 }],
    ['дзень перамогі | день победы', { month: 5, day: 9 }],
    ['дзень незалежнасці | день независимости', { month: 7, day: 3 }],
    ['купалле | купалля', { month: 7, day: 6 }],
    ['дзень ведаў | день знаний', { month: 9, day: 1 }],
    ['дзень народнага адзінства | день народного единства', { month: 9, day: 17 }],
    ['дзяды', { month: 11, day: 2 }],
  ]),
  clock: {
    ...ru.clock,
    ...withRussian(
      {
        noon: phraseList('поўдзень | апоўдні | поўдня'),
        midnight: phraseList('поўнач | апоўначы | паўночы'),
        at: wordSet('а у ў к каля прыблізна гадзін'),
        half: wordSet('палова палове палову'),
        quarter: wordSet('чвэрць чвэрці'),
        to: wordSet('без за'),
        oclock: wordSet('гадзіна гадзіны гадзін гадзіне гадзіну'),
      },
      ru.clock,
    ),
    parts: withRussian(
      {
        am: phraseList('раніцы | раніцай | ранку | раніца | ранкам'),
        pm: phraseList('папаўдні | пасля абеду'),
        day: phraseList('дня | удзень'),
        evening: phraseList('вечара | увечары | вечарам | вечар'),
        night: phraseList('ночы | уначы | ноччу'),
      },
      ru.clock.parts,
    ),
    past: wordSet(''),
    ofNext: true,
    plainFrom: 7,
  },
  forms: {
    year: { one: 'год', few: 'гады', many: 'гадоў', other: 'года' },
    month: { one: 'месяц', few: 'месяцы', many: 'месяцаў', other: 'месяца' },
    week: { one: 'тыдзень', few: 'тыдні', many: 'тыдняў', other: 'тыдня' },
    day: { one: 'дзень', few: 'дні', many: 'дзён', other: 'дня' },
    hour: { one: 'гадзіна', few: 'гадзіны', many: 'гадзін', other: 'гадзіны' },
    minute: { one: 'хвіліна', few: 'хвіліны', many: 'хвілін', other: 'хвіліны' },
    second: { one: 'секунда', few: 'секунды', many: 'секунд', other: 'секунды' },
  },
  sayDate,
  sayTime: (hour, minute) => `${hour}:${String(minute).padStart(2, '0')}${partOfDay(hour)}`,
  writeDate: (iso) => sayDate(iso, true, false),
  writeTime: (time) => time,
  sayDateTime: (date, time) => `${date}, ${time}`,
}
