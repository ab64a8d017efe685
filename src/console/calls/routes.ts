// The calls pages: the list with its search, one call as a story, its private values and its
// recordings.
import { pipeline } from 'node:stream/promises'
import { Router, type Request, type Response } from 'express'
import { parsePhoneNumberFromString } from 'libphonenumber-js'
import type { Machine } from '../../flow/machine/machine.ts'
import type { Runtime } from '../../world/runtime.ts'
import { operatorOf } from '../../staff/account.ts'
import { can, tenantsFor } from '../../staff/permissions.ts'
import type { Allowed, FoundCall } from '../../store/call-search.ts'
import { audit, may, tenantsOf } from '../access.ts'
import { desksOf, startOfDay } from '../live/floor.ts'
import { languageOf } from '../live/view.ts'
import { showPage } from '../shell/layout.ts'
import { problemPage } from '../shell/problem.ts'
import { momentOf } from '../../pages/dictionary.ts'
import { accountOf, visitOf } from '../visit.ts'
import { callsView, type Choices } from './view.ts'
import { afterOf, askedOf, searchOf } from './read-search.ts'
import { hidesSomething, recordingsOf, storyOf, valuesOf } from './call-story.ts'
import { storyView } from './story-view.ts'
import { callsWords, storyWords } from './words.ts'

const PAGE = 50
/** What is shown when no time is named: today and the days before. */
const DAYS = 7
const DAY = 86_400_000

