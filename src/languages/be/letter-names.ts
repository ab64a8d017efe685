// Belarusian: how letters are called in recordings.
import { latinLetters, ownLetters, type LetterNames } from '../letter-recordings.ts'

export const letterNames: LetterNames = {
  own: ownLetters(`
    а a а | б b бэ | в v вэ | г g гэ | д d дэ | е e е | ё yo ё | ж zh жэ | з z зэ | і i і |
    й j і_нескладовае | к k ка | л l эль | м m эм | н n эн | о o о | п p пэ | р r эр | с s эс |
    т t тэ | у u у | ў w у_нескладовае | ф f эф | х h ха | ц c цэ | ч ch чэ | ш sh ша | ы y ы |
    ь soft мяккі_знак | э eh э | ю yu ю | я ya я
  `),
  latin: latinLetters(`
    а бэ цэ дэ е эф жэ аш і ёт ка эль эм эн о пэ ку эр эс тэ у вэ дубль_вэ ікс ігрэк зэт
  `),
}
