// The words of the list of calls and of one call as a story.
import type { Talk } from '../../desk/contact.ts'
import type { CallOutcome } from '../../store/call-search.ts'
import type { Value } from '../../understand/hearing.ts'
import { dictionary } from '../../pages/dictionary.ts'

type Calls = {
  title: string
  search: string
  from: string
  to: string
  dayHint: string
  company: string
  flow: string
  number: string
  numberHint: string
  outcome: string
  desk: string
  operator: string
  practice: string
  any: string
  withPractice: string
  withoutPractice: string
  onlyPractice: string
  show: string
  clear: string
  badDate: string
  badNumber: string
  none: string
  begun: string
  length: string
  caller: string
  withheld: string
  erased: string
  practiceCall: string
  older: string
  newest: string
  goesOn: string
  outcomes: Record<CallOutcome, string>
}

export const callsWords = dictionary<Calls>({
  en: {
    title: 'Calls',
    search: 'Search',
    from: 'From',
    to: 'To',
    dayHint: 'The last seven days, where nothing else is said.',
    company: 'Company',
    flow: 'Flow',
    number: "Caller's number",
    numberHint: 'Whole, or at least the last four digits',
    outcome: 'Outcome',
    desk: 'Desk',
    operator: 'Operator',
    practice: 'Practice calls',
    any: 'all',
    withPractice: 'with them',
    withoutPractice: 'without them',
    onlyPractice: 'only them',
    show: 'Search',
    clear: 'Start anew',
    badDate: 'Give a day that exists.',
    badNumber: 'Give a telephone number, or at least its last four digits.',
    none: 'No call is like this.',
    begun: 'Began',
    length: 'Length',
    caller: 'Caller',
    withheld: 'number withheld',
    erased: 'erased',
    practiceCall: 'practice',
    older: 'Older',
    newest: 'Newest',
    goesOn: 'goes on',
    outcomes: {
      live: 'goes on',
      talked: 'talked with an operator',
      callback: 'to be called back',
      abandoned: 'hung up while waiting',
      nobody: 'nobody took it',
      served: 'served by the flow',
    },
  },
  be: {
    title: 'Званкі',
    search: 'Пошук',
    from: 'З',
    to: 'Па',
    dayHint: 'Апошнія сем дзён, калі не пазначана іншае.',
    company: 'Кампанія',
    flow: 'Сцэнарый',
    number: 'Нумар абанента',
    numberHint: 'Цалкам або прынамсі апошнія чатыры лічбы',
    outcome: 'Вынік',
    desk: 'Служба',
    operator: 'Аператар',
    practice: 'Трэніровачныя званкі',
    any: 'усе',
    withPractice: 'разам з імі',
    withoutPractice: 'без іх',
    onlyPractice: 'толькі яны',
    show: 'Шукаць',
    clear: 'Пачаць нанова',
    badDate: 'Пазначце дзень, які існуе.',
    badNumber: 'Пазначце нумар тэлефона або прынамсі апошнія чатыры лічбы.',
    none: 'Такіх званкоў няма.',
    begun: 'Пачаты',
    length: 'Працягласць',
    caller: 'Абанент',
    withheld: 'нумар схаваны',
    erased: 'сцёрты',
    practiceCall: 'трэніроўка',
    older: 'Ранейшыя',
    newest: 'Найноўшыя',
    goesOn: 'ідзе',
    outcomes: {
      live: 'ідзе',
      talked: 'размаўляў з аператарам',
      callback: 'трэба ператэлефанаваць',
      abandoned: 'кінуў трубку ў чаканні',
      nobody: 'ніхто не ўзяў',
      served: 'абслужаны сцэнарыем',
    },
  },
  ru: {
    title: 'Звонки',
    search: 'Поиск',
    from: 'С',
    to: 'По',
    dayHint: 'Последние семь дней, если не указано иное.',
    company: 'Компания',
    flow: 'Сценарий',
    number: 'Номер абонента',
    numberHint: 'Целиком или хотя бы последние четыре цифры',
    outcome: 'Исход',
    desk: 'Служба',
    operator: 'Оператор',
    practice: 'Тренировочные звонки',
    any: 'все',
    withPractice: 'вместе с ними',
    withoutPractice: 'без них',
    onlyPractice: 'только они',
    show: 'Искать',
    clear: 'Начать заново',
    badDate: 'Укажите существующий день.',
    badNumber: 'Укажите номер телефона или хотя бы последние четыре цифры.',
    none: 'Таких звонков нет.',
    begun: 'Начат',
    length: 'Длительность',
    caller: 'Абонент',
    withheld: 'номер скрыт',
    erased: 'стёрт',
    practiceCall: 'тренировка',
    older: 'Раньше',
    newest: 'Новейшие',
    goesOn: 'идёт',
    outcomes: {
      live: 'идёт',
      talked: 'разговаривал с оператором',
      callback: 'надо перезвонить',
      abandoned: 'бросил трубку в ожидании',
      nobody: 'никто не взял',
      served: 'обслужен сценарием',
    },
  },
})

