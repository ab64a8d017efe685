// The words of the desk.
import type { Presence } from '../../desk/operator.ts'
import type { Value } from '../../understand/hearing.ts'
import { counted, dictionary } from '../../pages/dictionary.ts'

/** Why somebody is away, as they can choose it. */
export const reasons = ['break', 'lunch', 'training', 'meeting', 'recovery', 'other'] as const

export type Reason = (typeof reasons)[number]

/** Keys of the page that can be given another key. */
export const shortcuts = [
  'accept',
  'decline',
  'mute',
  'hold',
  'keypad',
  'transfer',
  'help',
  'hangup',
  'finish',
  'notes',
  'status',
  'list',
] as const

export type Refused =
  | 'not yours'
  | 'too late'
  | 'offered'
  | 'taken'
  | 'no such choice'
  | 'too long'
  | 'empty'
  | 'sent already'
  | 'busy'
  | 'cannot be called'
  | 'nobody there'
  | 'telephone'
  | 'no desk'

type Desk = {
  title: string
  noScript: string
  start: string
  startHint: string
  ready: string
  since: string
  choose: string
  set: string
  signOff: string
  next: (what: string) => string
  cancelNext: string
  statuses: Record<Presence['status'], string>
  reasons: Record<Reason, string>
  signedOff: string
  signedOffLost: (at: string) => [string, string]
  awayLost: string
  declined: string
  missed: string
  advising: string
  waiting: string
  waitingHint: string
  takenTitle: string
  takenText: string
  takeOver: string
  offerAlert: (tenant: string, desk: string) => string
  offerTitle: string
  accept: string
  decline: string
  secondsLeft: string
  connecting: string
  briefed: string
  calling: string
  talkingSince: string
  onHold: string
  wrapTitle: string
  wrapLeft: string
  finish: string
  ended: Record<'operator' | 'caller' | 'transferred' | 'sent back' | 'dropped', string>
  connected: string
  mute: string
  unmute: string
  hold: string
  resume: string
  keypad: string
  hangUp: string
  hangUpAgain: string
  callHelp: string
  helpAsked: string
  cancelHelp: string
  transfer: string
  toDesk: string
  thisDesk: string
  toColleague: string
  toNumber: string
  pass: string
  free: string
  busy: string
  consult: string
  consulting: string
  passOn: string
  dismiss: string
  sendBack: string
  back: string
  card: string
  say: string
  who: string
  withheld: string
  language: string
  priority: string
  priorities: Record<'high' | 'normal' | 'low', string>
  callback: string
  isRecorded: string
  why: string
  waited: string
  values: string
  notAsked: string
  show: string
  hidden: string
  sources: Record<Value['from'], string>
  sure: string
  confirmed: string
  did: string
  reached: string
  lookedUp: Record<'found' | 'not found' | 'failed', string>
  notUnderstood: (n: number) => string
  heardNothing: (n: number) => string
  recorded: (n: number) => string
  askedForPerson: string
  nothingDid: string
  broughtBack: string
  earlier: (n: number) => string
  last: (name: string) => string
  earlierCalls: string
  openCallbacks: (n: number) => string
  handledBy: string
  colleagueNotes: string
  transcript: string
  caller: string
  system: string
  operator: string
  chat: string
  write: string
  send: string
  nothingWritten: string
  notes: string
  notesHint: string
  outcome: string
  noOutcome: string
  saving: string
  saved: string
  notSaved: string
  bothWindows: string
  outcomes: Record<string, string>
  today: string
  talks: string
  handling: string
  talking: string
  passed: string
  counts: string
  notAll: string
  keys: string
  keysHint: string
  single: string
  change: string
  pressKey: string
  reset: string
  takenKey: string
  actions: Record<(typeof shortcuts)[number], string>
  lost: string
  found: string
  signedOut: string
  signInAgain: string
  tooMany: string
  refused: Record<Refused, string>
  failed: string
  voiceOn: string
  voiceElsewhere: string
  voiceOff: string
  voiceLost: string
  poorLine: string
  microphone: string
  speaker: string
  usual: string
  soundTest: string
}

