// Russian: how letters are called in recordings.
import { latinLetters, ownLetters, type LetterNames } from '../letter-recordings.ts'

export const letterNames: LetterNames = {
  own: ownLetters(`
    а a а | б b бэ | в v вэ | г g гэ | д d дэ | е e е | ё yo ё | ж zh жэ | з z зэ | и i и |
    й j и_краткое | к k ка | л l эль | м m эм | н n эн | о o о | п p пэ | р r эр | с s эс |
    т t тэ | у u у | ф f эф | х h ха | ц c цэ | ч ch че | ш sh ша | щ shch ща |
    ъ hard твёрдый_знак | ы y ы | ь soft мягкий_знак | э eh э | ю yu ю | я ya я
  `),
  latin: latinLetters(`
    а бэ цэ дэ е эф же аш и йот ка эль эм эн о пэ ку эр эс тэ у вэ дубль_вэ икс игрек зет
  `),
}