export function callsRoutes(runtime: Runtime): Router {
  const { store, library, log } = runtime
  const router = Router()

  const allowedFor = (res: Response): Allowed => tenantsFor(accountOf(res), 'see calls')

  /** The call of a request, as far as the visitor may see calls of its company. */
  async function callOf(req: Request): Promise<FoundCall | undefined> {
    const account = req.res && visitOf(req.res).account
    const id = req.params.id
    const call =
      account && typeof id === 'string' && /^[\w-]{1,64}$/.test(id)
        ? await store.findCall(tenantsFor(account, 'see calls'), id)
        : undefined
    if (!call)
      log.warn(
        { account: account?.id },
        'a call was asked for that is not there, or belongs to another company',
      )
    return call
  }
  const contactsOf = ({ tenant, callId }: FoundCall) =>
    store.contacts({ tenants: [tenant], callId, limit: 50 })
  const ofCall = async (req: Request): Promise<string | undefined> => (await callOf(req))?.tenant

  router.get('/console/calls', may('see calls'), async (req, res) => {
    const { language } = visitOf(res)
    const allowed = allowedFor(res)
    const asked = askedOf(req.query)
    const after = afterOf(req.query.after)
    const choices = await choicesFor(runtime, allowed)
    const { search, faults } = searchOf(asked, countriesOf(runtime))
    const since =
      search.since ??
      (search.number !== undefined || search.ends !== undefined
        ? undefined
        : startOfDay((search.until ?? runtime.now()) - (DAYS - 1) * DAY))
    const where =
      asked.company === ''
        ? allowed
        : allowed === 'all' || allowed.includes(asked.company)
          ? [asked.company]
          : []
    const found =
      Object.keys(faults).length > 0
        ? []
        : await store.findCalls(where, { ...search, since, after, limit: PAGE + 1 })
    const shown = found.slice(0, PAGE)
    showPage(res, {
      title: callsWords[language].title,
      page: 'calls',
      content: callsView(shown, {
        language,
        asked,
        faults,
        choices,
        first: after === undefined,
        older: found.length > PAGE ? shown.at(-1) : undefined,
        now: runtime.now(),
      }),
    })
  })

  router.get('/console/calls/:id', may('see calls', ofCall), (req, res) =>
    showStory(req, res, false),
  )

  router.post('/console/calls/:id/private', may('see private values', ofCall), async (req, res) => {
    const call = await callOf(req)
    if (!call) return problemPage(res, 404)
    await audit(runtime, req, {
      action: 'private values seen',
      tenant: call.tenant,
      object: call.callId,
    })
    await showStory(req, res, true)
  })

  router.get(
    '/console/calls/:id/recordings/:recording',
    may('hear recordings', ofCall),
    async (req, res) => {
      const call = await callOf(req)
      const id = String(req.params.recording)
      const { recordingMedia } = runtime
      if (!call || call.practice || !recordingMedia) return problemPage(res, 404)
      const [turns, messages, contacts] = await Promise.all([
        store.turns(call.callId),
        store.messages(call.callId),
        contactsOf(call),
      ])
      if (!recordingsOf(turns, messages, contacts).has(id)) {
        log.warn(
          { account: accountOf(res).id, callId: call.callId },
          'a recording was asked for that this call does not have',
        )
        return problemPage(res, 404)
      }
      await audit(runtime, req, {
        action: 'recording heard',
        tenant: call.tenant,
        object: call.callId,
        details: { recording: id },
      })
      await sendRecording(res, id, recordingMedia)
    },
  )
  return router

  async function sendRecording(
    res: Response,
    id: string,
    media: NonNullable<Runtime['recordingMedia']>,
  ): Promise<void> {
    try {
      const sound = await media(id)
      // its length is not known before its end, so the player cannot ask for a part of it
      res.set({
        'Content-Type': 'audio/wav',
        'Cache-Control': 'private, no-store',
        'Accept-Ranges': 'none',
        'X-Content-Type-Options': 'nosniff',
        'Content-Disposition': 'inline',
      })
      await pipeline(sound, res)
    } catch (error) {
      if (res.destroyed) return
      log.warn({ err: error, recording: id }, 'a recording could not be played')
      if (res.headersSent) res.destroy()
      else res.status(502).end()
    }
  }

  async function showStory(req: Request, res: Response, revealed: boolean): Promise<void> {
    const { language } = visitOf(res)
    const account = accountOf(res)
    const call = await callOf(req)
    if (!call) return problemPage(res, 404)
    const { callId, tenant, erased } = call
    const [session, turns, handoffs, messages, contacts] = await Promise.all([
      erased ? undefined : store.loadCall(callId),
      store.turns(callId),
      store.handoffs(callId),
      store.messages(callId),
      contactsOf(call),
    ])
    const ways = await Promise.all(
      contacts
        .toReversed()
        .map(async (contact) => ({ contact, notes: await store.notes(contact.id) })),
    )
    const lines = (await Promise.all(contacts.map(({ id }) => store.lines(id)))).flat()
    const machine = erased || !session ? undefined : await sources(call.version)
    const told = session && machine && { turns, session, machine, messages, language, revealed }
    const private_ = can(account, 'see private values', tenant)
    showPage(res, {
      title: storyWords[language].title(momentOf(call.startedAt, language)),
      page: 'calls',
      here: `/console/calls/${encodeURIComponent(callId)}`,
      content: storyView({
        call,
        language,
        handoffs,
        ways,
        lines,
        revealed,
        now: runtime.now(),
        names: await namesOf(
          ways.flatMap(({ contact, notes }) => [
            ...contact.talks.map(({ operator }) => operator),
            ...contact.passed,
            ...notes.map(({ operator }) => operator),
            ...(contact.offer ? [contact.offer.operator] : []),
          ]),
        ),
        ...(session && { line: session.line, spoken: languageOf(session.language, language) }),
        ...(told && {
          told: { entries: storyOf(told), values: valuesOf(told), machine: told.machine },
        }),
        mayReveal: !revealed && private_ && told !== undefined && hidesSomething(told),
        mayHear: runtime.recordingMedia !== undefined && can(account, 'hear recordings', tenant),
      }),
    })
  }

  /** The version the call ran with; its sources may be gone, or not compile any more. */
  async function sources(version: string): Promise<Machine | undefined> {
    try {
      return await library.machine(version)
    } catch (error) {
      log.warn(
        { err: error, version },
        'a call cannot be told, because its flow version cannot be read',
      )
      return undefined
    }
  }

  async function namesOf(ids: string[]): Promise<Map<string, string>> {
    const found = await Promise.all([...new Set(ids)].map((id) => store.account(id)))
    return new Map(found.flatMap((one) => (one ? [[one.id, one.name] as const] : [])))
  }
}

async function choicesFor(runtime: Runtime, allowed: Allowed): Promise<Choices> {
  const mine = (tenant: string): boolean => allowed === 'all' || allowed.includes(tenant)
  const companies = tenantsOf(runtime).filter(mine)
  const people = (await runtime.store.accounts())
    .map((account) => operatorOf(account, companies))
    .filter(({ tenants }) => tenants.length > 0)
  const desks = desksOf(runtime).filter(({ tenant }) => mine(tenant))
  return {
    companies,
    flows: [
      ...new Set(
        runtime.library
          .lines()
          .filter(({ tenant }) => mine(tenant))
          .map(({ flow }) => flow),
      ),
    ].sort(),
    desks: [...new Map(desks.map((desk) => [desk.name, desk])).values()].sort((a, b) =>
      a.label.localeCompare(b.label),
    ),
    operators: people.map(({ id, name }) => ({ id, name })),
  }
}

/** Where our own lines are: numbers are typed as people there write them. */
const countriesOf = ({ library }: Runtime) => [
  ...new Set(
    library.lines().flatMap(({ number }) => parsePhoneNumberFromString(number)?.country ?? []),
  ),
]
