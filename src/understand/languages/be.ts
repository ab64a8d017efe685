// Belarusian: the words callers use and the engine's own phrases. Callers mix both languages, and a Russian recogniser often hears for them, so Russian words count too.
import { phraseList, wordSet } from '../normalise.ts'
import { be as calendar } from '../calendars/be.ts'
import type { Language } from '../languages.ts'
import { be as numerals } from '../numerals/be.ts'
import { ru } from './ru.ts'

const endings = [
  'аванне', 'авання', 'асці', 'асць', 'енне', 'ення', 'анне', 'ання', 'ямі', 'амі', 'ага', 'яга', 'аму', 'яму', 'ымі', 'імі', 'цца', 'лася', 'ліся', 'лося', 'аць', 'яць', 'іць', 'ець', 'уць', 'юць', 'ала', 'алі', 'іла', 'ілі', 'ела', 'елі',
  'ая', 'яя', 'ое', 'ае', 'ыя', 'ія', 'ый', 'ій', 'ай', 'ой', 'ей', 'яй', 'ую', 'юю', 'ам', 'ем', 'ом', 'ям', 'ах', 'ях', 'оу', 'ау', 'еу', 'яу', 'ию', 'ія', 'іі', 'ся', 'іу', 'ць', 'а', 'я', 'о', 'е', 'э', 'ы', 'і', 'у', 'ю', 'ь', 'й',
]

function both<V>(own: Map<string, V>, russian: Map<string, V>): Map<string, V> {
  return new Map([...russian, ...own])
}

function bothSets(own: string, russian: Set<string>): Set<string> {
  return new Set([...russian, ...wordSet(own)])
}

function bothLists(own: string, russian: string[][]): string[][] {
  return [...phraseList(own), ...russian].sort((a, b) => b.length - a.length)
}

const kopecks = { one: 'капейка', few: 'капейкі', many: 'капеек', other: 'капейкі' }
const cents = { one: 'цэнт', few: 'цэнты', many: 'цэнтаў', other: 'цэнта' }

