// What stands on every page of the console, and what is said instead of a page.
import type { Role } from '../../staff/permissions.ts'
import { dictionary } from '../../pages/dictionary.ts'
import type { PageName } from './pages.ts'

type Shell = {
  pages: Record<PageName, string>
  roles: Record<Role, string>
  mayNot: string
  everyCompany: string
  skip: string
  menu: string
  language: string
  change: string
  account: string
  signOut: string
  practice: string
  problems: Record<400 | 401 | 403 | 404 | 409 | 413 | 429 | 503, [title: string, text: string]>
  foreign: string
  foreignHost: string
  back: string
  signIn: string
}

export const shellWords = dictionary<Shell>({
  en: {
    pages: {
      home: 'Console',
      desk: 'Desk',
      live: 'Live',
      calls: 'Calls',
      people: 'People',
      audit: 'Audit',
      account: 'My account',
    },
    roles: {
      operator: 'Operator',
      supervisor: 'Supervisor',
      editor: 'Editor',
      administrator: 'Administrator',
    },
    mayNot: 'No role yet',
    everyCompany: 'All companies',
    skip: 'Skip to the content',
    menu: 'Pages',
    language: 'Language',
    change: 'Change',
    account: 'My account',
    signOut: 'Sign out',
    practice: 'Practice mode',
    problems: {
      400: [
        'That cannot be read',
        'The browser sent something this page does not understand. Nothing was changed.',
      ],
      401: [
        'You are not signed in',
        'Your session has ended, and nothing was changed. Go back in the browser to keep what you typed, sign in in another tab, and send it again.',
      ],
      403: [
        'Not for your role',
        'Your role does not open this page. An administrator can give you another one.',
      ],
      404: ['Not here', 'There is no such page, or it belongs to a company you do not work for.'],
      409: [
        'Changed meanwhile',
        'Somebody else changed this since you opened it, or the form was sent twice. Nothing was changed; open it again.',
      ],
      413: [
        'Too much text',
        'What was sent is longer than this page takes. Nothing was changed; go back and make it shorter.',
      ],
      429: [
        'Too many tries',
        'Too many wrong sign-ins came from your address. Wait a few minutes and try again.',
      ],
      503: [
        'Too busy just now',
        'Many people are signing in at this moment. Wait a few seconds and try again.',
      ],
    },
    foreign: 'The request did not come from a page of this console. Nothing was changed.',
    foreignHost:
      'This address does not belong to the console. Open it at the address of this installation (PUBLIC_URL); a proxy in between has to pass on the Host header.',
    back: 'To the console',
    signIn: 'Sign in',
  },
  be: {
    pages: {
      home: 'Кансоль',
      desk: 'Месца аператара',
      live: 'Зараз',
      calls: 'Званкі',
      people: 'Людзі',
      audit: 'Журнал',
      account: 'Мой уліковы запіс',
    },
    roles: {
      operator: 'Аператар',
      supervisor: 'Старшы змены',
      editor: 'Рэдактар',
      administrator: 'Адміністратар',
    },
    mayNot: 'Пакуль без ролі',
    everyCompany: 'Усе кампаніі',
    skip: 'Перайсці да зместу',
    menu: 'Старонкі',
    language: 'Мова',
    change: 'Змяніць',
    account: 'Мой уліковы запіс',
    signOut: 'Выйсці',
    practice: 'Трэніровачны рэжым',
    problems: {
      400: [
        'Гэта нельга прачытаць',
        'Браўзер даслаў тое, чаго гэтая старонка не разумее. Нічога не зменена.',
      ],
      401: [
        'Вы не ўвайшлі',
        'Ваш сеанс скончыўся, нічога не зменена. Вярніцеся ў браўзеры назад, каб захаваць набранае, увайдзіце ў іншай укладцы і дашліце яшчэ раз.',
      ],
      403: [
        'Не для вашай ролі',
        'Ваша роля не адкрывае гэтую старонку. Адміністратар можа даць вам іншую.',
      ],
      404: [
        'Тут нічога няма',
        'Такой старонкі няма, або яна належыць кампаніі, у якой вы не працуеце.',
      ],
      409: [
        'За гэты час зменена',
        'Нехта змяніў гэта пасля таго, як вы адкрылі старонку, або форма даслана двойчы. Нічога не зменена; адкрыйце яшчэ раз.',
      ],
      413: [
        'Зашмат тэксту',
        'Дасланае даўжэйшае, чым прымае гэтая старонка. Нічога не зменена; вярніцеся і скараціце.',
      ],
      429: [
        'Зашмат спробаў',
        'З вашага адраса прыйшло зашмат няўдалых уваходаў. Пачакайце некалькі хвілін і паспрабуйце зноў.',
      ],
      503: [
        'Зараз зашмат працы',
        'У гэты момант уваходзіць шмат людзей. Пачакайце некалькі секунд і паспрабуйце зноў.',
      ],
    },
    foreign: 'Запыт прыйшоў не са старонкі гэтай кансолі. Нічога не зменена.',
    foreignHost:
      'Гэты адрас не належыць кансолі. Адкрыйце яе па адрасе гэтай устаноўкі (PUBLIC_URL); проксі паміж імі мусіць перадаваць загаловак Host.',
    back: 'Да кансолі',
    signIn: 'Увайсці',
  },
  ru: {
    pages: {
      home: 'Консоль',
      desk: 'Место оператора',
      live: 'Сейчас',
      calls: 'Звонки',
      people: 'Люди',
      audit: 'Журнал',
      account: 'Моя учётная запись',
    },
    roles: {
      operator: 'Оператор',
      supervisor: 'Старший смены',
      editor: 'Редактор',
      administrator: 'Администратор',
    },
    mayNot: 'Пока без роли',
    everyCompany: 'Все компании',
    skip: 'Перейти к содержанию',
    menu: 'Страницы',
    language: 'Язык',
    change: 'Изменить',
    account: 'Моя учётная запись',
    signOut: 'Выйти',
    practice: 'Режим тренировки',
    problems: {
      400: [
        'Это нельзя прочитать',
        'Браузер прислал то, чего эта страница не понимает. Ничего не изменено.',
      ],
      401: [
        'Вы не вошли',
        'Ваш сеанс закончился, ничего не изменено. Вернитесь в браузере назад, чтобы сохранить набранное, войдите в другой вкладке и отправьте ещё раз.',
      ],
      403: [
        'Не для вашей роли',
        'Ваша роль не открывает эту страницу. Администратор может дать вам другую.',
      ],
      404: [
        'Здесь ничего нет',
        'Такой страницы нет, или она принадлежит компании, в которой вы не работаете.',
      ],
      409: [
        'За это время изменено',
        'Кто-то изменил это после того, как вы открыли страницу, или форма отправлена дважды. Ничего не изменено; откройте ещё раз.',
      ],
      413: [
        'Слишком много текста',
        'Отправленное длиннее, чем принимает эта страница. Ничего не изменено; вернитесь и сократите.',
      ],
      429: [
        'Слишком много попыток',
        'С вашего адреса пришло слишком много неудачных входов. Подождите несколько минут и попробуйте снова.',
      ],
      503: [
        'Сейчас слишком много работы',
        'В этот момент входит много людей. Подождите несколько секунд и попробуйте снова.',
      ],
    },
    foreign: 'Запрос пришёл не со страницы этой консоли. Ничего не изменено.',
    foreignHost:
      'Этот адрес не принадлежит консоли. Откройте её по адресу этой установки (PUBLIC_URL); прокси между ними должен передавать заголовок Host.',
    back: 'К консоли',
    signIn: 'Войти',
  },
})
