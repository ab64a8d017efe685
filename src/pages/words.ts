// What all pages say in each language: its own name, and units of time.

export const languageNames = { en: 'English', be: 'Беларуская', ru: 'Русский' }

export const timeUnits = {
  en: { hour: 'h', minute: 'min', second: 's' },
  be: { hour: 'гадз', minute: 'хв', second: 'с' },
  ru: { hour: 'ч', minute: 'мин', second: 'с' },
}
