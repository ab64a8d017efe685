// Opposites: which sides an utterance takes, and that an option is not taken for its opposite.
import { describe, expect, it, test } from 'vitest'
import { classify, modelOf } from '../../src/understand/classify/models.ts'
import { sidesIn } from '../../src/understand/classify/opposites.ts'
import { languageOf } from '../../src/languages/language.ts'
import { words } from '../../src/languages/normalise.ts'

const sides = (text: string, tag: string) => {
  const language = languageOf(tag)
  return sidesIn(words(text).map(language.stem), language)
}
const areOpposed = (one: string, other: string, tag: string) =>
  [...sides(one, tag)].some((side) => sides(other, tag).has(-side))

test.each([
  ['en-GB', 'switch it on', 'switch it off'],
  ['en-GB', 'delete my order', 'create an order'],
  ['en-GB', 'a bit louder', 'make it quieter'],
  ['en-GB', 'which parcels do I have', 'delete a parcel'],
  ['ru-RU', 'включите интернет', 'отключите интернет'],
  ['ru-RU', 'запишите меня к врачу', 'отменить приём'],
  ['ru-RU', 'сделай громче', 'сделай тише'],
  ['be-BY', 'падключыць інтэрнэт', 'адключыце інтэрнэт'],
  ['be-BY', 'запішыце мяне', 'адмяніце візіт'],
])('%s: "%s" says the opposite of "%s"', (tag, one, other) => {
  expect(areOpposed(one, other, tag)).toBe(true)
  expect(areOpposed(other, one, tag)).toBe(true)
  expect(areOpposed(one, one, tag)).toBe(false)
})

test.each([
  ['en-GB', 'the lights in the kitchen'],
  ['ru-RU', 'включить и выключить'],
])('%s: "%s" takes no side', (tag, text) => {
  expect(sides(text, tag).size).toBe(0)
})

describe('an option whose opposite is not offered', () => {
  const likeliest = (phrases: string[], said: string, tag: string) => {
    const items = [
      { id: 'it', label: phrases[0]!, phrases },
      { id: 'other', label: 'opening hours', phrases: ['opening hours', 'when are you open'] },
    ]
    return classify(modelOf(items, tag), [{ text: said, confidence: 1 }]).find(
      ({ id }) => id === 'it',
    )!.probability
  }
  it.each([
    [
      'en-GB',
      ['turn the heating on', 'switch on my heating', 'heating on'],
      'please turn on the heating in the hall',
      'please turn off the heating in the hall',
    ],
    [
      'en-GB',
      ['add a driver to my policy', 'put a new driver on the policy'],
      'add my wife to the policy',
      'remove my wife from the policy',
    ],
    [
      'ru-RU',
      ['подключить интернет', 'подключите интернет дома'],
      'хочу подключить себе интернет',
      'хочу отключить себе интернет',
    ],
  ])('%s: is likelier than its opposite', (tag, phrases, meant, opposite) => {
    expect(likeliest(phrases, meant, tag)).toBeGreaterThan(likeliest(phrases, opposite, tag) + 0.2)
  })
})
