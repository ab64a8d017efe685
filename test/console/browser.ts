// A real Chromium for the page; where there is none the tests say so and are passed over, but never
// on CI.
import { existsSync } from 'node:fs'
import { chromium, type Browser, type Page } from 'playwright-core'

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** False, with a printed reason, where the page cannot be tried. */
export function hasChromium(): boolean {
  if (existsSync(executablePath)) return true
  if (process.env.CI)
    throw new Error(`there is no Chromium at ${executablePath}: install it, or set CHROMIUM`)
  console.warn(
    `no Chromium at ${executablePath}: the practice phone is not tried in a browser (set CHROMIUM to its path)`,
  )
  return false
}

/** `more` are switches of Chromium. */
export const openBrowser = (more: string[] = []): Promise<Browser> =>
  chromium.launch({ executablePath, args: [...args, ...more] })

/** A page that keeps what went wrong in it: errors on its console, among them each violation of its
 * policy. */
export async function openPage(
  browser: Browser,
  url: string,
  look: { width?: number; colorScheme?: 'light' | 'dark' } = {},
): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({
    viewport: { width: look.width ?? 1280, height: 900 },
    colorScheme: look.colorScheme ?? 'light',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text())
  })
  page.on('requestfailed', (request) => faults.push(`${request.url()} failed`))
  await page.goto(url)
  return { page, faults }
}
