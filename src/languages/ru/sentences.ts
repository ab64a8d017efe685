// Russian: what the telephone edge says by itself.
import type { EdgeSentence } from '../sentences.ts'

export const sentences: Record<EdgeSentence, string> = {
  'number not in use': 'Извините, по этому номеру звонки не принимаются.',
  'call not known': 'Извините, этот звонок продолжить нельзя. Пожалуйста, позвоните ещё раз.',
  'no longer waiting': 'Этот абонент больше не ждёт. Спасибо.',
  'calling the customer': 'Звоню клиенту.',
  'press 1 for the call':
    'Вы просили вам перезвонить. Чтобы соединить вас с сотрудником, нажмите 1.',
  'call back later': 'Извините, сейчас соединить вас не получается. Мы скоро вам перезвоним.',
}
