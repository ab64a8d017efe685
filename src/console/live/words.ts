// The words of the live page.
import type { Ending, Priority } from '../../desk/contact.ts'
import type { PresenceStatus } from '../../desk/operator.ts'
import type { Supervision } from '../../desk/control.ts'
import { counted, dictionary } from '../../pages/dictionary.ts'
import type { Lateness } from './rows.ts'

type Live = {
  title: string
  refresh: string
  asOf: string
  lost: string
  summary: (waiting: number, longest: string | undefined) => string
  queues: string
  desk: string
  company: string
  waiting: string
  longest: string
  offered: string
  talking: string
  operators: string
  level: string
  answered: string
  abandoned: string
  speed: string
  noDesks: string
  rule: (variant: string, within: number, short: number, from: string) => string
  of: (part: number, whole: number) => string
  waitingCalls: string
  nobodyWaits: string
  reason: string
  wait: string
  priority: string
  language: string
  offeredTo: string
  callback: string
  front: string
  practice: string
  open: string
  name: string
  state: string
  with: string
  today: string
  todayOf: (talks: number, length: string) => string
  noOperators: string
  elsewhere: string
  helps: string
  change: string
  held: string
  heard: string
  after: (state: string) => string
  groups: Record<'ready' | 'talking' | 'away' | 'wrapping' | 'offline', string>
  statuses: Record<PresenceStatus, string>
  reasons: Record<string, string>
  contact: Record<
    'offered' | 'accepted' | 'briefed' | 'talking' | 'wrapping' | 'queued' | Ending,
    string
  >
  priorities: Record<Priority, string>
  waitLate: Record<Exclude<Lateness, 'fine'>, string>
  talkLate: Record<Exclude<Lateness, 'fine'>, string>
  back: string
  setStatus: string
  status: string
  why: string
  whyHint: string
  save: string
  finish: string
  finishHint: string
  mayOnlyLook: string
  listening: string
  listen: Record<Supervision | 'stop', string>
  listenHint: Record<Supervision, string>
  stillRinging: string
  tooLate: string
  told: Record<'status' | 'next' | 'finished' | Supervision | 'stop', string>
}

