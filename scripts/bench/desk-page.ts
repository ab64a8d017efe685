// The desk's page in Chromium on loopback: when something is first seen, and what its scripts
// weigh, served by the program as it is shipped.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { chromium } from 'playwright-core'
import { openSqlite } from '../../src/store/sqlite.ts'
import { crew } from './desk-crew.ts'

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'

/** `first` ms to the first contentful paint, the median of windows without a cache; `bytes` of the
 * scripts compressed by gzip, the Voice SDK left out. Undefined without a Chromium. */
export async function timePage(
  folder: string,
  loads: number,
): Promise<{ first: number; slowest: number; bytes: number; scripts: string[] } | undefined> {
  if (!existsSync(executablePath)) return undefined
  const data = join(folder, 'page')
  const child = spawn(process.execPath, ['dist/main.js', 'serve', '--json'], {
    env: {
      ...process.env,
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR: data,
      LOG_LEVEL: 'silent',
      TWILIO_AUTH_TOKEN: '',
      DATABASE_URL: '',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let told = ''
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      told += chunk
      const found = /"address": ?"([^"]+)"/.exec(told)?.[1]
      if (found !== undefined) resolve(found)
    })
    child.once('exit', () => reject(new Error(`the server ended: ${told}`)))
  })
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  })
  try {
    const store = openSqlite({ file: join(data, 'callflow.db') })
    const [seat] = await crew(store, 'alder', 1)
    await store.close()
    const [name = '', value = ''] = seat?.cookie.split('=') ?? []
    const paints: number[] = []
    const scripts = new Map<string, number>()
    for (let load = 0; load < loads; load++) {
      const context = await browser.newContext()
      await context.addCookies([{ name, value, url: address }])
      const page = await context.newPage()
      page.on('response', (response) => {
        if (response.request().resourceType() === 'script' && !/\/voice-/.test(response.url()))
          void response.body().then(
            (body) => scripts.set(new URL(response.url()).pathname, gzipSync(body).length),
            () => undefined,
          )
      })
      await page.goto(`${address}/console/desk`)
      await page.locator('#part-status .state').waitFor()
      // a string: what runs in the page has types of its own
      await page.waitForFunction(
        'performance.getEntriesByName("first-contentful-paint").length > 0',
      )
      paints.push(
        await page.evaluate<number>(
          'performance.getEntriesByName("first-contentful-paint")[0].startTime',
        ),
      )
      await page.waitForTimeout(100)
      await context.close()
    }
    paints.sort((a, b) => a - b)
    return {
      first: paints[Math.floor(paints.length / 2)] ?? NaN,
      slowest: paints.at(-1) ?? NaN,
      bytes: [...scripts.values()].reduce((sum, one) => sum + one, 0),
      scripts: [...scripts.keys()],
    }
  } finally {
    await browser.close()
    child.kill('SIGTERM')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  }
}
