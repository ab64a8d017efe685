// Takes the picture of the practice phone for the README: a call that has just reached a desk.
import { openBrowser, openPage } from '../test/console/browser.ts'
import { servePractice } from '../test/console/server.ts'

const file = process.argv[2] ?? 'docs/practice-phone.png'
const look = {
  width: Number(process.argv[3] ?? 1280),
  colorScheme: process.argv[4] === 'dark' ? 'dark' : 'light',
} as const

const served = await servePractice()
const browser = await openBrowser()
const { page } = await openPage(browser, served.origin, look)
const status = page.getByRole('status').first()
const key = (name: string) =>
  page.getByRole('group', { name: 'Keypad' }).getByRole('button', { name }).click()
await page.getByRole('button', { name: 'Call', exact: true }).click()
await status.getByText('Listening').waitFor()
await page.getByLabel('Say something').fill('It is about a bill')
await page.getByRole('button', { name: 'Say', exact: true }).click()
await page.locator('#words', { hasText: 'invoice number at hand' }).waitFor()
await key('1')
await page.locator('#words', { hasText: 'six digits' }).waitFor()
await page.getByLabel('Say something').fill('four zero two seven one five')
await page.getByRole('button', { name: 'Say', exact: true }).click()
await page.locator('#words', { hasText: 'Is that right' }).waitFor()
await page.getByLabel('Say something').fill('yes, that is right')
await page.getByRole('button', { name: 'Say', exact: true }).click()
await status.getByText('Ringing').waitFor()
await page.mouse.move(0, 0)
await page.screenshot({ path: file, fullPage: process.argv[2] !== undefined })
await browser.close()
await served.close()