const refusedEn: Record<Refused, string> = {
  'not yours': 'This call is not yours.',
  'too late': 'Too late: it has changed meanwhile.',
  offered: 'A call is ringing: take or decline it first.',
  taken: 'Another window holds your desk. Nothing was changed.',
  'no such choice': 'There is no such choice. Nothing was changed.',
  'too long': 'That is too long. Nothing was changed.',
  empty: 'There is nothing to send.',
  'sent already': 'That was sent already.',
  busy: 'They are in a call, or you are asking somebody already.',
  'cannot be called': 'They cannot be called from here.',
  telephone: 'The telephone did not do it. Try again.',
  'nobody there': 'Nobody is there: they have not answered, or have left.',
  'no desk': 'This server has no desk at the moment.',
}

export const deskWords = dictionary<Desk>({
  en: {
    title: 'Desk',
    noScript: 'The desk needs JavaScript: calls ring here.',
    start: 'Start',
    startHint:
      'Start turns the sound on and asks whether calls may be announced outside this window.',
    ready: 'Ready',
    since: 'since',
    choose: 'My status',
    set: 'Set',
    signOff: 'Sign off',
    next: (what) => `After this call: ${what}`,
    cancelNext: 'Stay ready',
    statuses: {
      offline: 'Signed off',
      ready: 'Ready',
      away: 'Away',
      missed: 'Missed a call',
      offered: 'Ringing',
      busy: 'In a call',
      wrapping: 'Writing up',
    },
    reasons: {
      break: 'Break',
      lunch: 'Lunch',
      training: 'Training',
      meeting: 'Meeting',
      recovery: 'A short pause after a difficult call',
      other: 'Other',
    },
    signedOff: 'You are signed off and get no calls.',
    signedOffLost: (at) => ['You were signed off at ', `${at} because the connection was lost.`],
    awayLost:
      'Your connection was lost. The caller went back to the front of the queue; you get no calls until you choose Ready.',
    declined: 'You declined a call and get none until you choose Ready.',
    missed: 'You missed a call and get none until you choose Ready.',
    advising: 'A colleague asks you for advice',
    waiting: 'No call at the moment',
    waitingHint: 'The next call rings here with its card.',
    takenTitle: 'Another window holds your desk',
    takenText:
      'Calls ring there. Nothing you do here changes anything until you take the desk over.',
    takeOver: 'Use this window',
    offerAlert: (tenant, desk) => `Call for ${tenant}, ${desk}`,
    offerTitle: 'Call!',
    accept: 'Accept',
    decline: 'Decline',
    secondsLeft: 'left to accept',
    connecting: 'Connecting you …',
    briefed: 'You hear what it is about …',
    calling: 'The customer is being called …',
    talkingSince: 'In conversation for',
    onHold: 'On hold for',
    wrapTitle: 'Write it up',
    wrapLeft: 'left for this',
    finish: 'Finish',
    ended: {
      operator: 'You ended the conversation.',
      caller: 'The caller hung up.',
      transferred: 'You passed the call on.',
      'sent back': 'You sent the caller back.',
      dropped: 'The connection was lost.',
    },
    connected: 'Connected',
    mute: 'Mute',
    unmute: 'Unmute',
    hold: 'Hold',
    resume: 'Resume',
    keypad: 'Keypad',
    hangUp: 'Hang up',
    hangUpAgain: 'Press again to hang up',
    callHelp: 'Call a supervisor',
    helpAsked: 'A supervisor was called',
    cancelHelp: 'No help needed',
    transfer: 'Transfer',
    toDesk: 'To a desk',
    thisDesk: 'this one, somebody else',
    toColleague: 'To a colleague',
    toNumber: 'To a number',
    pass: 'Pass on',
    free: 'ready',
    busy: 'busy',
    consult: 'Ask first',
    consulting: 'You are talking with the third party as well.',
    passOn: 'Leave the two alone',
    dismiss: 'Let the third party go',
    sendBack: 'Send back to',
    back: 'Send back',
    card: 'Caller',
    say: 'Say',
    who: 'Number',
    withheld: 'number withheld',
    language: 'Language',
    priority: 'Priority',
    priorities: { high: 'high', normal: 'normal', low: 'low' },
    callback: 'Callback: you are connected first, then the customer is called',
    isRecorded: 'being recorded',
    why: 'Why',
    waited: 'Waiting for',
    values: 'What is known',
    notAsked: 'not asked',
    show: 'Show',
    hidden: 'hidden',
    sources: {
      keys: 'keypad',
      speech: 'speech',
      lookup: 'looked up',
      line: 'the line',
      flow: 'set by the flow',
    },
    sure: 'sure',
    confirmed: 'confirmed',
    did: 'What the line did',
    reached: 'Done:',
    lookedUp: { found: 'found', 'not found': 'not found', failed: 'could not be looked up' },
    notUnderstood: (n) =>
      counted('en', n, { one: 'answer not understood', other: 'answers not understood' }),
    heardNothing: (n) =>
      counted('en', n, { one: 'question without an answer', other: 'questions without an answer' }),
    recorded: (n) => `a message of ${n} s`,
    askedForPerson: 'The caller asked for a person.',
    nothingDid: 'Nothing yet: the call came straight here.',
    broughtBack: 'Their operator’s connection was lost before: apologise first.',
    earlier: (n) => counted('en', n, { one: 'earlier call today', other: 'earlier calls today' }),
    last: (name) => `last with ${name}`,
    earlierCalls: 'Earlier calls',
    openCallbacks: (n) => counted('en', n, { one: 'open callback', other: 'open callbacks' }),
    handledBy: 'with',
    colleagueNotes: 'Notes of',
    transcript: 'Conversation so far',
    caller: 'Caller',
    system: 'Line',
    operator: 'You',
    chat: 'Conversation',
    write: 'Write to the caller',
    send: 'Send',
    nothingWritten: 'Nothing written yet.',
    notes: 'Notes',
    notesHint: 'Saved as you type.',
    outcome: 'Outcome',
    noOutcome: 'not chosen',
    saving: 'Saving …',
    saved: 'Saved',
    notSaved: 'Not saved yet; it is kept in this window and sent again.',
    bothWindows: 'You also typed in another window; both are here now.',
    outcomes: { solved: 'solved', 'to follow up': 'to follow up', 'not solved': 'not solved' },
    today: 'My day',
    talks: 'Conversations',
    handling: 'Mean with write-up',
    talking: 'Talking',
    passed: 'Missed or declined',
    counts:
      'Counted are conversations that ended today, those you passed on among them. Time ready and away is not kept yet.',
    notAll: 'There were more contacts today than are counted.',
    keys: 'Keys',
    keysHint:
      'They work while you are not typing; with Alt and Shift always. Letters are where they are on a Latin keyboard, whatever you write in.',
    single: 'Keys without Alt and Shift',
    change: 'Change',
    pressKey: 'Press a key',
    reset: 'As they were',
    takenKey: 'That key is taken',
    actions: {
      accept: 'Accept a call',
      decline: 'Decline it',
      mute: 'Mute or unmute',
      hold: 'Hold or resume',
      keypad: 'Keypad',
      transfer: 'Transfer',
      help: 'Call a supervisor',
      hangup: 'Hang up (twice)',
      finish: 'Finish the write-up',
      notes: 'Go to the notes',
      status: 'Go to my status',
      list: 'Show these keys',
    },
    lost: 'No connection. What you type is kept here, and this page tries again by itself.',
    found: 'The connection is back.',
    signedOut: 'You are signed out. What you typed is kept in this window.',
    signInAgain: 'Sign in again',
    tooMany: 'The desk is open in too many windows; this one was stopped. Load it again to use it.',
    refused: refusedEn,
    failed: 'Something broke here. Nothing was changed.',
    voiceOn: 'Headset ready',
    voiceElsewhere: 'This call is heard in the window where it was accepted.',
    voiceOff: 'This window has no telephone: calls cannot be heard here.',
    voiceLost: 'The telephone line of this window is lost; it is being connected again.',
    poorLine: 'The line is poor: the caller may not hear you well.',
    microphone: 'Microphone',
    speaker: 'Speaker',
    usual: 'the usual one',
    soundTest: 'Test the ringing',
  },
  be: {
    title: 'Месца аператара',
    noScript: 'Месцу аператара патрэбны JavaScript: званкі звоняць тут.',
    start: 'Пачаць',
    startHint: '«Пачаць» уключае гук і пытае, ці можна паведамляць пра званкі па-за гэтым акном.',
    ready: 'Гатовы',
    since: 'з',
    choose: 'Мой стан',
    set: 'Прызначыць',
    signOff: 'Скончыць змену',
    next: (what) => `Пасля гэтага званка: ${what}`,
    cancelNext: 'Застацца гатовым',
    statuses: {
      offline: 'Не на змене',
      ready: 'Гатовы',
      away: 'Адышоў',
      missed: 'Прапусціў званок',
      offered: 'Звоніць',
      busy: 'У размове',
      wrapping: 'Запісвае',
    },
    reasons: {
      break: 'Перапынак',
      lunch: 'Абед',
      training: 'Навучанне',
      meeting: 'Нарада',
      recovery: 'Кароткая паўза пасля цяжкага званка',
      other: 'Іншае',
    },
    signedOff: 'Вы не на змене і не атрымліваеце званкоў.',
    signedOffLost: (at) => ['Вашу змену спынена ў ', `${at}, бо сувязь страчана.`],
    awayLost:
      'Сувязь з вамі страчана. Кліент вярнуўся ў пачатак чаргі; званкоў не будзе, пакуль вы не выберыце «Гатовы».',
    declined: 'Вы адхілілі званок; наступных не будзе, пакуль вы не выберыце «Гатовы».',
    missed: 'Вы прапусцілі званок; наступных не будзе, пакуль вы не выберыце «Гатовы».',
    advising: 'Калега пытае ў вас парады',
    waiting: 'Зараз няма званка',
    waitingHint: 'Наступны званок зазвоніць тут са сваёй карткай.',
    takenTitle: 'Вашым месцам карыстаецца іншае акно',
    takenText: 'Званкі звоняць там. Тут нічога не зменіцца, пакуль вы не забярэце месца сюды.',
    takeOver: 'Працаваць у гэтым акне',
    offerAlert: (tenant, desk) => `Званок: ${tenant}, ${desk}`,
    offerTitle: 'Званок!',
    accept: 'Прыняць',
    decline: 'Адхіліць',
    secondsLeft: 'каб прыняць',
    connecting: 'Злучаем вас …',
    briefed: 'Вы чуеце, пра што гаворка …',
    calling: 'Тэлефануем кліенту …',
    talkingSince: 'Размова ідзе',
    onHold: 'На ўтрыманні',
    wrapTitle: 'Запішыце вынік',
    wrapLeft: 'на гэта',
    finish: 'Скончыць',
    ended: {
      operator: 'Вы скончылі размову.',
      caller: 'Кліент паклаў трубку.',
      transferred: 'Вы перадалі званок.',
      'sent back': 'Вы вярнулі кліента ў меню.',
      dropped: 'Сувязь страчана.',
    },
    connected: 'Злучана',
    mute: 'Выключыць мікрафон',
    unmute: 'Уключыць мікрафон',
    hold: 'Утрымаць',
    resume: 'Вярнуцца',
    keypad: 'Клавіятура',
    hangUp: 'Пакласці трубку',
    hangUpAgain: 'Націсніце яшчэ раз, каб пакласці',
    callHelp: 'Паклікаць старшага',
    helpAsked: 'Старшага паклікалі',
    cancelHelp: 'Дапамога не патрэбна',
    transfer: 'Перадаць',
    toDesk: 'Групе',
    thisDesk: 'гэтая ж, іншы аператар',
    toColleague: 'Калегу',
    toNumber: 'На нумар',
    pass: 'Перадаць',
    free: 'гатовы',
    busy: 'заняты',
    consult: 'Спачатку спытаць',
    consulting: 'Вы размаўляеце і з трэцім удзельнікам.',
    passOn: 'Пакінуць іх удваіх',
    dismiss: 'Адпусціць трэцяга',
    sendBack: 'Вярнуць на крок',
    back: 'Вярнуць',
    card: 'Кліент',
    say: 'Скажыце',
    who: 'Нумар',
    withheld: 'нумар схаваны',
    language: 'Мова',
    priority: 'Тэрміновасць',
    priorities: { high: 'высокая', normal: 'звычайная', low: 'нізкая' },
    callback: 'Зваротны званок: спачатку злучаюць вас, потым тэлефануюць кліенту',
    isRecorded: 'запісваецца',
    why: 'Чаму',
    waited: 'Чакае',
    values: 'Што вядома',
    notAsked: 'не пыталі',
    show: 'Паказаць',
    hidden: 'схавана',
    sources: {
      keys: 'клавішы',
      speech: 'голас',
      lookup: 'з даведніка',
      line: 'з лініі',
      flow: 'са сцэнарыя',
    },
    sure: 'дакладна',
    confirmed: 'пацверджана',
    did: 'Што зрабіла лінія',
    reached: 'Зроблена:',
    lookedUp: { found: 'знойдзена', 'not found': 'не знойдзена', failed: 'не ўдалося даведацца' },
    notUnderstood: (n) =>
      counted('be', n, {
        one: 'адказ не зразумелі',
        few: 'адказы не зразумелі',
        many: 'адказаў не зразумелі',
        other: 'адказу не зразумелі',
      }),
    heardNothing: (n) =>
      counted('be', n, {
        one: 'пытанне без адказу',
        few: 'пытанні без адказу',
        many: 'пытанняў без адказу',
        other: 'пытання без адказу',
      }),
    recorded: (n) => `паведамленне, ${n} с`,
    askedForPerson: 'Кліент папрасіў чалавека.',
    nothingDid: 'Пакуль нічога: званок прыйшоў адразу сюды.',
    broughtBack: 'Сувязь з папярэднім аператарам страчана: спачатку папрасіце прабачэння.',
    earlier: (n) =>
      counted('be', n, {
        one: 'ранейшы званок сёння',
        few: 'ранейшыя званкі сёння',
        many: 'ранейшых званкоў сёння',
        other: 'ранейшага званка сёння',
      }),
    last: (name) => `апошні раз: ${name}`,
    earlierCalls: 'Ранейшыя званкі',
    openCallbacks: (n) =>
      counted('be', n, {
        one: 'адкрыты зваротны званок',
        few: 'адкрытыя зваротныя званкі',
        many: 'адкрытых зваротных званкоў',
        other: 'адкрытага зваротнага званка',
      }),
    handledBy: 'аператар:',
    colleagueNotes: 'Запісаў',
    transcript: 'Размова да гэтага',
    caller: 'Кліент',
    system: 'Лінія',
    operator: 'Вы',
    chat: 'Размова',
    write: 'Напісаць кліенту',
    send: 'Даслаць',
    nothingWritten: 'Яшчэ нічога не напісана.',
    notes: 'Нататкі',
    notesHint: 'Захоўваюцца, пакуль вы пішаце.',
    outcome: 'Вынік',
    noOutcome: 'не выбраны',
    saving: 'Захоўваецца …',
    saved: 'Захавана',
    notSaved: 'Яшчэ не захавана; тэкст застаецца ў гэтым акне і будзе дасланы зноў.',
    bothWindows: 'Вы пісалі і ў іншым акне; цяпер тут абодва тэксты.',
    outcomes: { solved: 'вырашана', 'to follow up': 'трэба вярнуцца', 'not solved': 'не вырашана' },
    today: 'Мой дзень',
    talks: 'Размовы',
    handling: 'У сярэднім з запісам',
    talking: 'У размове',
    passed: 'Прапушчана або адхілена',
    counts:
      'Лічацца размовы, што скончыліся сёння, і перададзеныя таксама. Час гатоўнасці і адсутнасці пакуль не захоўваецца.',
    notAll: 'Званкоў сёння было больш, чым палічана.',
    keys: 'Клавішы',
    keysHint:
      'Дзейнічаюць, пакуль вы не пішаце; з Alt і Shift — заўсёды. Літары там, дзе на лацінскай клавіятуры, на якой мове б вы ні пісалі.',
    single: 'Клавішы без Alt і Shift',
    change: 'Змяніць',
    pressKey: 'Націсніце клавішу',
    reset: 'Як было',
    takenKey: 'Гэтая клавіша занята',
    actions: {
      accept: 'Прыняць званок',
      decline: 'Адхіліць',
      mute: 'Мікрафон',
      hold: 'Утрымаць або вярнуцца',
      keypad: 'Клавіятура',
      transfer: 'Перадаць',
      help: 'Паклікаць старшага',
      hangup: 'Пакласці трубку (двойчы)',
      finish: 'Скончыць запіс',
      notes: 'Да нататак',
      status: 'Да майго стану',
      list: 'Паказаць клавішы',
    },
    lost: 'Няма сувязі. Напісанае застаецца тут, старонка спрабуе сама.',
    found: 'Сувязь вярнулася.',
    signedOut: 'Вы выйшлі. Напісанае засталося ў гэтым акне.',
    signInAgain: 'Увайсці зноў',
    tooMany:
      'Месца адкрыта ў зашмат якіх вокнах; гэтае спынена. Загрузіце яго зноў, каб карыстацца.',
    failed: 'Тут нешта зламалася. Нічога не зменена.',
    refused: {
      'not yours': 'Гэта не ваш званок.',
      'too late': 'Позна: за гэты час усё змянілася.',
      offered: 'Звоніць: спачатку прыміце або адхіліце.',
      taken: 'Вашым месцам карыстаецца іншае акно. Нічога не зменена.',
      'no such choice': 'Такога выбару няма. Нічога не зменена.',
      'too long': 'Зашмат тэксту. Нічога не зменена.',
      empty: 'Няма чаго даслаць.',
      'sent already': 'Гэта ўжо даслана.',
      busy: 'Яны ў размове, або вы ўжо кагосьці пытаеце.',
      'cannot be called': 'Адсюль туды нельга патэлефанаваць.',
      telephone: 'Тэлефон гэтага не зрабіў. Паспрабуйце яшчэ раз.',
      'nobody there': 'Там нікога няма: не адказалі або ўжо пайшлі.',
      'no desk': 'На гэтым серверы зараз няма месцаў аператараў.',
    },
    voiceOn: 'Гарнітура гатовая',
    voiceElsewhere: 'Гэты званок чуваць у тым акне, дзе яго прынялі.',
    voiceOff: 'У гэтым акне няма тэлефона: званкоў тут не чуваць.',
    voiceLost: 'Тэлефонная сувязь акна страчана; яна аднаўляецца.',
    poorLine: 'Дрэнная сувязь: кліент можа вас не чуць.',
    microphone: 'Мікрафон',
    speaker: 'Дынамік',
    usual: 'звычайны',
    soundTest: 'Праверыць званок',
  },
  ru: {
    title: 'Место оператора',
    noScript: 'Месту оператора нужен JavaScript: звонки звонят здесь.',
    start: 'Начать',
    startHint: '«Начать» включает звук и спрашивает, можно ли сообщать о звонках вне этого окна.',
    ready: 'Готов',
    since: 'с',
    choose: 'Моё состояние',
    set: 'Назначить',
    signOff: 'Закончить смену',
    next: (what) => `После этого звонка: ${what}`,
    cancelNext: 'Остаться готовым',
    statuses: {
      offline: 'Не на смене',
      ready: 'Готов',
      away: 'Отошёл',
      missed: 'Пропустил звонок',
      offered: 'Звонит',
      busy: 'В разговоре',
      wrapping: 'Записывает',
    },
    reasons: {
      break: 'Перерыв',
      lunch: 'Обед',
      training: 'Обучение',
      meeting: 'Совещание',
      recovery: 'Короткая пауза после тяжёлого звонка',
      other: 'Другое',
    },
    signedOff: 'Вы не на смене и не получаете звонков.',
    signedOffLost: (at) => ['Ваша смена остановлена в ', `${at}, потому что связь потеряна.`],
    awayLost:
      'Связь с вами потеряна. Клиент вернулся в начало очереди; звонков не будет, пока вы не выберете «Готов».',
    declined: 'Вы отклонили звонок; следующих не будет, пока вы не выберете «Готов».',
    missed: 'Вы пропустили звонок; следующих не будет, пока вы не выберете «Готов».',
    advising: 'Коллега спрашивает у вас совета',
    waiting: 'Сейчас звонка нет',
    waitingHint: 'Следующий звонок зазвонит здесь со своей карточкой.',
    takenTitle: 'Вашим местом пользуется другое окно',
    takenText: 'Звонки звонят там. Здесь ничего не изменится, пока вы не заберёте место сюда.',
    takeOver: 'Работать в этом окне',
    offerAlert: (tenant, desk) => `Звонок: ${tenant}, ${desk}`,
    offerTitle: 'Звонок!',
    accept: 'Принять',
    decline: 'Отклонить',
    secondsLeft: 'чтобы принять',
    connecting: 'Соединяем вас …',
    briefed: 'Вы слышите, о чём речь …',
    calling: 'Звоним клиенту …',
    talkingSince: 'Разговор идёт',
    onHold: 'На удержании',
    wrapTitle: 'Запишите итог',
    wrapLeft: 'на это',
    finish: 'Закончить',
    ended: {
      operator: 'Вы закончили разговор.',
      caller: 'Клиент положил трубку.',
      transferred: 'Вы передали звонок.',
      'sent back': 'Вы вернули клиента в меню.',
      dropped: 'Связь потеряна.',
    },
    connected: 'Соединено',
    mute: 'Выключить микрофон',
    unmute: 'Включить микрофон',
    hold: 'Удержать',
    resume: 'Вернуться',
    keypad: 'Клавиатура',
    hangUp: 'Положить трубку',
    hangUpAgain: 'Нажмите ещё раз, чтобы положить',
    callHelp: 'Позвать старшего',
    helpAsked: 'Старшего позвали',
    cancelHelp: 'Помощь не нужна',
    transfer: 'Передать',
    toDesk: 'Группе',
    thisDesk: 'эта же, другой оператор',
    toColleague: 'Коллеге',
    toNumber: 'На номер',
    pass: 'Передать',
    free: 'готов',
    busy: 'занят',
    consult: 'Сначала спросить',
    consulting: 'Вы разговариваете и с третьим участником.',
    passOn: 'Оставить их вдвоём',
    dismiss: 'Отпустить третьего',
    sendBack: 'Вернуть на шаг',
    back: 'Вернуть',
    card: 'Клиент',
    say: 'Скажите',
    who: 'Номер',
    withheld: 'номер скрыт',
    language: 'Язык',
    priority: 'Срочность',
    priorities: { high: 'высокая', normal: 'обычная', low: 'низкая' },
    callback: 'Обратный звонок: сначала соединяют вас, потом звонят клиенту',
    isRecorded: 'записывается',
    why: 'Почему',
    waited: 'Ждёт',
    values: 'Что известно',
    notAsked: 'не спрашивали',
    show: 'Показать',
    hidden: 'скрыто',
    sources: {
      keys: 'клавиши',
      speech: 'голос',
      lookup: 'из справочника',
      line: 'с линии',
      flow: 'из сценария',
    },
    sure: 'точно',
    confirmed: 'подтверждено',
    did: 'Что сделала линия',
    reached: 'Сделано:',
    lookedUp: { found: 'найдено', 'not found': 'не найдено', failed: 'узнать не удалось' },
    notUnderstood: (n) =>
      counted('ru', n, {
        one: 'ответ не поняли',
        few: 'ответа не поняли',
        many: 'ответов не поняли',
        other: 'ответа не поняли',
      }),
    heardNothing: (n) =>
      counted('ru', n, {
        one: 'вопрос без ответа',
        few: 'вопроса без ответа',
        many: 'вопросов без ответа',
        other: 'вопроса без ответа',
      }),
    recorded: (n) => `сообщение, ${n} с`,
    askedForPerson: 'Клиент попросил человека.',
    nothingDid: 'Пока ничего: звонок пришёл сразу сюда.',
    broughtBack: 'Связь с прежним оператором потеряна: сначала извинитесь.',
    earlier: (n) =>
      counted('ru', n, {
        one: 'прежний звонок сегодня',
        few: 'прежних звонка сегодня',
        many: 'прежних звонков сегодня',
        other: 'прежнего звонка сегодня',
      }),
    last: (name) => `последний раз: ${name}`,
    earlierCalls: 'Прежние звонки',
    openCallbacks: (n) =>
      counted('ru', n, {
        one: 'открытый обратный звонок',
        few: 'открытых обратных звонка',
        many: 'открытых обратных звонков',
        other: 'открытого обратного звонка',
      }),
    handledBy: 'оператор:',
    colleagueNotes: 'Записал(а)',
    transcript: 'Разговор до этого',
    caller: 'Клиент',
    system: 'Линия',
    operator: 'Вы',
    chat: 'Разговор',
    write: 'Написать клиенту',
    send: 'Отправить',
    nothingWritten: 'Ещё ничего не написано.',
    notes: 'Заметки',
    notesHint: 'Сохраняются, пока вы пишете.',
    outcome: 'Итог',
    noOutcome: 'не выбран',
    saving: 'Сохраняется …',
    saved: 'Сохранено',
    notSaved: 'Ещё не сохранено; текст остаётся в этом окне и будет отправлен снова.',
    bothWindows: 'Вы писали и в другом окне; теперь здесь оба текста.',
    outcomes: { solved: 'решено', 'to follow up': 'нужно вернуться', 'not solved': 'не решено' },
    today: 'Мой день',
    talks: 'Разговоры',
    handling: 'В среднем с записью',
    talking: 'В разговоре',
    passed: 'Пропущено или отклонено',
    counts:
      'Считаются разговоры, которые закончились сегодня, и переданные тоже. Время готовности и отсутствия пока не хранится.',
    notAll: 'Звонков сегодня было больше, чем посчитано.',
    keys: 'Клавиши',
    keysHint:
      'Действуют, пока вы не пишете; с Alt и Shift — всегда. Буквы там, где на латинской клавиатуре, на каком бы языке вы ни писали.',
    single: 'Клавиши без Alt и Shift',
    change: 'Изменить',
    pressKey: 'Нажмите клавишу',
    reset: 'Как было',
    takenKey: 'Эта клавиша занята',
    actions: {
      accept: 'Принять звонок',
      decline: 'Отклонить',
      mute: 'Микрофон',
      hold: 'Удержать или вернуться',
      keypad: 'Клавиатура',
      transfer: 'Передать',
      help: 'Позвать старшего',
      hangup: 'Положить трубку (дважды)',
      finish: 'Закончить запись',
      notes: 'К заметкам',
      status: 'К моему состоянию',
      list: 'Показать клавиши',
    },
    lost: 'Нет связи. Написанное остаётся здесь, страница пробует сама.',
    found: 'Связь вернулась.',
    signedOut: 'Вы вышли. Написанное осталось в этом окне.',
    signInAgain: 'Войти снова',
    tooMany:
      'Место открыто в слишком многих окнах; это остановлено. Загрузите его снова, чтобы пользоваться.',
    failed: 'Здесь что-то сломалось. Ничего не изменено.',
    refused: {
      'not yours': 'Это не ваш звонок.',
      'too late': 'Поздно: за это время всё изменилось.',
      offered: 'Звонит: сначала примите или отклоните.',
      taken: 'Вашим местом пользуется другое окно. Ничего не изменено.',
      'no such choice': 'Такого выбора нет. Ничего не изменено.',
      'too long': 'Слишком много текста. Ничего не изменено.',
      empty: 'Нечего отправлять.',
      'sent already': 'Это уже отправлено.',
      busy: 'Они в разговоре, или вы уже кого-то спрашиваете.',
      'cannot be called': 'Отсюда туда нельзя позвонить.',
      telephone: 'Телефон этого не сделал. Попробуйте ещё раз.',
      'nobody there': 'Там никого нет: не ответили или уже ушли.',
      'no desk': 'На этом сервере сейчас нет мест операторов.',
    },
    voiceOn: 'Гарнитура готова',
    voiceElsewhere: 'Этот звонок слышно в том окне, где его приняли.',
    voiceOff: 'В этом окне нет телефона: звонков здесь не слышно.',
    voiceLost: 'Телефонная связь окна потеряна; она восстанавливается.',
    poorLine: 'Плохая связь: клиент может вас не слышать.',
    microphone: 'Микрофон',
    speaker: 'Динамик',
    usual: 'обычный',
    soundTest: 'Проверить звонок',
  },
})

/** What the page's own script says, out of the words of a language. */
export const scriptWords = ({
  offerTitle,
  hangUpAgain,
  saving,
  saved,
  notSaved,
  bothWindows,
  pressKey,
  takenKey,
  lost,
  found,
  signedOut,
  signInAgain,
  tooMany,
  failed,
  mute,
  unmute,
  voiceOn,
  voiceElsewhere,
  voiceOff,
  voiceLost,
  poorLine,
  usual,
}: Desk) => ({
  offerTitle,
  hangUpAgain,
  saving,
  saved,
  notSaved,
  bothWindows,
  pressKey,
  takenKey,
  lost,
  found,
  signedOut,
  signInAgain,
  tooMany,
  failed,
  mute,
  unmute,
  voiceOn,
  voiceElsewhere,
  voiceOff,
  voiceLost,
  poorLine,
  usual,
})

export type ScriptWords = ReturnType<typeof scriptWords>
