// The words of the people's page.
import type { Reach } from '../../desk/operator.ts'
import { counted, dictionary } from '../../pages/dictionary.ts'

type People = {
  title: string
  add: string
  name: string
  login: string
  roles: string
  skills: string
  languages: string
  reach: string
  state: string
  active: string
  disabled: string
  invited: string
  nobody: string
  newTitle: string
  changeTitle: (name: string) => string
  loginHint: string
  nameHint: string
  rolesHint: string
  everyCompany: string
  skillsHint: string
  skill: string
  level: string
  languagesHint: string
  reachTitle: string
  ways: Record<Reach['by'], string>
  number: string
  numberHint: string
  sip: string
  sipHint: string
  save: string
  make: string
  cancel: string
  disable: string
  enable: string
  disableHint: string
  newLink: string
  newLinkHint: string
  linkMade: (days: number) => string
  linkOnce: string
  told: Record<'saved' | 'disabled' | 'enabled', string>
  elsewhere: string
  faults: Record<
    'login' | 'skill' | 'level' | 'languages' | 'number' | 'sip' | 'reach' | 'roles',
    string
  >
  skillTwice: string
  last: string
  self: string
  faultsAbove: string
}

export const peopleWords = dictionary<People>({
  en: {
    title: 'People',
    add: 'Add somebody',
    name: 'Name',
    login: 'Login',
    roles: 'Roles',
    skills: 'Skills',
    languages: 'Languages',
    reach: 'Rung by',
    state: 'State',
    active: 'active',
    disabled: 'disabled',
    invited: 'invited, no password yet',
    nobody: 'Nobody is here yet.',
    newTitle: 'Add somebody',
    changeTitle: (name) => `Change ${name}`,
    loginHint: 'What they sign in with: letters, digits and . _ - @',
    nameHint: 'As colleagues and callers know them.',
    rolesHint: 'Roles add up. Whoever has none can sign in but sees nothing.',
    everyCompany: 'All companies, now and later',
    skillsHint:
      'As the desks of the flows name them, with a level from 1 (new) to 10. A row left empty counts for nothing.',
    skill: 'Skill',
    level: 'Level',
    languagesHint: 'What they speak with callers, by code: be, en, ru. Left empty: any.',
    reachTitle: 'How they are rung',
    ways: {
      browser: 'In the browser',
      phone: 'By phone',
      sip: 'By SIP',
      text: 'In writing (practice)',
    },
    number: 'Phone number',
    numberHint: 'With country code: +44 20 7946 0000',
    sip: 'SIP address',
    sipHint: 'For example sip:anna@pbx.example.com',
    save: 'Save',
    make: 'Add and make an invitation',
    cancel: 'Cancel',
    disable: 'Disable',
    enable: 'Enable again',
    disableHint: 'They are signed out at once and cannot sign in; what they did stays.',
    newLink: 'Make a link for a new password',
    newLinkHint:
      'For somebody who forgot their password or lost their invitation. Earlier links stop working; the present password works until a new one is set.',
    linkMade: (days) =>
      `Give this link to them yourself. It works once, for ${counted('en', days, { one: 'day', other: 'days' })}.`,
    linkOnce: 'It is shown here this one time.',
    told: {
      saved: 'Saved.',
      disabled: 'Disabled, and signed out everywhere.',
      enabled: 'Enabled again.',
    },
    elsewhere:
      'This person also works for companies you do not administer. You can change their roles in yours; the rest is for an administrator of all companies.',
    faults: {
      login: 'Somebody has this login already.',
      skill: 'A level needs a skill beside it, of at most 60 characters.',
      level: 'Levels are whole numbers from 1 to 10.',
      languages: 'Please give language codes of two or three letters, such as “be, en”.',
      number: 'This is not a whole phone number. Start with + and the country code.',
      sip: 'Please give an address such as sip:anna@pbx.example.com.',
      reach: 'Please choose one.',
      roles:
        'Please choose a role in one of your companies; without one you could not see this person any more.',
    },
    skillTwice: 'The same skill stands here twice.',
    last: 'Nobody else administers the whole installation, so this cannot be taken away.',
    self: 'This is you.',
    faultsAbove: 'Nothing is saved yet: please look at the marked fields.',
  },
  be: {
    title: 'Людзі',
    add: 'Дадаць чалавека',
    name: 'Імя',
    login: 'Лагін',
    roles: 'Ролі',
    skills: 'Уменні',
    languages: 'Мовы',
    reach: 'Як выклікаць',
    state: 'Стан',
    active: 'працуе',
    disabled: 'адключаны',
    invited: 'запрошаны, пароля яшчэ няма',
    nobody: 'Тут пакуль нікога няма.',
    newTitle: 'Дадаць чалавека',
    changeTitle: (name) => `Змяніць: ${name}`,
    loginHint: 'З чым уваходзіць: літары, лічбы і . _ - @',
    nameHint: 'Як яго ведаюць калегі і тыя, хто звоніць.',
    rolesHint: 'Ролі складаюцца. Хто не мае ніводнай, можа ўвайсці, але нічога не бачыць.',
    everyCompany: 'Усе кампаніі, цяпер і пазней',
    skillsHint:
      'Як іх называюць сцэнарыі, з узроўнем ад 1 (навічок) да 10. Пусты радок нічога не значыць.',
    skill: 'Уменне',
    level: 'Узровень',
    languagesHint: 'На чым размаўляе са званкамі, кодамі: be, en, ru. Пуста: на любой.',
    reachTitle: 'Як яго выклікаць',
    ways: {
      browser: 'У браўзеры',
      phone: 'Па тэлефоне',
      sip: 'Праз SIP',
      text: 'Пісьмова (трэніроўка)',
    },
    number: 'Нумар тэлефона',
    numberHint: 'З кодам краіны: +44 20 7946 0000',
    sip: 'Адрас SIP',
    sipHint: 'Напрыклад sip:anna@pbx.example.com',
    save: 'Захаваць',
    make: 'Дадаць і зрабіць запрашэнне',
    cancel: 'Скасаваць',
    disable: 'Адключыць',
    enable: 'Уключыць зноў',
    disableHint: 'Ён адразу выйдзе і не зможа ўвайсці; зробленае ім застаецца.',
    newLink: 'Зрабіць спасылку для новага пароля',
    newLinkHint:
      'Для таго, хто забыў пароль або згубіў запрашэнне. Ранейшыя спасылкі перастаюць дзейнічаць; цяперашні пароль дзейнічае, пакуль не зададзены новы.',
    linkMade: (days) =>
      `Перадайце яму гэтую спасылку самі. Яна дзейнічае адзін раз, ${counted('be', days, { one: 'дзень', few: 'дні', many: 'дзён', other: 'дня' })}.`,
    linkOnce: 'Тут яна паказана толькі гэты раз.',
    told: { saved: 'Захавана.', disabled: 'Адключаны, усюды выйшаў.', enabled: 'Зноў уключаны.' },
    elsewhere:
      'Гэты чалавек працуе і ў кампаніях, якімі вы не кіруеце. Вы можаце змяняць яго ролі ў сваіх; астатняе робіць адміністратар усіх кампаній.',
    faults: {
      login: 'Такі лагін ужо нехта мае.',
      skill: 'Побач з узроўнем павінна стаяць уменне, не даўжэйшае за 60 знакаў.',
      level: 'Узровень — цэлы лік ад 1 да 10.',
      languages: 'Напішыце коды моў з дзвюх або трох літар, напрыклад «be, en».',
      number: 'Гэта не поўны нумар тэлефона. Пачніце з + і кода краіны.',
      sip: 'Напішыце адрас накшталт sip:anna@pbx.example.com.',
      reach: 'Выберыце адзін са спосабаў.',
      roles: 'Выберыце ролю ў адной са сваіх кампаній; без яе вы больш не ўбачыце гэтага чалавека.',
    },
    skillTwice: 'Адно і тое ж уменне стаіць тут двойчы.',
    last: 'Больш ніхто не кіруе ўсёй устаноўкай, таму гэтага нельга забраць.',
    self: 'Гэта вы.',
    faultsAbove: 'Яшчэ нічога не захавана: паглядзіце на пазначаныя палі.',
  },
  ru: {
    title: 'Люди',
    add: 'Добавить человека',
    name: 'Имя',
    login: 'Логин',
    roles: 'Роли',
    skills: 'Умения',
    languages: 'Языки',
    reach: 'Как вызывать',
    state: 'Состояние',
    active: 'работает',
    disabled: 'отключён',
    invited: 'приглашён, пароля ещё нет',
    nobody: 'Здесь пока никого нет.',
    newTitle: 'Добавить человека',
    changeTitle: (name) => `Изменить: ${name}`,
    loginHint: 'С чем входить: буквы, цифры и . _ - @',
    nameHint: 'Как его знают коллеги и те, кто звонит.',
    rolesHint: 'Роли складываются. У кого нет ни одной, тот может войти, но ничего не видит.',
    everyCompany: 'Все компании, сейчас и позже',
    skillsHint:
      'Как их называют сценарии, с уровнем от 1 (новичок) до 10. Пустая строка ничего не значит.',
    skill: 'Умение',
    level: 'Уровень',
    languagesHint: 'На чём говорит со звонящими, кодами: be, en, ru. Пусто: на любом.',
    reachTitle: 'Как его вызывать',
    ways: {
      browser: 'В браузере',
      phone: 'По телефону',
      sip: 'Через SIP',
      text: 'Письменно (тренировка)',
    },
    number: 'Номер телефона',
    numberHint: 'С кодом страны: +44 20 7946 0000',
    sip: 'Адрес SIP',
    sipHint: 'Например sip:anna@pbx.example.com',
    save: 'Сохранить',
    make: 'Добавить и сделать приглашение',
    cancel: 'Отменить',
    disable: 'Отключить',
    enable: 'Включить снова',
    disableHint: 'Он сразу выйдет и не сможет войти; сделанное им остаётся.',
    newLink: 'Сделать ссылку для нового пароля',
    newLinkHint:
      'Для того, кто забыл пароль или потерял приглашение. Прежние ссылки перестают действовать; нынешний пароль действует, пока не задан новый.',
    linkMade: (days) =>
      `Передайте ему эту ссылку сами. Она действует один раз, ${counted('ru', days, { one: 'день', few: 'дня', many: 'дней', other: 'дня' })}.`,
    linkOnce: 'Здесь она показана только этот раз.',
    told: { saved: 'Сохранено.', disabled: 'Отключён, везде вышел.', enabled: 'Снова включён.' },
    elsewhere:
      'Этот человек работает и в компаниях, которыми вы не управляете. Вы можете менять его роли в своих; остальное делает администратор всех компаний.',
    faults: {
      login: 'Такой логин уже у кого-то есть.',
      skill: 'Рядом с уровнем должно стоять умение, не длиннее 60 знаков.',
      level: 'Уровень — целое число от 1 до 10.',
      languages: 'Напишите коды языков из двух или трёх букв, например «be, en».',
      number: 'Это не полный номер телефона. Начните с + и кода страны.',
      sip: 'Напишите адрес вроде sip:anna@pbx.example.com.',
      reach: 'Выберите один из способов.',
      roles:
        'Выберите роль в одной из своих компаний; без неё вы больше не увидите этого человека.',
    },
    skillTwice: 'Одно и то же умение стоит здесь дважды.',
    last: 'Больше никто не управляет всей установкой, поэтому этого нельзя забрать.',
    self: 'Это вы.',
    faultsAbove: 'Ещё ничего не сохранено: посмотрите на отмеченные поля.',
  },
})
