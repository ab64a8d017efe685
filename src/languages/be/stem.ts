// Belarusian: words without their endings.
import { endingCutter } from '../stem.ts'
import { stem as russian } from '../ru/stem.ts'

export const stem = endingCutter(
  `
  аванне авання асці асць енне ення анне ання ямі амі ага яга аму яму ымі імі цца лася ліся
  лося аць яць іць ець уць юць ала алі іла ілі ела елі ая яя ое ае ыя ія ый ій ай ой ей яй ую
  юю ам ем ом ям ах ях оу ау еу яу ию ія іі ся іу ць а я о е э ы і у ю ь й
`,
  russian,
)
