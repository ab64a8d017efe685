// The words of the audit page.
import type { AuditAction } from '../../staff/audit.ts'
import { dictionary } from '../../pages/dictionary.ts'

type Audit = {
  title: string
  about: string
  when: string
  who: string
  from: string
  company: string
  what: string
  object: string
  details: string
  nobody: string
  older: string
  newest: string
  empty: string
  actions: Record<AuditAction, string>
}

export const auditWords = dictionary<Audit>({
  en: {
    title: 'Audit log',
    about: 'Who did what, newest first. It can only be added to.',
    when: 'When',
    who: 'Who',
    from: 'Address',
    company: 'Company',
    what: 'What',
    object: 'To',
    details: 'Details',
    nobody: 'nobody signed in',
    older: 'Older',
    newest: 'Newest',
    empty: 'Nothing is written here.',
    actions: {
      'signed in': 'signed in',
      'sign-in failed': 'sign-in failed',
      'sign-in locked': 'login locked',
      'signed out': 'signed out',
      'password changed': 'password changed',
      'first administrator made': 'first administrator made',
      'person added': 'person added',
      'person changed': 'person changed',
      'person disabled': 'person disabled',
      'person enabled': 'person enabled',
      'link made': 'one-time link made',
      'link used': 'one-time link used',
      'status changed': "changed somebody's status",
      'wrap-up ended': "ended somebody's wrap-up",
      'listening started': 'joined a conversation',
      'listening stopped': 'left a conversation',
      'private values seen': 'looked at private values',
      'recording heard': 'opened a recording',
    },
  },
  be: {
    title: 'Журнал дзеянняў',
    about: 'Хто што зрабіў, спачатку найноўшае. У журнал можна толькі дадаваць.',
    when: 'Калі',
    who: 'Хто',
    from: 'Адрас',
    company: 'Кампанія',
    what: 'Што',
    object: 'З кім або чым',
    details: 'Падрабязнасці',
    nobody: 'ніхто не ўвайшоў',
    older: 'Ранейшае',
    newest: 'Найноўшае',
    empty: 'Тут нічога не запісана.',
    actions: {
      'signed in': 'увайшоў',
      'sign-in failed': 'няўдалы ўваход',
      'sign-in locked': 'лагін заблакаваны',
      'signed out': 'выйшаў',
      'password changed': 'пароль зменены',
      'first administrator made': 'зроблены першы адміністратар',
      'person added': 'чалавек дададзены',
      'person changed': 'чалавек зменены',
      'person disabled': 'чалавек адключаны',
      'person enabled': 'чалавек уключаны',
      'link made': 'зроблена аднаразовая спасылка',
      'link used': 'спасылкай скарысталіся',
      'status changed': 'змяніў стан іншага',
      'wrap-up ended': 'завяршыў чужую апрацоўку',
      'listening started': 'далучыўся да размовы',
      'listening stopped': 'выйшаў з размовы',
      'private values seen': 'паглядзеў асабістыя звесткі',
      'recording heard': 'адкрыў запіс',
    },
  },
  ru: {
    title: 'Журнал действий',
    about: 'Кто что сделал, сначала новейшее. В журнал можно только добавлять.',
    when: 'Когда',
    who: 'Кто',
    from: 'Адрес',
    company: 'Компания',
    what: 'Что',
    object: 'С кем или чем',
    details: 'Подробности',
    nobody: 'никто не вошёл',
    older: 'Раньше',
    newest: 'Новейшее',
    empty: 'Здесь ничего не записано.',
    actions: {
      'signed in': 'вошёл',
      'sign-in failed': 'неудачный вход',
      'sign-in locked': 'логин заблокирован',
      'signed out': 'вышел',
      'password changed': 'пароль изменён',
      'first administrator made': 'создан первый администратор',
      'person added': 'человек добавлен',
      'person changed': 'человек изменён',
      'person disabled': 'человек отключён',
      'person enabled': 'человек включён',
      'link made': 'сделана одноразовая ссылка',
      'link used': 'ссылкой воспользовались',
      'status changed': 'изменил чужое состояние',
      'wrap-up ended': 'завершил чужую обработку',
      'listening started': 'подключился к разговору',
      'listening stopped': 'вышел из разговора',
      'private values seen': 'посмотрел личные данные',
      'recording heard': 'открыл запись',
    },
  },
})
