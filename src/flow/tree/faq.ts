// A FAQ file: questions, their phrasings and approved answers by language.
import type { Report } from '../text/diagnostic.ts'
import type { Located, Node, Range } from '../text/located.ts'
import { slug, firstText } from './option.ts'
import { phrases, prompt, type Phrases, type Prompt } from './prompt.ts'
import { group, list, may, must, text } from './shape.ts'

/** `mustMatch` and `mustNotMatch` are tried when the files are reviewed. */
export type FaqEntry = {
  id: string
  question: Prompt
  phrasings: Phrases
  mustMatch: Phrases
  mustNotMatch: Phrases
  answer: Prompt
  range: Range
}

export type FaqFile = { file: string; name?: Located<string>; entries: FaqEntry[]; range: Range }

export const questionFields = {
  question: must(
    prompt,
    'The question, as most people ask it; by language where the flow has several.',
  ),
  phrasings: may(phrases, 'Other ways to ask it.'),
  'must match': may(
    phrases,
    'What callers say that must be understood as this question; other words than the phrasings. Tried by `callflow check`.',
  ),
  'must not match': may(
    phrases,
    'What callers say that must not be taken for this question. Tried by `callflow check`.',
  ),
  answer: must(prompt, 'The approved answer.'),
  id: may(text, 'A stable name for logs and reports; without it, made from the question.'),
}

const entry = group(questionFields, 'a question of a FAQ file')

export const faqShape = group(
  {
    faq: may(text, 'The name of the collection.'),
    about: may(text, 'What it is for.'),
    questions: must(list(entry), 'The questions.'),
  },
  'a FAQ file',
)

/** Reads a FAQ file; faults are reported and what is whole is kept. */
export function readFaq(file: string, root: Node, report: Report): FaqFile {
  const read = faqShape.read(root, report)
  const entries = (read?.questions?.value ?? []).flatMap((item, index) => {
    if (!item.question || !item.answer) return []
    const made = slug(firstText(item.question)) || `question-${index + 1}`
    return [
      {
        id: item.id ? slug(item.id.value) : made,
        question: item.question,
        phrasings: item.phrasings ?? [],
        mustMatch: item['must match'] ?? [],
        mustNotMatch: item['must not match'] ?? [],
        answer: item.answer,
        range: item.range,
      },
    ]
  })
  return { file, name: read?.faq, entries, range: root.range }
}