type Story = {
  title: (when: string) => string
  back: string
  facts: string
  line: string
  version: string
  language: string
  erased: string
  noSources: string
  unreadable: string
  story: string
  system: string
  caller: string
  operator: string
  took: (length: string) => string
  alternatives: string
  keys: string
  silence: string
  place: string
  engine: string
  meanings: Record<string, (text: string) => string>
  otherMeaning: (meaning: string) => string
  bands: [low: string, unsure: string, sure: string]
  lookedUp: (name: string) => string
  found: string
  notFound: string
  failed: (why: string) => string
  waitsForAnswer: string
  goal: (goal: string) => string
  notified: (name: string) => string
  handedOff: (desk: string, reason: string) => string
  rang: (people: string) => string
  connected: string
  released: string
  nobody: (desk: string) => string
  recorded: (length: string, desk?: string) => string
  conversationRecorded: (length?: string) => string
  written: string
  hungUp: string
  ended: string
  broke: string
  decided: (step: string) => string
  is: (name: string, value: string) => string
  unknown: string
  aList: string
  leadsTo: (step: string) => string
  values: string
  slot: string
  value: string
  how: string
  sources: Record<Value['from'], string>
  confirmed: string
  notKnown: string
  card: string
  notAsked: string
  conversation: string
  way: string
  queued: string
  missed: (who: string) => string
  offered: (who: string) => string
  accepted: (who: string) => string
  talked: (who: string, length: string) => string
  held: (length: string) => string
  wrapped: (length: string) => string
  ends: Record<NonNullable<Talk['end']>, string>
  final: Record<'done' | 'callback' | 'left' | 'nobody' | 'abandoned', string>
  stillTalking: string
  waitedFor: (length: string) => string
  notes: string
  outcome: string
  steps: string
  stepIn: string
  recording: string
  listen: string
  noSound: string
  reveal: string
  revealHint: string
  revealed: string
}

