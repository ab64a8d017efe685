// Russian: the words for money.
import { heardCurrencies, ownersOf, type CurrencyWords } from '../currencies.ts'
import { wordSet } from '../normalise.ts'

export const currencies: CurrencyWords = {
  currencies: [
    {
      code: 'RUB',
      words: wordSet('рубль рубля рублей рублю рублях руб р rub'),
      cents: wordSet('копейка копейки копеек копейку коп'),
      main: { one: 'рубль', few: 'рубля', many: 'рублей', other: 'рубля' },
      small: { one: 'копейка', few: 'копейки', many: 'копеек', other: 'копейки' },
    },
    {
      code: 'BYN',
      words: wordSet('byn'),
      cents: wordSet(''),
      main: {
        one: 'белорусский рубль',
        few: 'белорусских рубля',
        many: 'белорусских рублей',
        other: 'белорусского рубля',
      },
      small: { one: 'копейка', few: 'копейки', many: 'копеек', other: 'копейки' },
    },
    {
      code: 'USD',
      words: wordSet('доллар доллара долларов usd'),
      cents: wordSet('цент цента центов'),
      main: { one: 'доллар', few: 'доллара', many: 'долларов', other: 'доллара' },
      small: { one: 'цент', few: 'цента', many: 'центов', other: 'цента' },
    },
    {
      code: 'EUR',
      words: wordSet('евро eur'),
      cents: wordSet('евроцент евроцента евроцентов'),
      main: { other: 'евро' },
      small: { one: 'цент', few: 'цента', many: 'центов', other: 'цента' },
    },
    {
      code: 'GBP',
      words: wordSet('фунт фунта фунтов gbp'),
      cents: wordSet('пенс пенса пенсов'),
      main: { one: 'фунт', few: 'фунта', many: 'фунтов', other: 'фунта' },
      small: { one: 'пенс', few: 'пенса', many: 'пенсов', other: 'пенса' },
    },
    {
      code: 'PLN',
      words: wordSet('злотый злотых pln'),
      cents: wordSet('грош гроша грошей'),
      main: { one: 'злотый', few: 'злотых', many: 'злотых', other: 'злотого' },
      small: { one: 'грош', few: 'гроша', many: 'грошей', other: 'гроша' },
    },
    ...heardCurrencies({
      UAH: ['гривна гривны гривен гривну гривень', 'копейка копейки копеек копейку'],
      UZS: ['сум сума сумов сумы', 'тийин тийина тийинов тийины'],
      KZT: ['тенге', 'тиын тиына тиынов тиыны'],
      KGS: ['сом сома сомов', 'тыйын тыйына тыйынов'],
      CNY: ['юань юани юаней', ''],
      GEL: ['лари', 'тетри'],
      CHF: ['', 'сантим сантима сантимов раппен'],
      SEK: ['', 'эре'],
      DEM: ['', 'пфенниг пфеннига пфеннигов'],
      BGN: ['', 'стотинка стотинки стотинок'],
      TRY: ['', 'куруш куруша курушей'],
      RON: ['', 'бани'],
      CZK: ['', 'геллер геллера геллеров'],
      USD: ['бакс бакса баксов баксы', ''],
    }),
  ],
  currencyOf: ownersOf({
    BYN: 'белорусский белорусских белорусского',
    RUB: 'российский российских российского',
    USD: 'американских',
    GBP: 'английских',
    UAH: 'украинских',
  }),
  currencyAdjective: /(?:[иыо]й|[ая]я|ое|[іы]|ае)$/,
  // одну гривну, тысячу иен
  accusative: [
    [/а$/, 'у'],
    [/я$/, 'ю'],
  ],
  moneyLink: ' ',
}
