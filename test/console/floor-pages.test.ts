// The live page and the calls pages in Chromium: they keep true by themselves, work without a mouse
// and without scripts, and leave nobody out.
import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { Readable } from 'node:stream'
import type { AxeResults } from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { tenantsOf } from '../../src/console/access.ts'
import type { Desk } from '../../src/desk/desk.ts'
import { openDesk } from '../../src/dispatch/open-desk.ts'
import type { ControlRefusal } from '../../src/desk/control.ts'
import { operatorOf } from '../../src/staff/account.ts'
import type { Contact, Priority } from '../../src/desk/contact.ts'
import type { PresenceStatus } from '../../src/desk/operator.ts'
import { hasChromium, openBrowser, openPage } from './browser.ts'
import { servePractice, type Served } from './server.ts'
import { callOn, inState, queued } from './shift.ts'
import { employ, visitAs } from '../practice/visitor.ts'

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
/** Where screenshots go when somebody wants to look at them. */
const pictures = process.env.PICTURES

type Look = Parameters<typeof openPage>[2]

describe.skipIf(!hasChromium())('the live and calls pages in a browser', () => {
  let browser: Browser
  let served: Served
  let desk: Desk
  let page: Page
  let faults: string[]

  beforeAll(async () => {
    browser = await openBrowser()
    if (pictures) await mkdir(pictures, { recursive: true })
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    served = await servePractice()
  })
  afterEach(async () => {
    await page.context().close()
    await desk.close()
    await served.close()
    // a stream ends with the page it belongs to
    expect(faults.filter((fault) => !fault.endsWith('/console/live/events failed'))).toEqual([])
  })

  /** A busy morning of two companies. */
  async function morning(): Promise<void> {
    const { runtime } = served
    const is = async (id: string): Promise<Contact | ControlRefusal> =>
      (await runtime.store.contact(id)) ?? { refused: 'too late' }
    runtime.control = {
      hold: is,
      mute: is,
      consult: is,
      passOn: is,
      cancelConsult: is,
      supervise: is,
      stopSupervising: is,
    }
    runtime.recordingMedia = () => Promise.resolve(Readable.from([Buffer.alloc(44)]))
    const people: [
      id: string,
      name: string,
      status: PresenceStatus,
      ago: number,
      contact?: string,
    ][] = [
      ['p1', 'Maren Holt', 'busy', 410, 't-1'],
      ['p2', 'Ilya Sorokin', 'busy', 215, 't-2'],
      ['p3', 'Hanna Dudar', 'offered', 8, 'w-2'],
      ['p4', 'Piotr Wrona', 'wrapping', 42, 'd-1'],
      ['p5', 'Alice Penhaligon', 'ready', 95],
      ['p6', 'Tomas Grey', 'away', 640],
      ['p7', 'Yuki Arden', 'missed', 31],
      ['p8', 'Oleg Marchenko', 'offline', 3000],
    ]
    for (const [id, name] of people)
      await employ(served, ['operator@larch', ...(id === 'p1' ? ['operator@alder'] : [])], {
        id,
        name,
        hasPassword: false,
      })
    const names = await Promise.all(
      ['01', '02', '03', '04'].map(async (nth, index) => {
        const one = await callOn(
          served,
          {
            callId: `CAlive${nth}`,
            line: '+442079460002',
            from: `+4420794600${nth}`,
            at: runtime.now() - (150 - 30 * index) * 1000,
          },
          4000,
        )
        if (index % 2 === 0)
          await one.says(
            'my internet is very slow since the storm',
            0.71,
            'my internet is very low',
          )
        else await one.says('hmm', 0.3)
        await one.keys('0')
        return (await runtime.store.handoffs(`CAlive${nth}`))[0]?.id ?? `w-${nth}`
      }),
    )
    // the practice desk would find that these contacts have no calls
    await served.runtime.desk.close()
    desk = openDesk(runtime, {
      every: 600_000,
      legs: {
        tell: () => Promise.resolve(),
        ring: () => Promise.resolve('leg'),
        callCustomer: () => Promise.resolve('leg'),
        hangUp: () => Promise.resolve(),
      },
      operators: async () =>
        (await runtime.store.accounts()).map((account) => operatorOf(account, tenantsOf(runtime))),
    })
    runtime.desk = desk
    const talk = (operator: string, ago: number, length?: number) => ({
      operator,
      offeredAt: runtime.now() - (ago + 20) * 1000,
      acceptedAt: runtime.now() - (ago + 5) * 1000,
      from: runtime.now() - ago * 1000,
      held: 0,
      ...(length !== undefined && {
        to: runtime.now() - (ago - length) * 1000,
        end: 'operator' as const,
      }),
    })
    const technicians: Partial<Contact> = {
      tenant: 'larch',
      desk: 'technicians',
      label: 'Technicians',
    }
    const waiting: [string, number, Priority, string, Partial<Contact>][] = [
      [names[0] ?? '', 141, 'high', 'en-GB', {}],
      [names[1] ?? '', 66, 'normal', 'ru-RU', { front: true }],
      [
        'w-2',
        38,
        'normal',
        'en-GB',
        {
          status: 'offered',
          callId: 'CAlive03',
          offer: { operator: 'p3', at: runtime.now() - 8000, until: runtime.now() + 12_000 },
        },
      ],
      [
        names[3] ?? '',
        9,
        'low',
        'be-BY',
        { desk: 'line engineers', label: 'Line engineers', practice: true },
      ],
    ]
    await runtime.store.changeDesk({
      added: [
        ...waiting.map(([id, ago, priority, language, more], index) =>
          queued(served, id, ago, {
            ...technicians,
            callId: `CAlive0${index + 1}`,
            priority,
            language,
            ...more,
          }),
        ),
        queued(served, 't-1', 430, {
          ...technicians,
          callId: 'CAt1',
          status: 'talking',
          operator: 'p1',
          talks: [talk('p1', 410)],
        }),
        queued(served, 't-2', 225, {
          ...technicians,
          callId: 'CAt2',
          status: 'talking',
          operator: 'p2',
          talks: [talk('p2', 215)],
          help: runtime.now() - 35_000,
          hold: runtime.now() - 20_000,
          legs: { supervisor: 'CA9' },
        }),
        queued(served, 'd-1', 420, {
          ...technicians,
          callId: 'CAd1',
          status: 'wrapping',
          operator: 'p4',
          talks: [talk('p4', 400, 358)],
        }),
        ...Array.from({ length: 11 }, (_, index) =>
          queued(served, `done-${index}`, 1500 + index * 200, {
            ...technicians,
            callId: `CAdone${index}`,
            status: 'done',
            operator: `p${1 + (index % 5)}`,
            talks: [talk(`p${1 + (index % 5)}`, 1490 + index * 200 - index * 4, 60 + index * 17)],
          }),
        ),
        ...[4, 26].map((wait, index) => ({
          ...queued(served, `gone-${index}`, 2000, {
            ...technicians,
            callId: `CAgone${index}`,
            status: 'abandoned' as const,
          }),
          since: runtime.now() - (2000 - wait) * 1000,
        })),
      ],
      presences: people.map(([id, , status, ago, held]) =>
        inState(served, id, status, ago, {
          contact: held,
          ...(id === 'p6' && { reason: 'lunch' }),
          ...(id === 'p8' && { reason: 'connection lost' }),
          ...(id === 'p2' && { next: { status: 'away', reason: 'break' } }),
        }),
      ),
    })
  }

  async function supervise(
    look: Look = {},
    language?: 'en' | 'ru' | 'be',
    path = '/console/live',
  ): Promise<void> {
    const one = await visitAs(
      served,
      await employ(served, ['supervisor@larch', 'supervisor@swift'], {
        name: 'Vera Lind',
        ...(language && { language }),
      }),
    )
    ;({ page, faults } = await openPage(browser, 'about:blank', look))
    await page
      .context()
      .addCookies([...one.cookies].map(([name, value]) => ({ name, value, url: served.origin })))
    await page.goto(served.origin + path)
  }

  async function check(name: string): Promise<void> {
    if (pictures) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true })
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
    expect(
      await page.evaluate<string[]>(
        "[...document.querySelectorAll('.sheet table, .sheet form')].filter((one) => (one.closest('.scrolls') ?? one).getBoundingClientRect().right > one.closest('.sheet').getBoundingClientRect().right).map((one) => one.className)",
      ),
    ).toEqual([])
    const small = await page.evaluate<string[]>(
      "[...document.querySelectorAll('main a, main button, main input:not([type=hidden]), main select')].filter((one) => !one.matches('p a')).map((one) => [one, one.getBoundingClientRect()]).filter(([, { width, height }]) => width < 24 || height < 24).map(([one]) => one.outerHTML)",
    )
    expect(small).toEqual([])
  }

  const looks: [string, Look, 'en' | 'ru' | 'be'][] = [
    ['wide', {}, 'en'],
    ['wide-dark', { colorScheme: 'dark' }, 'ru'],
    ['middle', { width: 820 }, 'be'],
    ['narrow', { width: 360 }, 'be'],
    ['narrow-dark', { width: 320, colorScheme: 'dark' }, 'en'],
  ]
  it.each(looks)(
    'have no barrier that axe finds, and nothing runs out of a page: %s',
    async (name, look, language) => {
      await morning()
      await supervise(look, language)
      await page.locator('#operator-p1').waitFor()
      await check(`live-${name}`)
      await page.goto(`${served.origin}/console/live/operators/p2`)
      await check(`operator-${name}`)
      await page.goto(`${served.origin}/console/calls`)
      await check(`calls-${name}`)
      await page.goto(`${served.origin}/console/calls?number=1`)
      await check(`calls-fault-${name}`)
      await page.goto(`${served.origin}/console/calls/CAlive01`)
      await check(`call-${name}`)
    },
    60_000,
  )

  it('keep true by themselves: lengths go on, changes come within seconds, and the focus stays where it was', async () => {
    await morning()
    await supervise()
    const length = page.locator('#operator-p6').locator('xpath=ancestor::tr').locator('time')
    const before = await length.textContent()
    await page.locator('#operator-p6').focus()
    await expect.poll(() => length.textContent()).not.toBe(before)
    await desk.choose('p6', { status: 'away', reason: 'training' })
    await page.locator('tr', { hasText: 'away, training' }).waitFor()
    expect(await page.evaluate('document.activeElement.id')).toBe('operator-p6')
    expect(await page.locator('#lost').textContent()).toBe('')
  })

  it('are worked with the keyboard: from the floor to an operator, whose state is changed', async () => {
    await morning()
    await supervise()
    await page.locator('#operator-p6').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Tomas Grey' }).waitFor()
    await page.getByLabel('New state').focus()
    await page.keyboard.press('s')
    await page.keyboard.press('Tab')
    await page.keyboard.type('fire drill')
    await page.keyboard.press('Enter')
    await page.getByText('The state was changed.').waitFor()
    await page.getByText('signed off, fire drill').waitFor()
  })

  it('work without scripts, with a link that shows the page anew', async () => {
    await morning()
    await supervise()
    const cookies = await page.context().cookies()
    const context = await browser.newContext({ javaScriptEnabled: false })
    await context.addCookies(cookies)
    const plain = await context.newPage()
    plain.setDefaultTimeout(6000)
    await plain.goto(`${served.origin}/console/live`)
    if (pictures) await plain.screenshot({ path: `${pictures}/plain.png` })
    await plain.locator('tr', { hasText: 'Tomas Grey' }).filter({ hasText: 'lunch' }).waitFor()
    await desk.choose('p6', { status: 'offline' })
    await plain.getByRole('link', { name: 'Refresh' }).click()
    await plain.locator('tr', { hasText: 'Tomas Grey' }).filter({ hasText: 'signed off' }).waitFor()
    await plain.goto(`${served.origin}/console/calls`)
    await plain.getByLabel("Caller's number").fill('0001')
    await plain.getByRole('button', { name: 'Search' }).click()
    await plain.getByRole('row').nth(1).getByRole('link').click()
    await plain.getByText('very slow since the storm').waitFor()
    await context.close()
  })
})
