// Belarusian: the words for money.
import { heardCurrencies, ownersOf, type CurrencyWords } from '../currencies.ts'
import { wordSet } from '../normalise.ts'
import { currencies as ru } from '../ru/currencies.ts'

const kopecks = { one: 'капейка', few: 'капейкі', many: 'капеек', other: 'капейкі' }
const cents = { one: 'цэнт', few: 'цэнты', many: 'цэнтаў', other: 'цэнта' }

function wordsFor(code: string, part: 'words' | 'cents', own: string): Set<string> {
  const russian = ru.currencies.find((one) => one.code === code)
  return new Set([...(russian?.[part] ?? []), ...wordSet(own)])
}

export const currencies: CurrencyWords = {
  currencies: [
    {
      code: 'BYN',
      words: wordsFor('RUB', 'words', 'рубель рублі рублёў рубля рублях'),
      cents: wordsFor('RUB', 'cents', 'капейка капейкі капеек капейку кап'),
      main: { one: 'рубель', few: 'рублі', many: 'рублёў', other: 'рубля' },
      small: kopecks,
    },
    {
      code: 'RUB',
      words: wordSet('rub'),
      cents: wordSet(''),
      main: {
        one: 'расійскі рубель',
        few: 'расійскія рублі',
        many: 'расійскіх рублёў',
        other: 'расійскага рубля',
      },
      small: kopecks,
    },
    {
      code: 'USD',
      words: wordsFor('USD', 'words', 'долар долара долары долараў'),
      cents: wordsFor('USD', 'cents', 'цэнт цэнта цэнты цэнтаў'),
      main: { one: 'долар', few: 'долары', many: 'долараў', other: 'долара' },
      small: cents,
    },
    {
      code: 'EUR',
      words: wordsFor('EUR', 'words', 'еўра'),
      cents: wordsFor('EUR', 'cents', 'еўрацэнт еўрацэнтаў'),
      main: { other: 'еўра' },
      small: cents,
    },
    {
      code: 'GBP',
      words: wordsFor('GBP', 'words', 'фунт фунты фунтаў фунта'),
      cents: wordsFor('GBP', 'cents', 'пенс пенсы пенсаў'),
      main: { one: 'фунт', few: 'фунты', many: 'фунтаў', other: 'фунта' },
      small: { one: 'пенс', few: 'пенсы', many: 'пенсаў', other: 'пенса' },
    },
    {
      code: 'PLN',
      words: wordsFor('PLN', 'words', 'злоты злотых злотыя'),
      cents: wordsFor('PLN', 'cents', 'грош грошы грошаў'),
      main: { one: 'злоты', few: 'злотыя', many: 'злотых', other: 'злотага' },
      small: { one: 'грош', few: 'грошы', many: 'грошаў', other: 'гроша' },
    },
    ...ru.currencies.filter(({ main }) => main === undefined),
    ...heardCurrencies({
      UAH: ['грыўна грыўны грыўнаў грыўну', 'капейка капейкі капеек'],
      UZS: ['сум сума сумаў сумы', 'тыйін тыйіна тыйіны тыйінаў'],
      KZT: ['тэнге', 'тыін тыіны тыінаў'],
      CNY: ['юань юані юаняў', ''],
      CHF: ['', 'сантым сантымы сантымаў'],
      SEK: ['', 'эрэ'],
      CZK: ['', 'гелер гелеры гелераў'],
    }),
  ],
  currencyOf: new Map([
    ...ru.currencyOf,
    ...ownersOf({
      RUB: 'расійскі расійскія расійскіх расійскага',
      BYN: 'беларускі беларускія беларускіх беларускага',
    }),
  ]),
  currencyAdjective: ru.currencyAdjective,
  accusative: ru.accusative,
  moneyLink: ' ',
}
