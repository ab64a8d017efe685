// Russian: days, hours and lengths of time.
import type { Calendar } from '../calendar.ts'
import { lexicon, list, phraseList, words, wordSet } from '../normalise.ts'
import { feastsOf } from '../en/calendar.ts'

const months = list(`
  января февраля марта апреля мая июня июля августа сентября октября ноября декабря
`)
const weekdays = list('понедельник вторник среда четверг пятница суббота воскресенье')

const hours =
  'первого второго третьего четвертого пятого шестого седьмого восьмого девятого десятого одиннадцатого двенадцатого'

/** The day in words, `4 марта`, after the weekday and before the year where they are asked for. */
export const dateSayer =
  (months: string[], weekdays: string[]): Calendar['sayDate'] =>
  (iso, year, weekday) => {
    const date = new Date(`${iso}T00:00:00Z`)
    const day = `${date.getUTCDate()} ${months[date.getUTCMonth()]}`
    const named = weekday ? `${weekdays[(date.getUTCDay() + 6) % 7]}, ${day}` : day
    return year ? `${named} ${date.getUTCFullYear()} года` : named
  }

const sayDate = dateSayer(months, weekdays)

/** Said with the hours before seven, which nobody expects. */
function partOfDay(hour: number): string {
  if (hour === 0 || hour > 6) return ''
  return hour < 4 ? ' ночи' : ' утра'
}

