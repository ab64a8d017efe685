// Words that say the opposite of others: "turn the lights off" is not "turn the lights on",
// although all else is the same.
import type { Language } from '../../languages/language.ts'
import { words } from '../../languages/normalise.ts'

/** A pair a line, one side before the stroke and the other after it; written for this project. */
const pairs: Record<Language['code'], string> = {
  en: `
on activate enable / off deactivate disable
up increase raise louder brighter higher / down decrease reduce lower quieter dim dimmer softer
add create set make new insert schedule put book / remove delete erase cancel clear
start begin play resume / stop end pause quit
like love good / dislike hate bad
yes right correct / no not wrong incorrect
buy / sell
open / close
send / receive read check
loud / quiet mute silent
bright / dark
first / last
hot warm / cold cool
what whats which when who any show list tell check read view display see know / add create set make new insert schedule put remind wake book
what whats which when who any show list tell check read view display see know / remove delete erase cancel clear
more extra louder / less fewer quieter
on / dim down lower less
off / dim down up bright brighter
color colour change red blue green / on off dim brighter
mute silent / up louder increase
mute silence silent off / on unmute
save like favorite rate / play
skip next / previous back repeat
repeat loop again / shuffle
play / what who name`,
  ru: `
включить включите подключить подключите активировать / выключить выключите отключить отключите деактивировать
увеличить увеличьте повысить прибавить прибавьте громче ярче выше больше / уменьшить уменьшите снизить снизьте убавить убавьте тише темнее ниже меньше
добавить добавьте создать создайте поставить поставьте записать запишите / удалить удалите убрать уберите стереть отменить отмените снять снимите
начать начните запустить запустите продолжить / остановить остановите закончить прекратить
нравится люблю хорошо / ненавижу плохо
да верно правильно / нет не неверно неправильно
купить / продать
открыть откройте / закрыть закройте
отправить отправьте послать / получить прочитать прочитайте проверить проверьте
первый / последний
горячий тепло / холодный холодно`,
  be: `
уключыць уключыце падключыць падключыце актываваць / выключыць выключыце адключыць адключыце дэактываваць
павялічыць павялічце павысіць гучней ярчэй вышэй больш / паменшыць паменшыце знізіць цішэй цямней ніжэй менш
дадаць дадайце стварыць паставіць пастаўце запісацца запішыце / выдаліць выдаліце прыбраць прыбярыце сцерці адмяніць адмяніце зняць
пачаць запусціць працягнуць / спыніць спыніце скончыць
падабаецца люблю добра / ненавіджу дрэнна
так правільна / не няправільна
купіць / прадаць
адкрыць адкрыйце адчыніць адчыніце / закрыць закрыйце зачыніць зачыніце
адправіць адпраўце паслаць / атрымаць прачытаць прачытайце праверыць праверце
першы / апошні
гарачы цёпла / халодны холадна`,
}

const read = new Map<string, Map<string, number[]>>()

/** The sides an utterance takes, by the stems of its words: the number of a pair for its first
 * side, less than nothing for its second. None where it names both alike. */
export function sidesIn(stems: readonly string[], language: Language): Set<number> {
  const table = read.get(language.code) ?? tableOf(language)
  read.set(language.code, table)
  const sum = new Map<number, number>()
  for (const stem of stems)
    for (const side of table.get(stem) ?? [])
      sum.set(Math.abs(side), (sum.get(Math.abs(side)) ?? 0) + Math.sign(side))
  return new Set(
    [...sum]
      .filter(([, balance]) => balance !== 0)
      .map(([pair, balance]) => pair * Math.sign(balance)),
  )
}

function tableOf(language: Language): Map<string, number[]> {
  const table = new Map<string, number[]>()
  pairs[language.code]
    .trim()
    .split('\n')
    .forEach((line, n) =>
      line.split('/').forEach((side, at) => {
        for (const stem of new Set(words(side).map(language.stem)))
          table.set(stem, [...(table.get(stem) ?? []), at === 0 ? n + 1 : -(n + 1)])
      }),
    )
  return table
}
