// The script book of a large flow: how many scripts, and how long it takes from the machine on.
import { compile } from '../../src/flow/machine/compile.ts'
import { readProject } from '../../src/flow/tree/project.ts'
import { bookHtml } from '../../src/book/book-html.ts'
import { bookOf } from '../../src/book/script-book.ts'
import { largeFlow } from './flows.ts'

/** Scripts, and milliseconds to gather and write them as a page: the first time and the median. */
export function timeBook(quick: boolean): { scripts: number; first: number; median: number } {
  const source = { 'large.yaml': largeFlow(200) }
  const flow = readProject(source).flows.get('large.yaml')
  if (!flow) throw new Error('the flow cannot be read')
  const machine = compile(flow, source)
  let scripts = 0
  const times = Array.from({ length: quick ? 3 : 9 }, () => {
    const begun = performance.now()
    const book = bookOf(machine)
    bookHtml(book, ({ file, line }) => ({ shown: `${file}:${line}`, href: file }))
    scripts = book.journeys.length
    return performance.now() - begun
  })
  return {
    scripts,
    first: times[0] ?? NaN,
    median: times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN,
  }
}
