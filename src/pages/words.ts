// The languages of the pages by their own names.

export const languageNames = { en: 'English', be: 'Беларуская', ru: 'Русский' }
