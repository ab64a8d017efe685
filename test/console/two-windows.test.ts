// Practice mode as a newcomer finds it: the practice phone in one window, the desk in another, by
// keyboard alone.
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { OFFER } from '../../src/desk/happening.ts'
import { LEASE } from '../../src/desk/presence.ts'
import { hasChromium, openBrowser, openPage } from './browser.ts'
import { servePractice, type Served } from './server.ts'
import { employ, visitAs } from '../practice/visitor.ts'

describe.skipIf(!hasChromium())('two windows', () => {
  let browser: Browser
  let served: Served
  let caller: Page
  let later: number
  const faults: string[] = []

  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    later = 0
    served = await servePractice({ later: () => later })
    caller = (await open('/')).page
  })
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
    await served.close()
    expect(faults.splice(0).filter((fault) => !/net::ERR_ABORTED|failed$/.test(fault))).toEqual([])
  })

  async function open(path: string, cookies = new Map<string, string>()): Promise<{ page: Page }> {
    const opened = await openPage(browser, served.origin + '/console/sign-in')
    await opened.page
      .context()
      .addCookies([...cookies].map(([name, value]) => ({ name, value, url: served.origin })))
    await opened.page.goto(served.origin + path)
    opened.page.on('pageerror', (error) => faults.push(error.message))
    return opened
  }

  /** Somebody of the reception at their desk, signed on by keyboard. */
  async function signOn(name: string, then = 'ready'): Promise<Page> {
    const account = await employ(served, ['operator@alder'], { name })
    const { cookies } = await visitAs(served, account)
    while (!(await served.runtime.desk.operator(account.id)))
      await new Promise((resolve) => setTimeout(resolve, 50))
    const { page } = await open('/console/desk', cookies)
    await page.locator('#do-ready').press('Enter')
    await at(page, then)
    return page
  }

  const at = (page: Page, phase: string) => page.locator(`#desk[data-phase="${phase}"]`).waitFor()
  const callerAt = (state: string) => caller.locator(`#phone[data-state="${state}"]`).waitFor()

  /** Calls the reception and presses 0 for the front desk. */
  async function askForPerson(): Promise<void> {
    await caller.locator('#call').press('Enter')
    await callerAt('listening')
    await caller.locator('#keypad').press('0')
    await callerAt('waiting')
  }

  async function writes(text: string): Promise<void> {
    await caller.locator('#side-text').fill(text)
    await caller.locator('#side-text').press('Enter')
  }

  async function hangsUp(operator: Page): Promise<void> {
    // also while somebody types
    await operator.keyboard.press('Alt+Shift+KeyE')
    await operator.keyboard.press('Alt+Shift+KeyE')
  }

  it('complete a hand-off with the card right', async () => {
    const ann = await signOn('Ann Alder')
    await askForPerson()
    await at(ann, 'offered')
    const card = ann.locator('#part-card')
    expect(await card.textContent()).toContain('Alder Instruments, good day')
    expect(await card.textContent()).toContain('+12025550147')
    expect(await card.textContent()).toContain('chose "the front desk"')
    await ann.locator('body').press('a')
    await at(ann, 'busy')
    await callerAt('talking')
    await writes('Is the <b>blue</b> one in stock?')
    await ann.getByText('Is the <b>blue</b> one in stock?').waitFor()
    await ann.locator('#say').fill('It is, shall I keep it for you?')
    await ann.locator('#say').press('Enter')
    await caller.getByText('It is, shall I keep it for you?').waitFor()
    await ann.locator('#notes').fill('keeps the blue one')
    await hangsUp(ann)
    await at(ann, 'wrapping')
    await caller.locator('#phone:not([data-state="talking"])').waitFor()
    await ann.keyboard.press('Alt+Shift+KeyF')
    await at(ann, 'ready')
    const [contact] = await served.runtime.store.contacts({ limit: 1 })
    expect(contact).toMatchObject({ status: 'done', talks: [{ end: 'operator' }] })
    expect(await served.runtime.store.notes(contact?.id ?? '')).toMatchObject([
      { text: 'keeps the blue one' },
    ])
  })

  it('go on after a missed offer: the caller keeps the place, a colleague takes it, and who missed it must click', async () => {
    const ann = await signOn('Ann Alder')
    await askForPerson()
    await at(ann, 'offered')
    const bob = await signOn('Bob Birch')
    later += OFFER + 500
    await at(ann, 'missed')
    await at(bob, 'offered')
    await bob.locator('body').press('a')
    await callerAt('talking')
    await caller.getByText('You talk with Bob Birch').waitFor()
    await ann.locator('#do-ready').press('Enter')
    await at(ann, 'ready')
  })

  it('go on when the operator is gone in the middle: kind words, then a colleague at once', async () => {
    const ann = await signOn('Ann Alder')
    await askForPerson()
    await at(ann, 'offered')
    await ann.locator('body').press('a')
    await callerAt('talking')
    await ann.context().close()
    later += LEASE + 500
    await callerAt('waiting')
    expect(await caller.locator('#words').textContent()).toContain(
      'connection to my colleague was lost',
    )
    const bob = await signOn('Bob Birch', 'offered')
    await bob.locator('body').press('a')
    await caller.getByText('You talk with Bob Birch').waitFor()
    expect(await served.runtime.store.contacts({ limit: 5 })).toMatchObject([
      { talks: [{ end: 'dropped' }, { operator: expect.any(String) as string }] },
    ])
  })

  it('call back who did not want to wait', async () => {
    const ann = await signOn('Ann Alder')
    await ann.locator('#desk select').first().selectOption('break')
    await ann.getByRole('button', { name: 'Set' }).press('Enter')
    await at(ann, 'away')
    await askForPerson()
    await caller.getByText('press 1').first().waitFor()
    await caller.locator('#keypad').press('1')
    await callerAt('over')
    await caller.getByText('You will be called back').waitFor()
    await ann.locator('#do-ready').press('Enter')
    await at(ann, 'offered')
    await ann.locator('body').press('a')
    await caller.locator('#side-answer').waitFor()
    await caller.locator('#side-answer').press('Enter')
    await caller.getByText('You talk with Ann Alder').waitFor()
    await writes('Thank you for calling back.')
    await ann.getByText('Thank you for calling back.').waitFor()
    await hangsUp(ann)
    await at(ann, 'wrapping')
    const contacts = await served.runtime.store.contacts({ limit: 5 })
    expect(contacts.map(({ kind, status }) => [kind, status]).sort()).toEqual([
      ['call', 'callback'],
      ['callback', 'wrapping'],
    ])
  })
})
