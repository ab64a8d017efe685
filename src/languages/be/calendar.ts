// Belarusian: days, hours and lengths of time. Callers mix both languages, so Russian words count
// too.
import type { Calendar } from '../calendar.ts'
import { lexicon, list, words, wordSet } from '../normalise.ts'
import { feastsOf } from '../en/calendar.ts'
import { calendar as ru, dateSayer } from '../ru/calendar.ts'
import { bothLists, bothMaps, bothSets } from './with-russian.ts'

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

export const calendar: Calendar = {
  rewrites: [
    [/(?<!\p{L})добр(?:ай раніцы|ы дзень|ы вечар|ага дня|ага вечара)(?!\p{L})/gu, ' '],
    [/(?<!\p{L})пау[\s-]?(гадзіны|гадзінкі|года|месяца|дня|тыдня|хвіліны)(?!\p{L})/gu, '0,5 $1'],
    [
      /(?<!\p{L})пау[\s-]?(?=(?:першай|другой|трэцяй|чацвертай|пятай|шостай|семай|восьмай|дзявятай|дзясятай|адзінаццатай|дванаццатай)(?!\p{L}))/gu,
      'палова ',
    ],
    [/(?<!\p{L})суткі(?!\p{L})/gu, 'дзень'],
    ...ru.rewrites,
  ],
  eitherOrder: false,
  months: bothMaps(
    lexicon({
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
    ru.months,
  ),
  weekdays: bothMaps(
    lexicon({
      1: 'панядзелак панядзелка панядзелку',
      2: 'аўторак аўторка аўторку',
      3: 'серада сераду серады серадзе',
      4: 'чацвер чацвярга чацвяргу',
      5: 'пятніца пятніцу пятніцы',
      6: 'субота суботу суботы суботе',
      7: 'нядзеля нядзелю нядзелі',
    }),
    ru.weekdays,
  ),
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
  this: bothSets('гэты гэта гэтая гэтае гэтую гэтага гэтай гэтым', ru.this),
  next: bothSets(
    'наступны наступная наступнае наступную наступнага наступнай наступным наступнаму будучы будучую будучым',
    ru.next,
  ),
  coming: bothSets('бліжэйшы бліжэйшая бліжэйшую бліжэйшае бліжэйшага', ru.coming),
  previous: bothSets(
    'мінулы мінулая мінулае мінулую мінулага мінулай мінулым папярэдні папярэднюю',
    ru.previous,
  ),
  past: ru.past,
  ahead: bothSets('праз', ru.ahead),
  later: bothLists('пазней', ru.later),
  ago: bothLists('таму | таму назад', ru.ago),
  after: bothSets('пасля ад', ru.after),
  before: bothSets('да перад', ru.before),
  end: bothLists(
    'канец | канцы | канцу | канца | апошні дзень | апошняе чысло | апошняга чысла',
    ru.end,
  ),
  start: bothLists('пачатак | пачатку | першы дзень | першае чысло | першага чысла', ru.start),
  dayWords: bothSets('чысло чысла дня дзень', ru.dayWords),
  on: ru.on,
  afterNext: ru.afterNext,
  yearUnits: bothMaps(lexicon({ 1: 'год года гады гадоў годзе' }), ru.yearUnits),
  monthUnits: bothMaps(lexicon({ 1: 'месяц месяца месяцы месяцаў' }), ru.monthUnits),
  dayUnits: bothMaps(
    lexicon({
      1: 'дзень дня дні дзён сутак ноч ночы начэй',
      7: 'тыдзень тыдня тыдні тыдняў тыднем',
    }),
    ru.dayUnits,
  ),
  secondUnits: bothMaps(
    lexicon({
      1: 'секунда секунды секунд секунду',
      60: 'хвіліна хвіліны хвілін хвіліну хвілінку',
      3600: 'гадзіна гадзіны гадзін гадзіну гадзінку',
    }),
    ru.secondUnits,
  ),
  one: bothSets('увесь усю цэлы цэлую яшчэ', ru.one),
  few: bothMaps(lexicon({ 2: 'пара пару', 3: 'некалькі' }), ru.few),
  links: ru.links,
  or: bothSets('або альбо ці', ru.or),
  range: bothSets('з са ад паміж', ru.range),
  not: bothSets('не', ru.not),
  instead: bothLists('не | дакладней | то бок | прабачце | выбачайце', ru.instead),
  now: bothLists('зараз | цяпер | прама зараз | неадкладна | як мага хутчэй', ru.now),
  nights: bothLists(
    'сёння ноччу | сёння ўначы | гэтай ноччу | учора ноччу | мінулай ноччу',
    ru.nights,
  ),
  clock: {
    parts: {
      am: bothLists('раніцы | раніцай | ранку | раніца | ранкам', ru.clock.parts.am),
      pm: bothLists('папаўдні | пасля абеду', ru.clock.parts.pm),
      day: bothLists('дня | удзень', ru.clock.parts.day),
      evening: bothLists('вечара | увечары | вечарам | вечар', ru.clock.parts.evening),
      night: bothLists('ночы | уначы | ноччу', ru.clock.parts.night),
    },
    noon: bothLists('поўдзень | апоўдні | поўдня', ru.clock.noon),
    midnight: bothLists('поўнач | апоўначы | паўночы', ru.clock.midnight),
    at: bothSets('а у ў к каля прыблізна гадзін', ru.clock.at),
    half: bothSets('палова палове палову', ru.clock.half),
    quarter: bothSets('чвэрць чвэрці', ru.clock.quarter),
    past: wordSet(''),
    to: bothSets('без за', ru.clock.to),
    ofNext: true,
    onto: ru.clock.onto,
    oclock: bothSets('гадзіна гадзіны гадзін гадзіне гадзіну', ru.clock.oclock),
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
