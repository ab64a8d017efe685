// What addresses end in: providers and domains that callers name as words in every language.

/** Providers by the names callers use, without what follows the dot. */
export const providers: ReadonlyMap<string, string> = new Map(
  Object.entries({
    gmail: 'gmail.com',
    hotmail: 'hotmail.com',
    outlook: 'outlook.com',
    yahoo: 'yahoo.com',
    icloud: 'icloud.com',
    proton: 'proton.me',
    protonmail: 'protonmail.com',
    aol: 'aol.com',
    gmx: 'gmx.com',
    yandex: 'yandex.ru',
    mail: 'mail.ru',
    rambler: 'rambler.ru',
    tut: 'tut.by',
  }),
)

/** The last part of an address, said as a word even where all else is spelled. */
export const endings: ReadonlySet<string> = new Set(
  'com org net ru by ua uk co edu gov eu de fr pl lt lv info biz io me app dev'.split(' '),
)
