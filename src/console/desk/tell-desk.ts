// What the page's script is told of the desk: its state, and what is said of it.
import { labelIn } from '../../flow/tree/label.ts'
import type { PageLanguage } from '../../pages/dictionary.ts'
import type { DeskState, Work } from './desk-state.ts'
import { deskWords } from './words.ts'

export const partNames = ['status', 'bar', 'card', 'notes', 'chat', 'today'] as const

/** The markup of the parts of the page. */
export type Parts = Record<(typeof partNames)[number], string>

/** `alert` is said at once by a screen reader (an offer, a lost call), `told` when there is a pause;
 * `notice` is for outside the page. `phase` is the operator's own state, `contact` the one it
 * concerns; `parts` are those that changed. */
export type Told = {
  now: number
  tab: DeskState['tab']
  phase: DeskState['presence']['status']
  talking: boolean
  contact?: string
  alert: string
  told: string
  notice: string
  parts: Partial<Parts>
}

export const tellState = (state: DeskState, language: PageLanguage): Omit<Told, 'parts'> => ({
  now: state.now,
  tab: state.tab,
  phase: state.presence.status,
  talking: state.work?.contact.status === 'talking',
  contact: state.work?.contact.id,
  alert: '',
  told: '',
  notice: '',
  ...announce(state, language),
})

type Announcement = Partial<Pick<Told, 'alert' | 'told' | 'notice'>>

function announce({ tab, presence, work }: DeskState, language: PageLanguage): Announcement {
  const words = deskWords[language]
  const { status, reason } = presence
  if (tab === 'other') return { told: words.takenTitle }
  if (status === 'offered' && work) return announceOffer(work, language)
  if (status === 'away' && reason === 'connection lost') return { alert: words.awayLost }
  if (status === 'wrapping' && work) {
    const end = work.contact.talks.findLast(({ operator }) => operator === presence.operator)?.end
    return { told: `${end ? words.ended[end] : ''} ${words.wrapTitle}.`.trim() }
  }
  if (status === 'busy')
    return { told: work?.contact.status === 'talking' ? words.connected : words.connecting }
  return { told: words.statuses[status] }
}

/** No caller's words outside the page, where anybody may look over a shoulder. */
function announceOffer({ contact, card }: Work, language: PageLanguage): Announcement {
  const words = deskWords[language]
  const offer = words.offerAlert(contact.tenant, labelIn(contact, language))
  const why = card.handoff?.reason ?? ''
  return { alert: why === '' ? `${offer}.` : `${offer}. ${words.why}: ${why}.`, notice: offer }
}
