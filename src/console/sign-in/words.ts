// The words of signing in, of one-time links and of one's own account.
import type { PasswordFault } from '../../staff/sign-in-rules.ts'
import { counted, dictionary } from '../../pages/dictionary.ts'

type SigningIn = {
  title: string
  login: string
  password: string
  signIn: string
  wrong: string
  locked: (minutes: number) => string
  signedOut: string
  forgotten: string
  firstTitle: string
  firstAbout: string
  name: string
  loginHint: string
  newPassword: string
  passwordHint: string
  again: string
  alsoRoles: string
  alsoHint: string
  make: string
  linkTitle: string
  linkAbout: (name: string, login: string) => string
  setPassword: string
  deadTitle: string
  dead: string
  deadFirst: string
  faults: Record<PasswordFault, string>
  notSame: string
  nameMissing: string
  nameLong: string
  loginFault: string
  loginTaken: string
  accountTitle: string
  roles: string
  company: string
  changePassword: string
  present: string
  presentWrong: string
  change: string
  changed: string
  welcome: (name: string) => string
  nothing: string
  roleAbout: Record<'operator' | 'supervisor' | 'editor', string>
}

export const signInWords = dictionary<SigningIn>({
  en: {
    title: 'Sign in',
    login: 'Login',
    password: 'Password',
    signIn: 'Sign in',
    wrong: 'This login and password do not belong together.',
    locked: (minutes) =>
      `Ten wrong passwords in a row: this login is locked. Try again in ${counted('en', minutes, { one: 'minute', other: 'minutes' })}.`,
    signedOut: 'You are signed out.',
    forgotten: 'Password forgotten? An administrator can make you a link for a new one.',
    firstTitle: 'Make the first administrator',
    firstAbout:
      'This link works once. Whoever you make here runs the whole installation and invites the others.',
    name: 'Name',
    loginHint: 'What you sign in with: letters, digits and . _ - @',
    newPassword: 'New password',
    passwordHint: 'At least 12 characters; a few words in a row are easy to remember.',
    again: 'New password again',
    alsoRoles: 'What else will you do yourself?',
    alsoHint:
      'An administrator alone neither answers calls nor hears them. This can be changed later.',
    make: 'Make the administrator',
    linkTitle: 'Choose a password',
    linkAbout: (name, login) => `${name}, you will sign in as “${login}”.`,
    setPassword: 'Set the password and sign in',
    deadTitle: 'This link does not work any more',
    dead: 'It was used, is too old, or another one was made after it. Ask an administrator for a new one.',
    deadFirst:
      'If nobody administers this installation yet, start the server again: it prints a new one.',
    faults: {
      'too short': 'At least 12 characters, please.',
      'too long': 'At most 128 characters, please.',
      'is the login': 'The password must not be the login.',
      'too common':
        'Others have this password too, or it is easily guessed. Take a few words that have nothing to do with each other.',
    },
    notSame: 'This is not the same as above.',
    nameMissing: 'Please give a name.',
    nameLong: 'At most 100 characters, please.',
    loginFault: 'Please give 2 to 64 letters or digits; . _ - and @ may stand between them.',
    loginTaken: 'Somebody has this login already.',
    accountTitle: 'My account',
    roles: 'Roles',
    company: 'Company',
    changePassword: 'Change the password',
    present: 'Present password',
    presentWrong: 'This is not your present password.',
    change: 'Change the password',
    changed: 'The password is changed. You are signed out everywhere else.',
    welcome: (name) => `Welcome, ${name}`,
    nothing: 'There is nothing here for your roles yet.',
    roleAbout: {
      operator: 'Operator: answer calls',
      supervisor: 'Supervisor: see all calls as they go on, listen in',
      editor: 'Editor: write the flows',
    },
  },
  be: {
    title: 'Уваход',
    login: 'Лагін',
    password: 'Пароль',
    signIn: 'Увайсці',
    wrong: 'Гэтыя лагін і пароль не пасуюць адзін да аднаго.',
    locked: (minutes) =>
      `Дзесяць няправільных пароляў запар: лагін заблакаваны. Паспрабуйце праз ${counted('be', minutes, { one: 'хвіліну', few: 'хвіліны', many: 'хвілін', other: 'хвіліны' })}.`,
    signedOut: 'Вы выйшлі.',
    forgotten: 'Забылі пароль? Адміністратар можа зрабіць вам спасылку для новага.',
    firstTitle: 'Зрабіць першага адміністратара',
    firstAbout:
      'Гэтая спасылка дзейнічае адзін раз. Хто будзе зроблены тут, кіруе ўсёй устаноўкай і запрашае іншых.',
    name: 'Імя',
    loginHint: 'З чым вы ўваходзіце: літары, лічбы і . _ - @',
    newPassword: 'Новы пароль',
    passwordHint: 'Не менш за 12 знакаў; некалькі слоў запар лёгка запомніць.',
    again: 'Новы пароль яшчэ раз',
    alsoRoles: 'Што яшчэ вы будзеце рабіць самі?',
    alsoHint: 'Толькі адміністратар не адказвае на званкі і не чуе іх. Гэта можна змяніць пазней.',
    make: 'Зрабіць адміністратара',
    linkTitle: 'Выберыце пароль',
    linkAbout: (name, login) => `${name}, вы будзеце ўваходзіць як «${login}».`,
    setPassword: 'Задаць пароль і ўвайсці',
    deadTitle: 'Гэтая спасылка больш не дзейнічае',
    dead: 'Ёй ужо скарысталіся, яна састарэла, або пасля яе зрабілі іншую. Папрасіце ў адміністратара новую.',
    deadFirst:
      'Калі гэтай устаноўкай яшчэ ніхто не кіруе, запусціце сервер зноў: ён надрукуе новую.',
    faults: {
      'too short': 'Не менш за 12 знакаў.',
      'too long': 'Не больш за 128 знакаў.',
      'is the login': 'Пароль не можа быць лагінам.',
      'too common':
        'Такі пароль маюць і іншыя, або яго лёгка адгадаць. Вазьміце некалькі слоў, не звязаных паміж сабой.',
    },
    notSame: 'Гэта не тое самае, што вышэй.',
    nameMissing: 'Напішыце імя.',
    nameLong: 'Не больш за 100 знакаў.',
    loginFault: 'Ад 2 да 64 літар або лічбаў; паміж імі могуць стаяць . _ - і @.',
    loginTaken: 'Такі лагін ужо нехта мае.',
    accountTitle: 'Мой уліковы запіс',
    roles: 'Ролі',
    company: 'Кампанія',
    changePassword: 'Змяніць пароль',
    present: 'Цяперашні пароль',
    presentWrong: 'Гэта не ваш цяперашні пароль.',
    change: 'Змяніць пароль',
    changed: 'Пароль зменены. Усюды, апроч гэтага браўзера, вы выйшлі.',
    welcome: (name) => `Вітаем, ${name}`,
    nothing: 'Для вашых роляў тут пакуль нічога няма.',
    roleAbout: {
      operator: 'Аператар: адказваць на званкі',
      supervisor: 'Старшы змены: бачыць усе званкі, слухаць іх',
      editor: 'Рэдактар: пісаць сцэнарыі',
    },
  },
  ru: {
    title: 'Вход',
    login: 'Логин',
    password: 'Пароль',
    signIn: 'Войти',
    wrong: 'Эти логин и пароль не подходят друг к другу.',
    locked: (minutes) =>
      `Десять неверных паролей подряд: логин заблокирован. Попробуйте через ${counted('ru', minutes, { one: 'минуту', few: 'минуты', many: 'минут', other: 'минуты' })}.`,
    signedOut: 'Вы вышли.',
    forgotten: 'Забыли пароль? Администратор может сделать вам ссылку для нового.',
    firstTitle: 'Создать первого администратора',
    firstAbout:
      'Эта ссылка действует один раз. Кто будет создан здесь, управляет всей установкой и приглашает остальных.',
    name: 'Имя',
    loginHint: 'С чем вы входите: буквы, цифры и . _ - @',
    newPassword: 'Новый пароль',
    passwordHint: 'Не меньше 12 знаков; несколько слов подряд легко запомнить.',
    again: 'Новый пароль ещё раз',
    alsoRoles: 'Что ещё вы будете делать сами?',
    alsoHint:
      'Только администратор не отвечает на звонки и не слышит их. Это можно изменить позже.',
    make: 'Создать администратора',
    linkTitle: 'Выберите пароль',
    linkAbout: (name, login) => `${name}, вы будете входить как «${login}».`,
    setPassword: 'Задать пароль и войти',
    deadTitle: 'Эта ссылка больше не действует',
    dead: 'Ею уже воспользовались, она устарела, или после неё сделали другую. Попросите у администратора новую.',
    deadFirst:
      'Если этой установкой ещё никто не управляет, запустите сервер снова: он напечатает новую.',
    faults: {
      'too short': 'Не меньше 12 знаков.',
      'too long': 'Не больше 128 знаков.',
      'is the login': 'Пароль не может быть логином.',
      'too common':
        'Такой пароль есть и у других, или его легко угадать. Возьмите несколько слов, не связанных между собой.',
    },
    notSame: 'Это не то же самое, что выше.',
    nameMissing: 'Напишите имя.',
    nameLong: 'Не больше 100 знаков.',
    loginFault: 'От 2 до 64 букв или цифр; между ними могут стоять . _ - и @.',
    loginTaken: 'Такой логин уже у кого-то есть.',
    accountTitle: 'Моя учётная запись',
    roles: 'Роли',
    company: 'Компания',
    changePassword: 'Изменить пароль',
    present: 'Нынешний пароль',
    presentWrong: 'Это не ваш нынешний пароль.',
    change: 'Изменить пароль',
    changed: 'Пароль изменён. Везде, кроме этого браузера, вы вышли.',
    welcome: (name) => `Здравствуйте, ${name}`,
    nothing: 'Для ваших ролей здесь пока ничего нет.',
    roleAbout: {
      operator: 'Оператор: отвечать на звонки',
      supervisor: 'Старший смены: видеть все звонки, слушать их',
      editor: 'Редактор: писать сценарии',
    },
  },
})
