// The practice phone: its page, the files the page loads, and the requests it makes.
import { randomBytes } from 'node:crypto'
import { Router, type RequestHandler } from 'express'
import { isOn, textFor } from '../notices/standing.ts'
import type { Runtime } from '../world/runtime.ts'
import { switchPlaces } from '../world/switch-places.ts'
import { practiceApi } from './practice-calls.ts'
import { asset } from '../pages/assets.ts'
import { pageHeaders } from '../pages/own-pages.ts'
import { ownSite, practiceOnly } from './practice-guard.ts'
import { markup } from '../pages/html.ts'
import { pageView, type CallableLine, type SwitchState } from './page.ts'

/** To be mounted at the root. On a live server it answers nothing. */
export function practiceRoutes(runtime: Runtime): Router {
  const { config, library } = runtime
  const router = Router()
  const guard: RequestHandler[] = [practiceOnly(config), ownSite(config)]

  router.get('/', ...guard, async (_req, res) => {
    const nonce = randomBytes(16).toString('base64')
    res
      .set(pageHeaders(nonce))
      .type('html')
      .send(
        markup(
          pageView({
            nonce,
            lines: callableLines(runtime),
            switches: await switchStates(runtime),
            hears: runtime.recogniser !== undefined,
            problems: library.problems(),
          }),
        ),
      )
  })
  router.get('/practice/phone.js', ...guard, send('phone.js'))
  router.get('/practice/microphone.js', ...guard, send('worklet.js'))
  router.get('/practice/phone.css', ...guard, send('phone.css'))
  router.use('/practice', ...guard, practiceApi(runtime))
  return router
}

const send =
  (name: string): RequestHandler =>
  (_req, res) => {
    const { text, type } = asset(name)
    res.set('X-Content-Type-Options', 'nosniff').type(type).send(text)
  }

function callableLines({ library }: Runtime): CallableLine[] {
  return library.lines().map(({ number, name, tenant, flow }) => ({
    number,
    name,
    flow,
    about: library.current(tenant, flow)?.root.about?.value,
    given: [...(library.current(tenant, flow)?.root.given.values() ?? [])].map(
      ({ name: given, label, type }) => ({ name: given, label, type }),
    ),
    inForce: library.current(tenant, flow) !== undefined,
  }))
}

async function switchStates({ library, store, now }: Runtime): Promise<SwitchState[]> {
  const at = now()
  return Promise.all(
    switchPlaces(library).map(async ({ tenant, flow, name, languages }) => {
      const standing = await store.switchOf({ tenant, flow, name })
      const texts = languages.map((language) => ({
        language,
        text: textFor(standing.texts, language) ?? '',
      }))
      return { tenant, flow, name, on: isOn(standing, at), texts }
    }),
  )
}
