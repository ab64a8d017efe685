// English: how letters are called in recordings.
import { latinLetters, type LetterNames } from '../letter-recordings.ts'

export const letterNames: LetterNames = {
  own: [],
  latin: latinLetters('A B C D E F G H I J K L M N O P Q R S T U V W X Y Z'),
}
