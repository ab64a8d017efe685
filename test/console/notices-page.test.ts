// The notices page in a real Chromium: by keyboard alone, without barriers, in three languages.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { hasChromium, openBrowser, openPage } from './browser.ts'
import { servePractice, type Served } from './server.ts'
import { setClosure, setSwitch } from '../notices/set-notice.ts'
import { employ, goodPassword } from '../practice/visitor.ts'

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
type AxeResults = { violations: { id: string; nodes: { html: string }[] }[] }

describe.skipIf(!hasChromium())('the notices page in a browser', () => {
  let browser: Browser
  let served: Served
  let page: Page
  let faults: string[]

  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())
  afterEach(async () => {
    await page.context().close()
    await served.close()
    expect(faults).toEqual([])
  })

  async function open(look = {}): Promise<void> {
    served = await servePractice({ flows: 'test/console/flows' })
    await employ(served, ['supervisor@rowan'], { id: 'sue', name: 'Sue Marsh' })
    ;({ page, faults } = await openPage(browser, `${served.origin}/console/notices`, look))
    await page.getByLabel('Login').fill('sue')
    await page.getByLabel('Password').fill(goodPassword)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Notices' }).waitFor()
  }

  async function check(): Promise<void> {
    // axe comes over the debugger's channel, not through the page's policy
    await page.evaluate(await readFile(axePath, 'utf8'))
    const { violations } = await page.evaluate<AxeResults>(
      "axe.run({ resultTypes: ['violations'] })",
    )
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
    ).toEqual([])
    expect(
      await page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      ),
    ).toBe(0)
  }

  const openAll = (): Promise<unknown> =>
    page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true })")

  it('turns a switch on and closes the line by keyboard alone', async () => {
    await open()
    await page.locator('summary', { hasText: 'Change news' }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await page.keyboard.type('We have moved.')
    // past the parts of the date and time field, to the first button
    for (let tabs = 0; tabs < 12; tabs++) {
      await page.keyboard.press('Tab')
      if (await page.evaluate<boolean>("document.activeElement?.textContent === 'Turn on'")) break
    }
    await page.keyboard.press('Enter')
    await page.getByText('It is on.').waitFor()
    await page.locator('dd', { hasText: 'We have moved.' }).first().waitFor()
    await page.locator('summary', { hasText: 'Close or change Rowan Savings' }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await page.keyboard.type('We are closed.')
    for (let tabs = 0; tabs < 14; tabs++) {
      await page.keyboard.press('Tab')
      if (await page.evaluate<boolean>("document.activeElement?.textContent === 'Close'")) break
    }
    await page.keyboard.press('Enter')
    await page.getByText('It is closed for new calls.').waitFor()
    expect(
      await served.runtime.store.closureOf({ tenant: 'rowan', line: '+15005550010' }),
    ).toMatchObject({ on: true, texts: { 'en-GB': 'We are closed.' }, by: 'sue' })
  })

  it.each([
    ['on a wide screen', { width: 1280 }],
    ['on a wide dark screen', { width: 1280, colorScheme: 'dark' as const }],
    ['on a telephone', { width: 320 }],
  ])('has no barrier that axe finds, in any language: %s', async (_, look) => {
    await open(look)
    const at = served.runtime.now()
    const words = {
      'en-GB': 'We are closed because of the storm, and open again tomorrow at nine.',
    }
    await setSwitch(served.runtime.store, { tenant: 'rowan', flow: 'bank', name: 'news' }, words, {
      at,
    })
    const key = { tenant: 'rowan', line: '+15005550010' }
    await setClosure(served.runtime.store, key, words, { at: at - 864e5, sendTo: '+442079460150' })
    for (const [language, title] of [
      ['en', 'Notices'],
      ['ru', 'Объявления'],
      ['be', 'Аб’явы'],
    ]) {
      await page.locator('#interface-language').selectOption(language ?? '')
      await page.locator('.language button').click()
      await page.getByRole('heading', { name: title, exact: true }).waitFor()
      await check()
      await openAll()
      await check()
    }
  })
})
