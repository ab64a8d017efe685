// Files of utterances with what was meant by each, a line each.
import type { Choosable } from '../understand/hearing.ts'

/** An utterance and what was meant by it. */
export type Labelled = { label: string; text: string }

/** Lines of `label<TAB>utterance`; empty lines are passed over. Throws with the line that is
 * otherwise. */
export function readLabelled(text: string): Labelled[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '') return []
    const tab = line.indexOf('\t')
    if (tab <= 0 || line.slice(tab + 1).trim() === '')
      throw new Error(`line ${index + 1}: expected a label, a tab and an utterance`)
    return [{ label: line.slice(0, tab).trim(), text: line.slice(tab + 1).trim() }]
  })
}

/** Options by label, with the utterances as their phrases. */
export function itemsOf(train: readonly Labelled[]): Choosable[] {
  // a label of a data set is no word that callers hear
  const items = new Map<string, Choosable>()
  for (const { label, text } of train) {
    const item = items.get(label)
    if (item) item.phrases.push(text)
    else items.set(label, { id: label, label: text, phrases: [text] })
  }
  return [...items.values()]
}
