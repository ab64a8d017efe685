// A flow file as read: everything an author wrote, typed and located.
import type { Template } from '../text/expression.ts'
import type { CompanyPart } from './company-part.ts'
import type { Hours } from './hours.ts'
import type { Located, Range } from '../text/located.ts'
import type { Option } from './option.ts'
import type { PhraseId } from '../../languages/phrases.ts'
import type { Phrases, Prompt } from './prompt.ts'
import type { FaqFile } from './faq.ts'
import type { ByLanguage, SlotSpec, SlotType } from './slot.ts'
import type { Step } from '../steps/index.ts'
import type { deskFields } from './desk-keys.ts'
import type { lookupFields } from './lookup-keys.ts'
import type { TableLookup } from './table-lookup.ts'
import type { FieldsRead, Named } from './shape.ts'

/** `voice` is a voice name of the telephone, or `recorded`; `heardAs` is the language the
 * recogniser should expect instead. */
export type Language = { tag: string; voice: string; heardAs?: string; range: Range }

export type Slot = SlotSpec & {
  located: Located<string>
  start?: Template
  /** by language, where it is called otherwise in each */
  labels?: ByLanguage<string>
  fromTemplate?: Template
}

export type Desk = FieldsRead<typeof deskFields> & { name: Located<string>; range: Range }

/** A field of a lookup's answer. Those of groups lie flat, named by their path: `tasks.assigned`. The
 * one field of an answer that is bare text has no name. */
export type Field = { name: string; type: SlotType | { list: { name: string; type: SlotType }[] } }

export type Lookup = FieldsRead<typeof lookupFields> & {
  name: Located<string>
  range: Range
  fields?: Field[]
  /** the file of the table that answers it, and the table, unless it cannot be read */
  tableFile?: string
  answers?: TableLookup
}

/** Values a flow is given, by name. */
export type Takes = Map<string, { name: Located<string>; type: SlotType }>

/** How callflow calls out with a flow; not available yet, so only its names are kept. `range` is
 * that of the key. */
export type Outgoing = {
  range: Range
  ways: Located<string>[]
  between?: Located<string>
}

/** Turns of the caller and milliseconds; what is absent is not promised. */
export type Promised = { turns?: number; time?: number; range: Range }

/** Milliseconds callers may listen: to an option, until a person is rung, in silence, in the call
 * to be expected. */
export type Budget = {
  option?: Located<number>
  person?: Located<number>
  silence?: Located<number>
  call?: Located<number>
}

export type Flow = {
  file: string
  name: Located<string>
  about?: Located<string>
  range: Range
  languages: Language[]
  start?: Located<string>
  help?: Located<string>
  emergency?: Located<string>
  /** words of callers in danger, instead of those of the languages */
  emergencyWords?: Phrases
  /** how many of a hundred callers want something that no option is for */
  outsiders?: Located<number>
  /** words with how they are spoken */
  pronounce?: Named<Located<string>>
  main?: Located<string>
  listen?: 'both' | 'keys' | 'speech'
  wait?: number
  tries?: number
  misses?: Located<number>
  keys: { operator?: string; repeat?: string; back?: string; range?: Range }
  anywhere: Option[]
  faq?: Located<string>
  questions?: FaqFile
  switches: Located<string>[]
  phrases: Map<PhraseId | 'unclear' | 'silent', Prompt>
  hours: Named<Hours>
  slots: Map<string, Slot>
  lookups: Map<string, Lookup>
  desks: Map<string, Desk>
  /** values a call is begun with */
  given: Map<string, Slot>
  takes: Takes
  gives: Located<string>[]
  ends: Located<string>[]
  afterCall?: Located<string>
  outgoing?: Outgoing
  /** keys that are read, but not built yet */
  planned: Located<string>[]
  steps: Map<string, Step>
  limits: { turns?: Located<number>; minutes?: Located<number> }
  confidence: { reject: number; sure: number }
  budget?: Budget
  /** `person`: for who says nothing or is never understood; `operator`: for who asks for one */
  promise: { person?: Promised; operator?: Promised }
  speech?: string
  /** what its company's lines.yaml gives it */
  company?: CompanyPart
  /** sub-flows by the `flow:` id that `do` names */
  subflows: Map<string, Flow>
  /** FAQ files that `answer` steps read, by file */
  faqs: Map<string, FaqFile>
  /** names of steps and slots that were too broken to be read; they are not missed elsewhere */
  unread: Set<string>
}
