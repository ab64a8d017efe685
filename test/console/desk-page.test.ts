// The desk in a real browser, by keyboard alone: what an operator does in a shift, and what must
// not be lost.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Browser, Page, WebSocketRoute } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Account } from '../../src/staff/account.ts'
import { hasChromium, openBrowser, openPage } from './browser.ts'
import { deskWords } from '../../src/console/desk/words.ts'
import { serveDesk, waits, type DeskServed } from './desk-server.ts'
import { employ, visitAs } from '../practice/visitor.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const pictures = process.env.PICTURES

type Sent = { type: string; payload: Record<string, unknown> }

/** Twilio's side of the Voice SDK's signalling, as its messages go: a connection, a registration,
 * and calls that come in. */
async function scriptedTwilio(page: Page) {
  const heard: Sent[] = []
  let socket: WebSocketRoute | undefined
  const send = (type: string, payload: object): void =>
    socket?.send(JSON.stringify({ type, payload }))
  await page.context().route(/twilio\.com/, (route) =>
    route.fulfill({
      status: 200,
      path: 'flows/linden/audio/be-BY/engine/place-in-queue.wav',
      contentType: 'audio/wav',
      headers: { 'access-control-allow-origin': '*' },
    }),
  )
  await page.context().routeWebSocket(/twilio\.com/, (route) => {
    socket = route
    route.onMessage((message) => {
      // a line break is the heartbeat
      if (String(message).trim() === '') return
      const told = JSON.parse(String(message)) as Sent
      heard.push(told)
      if (told.type === 'listen') send('connected', { region: 'us1', edge: 'ashburn', home: 'us1' })
      if (told.type === 'register') send('ready', {})
    })
  })
  return {
    send,
    sent: (type: string) => heard.filter((one) => one.type === type).map(({ payload }) => payload),
    async invite(callsid: string, contact: string): Promise<void> {
      const sdp = await page.evaluate(
        '(async () => { const peer = new RTCPeerConnection(); peer.addTransceiver("audio"); return (await peer.createOffer()).sdp })()',
      )
      send('invite', {
        callsid,
        sdp,
        parameters: { From: '+442079460151', CallSid: callsid, Params: `contact=${contact}` },
      })
    },
  }
}

