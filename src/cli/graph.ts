// callflow graph: draws a flow as Mermaid text, as a picture, or as the machine itself.
import { compile } from '../flow/machine/compile.ts'
import { drawingOf, mermaid } from '../drawing/drawing.ts'
import { svg } from '../drawing/svg.ts'
import { machineJson } from '../drawing/machine-json.ts'
import { exit, print, printJson, readArgs, UsageError, type Io } from './io.ts'
import { errorsIn } from './flow-errors.ts'
import { openFlow, printFindings } from './flow-files.ts'

const formats = ['mermaid', 'svg', 'xstate'] as const

export async function graphCommand(args: string[], io: Io): Promise<number> {
  const { values, positionals } = readArgs(args, {
    format: { type: 'string' },
    json: { type: 'boolean' },
  })
  const format = formats.find((known) => known === (values.format ?? 'mermaid'))
  if (!format) throw new UsageError(`--format is ${formats.join(', ')}`)
  if (positionals.length > 1) throw new UsageError('give one flow')
  const { flow, opened } = await openFlow(positionals[0], io)
  if (format === 'xstate') {
    const broken = errorsIn(flow, opened)
    if (broken.length > 0) {
      printFindings(io, opened, broken, false)
      return exit.problems
    }
    printJson(io, machineJson(compile(flow, opened.project.sources)))
    return exit.fine
  }
  const drawing = drawingOf(flow)
  if (values.json) printJson(io, drawing)
  else print(io, format === 'svg' ? svg(drawing) : mermaid(drawing))
  return exit.fine
}
