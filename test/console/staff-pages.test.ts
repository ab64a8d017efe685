import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { gzipSync } from 'node:zlib'
import type { AxeResults } from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { asset } from '../../src/pages/assets.ts'
import { firstLink } from '../../src/console/sign-in/first-administrator.ts'
import { hasChromium, openBrowser, openPage } from './browser.ts'
import { serveDesk } from './desk-server.ts'
import { servePractice, type Served } from './server.ts'
import { employ, goodPassword } from '../practice/visitor.ts'

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

it("a page's scripts stay under 150 KB compressed", () => {
  // the telephone comes on top, where calls are heard by it
  expect(gzipSync(asset('console.js').text + asset('desk.js').text).length).toBeLessThan(150_000)
})

describe.skipIf(!hasChromium())('the console in a browser', () => {
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
    // a page that is left ends its stream, and a refused form is an answer with a page; the browser
    // reports its status as a fault of loading
    expect(
      faults.filter(
        (fault) =>
          !/the server responded with a status of (403|422)|\/console\/desk\/\S+ failed/.test(
            fault,
          ),
      ),
    ).toEqual([])
  })

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
    const small = await page.evaluate<string[]>(
      "[...document.querySelectorAll('a, button, input:not([type=hidden]), select')].filter((one) => one.checkVisibility() && !one.matches('.skip, p a')).map((one) => [one, (one.closest('label') ?? one).getBoundingClientRect()]).filter(([, { width, height }]) => width < 24 || height < 24).map(([one]) => one.outerHTML)",
    )
    expect(small).toEqual([])
  }

  it('leads by one link to the first administrator, who signs out and in and adds somebody, by keyboard alone', async () => {
    served = await serveDesk()
    ;({ page, faults } = await openPage(
      browser,
      served.origin + ((await firstLink(served.runtime)) ?? ''),
    ))
    const press = async (key: string, times = 1): Promise<void> => {
      for (let time = 0; time < times; time++) await page.keyboard.press(key)
    }
    const toField = async (label: string): Promise<void> => {
      for (let tabs = 0; tabs < 60; tabs++) {
        if (
          await page.evaluate<boolean>(
            "((label) => { const at = document.activeElement; const told = at?.labels?.[0]?.textContent ?? at?.getAttribute('aria-label') ?? at?.textContent ?? ''; return told.trim() === label })(" +
              JSON.stringify(label) +
              ')',
          )
        )
          return
        await press('Tab')
      }
      throw new Error(`nothing with the keyboard leads to "${label}"`)
    }
    const write = async (label: string, text: string): Promise<void> => {
      await toField(label)
      await page.keyboard.type(text)
    }
    await write('Name', 'Ada Marsh')
    await write('Login', 'ada')
    await write('New password', goodPassword)
    await write('New password again', goodPassword)
    await press('Enter')
    await page.getByRole('heading', { name: 'Desk', exact: true }).waitFor()
    await toField('Sign out')
    await press('Enter')
    await page.getByText('You are signed out.').waitFor()
    // the first field has the focus already
    await page.keyboard.type('ADA')
    await press('Tab')
    await page.keyboard.type(goodPassword)
    await press('Enter')
    await page.getByRole('heading', { name: 'Desk', exact: true }).waitFor()
    await toField('People')
    await press('Enter')
    await page.getByRole('heading', { name: 'People' }).waitFor()
    await toField('Add somebody')
    await press('Enter')
    await page.getByRole('heading', { name: 'Add somebody' }).waitFor()
    await press('Tab')
    expect(await page.locator('.skip:focus').isVisible()).toBe(true)
    await write('Name', 'Boris Lane')
    await write('Login', 'boris')
    await toField('Operator')
    await press('Space')
    await write('Skill 1', 'billing')
    await write('Level 1', '7')
    await press('Enter')
    await page.getByText('Give this link to them yourself.').waitFor()
    expect(await page.locator('.secret').textContent()).toContain(`${served.origin}/console/link/`)
    await page.goto(`${served.origin}/console/people`)
    await page
      .getByRole('row', { name: /Boris Lane.*Operator · All companies.*billing 7.*invited/ })
      .waitFor()
  })

  it.each([
    ['on a wide screen', { width: 1280 }],
    ['on a wide dark screen', { width: 1280, colorScheme: 'dark' as const }],
    ['on a telephone', { width: 320 }],
    ['on a dark telephone', { width: 360, colorScheme: 'dark' as const }],
  ])('has no barrier that axe finds, and nothing runs out of a page: %s', async (_, look) => {
    served = await serveDesk()
    await employ(served, ['administrator@*', 'supervisor@*'], {
      id: 'ada',
      name: 'Ada Marsh',
      languages: ['be', 'en'],
    })
    await employ(served, ['operator@rowan'], {
      id: 'w',
      name: 'Wolfeschlegelsteinhausenbergerdorff-Somebody-With-A-Very-Long-Name',
      login: `${'long.'.repeat(12)}x`,
      skills: { billing: 7, loans: 10 },
      reach: { by: 'sip', to: 'sip:someone@pbx.example.com' },
      hasPassword: false,
    })
    ;({ page, faults } = await openPage(browser, `${served.origin}/console`, look))
    await check()
    await page.getByLabel('Login').fill('ada')
    await page.getByLabel('Password').fill('not this one')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('do not belong together').waitFor()
    await check()
    await page.getByLabel('Password').fill(goodPassword)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Desk', exact: true }).waitFor()
    await check()
    for (const path of [
      '/console/people',
      '/console/people/new',
      '/console/people/w',
      '/console/audit',
      '/console/account',
      '/console/people/w?told=saved',
    ]) {
      await page.goto(served.origin + path)
      await check()
    }
    await page.goto(`${served.origin}/console/people/new`)
    await page.getByLabel('Name').fill('X')
    await page.getByLabel('Login', { exact: true }).fill('no spaces please')
    await page.getByLabel('By phone').check()
    await page.getByLabel('Phone number').fill('12')
    await page.getByRole('button', { name: 'Add and make an invitation' }).click()
    await page.getByText('Nothing is saved yet').waitFor()
    await check()
    expect(await page.getByLabel('Phone number').inputValue()).toBe('12')
    for (const [language, word] of [
      ['Русский', 'Люди'],
      ['Беларуская', 'Людзі'],
    ]) {
      await page.goto(`${served.origin}/console/people`)
      await page.locator('#interface-language').selectOption(language ?? '')
      await page.locator('.language button').click()
      await page.getByRole('heading', { name: word }).waitFor()
      await check()
    }
  })

  it('works without JavaScript, and htmx evaluates nothing and keeps nothing', async () => {
    served = await servePractice({ flows: 'test/console/flows' })
    await employ(served, ['administrator@*'], { id: 'ada' })
    ;({ page, faults } = await openPage(browser, `${served.origin}/console/sign-in`))
    expect(
      await page.evaluate(
        "[htmx.version.split('.')[0], htmx.config.allowEval, htmx.config.includeIndicatorStyles, htmx.config.historyCacheSize]",
      ),
    ).toEqual(['2', false, false, 0])
    const context = await browser.newContext({ javaScriptEnabled: false })
    const plain = await context.newPage()
    await plain.goto(`${served.origin}/console`)
    await plain.getByLabel('Login').fill('ada')
    await plain.getByLabel('Password').fill(goodPassword)
    await plain.getByRole('button', { name: 'Sign in' }).click()
    await plain.getByRole('heading', { name: 'Live', exact: true }).waitFor()
    await context.close()
  })
})
