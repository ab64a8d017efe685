// One call as a story: all that is stored of it, read for its page.
import type { Response } from 'express'
import type { Machine } from '../../flow/machine/machine.ts'
import type { Runtime } from '../../world/runtime.ts'
import { nameLanguage } from '../../pages/dictionary.ts'
import { formatMoment } from '../../pages/time-words.ts'
import { can } from '../../staff/permissions.ts'
import type { FoundCall } from '../../store/call-search.ts'
import { showPage } from '../shell/layout.ts'
import { accountOf, visitOf } from '../visit.ts'
import { storyOf } from './call-story.ts'
import { hidesSomething, valuesOf } from './call-values.ts'
import type { Way } from './contact-way.ts'
import { storyView } from './story-view.ts'
import { storyWords } from './words.ts'

const MOST_CONTACTS = 50

export const contactsOf = (store: Runtime['store'], { tenant, callId }: FoundCall) =>
  store.contacts({ tenants: [tenant], callId, limit: MOST_CONTACTS })

/** `revealed`: private values are shown. */
export async function showStory(
  runtime: Runtime,
  res: Response,
  call: FoundCall,
  revealed: boolean,
): Promise<void> {
  const { store, now, recordingMedia } = runtime
  const { language } = visitOf(res)
  const account = accountOf(res)
  const { callId, tenant, erased, startedAt } = call
  const zone = runtime.library.company(tenant)?.zone
  const [session, turns, handoffs, messages, contacts] = await Promise.all([
    erased ? undefined : store.loadCall(callId),
    store.turns(callId),
    store.handoffs(callId),
    store.messages(callId),
    contactsOf(store, call),
  ])
  const ways = await Promise.all(
    contacts
      .toReversed()
      .map(async (contact) => ({ contact, notes: await store.notes(contact.id) })),
  )
  const lines = (await Promise.all(contacts.map(({ id }) => store.lines(id)))).flat()
  const machine = erased || !session ? undefined : await machineOf(runtime, call.version)
  const told = session && machine && { turns, session, machine, messages, language, revealed }
  const maySee = can(account, 'see private values', tenant)
  showPage(res, {
    title: storyWords[language].title(formatMoment(startedAt, language, zone)),
    page: 'calls',
    here: `/console/calls/${encodeURIComponent(callId)}`,
    content: storyView({
      call,
      language,
      handoffs,
      ways,
      lines,
      revealed,
      now: now(),
      zone,
      names: await namesIn(ways, store),
      ...(session && { line: session.line, spoken: nameLanguage(session.language, language) }),
      ...(told && {
        told: { entries: storyOf(told), values: valuesOf(told), machine: told.machine },
      }),
      mayReveal: !revealed && maySee && told !== undefined && hidesSomething(told),
      mayHear: recordingMedia !== undefined && can(account, 'hear recordings', tenant),
    }),
  })
}

/** The version the call ran with; its sources may be gone, or not compile any more. */
async function machineOf({ library, log }: Runtime, version: string): Promise<Machine | undefined> {
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

/** The names of the operators who had to do with a call, by id. */
async function namesIn(ways: Way[], store: Runtime['store']): Promise<Map<string, string>> {
  const ids = ways.flatMap(({ contact: { talks, passed, offer }, notes }) => [
    ...[...talks, ...notes].map(({ operator }) => operator),
    ...passed,
    ...(offer ? [offer.operator] : []),
  ])
  const found = await Promise.all([...new Set(ids)].map((id) => store.account(id)))
  return new Map(found.flatMap((one) => (one ? [[one.id, one.name] as const] : [])))
}