export const calendar: Calendar = {
  rewrites: [
    [/(?<!\p{L})добр(?:ое утро|ый день|ый вечер|ого дня|ого вечера)(?!\p{L})/gu, ' '],
    [/(?<!\p{L})пол[\s-]?(часа|часика|года|месяца|дня|недели|минуты)(?!\p{L})/gu, '0,5 $1'],
    [/(?<!\p{L})полчасика(?!\p{L})/gu, '0,5 часа'],
    [/(?<!\p{L})полугода(?!\p{L})/gu, '0,5 года'],
    [/(?<!\p{L})полутора(?!\p{L})/gu, 'полтора'],
    [/(?<!\p{L})полтора ?(часа|суток)/gu, '1,5 $1'],
    [/(?<!\p{L})сутки(?!\p{L})/gu, 'день'],
    [/(?<!\p{L})двое(?= сут)/gu, '2'],
    [/(?<!\p{L})трое(?= сут)/gu, '3'],
    [/(?<!\p{L})четверо(?= сут)/gu, '4'],
    [
      new RegExp(`(?<!\\p{L})пол[\\s-]?(?=(?:${hours.replaceAll(' ', '|')})(?!\\p{L}))`, 'gu'),
      'половина ',
    ],
  ],
  eitherOrder: false,
  months: lexicon({
    1: 'январь января январе',
    2: 'февраль февраля феврале',
    3: 'март марта марте',
    4: 'апрель апреля апреле',
    5: 'май мая мае',
    6: 'июнь июня июне',
    7: 'июль июля июле',
    8: 'август августа августе',
    9: 'сентябрь сентября сентябре',
    10: 'октябрь октября октябре',
    11: 'ноябрь ноября ноябре',
    12: 'декабрь декабря декабре',
  }),
  weekdays: lexicon({
    1: 'понедельник понедельника понедельнику пн',
    2: 'вторник вторника вторнику вт',
    3: 'среда среду среды среде ср',
    4: 'четверг четверга четвергу чт',
    5: 'пятница пятницу пятницы пятнице пт',
    6: 'суббота субботу субботы субботе сб',
    7: 'воскресенье воскресенья воскресение воскресенью вс',
  }),
  days: [
    [['позавчера'], -2],
    [['послезавтра'], 2],
    [words('на следующий день'), 1],
    [['сегодня'], 0],
    [['завтра'], 1],
    [['вчера'], -1],
  ],
  feasts: feastsOf([
    ['новый год | нового года | новому году | новым годом', { month: 1, day: 1 }],
    ['канун нового года | новогодняя ночь', { month: 12, day: 31 }],
    ['рождество | рождества | рождеству | рождеством | рождество христово', { month: 1, day: 7 }],
    ['старый новый год | старого нового года', { month: 1, day: 13 }],
    ['крещение | крещения', { month: 1, day: 19 }],
    ['татьянин день', { month: 1, day: 25 }],
    ['день святого валентина | день влюбленных | дня святого валентина', { month: 2, day: 14 }],
    ['день защитника отечества | дня защитника отечества', { month: 2, day: 23 }],
    ['международный женский день | женский день', { month: 3, day: 8 }],
    ['вербное воскресенье', { easter: 'eastern', plus: -7 }],
    ['пасха | пасху | пасхи | пасхе | пасхой', { easter: 'eastern', plus: 0 }],
    ['радоница | радоницу', { easter: 'eastern', plus: 9 }],
    ['троица | троицу | троицы', { easter: 'eastern', plus: 49 }],
    ['первомай | день труда | праздник весны и труда', { month: 5, day: 1 }],
    ['день победы | дня победы | днем победы', { month: 5, day: 9 }],
    ['день россии | дня россии', { month: 6, day: 12 }],
    ['день знаний | дня знаний', { month: 9, day: 1 }],
    ['хэллоуин | хеллоуин', { month: 10, day: 31 }],
    ['день народного единства', { month: 11, day: 4 }],
    ['католическое рождество', { month: 12, day: 25 }],
  ]),
  this: wordSet('этот эта это эту этого этой этом'),
  next: wordSet(`
    следующий следующая следующее следующую следующего следующей следующем следующему будущий
    будущая будущую будущего будущей будущем
  `),
  coming: wordSet(
    'ближайший ближайшая ближайшую ближайшее ближайшего наступающий наступающую грядущий',
  ),
  previous: wordSet(`
    прошлый прошлая прошлое прошлую прошлого прошлой прошлом предыдущий предыдущую предыдущего
    предыдущей
  `),
  past: wordSet('прошедший прошедшая прошедшую прошедшего прошедшей минувший минувшую'),
  ahead: wordSet('через'),
  later: phraseList('спустя | позже'),
  ago: phraseList('назад | тому назад'),
  after: wordSet('после от'),
  before: wordSet('до перед'),
  end: phraseList(
    'конец | конце | концу | конца | последний день | последнее число | последнего числа',
  ),
  start: phraseList('начало | начале | начала | первый день | первое число | первого числа'),
  dayWords: wordSet('число числа дня день'),
  on: wordSet(''),
  afterNext: [],
  yearUnits: lexicon({ 1: 'год года лет году' }),
  monthUnits: lexicon({ 1: 'месяц месяца месяцев месяце' }),
  dayUnits: lexicon({
    1: 'день дня дней сутки суток денек деньков ночь ночи ночей',
    7: 'неделя неделю недели недель неделе недельку',
  }),
  secondUnits: lexicon({
    1: 'секунда секунды секунд секунду сек',
    60: 'минута минуты минут минуту мин минутку минуток',
    3600: 'час часа часов ч часик часок',
  }),
  one: wordSet('весь всю целый целую еще'),
  few: lexicon({ 2: 'пара пару', 3: 'несколько' }),
  links: wordSet(''),
  or: wordSet('или либо'),
  range: wordSet('с со от между'),
  not: wordSet('не'),
  instead: phraseList('нет | вернее | точнее | то есть | простите | извините | стоп'),
  now: phraseList('сейчас | прямо сейчас | немедленно | сию минуту | как можно скорее'),
  nights: phraseList('сегодня ночью | этой ночью | вчера ночью | прошлой ночью'),
  clock: {
    parts: {
      am: phraseList('утра | утром | утро'),
      pm: phraseList('пополудни | после обеда'),
      day: phraseList('дня | днем'),
      evening: phraseList('вечера | вечером | вечер'),
      night: phraseList('ночи | ночью'),
    },
    noon: phraseList('полдень | полудня'),
    midnight: phraseList('полночь | полуночи'),
    at: wordSet('в во к около примерно часов часам'),
    half: wordSet('половина половине половину'),
    quarter: wordSet('четверть четверти'),
    past: wordSet(''),
    to: wordSet('без'),
    ofNext: true,
    onto: wordSet('на'),
    oclock: wordSet('час часа часов часам'),
    plainFrom: 7,
  },
  forms: {
    year: { one: 'год', few: 'года', many: 'лет', other: 'года' },
    month: { one: 'месяц', few: 'месяца', many: 'месяцев', other: 'месяца' },
    week: { one: 'неделя', few: 'недели', many: 'недель', other: 'недели' },
    day: { one: 'день', few: 'дня', many: 'дней', other: 'дня' },
    hour: { one: 'час', few: 'часа', many: 'часов', other: 'часа' },
    minute: { one: 'минута', few: 'минуты', many: 'минут', other: 'минуты' },
    second: { one: 'секунда', few: 'секунды', many: 'секунд', other: 'секунды' },
  },
  sayDate,
  sayTime: (hour, minute) => `${hour}:${String(minute).padStart(2, '0')}${partOfDay(hour)}`,
  writeDate: (iso) => sayDate(iso, true, false),
  writeTime: (time) => time,
  sayDateTime: (date, time) => `${date}, в ${time}`,
}