export const storyWords = dictionary<Story>({
  en: {
    title: (when) => `Call of ${when}`,
    back: 'To the calls',
    facts: 'The call',
    line: 'Line',
    version: 'Flow and version',
    language: 'Language',
    erased: 'What was said in this call was erased after its time. When and where it went is kept.',
    noSources:
      'The sources of the version that this call ran with are gone, so what was said is not shown.',
    unreadable: 'What is stored of this call cannot be read.',
    story: 'What happened',
    system: 'System',
    caller: 'Caller',
    operator: 'Operator',
    took: (length) => `after ${length}`,
    alternatives: 'also heard',
    keys: 'keys',
    silence: 'silence',
    place: 'Place in the flow',
    engine: 'written by the engine',
    meanings: {
      option: (t) => `chose “${t}”`,
      'unsure option': (t) => `perhaps “${t}”, so it is asked`,
      value: (t) => `understood as ${t}`,
      'no match': () => 'not understood',
      invalid: () => 'cannot be a right answer',
      silence: () => 'said nothing',
      'silence after being served': () => 'said nothing, so the call comes to its end',
      'more keys awaited': () => 'not complete yet',
      yes: () => 'yes',
      no: () => 'no',
      done: () => 'needs nothing more',
      none: () => 'none of these',
      row: () => 'chose a row of the list',
      'unsure row': () => 'perhaps a row of the list, so it is asked',
      question: () => 'asked a question',
      operator: () => 'asked for a person',
      repeat: () => 'asked to hear it again',
      back: () => 'went back',
      'start over': () => 'started over',
    },
    otherMeaning: (meaning) => meaning,
    bands: ['too low to count', 'unsure', 'sure'],
    lookedUp: (name) => `Looked up “${name}”`,
    found: 'found',
    notFound: 'not found',
    failed: (why) => `failed: ${why}`,
    waitsForAnswer: 'no answer yet',
    goal: (goal) => `Goal reached: ${goal}`,
    notified: (name) => `A notice was left for “${name}”`,
    handedOff: (desk, reason) => `Handed off to ${desk}: the caller ${reason}`,
    rang: (people) => `Rang ${people}`,
    connected: 'A person took the call',
    released: 'The person hung up',
    nobody: (desk) => `Nobody at ${desk}`,
    recorded: (length, desk) => `A message of ${length}${desk ? ` for ${desk}` : ''}`,
    conversationRecorded: (length) =>
      `The conversation was recorded${length === undefined ? '' : `, ${length}`}`,
    written: 'Written down',
    hungUp: 'The caller hung up',
    ended: 'The call ended',
    broke: 'Something broke on our side',
    decided: (step) => `Decided at “${step}”`,
    is: (name, value) => `${name} is ${value}`,
    unknown: 'not known',
    aList: 'a list',
    leadsTo: (step) => `on to “${step}”`,
    values: 'Values',
    slot: 'Value of',
    value: 'Value',
    how: 'Where from, how sure',
    sources: {
      keys: 'keypad',
      speech: 'speech',
      lookup: 'looked up',
      line: 'the line',
      flow: 'set by the flow',
    },
    confirmed: 'confirmed',
    notKnown: 'not known',
    card: 'Hand-off card',
    notAsked: 'not asked',
    conversation: 'Written conversation',
    way: 'Way through the desk',
    queued: 'Joined the queue',
    missed: (who) => `${who} did not take it`,
    offered: (who) => `Offered to ${who}`,
    accepted: (who) => `${who} accepted`,
    talked: (who, length) => `${who} talked for ${length}`,
    held: (length) => `of it ${length} on hold`,
    wrapped: (length) => `wrapped up in ${length}`,
    ends: {
      operator: 'the operator ended it',
      caller: 'the caller hung up',
      dropped: "the operator's connection was lost",
      transferred: 'transferred',
      'sent back': 'sent back to the flow',
    },
    final: {
      done: 'Done',
      callback: 'To be called back',
      left: 'Left the queue for another way',
      nobody: 'Nobody took it',
      abandoned: 'The caller hung up while waiting',
    },
    stillTalking: 'still talking',
    waitedFor: (length) => `after ${length} of waiting`,
    notes: 'Notes',
    outcome: 'Outcome',
    steps: 'Steps of this call in their file',
    stepIn: 'The step in its file',
    recording: 'Recording',
    listen: 'Play the recording',
    noSound: 'A practice call has no sound.',
    reveal: 'Show private values',
    revealHint: 'Who looked is kept in the audit log.',
    revealed: 'Private values are shown. That you looked is kept in the audit log.',
  },
  be: {
    title: (when) => `Званок ${when}`,
    back: 'Да званкоў',
    facts: 'Званок',
    line: 'Лінія',
    version: 'Сцэнарый і версія',
    language: 'Мова',
    erased: 'Сказанае ў гэтым званку сцёрта пасля тэрміну. Захавана толькі, калі і як ён прайшоў.',
    noSources:
      'Зыходных файлаў версіі, з якой ішоў званок, больш няма, таму сказанае не паказваецца.',
    unreadable: 'Захаванае пра гэты званок нельга прачытаць.',
    story: 'Што адбылося',
    system: 'Сістэма',
    caller: 'Абанент',
    operator: 'Аператар',
    took: (length) => `праз ${length}`,
    alternatives: 'пачута таксама',
    keys: 'клавішы',
    silence: 'цішыня',
    place: 'Месца ў сцэнарыі',
    engine: 'напісана рухавіком',
    meanings: {
      option: (t) => `выбраў «${t}»`,
      'unsure option': (t) => `магчыма «${t}», таму перапытана`,
      value: (t) => `зразумета як ${t}`,
      'no match': () => 'не зразумета',
      invalid: () => 'не можа быць правільным адказам',
      silence: () => 'прамаўчаў',
      'silence after being served': () => 'прамаўчаў, таму званок заканчваецца',
      'more keys awaited': () => 'яшчэ не цалкам',
      yes: () => 'так',
      no: () => 'не',
      done: () => 'больш нічога не трэба',
      none: () => 'нічога з гэтага',
      row: () => 'выбраў радок спісу',
      'unsure row': () => 'магчыма радок спісу, таму перапытана',
      question: () => 'задаў пытанне',
      operator: () => 'папрасіў чалавека',
      repeat: () => 'папрасіў паўтарыць',
      back: () => 'вярнуўся назад',
      'start over': () => 'пачаў спачатку',
    },
    otherMeaning: (meaning) => meaning,
    bands: ['занізка, не лічыцца', 'няўпэўнена', 'упэўнена'],
    lookedUp: (name) => `Запытана «${name}»`,
    found: 'знойдзена',
    notFound: 'не знойдзена',
    failed: (why) => `не ўдалося: ${why}`,
    waitsForAnswer: 'адказу яшчэ няма',
    goal: (goal) => `Мэта дасягнута: ${goal}`,
    notified: (name) => `Пакінута паведамленне для «${name}»`,
    handedOff: (desk, reason) => `Перададзена ў ${desk}. Прычына: ${reason}`,
    rang: (people) => `Званілі: ${people}`,
    connected: 'Чалавек узяў званок',
    released: 'Чалавек паклаў трубку',
    nobody: (desk) => `Нікога: ${desk}`,
    recorded: (length, desk) => `Паведамленне, ${length}${desk ? `, для ${desk}` : ''}`,
    conversationRecorded: (length) =>
      `Размова запісана${length === undefined ? '' : `, ${length}`}`,
    written: 'Запісана тэкстам',
    hungUp: 'Абанент паклаў трубку',
    ended: 'Званок скончыўся',
    broke: 'Нешта зламалася на нашым баку',
    decided: (step) => `Рашэнне ў «${step}»`,
    is: (name, value) => `${name}: ${value}`,
    unknown: 'невядома',
    aList: 'спіс',
    leadsTo: (step) => `далей «${step}»`,
    values: 'Значэнні',
    slot: 'Чаго',
    value: 'Значэнне',
    how: 'Адкуль, наколькі ўпэўнена',
    sources: {
      keys: 'клавішы',
      speech: 'маўленне',
      lookup: 'запыт',
      line: 'лінія',
      flow: 'зададзена сцэнарыем',
    },
    confirmed: 'пацверджана',
    notKnown: 'невядома',
    card: 'Картка перадачы',
    notAsked: 'не спытана',
    conversation: 'Перапіска',
    way: 'Шлях праз службу',
    queued: 'Стаў у чаргу',
    missed: (who) => `${who}: не ўзяў`,
    offered: (who) => `Прапанавана: ${who}`,
    accepted: (who) => `${who}: прыняў`,
    talked: (who, length) => `${who}: размова ${length}`,
    held: (length) => `з іх на ўтрыманні ${length}`,
    wrapped: (length) => `апрацоўка ${length}`,
    ends: {
      operator: 'скончыў аператар',
      caller: 'абанент паклаў трубку',
      dropped: 'сувязь аператара страчана',
      transferred: 'пераведзены',
      'sent back': 'вернуты ў сцэнарый',
    },
    final: {
      done: 'Завершана',
      callback: 'Трэба ператэлефанаваць',
      left: 'Выйшаў з чаргі іншым шляхам',
      nobody: 'Ніхто не ўзяў',
      abandoned: 'Абанент кінуў трубку ў чаканні',
    },
    stillTalking: 'яшчэ размаўляюць',
    waitedFor: (length) => `пасля ${length} чакання`,
    notes: 'Нататкі',
    outcome: 'Вынік',
    steps: 'Крокі гэтага званка ў файле',
    stepIn: 'Крок у файле',
    recording: 'Запіс',
    listen: 'Прайграць запіс',
    noSound: 'У трэніровачнага званка няма гуку.',
    reveal: 'Паказаць асабістыя звесткі',
    revealHint: 'Хто глядзеў, застаецца ў журнале.',
    revealed: 'Асабістыя звесткі паказаны. Тое, што вы глядзелі, захавана ў журнале.',
  },
  ru: {
    title: (when) => `Звонок ${when}`,
    back: 'К звонкам',
    facts: 'Звонок',
    line: 'Линия',
    version: 'Сценарий и версия',
    language: 'Язык',
    erased:
      'Сказанное в этом звонке стёрто по истечении срока. Сохранено только, когда и как он прошёл.',
    noSources:
      'Исходных файлов версии, с которой шёл звонок, больше нет, поэтому сказанное не показывается.',
    unreadable: 'Сохранённое об этом звонке нельзя прочитать.',
    story: 'Что произошло',
    system: 'Система',
    caller: 'Абонент',
    operator: 'Оператор',
    took: (length) => `через ${length}`,
    alternatives: 'услышано также',
    keys: 'клавиши',
    silence: 'тишина',
    place: 'Место в сценарии',
    engine: 'написано движком',
    meanings: {
      option: (t) => `выбрал «${t}»`,
      'unsure option': (t) => `возможно «${t}», поэтому переспрошено`,
      value: (t) => `понято как ${t}`,
      'no match': () => 'не понято',
      invalid: () => 'не может быть правильным ответом',
      silence: () => 'промолчал',
      'silence after being served': () => 'промолчал, поэтому звонок заканчивается',
      'more keys awaited': () => 'ещё не целиком',
      yes: () => 'да',
      no: () => 'нет',
      done: () => 'больше ничего не нужно',
      none: () => 'ничего из этого',
      row: () => 'выбрал строку списка',
      'unsure row': () => 'возможно строка списка, поэтому переспрошено',
      question: () => 'задал вопрос',
      operator: () => 'попросил человека',
      repeat: () => 'попросил повторить',
      back: () => 'вернулся назад',
      'start over': () => 'начал сначала',
    },
    otherMeaning: (meaning) => meaning,
    bands: ['слишком низко, не считается', 'неуверенно', 'уверенно'],
    lookedUp: (name) => `Запрошено «${name}»`,
    found: 'найдено',
    notFound: 'не найдено',
    failed: (why) => `не удалось: ${why}`,
    waitsForAnswer: 'ответа ещё нет',
    goal: (goal) => `Цель достигнута: ${goal}`,
    notified: (name) => `Оставлено сообщение для «${name}»`,
    handedOff: (desk, reason) => `Передано в ${desk}. Причина: ${reason}`,
    rang: (people) => `Звонили: ${people}`,
    connected: 'Человек взял звонок',
    released: 'Человек положил трубку',
    nobody: (desk) => `Никого: ${desk}`,
    recorded: (length, desk) => `Сообщение, ${length}${desk ? `, для ${desk}` : ''}`,
    conversationRecorded: (length) =>
      `Разговор записан${length === undefined ? '' : `, ${length}`}`,
    written: 'Записано текстом',
    hungUp: 'Абонент положил трубку',
    ended: 'Звонок закончился',
    broke: 'Что-то сломалось на нашей стороне',
    decided: (step) => `Решение в «${step}»`,
    is: (name, value) => `${name}: ${value}`,
    unknown: 'неизвестно',
    aList: 'список',
    leadsTo: (step) => `дальше «${step}»`,
    values: 'Значения',
    slot: 'Чего',
    value: 'Значение',
    how: 'Откуда, насколько уверенно',
    sources: {
      keys: 'клавиши',
      speech: 'речь',
      lookup: 'запрос',
      line: 'линия',
      flow: 'задано сценарием',
    },
    confirmed: 'подтверждено',
    notKnown: 'неизвестно',
    card: 'Карточка передачи',
    notAsked: 'не спрошено',
    conversation: 'Переписка',
    way: 'Путь через службу',
    queued: 'Встал в очередь',
    missed: (who) => `${who}: не взял`,
    offered: (who) => `Предложено: ${who}`,
    accepted: (who) => `${who}: принял`,
    talked: (who, length) => `${who}: разговор ${length}`,
    held: (length) => `из них на удержании ${length}`,
    wrapped: (length) => `обработка ${length}`,
    ends: {
      operator: 'закончил оператор',
      caller: 'абонент положил трубку',
      dropped: 'связь оператора потеряна',
      transferred: 'переведён',
      'sent back': 'возвращён в сценарий',
    },
    final: {
      done: 'Завершён',
      callback: 'Надо перезвонить',
      left: 'Вышел из очереди другим путём',
      nobody: 'Никто не взял',
      abandoned: 'Абонент бросил трубку в ожидании',
    },
    stillTalking: 'ещё разговаривают',
    waitedFor: (length) => `после ${length} ожидания`,
    notes: 'Заметки',
    outcome: 'Исход',
    steps: 'Шаги этого звонка в файле',
    stepIn: 'Шаг в файле',
    recording: 'Запись',
    listen: 'Проиграть запись',
    noSound: 'У тренировочного звонка нет звука.',
    reveal: 'Показать личные данные',
    revealHint: 'Кто смотрел, остаётся в журнале.',
    revealed: 'Личные данные показаны. То, что вы смотрели, сохранено в журнале.',
  },
})