export const liveWords = dictionary<Live>({
  en: {
    title: 'Live',
    refresh: 'Refresh',
    asOf: 'As of',
    lost: 'The connection is lost, so this page may be out of date. It tries again by itself.',
    summary: (waiting, longest) =>
      waiting === 0
        ? 'Nobody is waiting.'
        : `${counted('en', waiting, { one: 'call is', other: 'calls are' })} waiting, the longest for ${longest}.`,
    queues: 'Queues',
    desk: 'Desk',
    company: 'Company',
    waiting: 'Waiting',
    longest: 'Longest wait',
    offered: 'Ringing',
    talking: 'In conversation',
    operators: 'Operators',
    level: 'Service level',
    answered: 'Answered',
    abandoned: 'Abandoned',
    speed: 'Average wait',
    noDesks: 'No flow on your lines has a desk.',
    rule: (variant, within, short, from) =>
      `Service level, variant ${variant}: answered within ${within} s, of those answered or abandoned; abandoned sooner than ${short} s does not count. Average wait: of those answered. All since ${from}, in the server's time. A contact that was transferred counts at the desk that has it now; callbacks do not count.`,
    of: (part, whole) => `${part} of ${whole}`,
    waitingCalls: 'Waiting calls',
    nobodyWaits: 'Nobody is waiting.',
    reason: 'Why',
    wait: 'Waits',
    priority: 'Priority',
    language: 'Language',
    offeredTo: 'Offered to',
    callback: 'to be called back',
    front: 'lost their operator',
    practice: 'practice',
    open: 'Open the call',
    name: 'Name',
    state: 'State',
    with: 'With',
    today: 'Today',
    todayOf: (talks, length) =>
      `${counted('en', talks, { one: 'conversation', other: 'conversations' })}, ${length}`,
    noOperators: 'Nobody answers calls for your companies.',
    elsewhere: 'another company',
    helps: 'asks for help',
    change: 'Open',
    held: 'on hold',
    heard: 'a supervisor is in it',
    after: (state) => `then ${state}`,
    groups: {
      ready: 'ready',
      talking: 'talking',
      away: 'away',
      wrapping: 'wrapping up',
      offline: 'signed off',
    },
    statuses: {
      offline: 'signed off',
      ready: 'ready',
      away: 'away',
      missed: 'missed a call',
      offered: 'being rung',
      busy: 'in conversation',
      wrapping: 'wrapping up',
    },
    reasons: {
      'connection lost': 'connection lost',
      declined: 'declined a call',
      break: 'break',
      lunch: 'lunch',
      training: 'training',
      meeting: 'meeting',
    },
    contact: {
      queued: 'waiting',
      offered: 'ringing',
      accepted: 'connecting',
      briefed: 'hears the whisper',
      talking: 'talking',
      wrapping: 'writing up',
      done: 'done',
      callback: 'to be called back',
      left: 'left',
      nobody: 'nobody took it',
      abandoned: 'hung up',
    },
    priorities: { high: 'high', normal: 'normal', low: 'low' },
    waitLate: { soon: 'late', over: 'very late' },
    talkLate: { soon: 'long', over: 'too long' },
    back: 'To the live page',
    setStatus: 'Change the state',
    status: 'New state',
    why: 'Reason',
    whyHint: 'The operator sees it, and the audit log keeps it.',
    save: 'Change',
    finish: 'End the wrap-up',
    finishHint: 'The notes typed so far stay. The operator becomes free.',
    mayOnlyLook: 'Your role looks on here and changes nothing.',
    listening: 'Join the conversation',
    listen: { listen: 'Listen', whisper: 'Whisper', barge: 'Join in', stop: 'Leave' },
    listenHint: {
      listen: 'nobody hears you',
      whisper: 'the operator alone hears you',
      barge: 'both hear you',
    },
    stillRinging: 'A call is ringing at this operator. Try again in a moment.',
    tooLate: 'It was over already. Nothing was changed.',
    told: {
      status: 'The state was changed.',
      next: 'The state will change after the conversation and its wrap-up.',
      finished: 'The wrap-up was ended.',
      listen: 'You are being rung; you will hear both.',
      whisper: 'The operator hears you now.',
      barge: 'Both hear you now.',
      stop: 'You have left the conversation.',
    },
  },
  be: {
    title: 'Зараз',
    refresh: 'Абнавіць',
    asOf: 'Станам на',
    lost: 'Сувязь страчана, таму старонка можа быць састарэлай. Яна спрабуе злучыцца сама.',
    summary: (waiting, longest) =>
      waiting === 0
        ? 'Ніхто не чакае.'
        : `Чакае ${counted('be', waiting, { one: 'званок', few: 'званкі', many: 'званкоў', other: 'званка' })}, найдаўжэй – ${longest}.`,
    queues: 'Чэргі',
    desk: 'Служба',
    company: 'Кампанія',
    waiting: 'Чакаюць',
    longest: 'Найдаўжэйшае чаканне',
    offered: 'Звоняць',
    talking: 'У размове',
    operators: 'Аператары',
    level: 'Узровень сэрвісу',
    answered: 'Адказана',
    abandoned: 'Кінулі трубку',
    speed: 'Сярэдняе чаканне',
    noDesks: 'Ніводны сцэнарый на вашых лініях не мае службы.',
    rule: (variant, within, short, from) =>
      `Узровень сэрвісу, варыянт ${variant}: адказана за ${within} с, ад тых, каму адказалі або хто кінуў трубку; хто кінуў раней за ${short} с, не лічыцца. Сярэдняе чаканне: тых, каму адказалі. Усё з ${from} паводле часу сервера. Пераведзены званок лічыцца той службе, у якой ён цяпер; зваротныя званкі не лічацца.`,
    of: (part, whole) => `${part} з ${whole}`,
    waitingCalls: 'Званкі ў чарзе',
    nobodyWaits: 'Ніхто не чакае.',
    reason: 'Чаму',
    wait: 'Чакае',
    priority: 'Прыярытэт',
    language: 'Мова',
    offeredTo: 'Прапанавана',
    callback: 'трэба ператэлефанаваць',
    front: 'страціў аператара',
    practice: 'трэніроўка',
    open: 'Адкрыць званок',
    name: 'Імя',
    state: 'Стан',
    with: 'З кім',
    today: 'Сёння',
    todayOf: (talks, length) =>
      `${counted('be', talks, { one: 'размова', few: 'размовы', many: 'размоў', other: 'размовы' })}, ${length}`,
    noOperators: 'Ніхто не адказвае на званкі вашых кампаній.',
    elsewhere: 'іншая кампанія',
    helps: 'просіць дапамогі',
    change: 'Адкрыць',
    held: 'на ўтрыманні',
    heard: 'у размове старшы змены',
    after: (state) => `потым: ${state}`,
    groups: {
      ready: 'гатовыя',
      talking: 'размаўляюць',
      away: 'адышлі',
      wrapping: 'апрацоўваюць',
      offline: 'не на змене',
    },
    statuses: {
      offline: 'не на змене',
      ready: 'гатовы',
      away: 'адышоў',
      missed: 'прапусціў званок',
      offered: 'яму звоніць',
      busy: 'размаўляе',
      wrapping: 'апрацоўвае',
    },
    reasons: {
      'connection lost': 'страчана сувязь',
      declined: 'адхіліў званок',
      break: 'перапынак',
      lunch: 'абед',
      training: 'вучоба',
      meeting: 'нарада',
    },
    contact: {
      queued: 'чакае',
      offered: 'звоніць',
      accepted: 'злучаецца',
      briefed: 'слухае падказку',
      talking: 'размова',
      wrapping: 'апрацоўка',
      done: 'завершана',
      callback: 'трэба ператэлефанаваць',
      left: 'пайшоў',
      nobody: 'ніхто не ўзяў',
      abandoned: 'кінуў трубку',
    },
    priorities: { high: 'высокі', normal: 'звычайны', low: 'нізкі' },
    waitLate: { soon: 'позна', over: 'вельмі позна' },
    talkLate: { soon: 'доўга', over: 'занадта доўга' },
    back: 'Да старонкі «Зараз»',
    setStatus: 'Змяніць стан',
    status: 'Новы стан',
    why: 'Прычына',
    whyHint: 'Яе бачыць аператар, і яна застаецца ў журнале.',
    save: 'Змяніць',
    finish: 'Завяршыць апрацоўку',
    finishHint: 'Набраныя нататкі застануцца. Аператар стане вольным.',
    mayOnlyLook: 'Ваша роля тут толькі назірае і нічога не мяняе.',
    listening: 'Далучыцца да размовы',
    listen: { listen: 'Слухаць', whisper: 'Падказваць', barge: 'Уступіць', stop: 'Выйсці' },
    listenHint: {
      listen: 'вас ніхто не чуе',
      whisper: 'вас чуе толькі аператар',
      barge: 'вас чуюць абое',
    },
    stillRinging: 'У аператара звоніць тэлефон. Паспрабуйце праз хвіліну.',
    tooLate: 'Гэта ўжо скончылася. Нічога не зменена.',
    told: {
      status: 'Стан зменены.',
      next: 'Стан зменіцца пасля размовы і яе апрацоўкі.',
      finished: 'Апрацоўка завершана.',
      listen: 'Вам звоняць; вы будзеце чуць абаіх.',
      whisper: 'Цяпер вас чуе аператар.',
      barge: 'Цяпер вас чуюць абое.',
      stop: 'Вы выйшлі з размовы.',
    },
  },
  ru: {
    title: 'Сейчас',
    refresh: 'Обновить',
    asOf: 'По состоянию на',
    lost: 'Связь потеряна, поэтому страница может быть устаревшей. Она пробует соединиться сама.',
    summary: (waiting, longest) =>
      waiting === 0
        ? 'Никто не ждёт.'
        : `Ждёт ${counted('ru', waiting, { one: 'звонок', few: 'звонка', many: 'звонков', other: 'звонка' })}, дольше всех – ${longest}.`,
    queues: 'Очереди',
    desk: 'Служба',
    company: 'Компания',
    waiting: 'Ждут',
    longest: 'Самое долгое ожидание',
    offered: 'Звонят',
    talking: 'В разговоре',
    operators: 'Операторы',
    level: 'Уровень сервиса',
    answered: 'Отвечено',
    abandoned: 'Бросили трубку',
    speed: 'Среднее ожидание',
    noDesks: 'Ни у одного сценария на ваших линиях нет службы.',
    rule: (variant, within, short, from) =>
      `Уровень сервиса, вариант ${variant}: отвечено за ${within} с, от тех, кому ответили или кто бросил трубку; кто бросил раньше ${short} с, не считается. Среднее ожидание: тех, кому ответили. Всё с ${from} по времени сервера. Переведённый звонок считается службе, у которой он сейчас; обратные звонки не считаются.`,
    of: (part, whole) => `${part} из ${whole}`,
    waitingCalls: 'Звонки в очереди',
    nobodyWaits: 'Никто не ждёт.',
    reason: 'Почему',
    wait: 'Ждёт',
    priority: 'Приоритет',
    language: 'Язык',
    offeredTo: 'Предложен',
    callback: 'надо перезвонить',
    front: 'потерял оператора',
    practice: 'тренировка',
    open: 'Открыть звонок',
    name: 'Имя',
    state: 'Состояние',
    with: 'С кем',
    today: 'Сегодня',
    todayOf: (talks, length) =>
      `${counted('ru', talks, { one: 'разговор', few: 'разговора', many: 'разговоров', other: 'разговора' })}, ${length}`,
    noOperators: 'Никто не отвечает на звонки ваших компаний.',
    elsewhere: 'другая компания',
    helps: 'просит помощи',
    change: 'Открыть',
    held: 'на удержании',
    heard: 'в разговоре старший смены',
    after: (state) => `потом: ${state}`,
    groups: {
      ready: 'готовы',
      talking: 'разговаривают',
      away: 'отошли',
      wrapping: 'обрабатывают',
      offline: 'не на смене',
    },
    statuses: {
      offline: 'не на смене',
      ready: 'готов',
      away: 'отошёл',
      missed: 'пропустил звонок',
      offered: 'ему звонит',
      busy: 'разговаривает',
      wrapping: 'обрабатывает',
    },
    reasons: {
      'connection lost': 'потеряна связь',
      declined: 'отклонил звонок',
      break: 'перерыв',
      lunch: 'обед',
      training: 'учёба',
      meeting: 'совещание',
    },
    contact: {
      queued: 'ждёт',
      offered: 'звонит',
      accepted: 'соединяется',
      briefed: 'слушает подсказку',
      talking: 'разговор',
      wrapping: 'обработка',
      done: 'завершён',
      callback: 'надо перезвонить',
      left: 'ушёл',
      nobody: 'никто не взял',
      abandoned: 'бросил трубку',
    },
    priorities: { high: 'высокий', normal: 'обычный', low: 'низкий' },
    waitLate: { soon: 'поздно', over: 'очень поздно' },
    talkLate: { soon: 'долго', over: 'слишком долго' },
    back: 'К странице «Сейчас»',
    setStatus: 'Изменить состояние',
    status: 'Новое состояние',
    why: 'Причина',
    whyHint: 'Её видит оператор, и она остаётся в журнале.',
    save: 'Изменить',
    finish: 'Завершить обработку',
    finishHint: 'Набранные заметки останутся. Оператор станет свободен.',
    mayOnlyLook: 'Ваша роль здесь только наблюдает и ничего не меняет.',
    listening: 'Подключиться к разговору',
    listen: { listen: 'Слушать', whisper: 'Подсказывать', barge: 'Вступить', stop: 'Выйти' },
    listenHint: {
      listen: 'вас никто не слышит',
      whisper: 'вас слышит только оператор',
      barge: 'вас слышат оба',
    },
    stillRinging: 'У оператора звонит телефон. Попробуйте через минуту.',
    tooLate: 'Это уже закончилось. Ничего не изменено.',
    told: {
      status: 'Состояние изменено.',
      next: 'Состояние изменится после разговора и его обработки.',
      finished: 'Обработка завершена.',
      listen: 'Вам звонят; вы будете слышать обоих.',
      whisper: 'Теперь вас слышит оператор.',
      barge: 'Теперь вас слышат оба.',
      stop: 'Вы вышли из разговора.',
    },
  },
})
