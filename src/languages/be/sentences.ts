// Belarusian: what the telephone edge says by itself.
import type { EdgeSentence } from '../sentences.ts'

export const sentences: Record<EdgeSentence, string> = {
  'number not in use': 'Прабачце, па гэтым нумары званкі не прымаюцца.',
  'call not known': 'Прабачце, гэты званок працягнуць нельга. Калі ласка, патэлефануйце яшчэ раз.',
  'no longer waiting': 'Гэты абанент больш не чакае. Дзякуй.',
  'calling the customer': 'Тэлефаную кліенту.',
  'press 1 for the call':
    'Вы прасілі вам ператэлефанаваць. Каб злучыць вас з супрацоўнікам, націсніце 1.',
  'call back later': 'Прабачце, зараз злучыць вас не атрымліваецца. Мы хутка вам ператэлефануем.',
}