describe.skipIf(!hasChromium())('the desk in a browser', () => {
  let browser: Browser
  let served: DeskServed
  let ann: Account
  let page: Page
  let faults: string[]

  beforeAll(async () => {
    browser = await openBrowser([
      '--autoplay-policy=user-gesture-required',
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
    ])
  })
  afterAll(() => browser.close())
  afterEach(async () => {
    await page.context().close()
    await served.close()
    // what the server refuses a browser writes on its console too
    expect(
      faults.filter(
        (fault) =>
          !/status of (409|401|404)|ERR_INTERNET_DISCONNECTED|ERR_CONNECTION|net::ERR_(ABORTED|FAILED)|failed$|TwilioVoice/.test(
            fault,
          ),
      ),
    ).toEqual([])
  })

  async function open({
    look,
    over = {},
  }: { look?: Parameters<typeof openPage>[2]; over?: Partial<Account> } = {}): Promise<void> {
    served = await serveDesk()
    ann = await employ(served, ['operator@rowan'], {
      name: 'Ann Alder',
      reach: { by: 'text' },
      ...over,
    })
    const { cookies } = await visitAs(served, ann)
    ;({ page, faults } = await openPage(browser, `${served.origin}/console/sign-in`, look))
    await page
      .context()
      .addCookies([...cookies].map(([name, value]) => ({ name, value, url: served.origin })))
    await page.goto(`${served.origin}/console/desk`)
    await phase('offline')
  }

  const phase = (name: string, on: Page = page) =>
    on.locator(`#desk[data-phase="${name}"]`).waitFor()
  const focused = (on: Page = page) => on.evaluate('document.activeElement?.id ?? ""')
  const contact = (id: string) => served.runtime.store.contact(id)
  const note = async (id: string) => (await served.runtime.store.notes(id))[0]
  const until = async (fits: () => Promise<boolean>): Promise<void> => {
    for (
      const late = Date.now() + 60_000;
      !(await fits());
      await new Promise((resolve) => setTimeout(resolve, 50))
    )
      if (Date.now() > late) throw new Error(`not in time: ${String(fits)}`)
  }
  async function start(): Promise<void> {
    await page.locator('#do-ready').press('Enter')
    await phase('ready')
  }
  async function talk(id = 'c1', text?: string): Promise<void> {
    await start()
    await waits(served, id, {}, { ...(text !== undefined && { text }) })
    await phase('offered')
    await page.keyboard.press('a')
    await phase('busy')
    await page.locator('#notes').waitFor()
  }
  async function seriousFaults(on: Page = page): Promise<string[]> {
    // not as a script of the page, whose policy takes none but its own
    await on.evaluate(axe)
    const { violations } = (await on.evaluate(
      'axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })',
    )) as AxeResults
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
  }
  const picture = async (name: string): Promise<void> => {
    if (pictures) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true })
  }
  const fits = () =>
    page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth')

  it('does a whole call by keyboard: sign on, accept, write, note, hang up with two presses, finish', async () => {
    await open()
    await start()
    await waits(served, 'c1')
    await phase('offered')
    expect(await page.locator('#desk-alert').textContent()).toContain('Call for rowan, Teller')
    expect(await page.title()).toMatch(/Call!|Desk/)
    await page.waitForFunction('document.title.includes("Call!")')
    expect(await page.locator('#part-card').textContent()).toContain('+12025550143')
    expect(await page.locator('#part-bar .timer').textContent()).toMatch(/^0:(1\d|20)$/)
    // nothing that happens takes the focus away
    expect(await focused()).not.toBe('do-accept')
    await page.locator('#do-accept').focus()
    await page.keyboard.press('Enter')
    await phase('busy')
    expect((await contact('c1'))?.status).toBe('talking')
    await page.waitForFunction('!document.title.includes("Call!")')

    await page.locator('#say').focus()
    await page.keyboard.type('Good morning, how can I help?')
    await page.keyboard.press('Enter')
    await page.locator('#lines .operator').filter({ hasText: 'Good morning' }).waitFor()
    expect(await page.locator('#say').inputValue()).toBe('')
    await served.runtime.store.saveLine({
      contact: 'c1',
      who: 'caller',
      text: 'I lost my card',
      at: served.runtime.now(),
    })
    served.runtime.live.emit('line', { contact: 'c1' })
    await page.locator('#lines .caller').filter({ hasText: 'I lost my card' }).waitFor()
    expect(await focused()).toBe('say')

    await page.keyboard.press('Alt+Shift+N')
    expect(await focused()).toBe('notes')
    // letters that are keys elsewhere are letters here
    await page.keyboard.type('had made a fee demand')
    await page.locator('#saved').filter({ hasText: 'Saved' }).waitFor()
    expect((await note('c1'))?.text).toBe('had made a fee demand')
    await page.keyboard.press('Tab')
    await page.keyboard.press('s')
    await until(async () => (await note('c1'))?.outcome === 'solved')

    await page.keyboard.press('Alt+Shift+E')
    await page.getByRole('button', { name: 'Press again to hang up' }).waitFor()
    expect((await contact('c1'))?.status).toBe('talking')
    await page.keyboard.press('Alt+Shift+E')
    await phase('wrapping')
    await page.locator('#part-bar').focus()
    await page.keyboard.press('f')
    await phase('ready')
    expect((await contact('c1'))?.status).toBe('done')
    expect((await note('c1'))?.text).toBe('had made a fee demand')
    expect(await page.locator('#part-today').textContent()).toContain('Conversations1')
  })

  it('takes what is pressed before the window is known to the server', async () => {
    await open()
    let known = (): void => undefined
    const announced = new Promise<void>((resolve) => {
      known = resolve
    })
    await page.route('**/console/desk/report', async (route) => {
      await announced
      await route.continue()
    })
    await page.reload()
    await page.locator('#do-ready').press('Enter')
    expect(new URL(page.url()).pathname).toBe('/console/desk')
    known()
    await phase('ready')
  })

  it('loses nothing that was typed: reload, lost connection, another window', async () => {
    await open()
    await talk()
    await page.locator('#notes').fill('before the reload')
    await page.reload()
    await phase('busy')
    await until(async () => (await note('c1'))?.text === 'before the reload')
    expect(await page.locator('#notes').inputValue()).toBe('before the reload')
    expect(await page.locator('#taken').isVisible()).toBe(false)

    await page.context().setOffline(true)
    await page.locator('#notes').fill('before the reload, then offline')
    await page.locator('#saved').filter({ hasText: 'Not saved yet' }).waitFor()
    await page.locator('#desk-trouble').filter({ hasText: 'No connection' }).waitFor()
    await page.context().setOffline(false)
    await until(async () => (await note('c1'))?.text === 'before the reload, then offline')
    await page.locator('#desk-trouble').waitFor({ state: 'hidden' })

    // the session ends under the page's hands
    const cookies = await page.context().cookies()
    await page.context().clearCookies()
    await page.locator('#notes').fill('signed out meanwhile')
    await page.locator('#desk-trouble').filter({ hasText: 'You are signed out' }).waitFor()
    await page.context().addCookies(cookies)
    await page.reload()
    await phase('busy')
    await until(async () => (await note('c1'))?.text === 'signed out meanwhile')
  }, 60_000)

  it('sends what was typed at the end of a contact even when the page was loaded again after it', async () => {
    await open()
    await talk()
    await page.route('**/notes', (route) => route.abort())
    await page.locator('#notes').fill('the last words')
    await page.locator('#saved').filter({ hasText: 'Not saved yet' }).waitFor()
    await served.desk.happened('c1', { type: 'released', by: ann.id })
    await served.desk.happened('c1', { type: 'wrapped', by: ann.id })
    await phase('ready')
    await page.unroute('**/notes')
    await page.reload()
    await until(async () => (await note('c1'))?.text === 'the last words')
    expect(
      await page.evaluate(
        'Object.keys(sessionStorage).filter((key) => key.startsWith("callflow-note")).length',
      ),
    ).toBe(0)
  })

  it('is a telephone where calls are heard in the browser: takes the call that was accepted, and no other', async () => {
    await open({ over: { reach: { by: 'browser' } } })
    served.runtime.voice = (id) => ({ token: `pass of ${id}`, seconds: 600 })
    const line = await scriptedTwilio(page)
    await page.reload()
    await page.locator('#voice-state').filter({ hasText: 'Headset ready' }).waitFor()
    expect(line.sent('listen')[0]).toMatchObject({ token: `pass of ${ann.id}` })
    await start()
    await waits(served, 'c1', { practice: false })
    await phase('offered')
    await line.invite('CA-other', 'c9')
    // the call comes before the operator has clicked, and waits for it
    await line.invite('CA-mine', 'c1')
    await page.waitForTimeout(300)
    expect(line.sent('answer')).toEqual([])
    await page.keyboard.press('a')
    await phase('busy')
    await until(async () => line.sent('answer').length > 0)
    expect(line.sent('answer').map(({ callsid }) => callsid)).toEqual(['CA-mine'])
    await served.desk.happened('c1', { type: 'briefed', by: ann.id })
    await served.desk.happened('c1', { type: 'talking', by: ann.id })
    await page.locator('#do-mute').waitFor()
    await page.keyboard.press('m')
    await page.getByRole('button', { name: 'Unmute', pressed: true }).waitFor()
    expect(line.sent('reject')).toEqual([])
    line.send('hangup', { callsid: 'CA-mine' })
    await page.locator('#do-mute').waitFor({ state: 'hidden' })
  })

  it('says when its telephone cannot be had', async () => {
    await open({ over: { reach: { by: 'browser' } } })
    served.runtime.voice = () => undefined
    await page.reload()
    await page.waitForFunction('typeof callflowVoice === "function"')
    expect(await page.locator('#voice-state').textContent()).toBe(
      'This window has no telephone: calls cannot be heard here.',
    )
  })

  it('is in one window at a time: the other says so, takes over, and keeps both notes', async () => {
    await open()
    await talk()
    const other = await page.context().newPage()
    await other.goto(`${served.origin}/console/desk`)
    await other.locator('#taken').waitFor()
    expect(await other.locator('#desk-work').getAttribute('inert')).not.toBeNull()
    await page.locator('#notes').fill('from the first window')
    await until(async () => (await note('c1'))?.text === 'from the first window')
    await other.locator('#take-over').focus()
    await other.keyboard.press('Enter')
    await other.locator('#taken').waitFor({ state: 'hidden' })
    await page.locator('#taken').waitFor()
    await picture('taken-1280')
    expect(await seriousFaults()).toEqual([])
    await other.locator('#notes').fill('from the second window')
    await until(
      async () => (await note('c1'))?.text === 'from the first window\nfrom the second window',
    )
    expect(await other.locator('#notes').inputValue()).toBe(
      'from the first window\nfrom the second window',
    )
  }, 60_000)

  it('tells a duplicated window from a reloaded one', async () => {
    await open()
    await start()
    const name = await page.evaluate('sessionStorage.getItem("callflow-desk-tab")')
    const twin = await page.context().newPage()
    await twin.addInitScript(`sessionStorage.setItem('callflow-desk-tab', ${JSON.stringify(name)})`)
    await twin.goto(`${served.origin}/console/desk`)
    await twin.locator('#taken').waitFor()
    expect(await twin.evaluate('sessionStorage.getItem("callflow-desk-tab")')).not.toBe(name)
  })

  it('shows a private value on demand alone, and declines by a key', async () => {
    await open()
    await talk()
    const pin = page.getByRole('button', { name: 'Show: Pin' })
    expect(await page.locator('#part-card').textContent()).not.toContain('4821')
    await pin.press('Enter')
    await page.locator('#part-card .private').filter({ hasText: '4821' }).waitFor()
    await page.reload()
    await phase('busy')
    expect(await page.locator('#part-card').textContent()).not.toContain('4821')
  })

  it('lets keys be changed and turned off, for this account', async () => {
    await open()
    await page.locator('#keys summary').press('Enter')
    await page.getByRole('button', { name: 'Change: Accept a call' }).press('Enter')
    await page.keyboard.press('j')
    expect(await page.locator('[data-key-of="accept"]').textContent()).toBe('J')
    await page.getByRole('button', { name: 'Change: Decline it' }).press('Enter')
    await page.keyboard.press('j')
    expect(await page.locator('[data-key-of="decline"]').textContent()).toBe('That key is taken')
    expect(await seriousFaults()).toEqual([])
    await page.reload()
    await start()
    await waits(served, 'c1')
    await phase('offered')
    await page.locator('#part-bar').focus()
    await page.keyboard.press('a')
    await page.keyboard.press('d')
    await phase('away')
    expect(await page.locator('#part-status').textContent()).toContain('You declined a call')
  })

  it('takes back what no longer rings, and says why an action came too late', async () => {
    await open()
    await start()
    await waits(served, 'c1')
    await phase('offered')
    await served.desk.happened('c1', { type: 'caller left' })
    await phase('ready')
    await page.waitForFunction('!document.title.includes("Call!")')
    expect(await page.locator('#part-card').isVisible()).toBe(false)

    // the page does not know yet that the caller has gone
    await waits(served, 'c2', { callId: 'call-2' })
    await phase('offered')
    await page.route('**/accept', async (route) => {
      await served.desk.happened('c2', { type: 'caller left' })
      await route.continue()
    })
    await page.keyboard.press('a')
    await page.locator('#desk-trouble').filter({ hasText: 'Too late' }).waitFor()
    expect((await contact('c2'))?.status).toBe('abandoned')
  })

  for (const [width, colorScheme, language] of [
    [1280, 'light', 'en'],
    [1280, 'dark', 'ru'],
    [360, 'light', 'en'],
    [360, 'dark', 'en'],
    [320, 'light', 'be'],
  ] as const) {
    it(`fits and can be used by everybody at ${width} px, ${colorScheme}, in ${language}`, async () => {
      await open({ look: { width, colorScheme }, over: { language } })
      await picture(`offline-${width}-${colorScheme}`)
      expect(await seriousFaults()).toEqual([])
      await start()
      await picture(`ready-${width}-${colorScheme}`)
      await waits(served, 'before', {
        callId: 'before',
        status: 'done',
        talks: [
          { operator: ann.id, offeredAt: 1, acceptedAt: 1, from: 1, to: 2, end: 'caller', held: 0 },
        ],
      })
      await waits(served, 'c1')
      await phase('offered')
      await picture(`offer-${width}-${colorScheme}`)
      expect(await seriousFaults()).toEqual([])
      expect(await fits()).toBe(true)
      await page.locator('#do-accept').press('Enter')
      await phase('busy')
      await page.locator('#say').fill('Good morning')
      await page.keyboard.press('Enter')
      await page.locator('#lines').waitFor()
      await page.locator('#do-transfer').press('Enter')
      await page.locator('#notes').fill('Wants a new card, and is in a hurry.')
      await page.locator('#saved').filter({ hasText: deskWords[language].script.saved }).waitFor()
      await picture(`talking-${width}-${colorScheme}`)
      expect(await seriousFaults()).toEqual([])
      expect(await fits()).toBe(true)
      await page.locator('#do-hangup').press('Enter')
      await page.locator('#do-hangup').press('Enter')
      await phase('wrapping')
      await picture(`wrapping-${width}-${colorScheme}`)
      expect(await seriousFaults()).toEqual([])
      expect(await fits()).toBe(true)
    }, 60_000)
  }
})