export const be: Language = {
  code: 'be',
  ...numerals,
  monthFirst: false,
  last: bothSets('апошні апошняя апошняе апошнюю', ru.last),
  calendar,
  currencies: [
    { code: 'BYN', words: bothSets('рубель рублі рублёў рубля', ru.currencies[0]!.words), cents: bothSets('капейка капейкі капеек', ru.currencies[0]!.cents), main: { one: 'рубель', few: 'рублі', many: 'рублёў', other: 'рубля' }, small: kopecks },
    { code: 'RUB', words: wordSet('rub'), cents: wordSet(''), main: { one: 'расійскі рубель', few: 'расійскія рублі', many: 'расійскіх рублёў', other: 'расійскага рубля' }, small: kopecks },
    { code: 'USD', words: bothSets('долар долара долары долараў', ru.currencies[2]!.words), cents: bothSets('цэнт цэнта цэнты цэнтаў', ru.currencies[2]!.cents), main: { one: 'долар', few: 'долары', many: 'долараў', other: 'долара' }, small: cents },
    { code: 'EUR', words: bothSets('еўра', ru.currencies[3]!.words), cents: bothSets('еўрацэнт еўрацэнтаў', ru.currencies[3]!.cents), main: { other: 'еўра' }, small: cents },
    { code: 'GBP', words: bothSets('фунт фунты фунтаў фунта', ru.currencies[4]!.words), cents: bothSets('пенс пенсы пенсаў', ru.currencies[4]!.cents), main: { one: 'фунт', few: 'фунты', many: 'фунтаў', other: 'фунта' }, small: { one: 'пенс', few: 'пенсы', many: 'пенсаў', other: 'пенса' } },
    { code: 'PLN', words: bothSets('злоты злотых злотыя', ru.currencies[5]!.words), cents: bothSets('грош грошы грошаў', ru.currencies[5]!.cents), main: { one: 'злоты', few: 'злотыя', many: 'злотых', other: 'злотага' }, small: { one: 'грош', few: 'грошы', many: 'грошаў', other: 'гроша' } },
    ...ru.currencies.slice(6),
    ...Object.entries({
      UAH: ['грыўна грыўны грыўнаў грыўну', 'капейка капейкі капеек'], UZS: ['сум сума сумаў сумы', 'тыйін тыйіна тыйіны тыйінаў'], KZT: ['тэнге', 'тыін тыіны тыінаў'], CNY: ['юань юані юаняў', ''], CHF: ['', 'сантым сантымы сантымаў'], SEK: ['', 'эрэ'], CZK: ['', 'гелер гелеры гелераў'],
    }).map(([code, [own, small]]) => ({ code, words: wordSet(own!), cents: wordSet(small!) })),
  ],
  currencyOf: both(new Map([...wordSet('беларускі беларускія беларускіх беларускага')].map((word) => [word, 'BYN'])), both(new Map([...wordSet('расійскі расійскія расійскіх расійскага')].map((word) => [word, 'RUB'])), ru.currencyOf)),
  yes: bothLists('так | ага | угу | правільна | верна | дакладна | вядома | канешне | добра | згодны | згодна | усё правільна | усё верна | менавіта | ну так | давайце | безумоўна | абсалютна | пацвярджаю', ru.yes),
  no: bothLists('не | неа | няма | няправільна | няверна | не так | не трэба | не згодны | не згодна | зусім не | ні ў якім разе | ды не | памылка', ru.no),
  unsure: bothLists('не ведаю | не ўпэўнены | не ўпэўнена | можа быць | магчыма', ru.unsure),
  not: bothSets('не няма', ru.not),
  universals: {
    operator: bothLists('аператар | аператара | аператару | аператарам | чалавек | чалавека | чалавекам | жывы чалавек | супрацоўнік | супрацоўніка | супрацоўнікам | спецыяліст | спецыяліста | спецыялістам | кансультант | кансультанта | хто небудзь | дапамога | дапамажыце | сакратар | сакратара', ru.universals.operator),
    repeat: bothLists('паўтары | паўтарыце | паўтарыць | яшчэ раз | што | што вы сказалі | не пачуў | не пачула | не чутно | не чую | прабачце | не зразумеў | не зразумела', ru.universals.repeat),
    back: bothLists('назад | вярнуцца | вярніцеся | папярэдняе пытанне | папярэдняе меню | крок назад | вярнуцца назад', ru.universals.back),
    'start over': bothLists('спачатку | з пачатку | нанова | зноў спачатку | пачаць спачатку | у пачатак | галоўнае меню | у галоўнае меню | вярнуцца ў пачатак', ru.universals['start over']),
  },
  done: bothLists('не | не дзякуй | не трэба | гэта ўсё | усё | больш нічога | нічога | нічога больш | дзякуй | вялікі дзякуй | да пабачэння | дапабачэння | бывайце | усяго добрага | на гэтым усё | усё дзякуй | скончыць | дастаткова | хопіць', ru.done),
  none: bothLists('ніводзін | ніводная | ніводнае | нічога з гэтага | ні тое ні другое | іншы | іншая | іншае | не | не падыходзіць | нічога не падыходзіць', ru.none),
  carriers: bothSets('нумар варыянт лічба клавіша кнопка націснуць націскаю выбіраю пункт пад радок', ru.carriers),
  fillers: bothSets('э эм мм ну вось дык гэта калі ласка карацей', ru.fillers),
  small: bothSets(
    'я мне мяне мной мы нам вы вас вам ты ён яна яно яны яго яе іх гэта гэты гэтая гэтыя таго таму тое ж ці бы б у ў на з са да к а аб ад да па за для пры і але або калі як хачу хацеў хацела хацелася можна магу можаце трэба патрэбны патрэбна калі ласка дзякуй вітаю прывітанне добры дзень вечар раніца э эм мм ну вось дык карацей проста зараз там тут вельмі мой мая маё мае майго маёй свой сваю ваш наш давайце дайце скажыце злучыце злучыць пераключыце паклічце пагаварыць гаварыць сказаць даведацца спытаць які якая якія якое ёсць быць быў была было будзе што каб толькі ужо яшчэ так добра',
    ru.small,
  ),
  leads: bothLists('гэта | нумар | я сказаў | я сказала | дакладней | правільна | мой | то бок', ru.leads),
  nameLeads: bothLists('мяне завуць | маё імя | маё прозвішча | гэта | я | завуць | імя | прозвішча | добры дзень', ru.nameLeads),
  stem: (word) => {
    const ending = word.length > 4 ? endings.find((end) => word.endsWith(end) && word.length - end.length >= 3) : undefined
    return ending ? word.slice(0, -ending.length) : ru.stem(word)
  },
  words: { yes: 'так', no: 'не', minus: 'мінус', plus: 'плюс' },
  phrases: {
    'option key': '{label} — націсніце {key}.',
    'yes key': 'Калі так, націсніце 1. Калі не, націсніце 2.',
    'you can say': 'Можна сказаць: {labels}.',
    'unclear 1': 'Прабачце, дрэнна чутно.',
    'unclear 2': 'Выбачайце, зноў не ўдалося разабраць.',
    'silent 1': 'Пакуль нічога не чутно.',
    'silent 2': 'На лініі па-ранейшаму ціха.',
    'invalid': 'Здаецца, тут гэта не падыдзе.',
    'invalid length': 'Тут патрэбна лічбаў: {count}.',
    'invalid checksum': 'Здаецца, адна з лічбаў іншая: нумар не сыходзіцца.',
    'invalid range': 'Гэта па-за межамі таго, што тут можна назваць.',
    'invalid code length': 'Тут патрэбна літар і лічбаў: {count}.',
    'spell name': 'Назавіце, калі ласка, па літарах.',
    'spell code': 'Назавіце, калі ласка, па адным знаку, літары словамі, напрыклад: Алесь, Барыс.',
    'spell email': 'Прадыктуйце, калі ласка, адрас па літарах, а знакі назавіце: сабака, кропка.',
    'keypad choice': 'Паспрабуем кнопкамі тэлефона.',
    'keypad digits': 'Набярыце, калі ласка, лічбы і націсніце рашотку.',
    'keypad number': 'Набярыце, калі ласка, лік і націсніце рашотку.',
    'keypad date': 'Набярыце дату: дзве лічбы дня, потым дзве лічбы месяца.',
    'keypad time': 'Набярыце час чатырма лічбамі, ад 00 00 да 23 59.',
    'keypad date-time': 'Набярыце дзень і месяц па дзве лічбы, потым час чатырма лічбамі і націсніце рашотку.',
    'keypad duration': 'Набярыце, колькі хвілін, і націсніце рашотку.',
    'keypad money': 'Набярыце суму, замест коскі зорачка, і націсніце рашотку.',
    'keypad phone': 'Набярыце нумар тэлефона і націсніце рашотку.',
    'after tone': 'Калі ласка, скажыце гэта пасля сігналу і націсніце любую кнопку.',
    'confirm option': 'Праверым: {label}. Так?',
    'confirm value': 'Атрымалася: {value}. Усё правільна?',
    'confirm again': 'Скажыце, калі ласка, так ці не: усё правільна?',
    'confirm keys': 'Калі правільна, націсніце 1. Калі не, націсніце 2.',
    'no, again': 'Дзякуй, што сказалі. Паспрабуем яшчэ раз.',
    'none of these': 'Нічога з гэтага — націсніце {key}.',
    'this one': 'Гэты варыянт падыходзіць?',
    'anything else': 'Хочаце спытаць яшчэ што-небудзь?',
    'no answer': 'На гэта ў мяне няма адказу. Спытайце, калі ласка, іншымі словамі.',
    'ask your question': 'Што вы хацелі б даведацца?',
    'go on': 'Працягваць?',
    'not known now': 'На жаль, зараз гэтых звестак няма.',
    'please wait': 'Адну хвіліну, калі ласка.',
    'still working': 'Яшчэ крыху.',
    'please hold': 'Заставайцеся на лініі, злучаем.',
    'leave your number': 'Пакіньце, калі ласка, імя і нумар тэлефона пасля сігналу, і мы вам перазвонім.',
    'leave your number again': 'Калі хочаце, каб мы перазванілі, назавіце імя і нумар зараз, пасля сігналу.',
    'goodbye': 'Дзякуй за званок. Да пабачэння.',
    'apology': 'Просім прабачэння: у нас тэхнічная няспраўнасць.',
    'take the call': 'Вам званок. Каб прыняць яго, націсніце 1.',
    'star': 'зорачка',
    'hash': 'рашотка',
  },
}
