import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AxeResults } from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { hasChromium, openBrowser, openPage } from '../console/browser.ts'
import { closedHour, openHour, servePractice, type Served } from '../console/server.ts'
import { FILLER, outlast } from '../world/outlast.ts'

type Look = Parameters<typeof openPage>[2]

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

describe.skipIf(!hasChromium())('the practice phone in a browser', () => {
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

  async function open({
    at = openHour,
    flows,
    look,
  }: { at?: number; flows?: string; look?: Look } = {}): Promise<void> {
    served = await servePractice({
      at,
      flows,
      lookup: async (effect) => {
        await outlast(FILLER)
        return { at, type: 'fetched', key: effect.key, found: true, data: { amount: 12 } }
      },
    })
    ;({ page, faults } = await openPage(browser, served.origin, look))
  }

  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const key = (name: string) =>
    page.getByRole('group', { name: 'Keypad' }).locator(`[data-key="${name}"]`)
  const hears = (text: string | RegExp) =>
    page.locator('#words').filter({ hasText: text }).waitFor()
  const status = (text: string | RegExp) =>
    page.locator('#status').filter({ hasText: text }).waitFor()
  const hasFocus = async (selector: string) =>
    (await page.locator(`${selector}:focus`).count()) === 1
  const panel = (name: string) => page.getByRole('region', { name })
  const shows = (name: string, text: string | RegExp) =>
    panel(name).filter({ hasText: text }).waitFor()

  async function say(text: string): Promise<void> {
    await page.getByLabel('Say something').fill(text)
    await button('Say').click()
  }

  it('makes a call by keypad and by words to a desk, where the operator answers and hangs up', async () => {
    await open()
    await page.getByLabel('Line to call').selectOption('Alder Instruments reception')
    await button('Call').click()
    await hears('Thank you for calling Alder Instruments.')
    await key('3').click()
    await hears('invoice number at hand')
    await page.getByText('How clearly').click()
    await page.getByLabel('Confidence of the recogniser').fill('65')
    await say('yes')
    await hears('six digits')
    await shows('Understood', /“yes”.*65 %, unsure/s)
    for (const digit of '402715') await key(digit).click()
    await hears('Is that right?')
    await key('1').click()
    await status('Ringing Accounts')
    await shows(
      'Operator’s card',
      /Accounts ringing.*Invoice number\s*402715 keypad, sure, confirmed/s,
    )
    await shows('Slots', /Invoice number\s*402715/)
    await shows('Where the call stands', 'reception.yaml:')
    expect(await page.locator('#step mark').first().textContent()).toContain('accounts:')
    await button('Operator answers').click()
    await status('In conversation')
    await button('Operator hangs up').click()
    await status('The call is over')
    await shows('Conversation', 'the person hung up')
    await button('Call').waitFor()
  })

  it('shows what was not asked on the card, and goes on when nobody answers', async () => {
    await open()
    await button('Call').click()
    await hears('How can I help?')
    await key('3').click()
    await hears('invoice number at hand')
    await key('2').click()
    await shows('Operator’s card', /Invoice number\s*not asked/)
    await button('Nobody answers').click()
    await hears('after the tone')
    await page.getByLabel('After the tone').fill('7')
    await button('Leave it and hang up').click()
    await status('The call is over')
    await shows('Conversation', 'a message of 7 seconds for front desk')
  })

  it('is used from the keyboard alone', async () => {
    await open({ at: closedHour })
    await page.getByLabel('Line to call').focus()
    while (!(await hasFocus('#call'))) await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await hears('What would you like to do?')
    await page.keyboard.press('2')
    await hears('What would you like to know?')
    while (!(await hasFocus('#say'))) await page.keyboard.press('Tab')
    await page.keyboard.type('where are you, at number 5')
    expect(await page.locator('#pressed').textContent()).toBe('')
    await page.keyboard.press('Enter')
    await shows('Conversation', 'where are you, at number 5')
    await button('Stay silent').focus()
    await page.keyboard.press('Enter')
    await shows('Conversation', 'said nothing')
    await page.getByLabel('Read prompts aloud').focus()
    expect(
      await page.evaluate<string>('getComputedStyle(document.activeElement).outlineStyle'),
    ).toBe('solid')
    await button('Hang up').focus()
    await page.keyboard.press('Enter')
    await status('The call is over')
    expect(await hasFocus('#call')).toBe(true)
  })

  it('keeps keys pressed ahead for the questions that follow', async () => {
    await open()
    await button('Call').click()
    for (const digit of '31402715') await page.keyboard.press(digit)
    await hears('Is that right?')
    await shows('Conversation', /keys 3.*keys 1.*keys 402715/s)
  })

  it('hurries nobody who reads, and counts a silence in real time when asked to', async () => {
    await open({ flows: 'test/console/flows' })
    await button('Call').click()
    await hears('four digit pin')
    await page.clock.install()
    await page.clock.runFor(60_000)
    expect(await served.runtime.store.turns(new URL(page.url()).hash.slice(1))).toHaveLength(1)
    await button('Hang up').click()
    await status('The call is over')
    await page.getByLabel('Keep real time').check()
    await button('Call').click()
    await status('Listening')
    await page.clock.runFor(20_000)
    await shows('Conversation', 'said nothing')
  })

  it('sends an answer by keypad when hash ends it or no further key comes', async () => {
    await open({ flows: 'test/console/flows' })
    await button('Call').click()
    await hears('four digit pin')
    await page.clock.install()
    await page.keyboard.press('4')
    await page.keyboard.press('8')
    expect(await page.locator('#pressed').textContent()).toBe('4 8')
    await page.clock.runFor(3100)
    await shows('Understood', 'not complete yet')
    expect(await page.locator('#pressed').textContent()).toBe('4 8')
    await page.keyboard.press('#')
    await shows('Understood', 'cannot be a right answer')
  })

  it('fetches the result of slow work by itself', async () => {
    await open({ flows: 'test/console/flows' })
    await button('Call').click()
    await hears('four digit pin')
    for (const digit of '4821') await page.keyboard.press(digit)
    await hears('I am looking for your account.')
    await hears('You have 12 pounds.')
    expect(await panel('Slots').textContent()).not.toContain('4821')
  })

  it('goes on with the call after the page was loaded anew', async () => {
    await open()
    await button('Call').click()
    await hears('How can I help?')
    await page.reload()
    await hears('How can I help?')
    await key('3').click()
    await hears('invoice number at hand')
  })

  it('reads aloud when asked to, and an answer stops it', async () => {
    await open()
    await page.addInitScript({
      content: `
      window.told = []
      Object.defineProperty(window, 'speechSynthesis', { value: { getVoices: () => [], speak: ({ lang, text }) => told.push(lang + ': ' + text), cancel: () => told.push('stopped') } })
    `,
    })
    await page.reload()
    await page.getByLabel('Read prompts aloud').check()
    expect(await page.getByLabel('Keep real time').isChecked()).toBe(true)
    await button('Call').click()
    await hears('How can I help?')
    await key('3').click()
    await hears('invoice number at hand')
    expect(await page.evaluate<string[]>('told')).toEqual([
      'en-GB: Thank you for calling Alder Instruments.',
      'stopped',
      'en-GB: Do you have an invoice number at hand?',
    ])
  })

  it('tells when the server cannot be reached, and the same can be done again', async () => {
    await open()
    await button('Call').click()
    await hears('How can I help?')
    await page.route('**/input', (route) => route.fulfill({ status: 502, body: 'bad gateway' }))
    await key('3').click()
    await page.getByRole('alert').filter({ hasText: 'Something broke' }).waitFor()
    await page.unroute('**/input')
    await key('3').click()
    await hears('invoice number at hand')
    expect(faults.splice(0)).toEqual([expect.stringContaining('502')])
  })

  it('keeps what is heard in view on a small screen, and brings the card there when it rings', async () => {
    await open({ look: { width: 400 } })
    await button('Call').click()
    await hears('How can I help?')
    const top = async (selector: string) => (await page.locator(selector).boundingBox())?.y ?? -1
    expect(await top('#words')).toBeGreaterThan(0)
    await key('1').click()
    await button('Operator answers').waitFor()
    expect(await top('#answers')).toBeLessThan(900)
  })

  it('says what is wrong where no line can be called', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'callflow-flows-'))
    await writeFile(join(dir, 'lines.yaml'), 'lines: nobody\n')
    await open({ flows: dir })
    await page.getByText('There is no line to call').waitFor()
    expect(await button('Call').isDisabled()).toBe(true)
    await page.locator('#problems').filter({ hasText: 'lines.yaml:1' }).waitFor()
    await rm(dir, { recursive: true })
  })

  it('turns a switch with its text', async () => {
    await open({ flows: 'test/console/flows' })
    await page.getByLabel('Spoken text').fill('We have moved.')
    await page.getByRole('checkbox', { name: 'news' }).check()
    await panel('Switches').getByRole('status').filter({ hasText: 'on' }).waitFor()
    await button('Call').click()
    await hears('We have moved.')
  })

  it.each<[string, Look]>([
    ['light', {}],
    ['dark', { colorScheme: 'dark' }],
    ['narrow', { width: 400 }],
  ])('has no barrier that axe finds, and nothing runs out of the page: %s', async (_, look) => {
    await open({ look })
    const check = async (): Promise<void> => {
      // axe comes over the debugger's channel, not through the page's policy
      await page.evaluate(await readFile(axePath, 'utf8'))
      const { violations } = await page.evaluate<AxeResults>(
        "axe.run({ resultTypes: ['violations'] })",
      )
      const found = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
      )
      expect(found).toEqual([])
      expect(
        await page.evaluate<number>(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        ),
      ).toBe(0)
    }
    await check()
    await button('Call').click()
    await hears('How can I help?')
    await say('it is about a bill')
    await hears('invoice number at hand')
    await check()
    await key('2').click()
    await shows('Operator’s card', 'Accounts')
    await check()
    await button('Nobody answers').click()
    await page.getByLabel('After the tone').waitFor()
    await check()
  })
})
