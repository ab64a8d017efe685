// A switch is turned or a line closed from the notices page, each with its entry of the audit log.
import type { Request, RequestHandler } from 'express'
import type { Runtime } from '../../world/runtime.ts'
import { switchPlaces } from '../../world/switch-places.ts'
import {
  afterChange,
  closureAction,
  closureDetails,
  switchAction,
  switchDetails,
} from '../../notices/change.ts'
import { WHOLE_COMPANY } from '../../notices/closure.ts'
import { isOn, type Standing } from '../../notices/standing.ts'
import { languagesSpoken } from '../../notices/switch.ts'
import { formOf } from '../../pages/form.ts'
import { entryFor } from '../access.ts'
import { problemPage } from '../shell/problem.ts'
import { accountOf, visitOf } from '../visit.ts'
import { closablesOf, zoneOfCompany } from './load-notices.ts'
import { readNotice, typedIn } from './read-notice.ts'
import { showNotices } from './show-notices.ts'
import { closureForm, switchForm } from './form-id.ts'
import { noticesWords } from './words.ts'

type Told = keyof (typeof noticesWords)['en']['told']

export const turnSwitch =
  (runtime: Runtime): RequestHandler =>
  async (req, res) => {
    const { store, library, now } = runtime
    const form = formOf(req)
    const tenant = companyIn(req)
    const [flow, name] = [form.text('flow'), form.text('name')]
    const place = switchPlaces(library).find(
      (one) => one.tenant === tenant && one.flow === flow && one.name === name,
    )
    if (!place) return problemPage(res, 404)
    const before = await store.switchOf(place)
    const at = now()
    const on = isWished(form.text('do'), before, at)
    const typed = typedIn(form, place.languages)
    const zone = zoneOfCompany(runtime, tenant)
    const reading = { on, languages: languagesSpoken(place), sendable: [], zone, now: at }
    const read = readNotice(typed, reading, noticesWords[visitOf(res).language])
    if ('fault' in read)
      return showNotices(runtime, res, { form: switchForm(place), typed, fault: read.fault })
    const by = accountOf(res).id
    const after = {
      tenant,
      flow,
      name,
      ...afterChange({ seq: form.count('seq') }, read.wish, { at, by }),
    }
    const action = switchAction(before, read.wish, at)
    const entry = entryFor(runtime, req, {
      action,
      tenant,
      object: name,
      details: switchDetails(after),
    })
    if (!(await store.changeSwitch(after, entry))) return problemPage(res, 409)
    const told: Record<string, Told> = { 'switched on': 'on', 'switched off': 'off' }
    res.redirect(303, `/console/notices?told=${told[action] ?? 'saved'}`)
  }

export const changeClosure =
  (runtime: Runtime): RequestHandler =>
  async (req, res) => {
    const { store, now } = runtime
    const form = formOf(req)
    const tenant = companyIn(req)
    const line = form.text('line')
    const { whole, lines } = await closablesOf(runtime, tenant)
    const place = line === WHOLE_COMPANY ? whole : lines.find(({ number }) => number === line)
    if (!place) return problemPage(res, 404)
    const { languages, sendable, closure: before } = place
    const at = now()
    const on = isWished(form.text('do'), before, at)
    const typed = typedIn(form, languages)
    const reading = { on, languages, sendable, zone: zoneOfCompany(runtime, tenant), now: at }
    const read = readNotice(typed, reading, noticesWords[visitOf(res).language])
    if ('fault' in read)
      return showNotices(runtime, res, {
        form: closureForm({ tenant, line }),
        typed,
        fault: read.fault,
      })
    const { sendTo, ...wish } = read.wish
    const by = accountOf(res).id
    const standing = afterChange({ seq: form.count('seq') }, wish, { at, by })
    const after = { tenant, line, ...standing, ...(sendTo !== undefined && { sendTo }) }
    const action = closureAction(before, wish, at)
    const details = closureDetails(after)
    const entry = entryFor(runtime, req, { action, tenant, object: line || tenant, details })
    if (!(await store.changeClosure(after, entry))) return problemPage(res, 409)
    const told: Record<string, Told> = { closed: 'closed', 'opened again': 'opened' }
    res.redirect(303, `/console/notices?told=${told[action] ?? 'saved'}`)
  }

const companyIn = ({ params }: Request): string => String(params.company)

/** Saving leaves it as it is. */
function isWished(pressed: string, before: Standing, now: number): boolean {
  if (pressed === 'on') return true
  return pressed === 'save' && isOn(before, now)
}
