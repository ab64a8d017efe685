// callflow switch: the notices of the flows, listed, or one turned on and off.
import { nearest, oneOf } from '../flow/text/diagnostic.ts'
import {
  afterChange,
  describeRefusal,
  refusalOf,
  switchAction,
  switchDetails,
} from '../notices/change.ts'
import { isOn, writtenTexts, type Standing, type Texts } from '../notices/standing.ts'
import {
  languagesSpoken,
  switchPlacesOf,
  type Switch,
  type SwitchPlace,
} from '../notices/switch.ts'
import { readUntil, UNTIL_FORMS, writeUntil } from '../notices/until.ts'
import { entryBy } from '../staff/audit.ts'
import type { Store } from '../store/store.ts'
import { companyOf, linesOf, openPaths, type Opened } from './flow-files.ts'
import { exit, print, printJson, readArgs, UsageError, type Io } from './io.ts'
import { withStore } from './open-store.ts'

/** A switch with the clocks its company lives by. */
type Place = SwitchPlace & { zone: string }

const options = {
  text: { type: 'string', multiple: true },
  until: { type: 'string' },
  json: { type: 'boolean' },
} as const

export async function switchCommand(args: string[], io: Io): Promise<number> {
  const { values, positionals } = readArgs(args, options)
  const places = (await openPaths([], io)).flatMap(placesIn)
  if (positionals.length === 0) {
    if (values.text || values.until !== undefined)
      throw new UsageError('name a switch: callflow switch COMPANY FLOW NAME on|off')
    return listSwitches(places, values.json ?? false, io)
  }
  const [company = '', flow = '', name = '', state, ...more] = positionals
  const isState = state === 'on' || state === 'off'
  if (!isState || more.length > 0)
    throw new UsageError('a switch is turned by: callflow switch COMPANY FLOW NAME on|off')
  const place = findPlace(places, { company, flow, name })
  const wish = wishIn(values, state, place)
  const after = await withStore(io, (store) => turnSwitch(store, place, wish))
  if (values.json) printJson(io, switchJson(place, after))
  else print(io, describeSwitch(place, after))
  return exit.fine
}

type Written = { text?: string[]; until?: string }

function wishIn({ text = [], until }: Written, state: 'on' | 'off', place: Place): Wished {
  if (state === 'off' && until !== undefined)
    throw new UsageError('--until tells until when a switch is on, so it goes with "on"')
  const texts = textsIn(text, place)
  return { on: state === 'on', texts, ...(until !== undefined && { until: untilIn(until, place) }) }
}

/** The switches of a company, or of all companies of a flat folder. */
function placesIn(opened: Opened): Place[] {
  const { lines, flows } = opened.project
  const zone = lines?.company?.zone?.value ?? ownZone()
  const answered = linesOf(opened).map(({ value }) => ({
    tenant: companyOf(opened) ?? value.tenant?.value ?? 'default',
    flow: value.flow?.value ?? '',
  }))
  const flowOf = (_: string, flow: string) =>
    [...flows.values()].find(({ name }) => name.value === flow)
  return switchPlacesOf(answered, flowOf).map((place) => ({ ...place, zone }))
}

const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

type Named = { company: string; flow: string; name: string }

function findPlace(places: Place[], { company, flow, name }: Named): Place {
  const ofCompany = among(places, 'company', company, ({ tenant }) => tenant)
  const ofFlow = among(ofCompany, 'flow with switches', flow, (one) => one.flow)
  const [place] = among(ofFlow, 'switch', name, (one) => one.name)
  if (!place) throw new Error(`the switch ${name} was lost`)
  return place
}

/** Those with this name; without any, a UsageError that tells which there are. */
function among(places: Place[], what: string, written: string, nameOf: (one: Place) => string) {
  const found = places.filter((one) => nameOf(one) === written)
  if (found.length > 0) return found
  const names = [...new Set(places.map(nameOf))]
  if (names.length === 0) throw new UsageError('no flow of a line has switches')
  const near = nearest(written, names)
  throw new UsageError(
    `there is no ${what} "${written}"; there is ${oneOf(names)}${near ? `. Did you mean "${near}"?` : ''}`,
  )
}

function textsIn(written: string[], { languages }: Place): Texts {
  const texts = written.map((one): [string, string] => {
    const [, language = '', words = ''] = /^([^=]*)=(.*)$/s.exec(one) ?? []
    if (language === '')
      throw new UsageError(`--text is written LANGUAGE=WORDS, such as ${languages[0]}="…"`)
    if (languages.includes(language)) return [language, words]
    const near = nearest(language, languages)
    throw new UsageError(
      `the flow does not speak "${language}"; it speaks ${oneOf(languages)}${near ? `. Did you mean "${near}"?` : ''}`,
    )
  })
  return Object.fromEntries(texts)
}

function untilIn(written: string, { zone }: Place): number {
  const until = readUntil(written, zone, Date.now())
  if (until === undefined)
    throw new UsageError(`--until tells until when: ${UNTIL_FORMS}; but not "${written}"`)
  return until
}

type Wished = { on: boolean; texts: Texts; until?: number }

/** Words that are not named stay as they were. */
async function turnSwitch(store: Store, place: Place, wished: Wished): Promise<Switch> {
  const { tenant, flow, name } = place
  const at = Date.now()
  const by = 'command line'
  const before = await store.switchOf(place)
  const wish = { ...wished, texts: writtenTexts({ ...before.texts, ...wished.texts }) }
  const refusal = refusalOf(wish, languagesSpoken(place), at)
  if (refusal)
    throw new UsageError(
      `${name} cannot be turned ${wish.on ? 'on' : 'off'}: ${describeRefusal(refusal)}`,
    )
  const after = { tenant, flow, name, ...afterChange(before, wish, { at, by }) }
  const action = switchAction(before, wish, at)
  const entry = entryBy(by, { at, tenant, action, object: name, details: switchDetails(after) })
  if (await store.changeSwitch(after, entry)) return after
  throw new UsageError(`${name} was changed by somebody else at this moment; look at it again`)
}

async function listSwitches(places: Place[], json: boolean, io: Io): Promise<number> {
  const all = await withStore(io, (store) =>
    Promise.all(places.map(async (place) => ({ place, standing: await store.switchOf(place) }))),
  )
  if (json)
    printJson(io, { switches: all.map(({ place, standing }) => switchJson(place, standing)) })
  else if (all.length === 0) print(io, 'No flow of a line has switches.')
  else for (const { place, standing } of all) print(io, describeSwitch(place, standing))
  return exit.fine
}

function describeSwitch({ tenant, flow, name, zone }: Place, standing: Standing): string {
  const { texts, until } = standing
  const on = isOn(standing, Date.now())
  const end = on && until !== undefined && ` until ${writeUntil(until, zone)}`
  const head = `${tenant}  ${flow}  ${name}: ${on ? 'on' : 'off'}${end || ''}`
  const words = Object.entries(texts).map(([language, text]) => `    ${language || 'all'}  ${text}`)
  return [head, ...words].join('\n')
}

const switchJson = ({ tenant, flow, name }: Place, standing: Standing) => ({
  company: tenant,
  flow,
  switch: name,
  on: isOn(standing, Date.now()),
  words: standing.texts,
  until: standing.until === undefined ? undefined : new Date(standing.until).toISOString(),
})
