// What differs between the questions that two versions of a flow answer.
import type { FaqEntry, FaqFile } from '../flow/tree/faq.ts'
import type { Flow } from '../flow/tree/flow.ts'
import { compareLists, firstWords, quoteAll, tellWords } from './compare-words.ts'
import type { Tell } from './difference.ts'
import { match, type Both, type Pair } from './match.ts'
import { opening, same } from './plain-text.ts'

/** The questions of the flow and of its `answer` steps, by file. */
export function tellQuestions({ was, now }: Both, tell: Tell): void {
  if (was.faq?.value !== now.faq?.value) {
    const once = was.faq ? ` (was ${was.faq.value})` : ''
    const text = now.faq
      ? `questions are now answered at every menu and question, from ${now.faq.value}${once}`
      : `questions are no longer answered at every menu and question${once}`
    tell('answers', text, { range: now.faq?.range })
  }
  const { pairs } = match(filesOf(was), filesOf(now), () => 0)
  for (const pair of pairs) tellFile(pair, tell)
}

const filesOf = ({ faqs, questions }: Flow): Map<string, FaqFile> =>
  new Map(
    [...faqs.values(), ...(questions ? [questions] : [])].map((file) => [
      baseName(file.file),
      file,
    ]),
  )

const baseName = (file: string): string => file.slice(file.lastIndexOf('/') + 1)

function tellFile({ was, now }: Pair<FaqFile>, tell: Tell): void {
  const byId = ({ entries }: FaqFile) => new Map(entries.map((entry) => [entry.id, entry]))
  const { pairs, added, removed } = match(byId(was), byId(now), (one, other) =>
    same(one.answer, other.answer) || same(one.question, other.question) ? 1 : 0,
  )
  for (const entry of added)
    tell('answer added', `a new question is answered: ${questionText(entry)}`, {
      range: entry.range,
    })
  for (const entry of removed)
    tell('answer removed', `a question is no longer answered: ${questionText(entry)}`, {
      range: entry.range,
      gone: true,
    })
  for (const pair of pairs) tellEntry(pair, tell)
}

const questionText = ({ question }: FaqEntry): string => opening(firstWords(question))

function tellEntry({ was, now }: Pair<FaqEntry>, tell: Tell): void {
  const here: Tell = (kind, text) => tell(kind, text, { range: now.range })
  const [old, fresh] = [`the question ${questionText(was)}`, `the question ${questionText(now)}`]
  const kind = 'answer changed'
  tellWords({ kind, what: old, was: was.question, now: now.question }, here)
  const what = `the answer to ${questionText(now)}`
  tellWords({ kind, what, was: was.answer, now: now.answer }, here)
  const { added, removed } = compareLists(phrasings(was), phrasings(now))
  if (added.length > 0) here('phrases', `${fresh} is now also understood as ${quoteAll(added)}`)
  if (removed.length > 0)
    here('phrases', `${fresh} is no longer understood as ${quoteAll(removed)}`)
}

const phrasings = (entry: FaqEntry): string[] => entry.phrasings.map(({ phrase }) => phrase.value)
