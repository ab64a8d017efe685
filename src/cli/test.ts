// callflow test: plays the scripted calls of flows and tells what they did not reach.
import { coverageOf, coveredPercent, type Reached } from '../rehearsal/coverage.ts'
import type { Event } from '../call/event.ts'
import type { Mismatch } from '../rehearsal/compare-reached.ts'
import { playScript } from '../rehearsal/play.ts'
import { compile } from '../flow/machine/compile.ts'
import { readCalls, type CallsFile } from '../flow/tree/scripted-calls.ts'
import { checkCalls } from '../flow/checks/scripted-names.ts'
import { error, type Diagnostic } from '../flow/text/diagnostic.ts'
import type { Flow } from '../flow/tree/flow.ts'
import { beside } from '../flow/tree/project.ts'
import { errorsIn } from './flow-errors.ts'
import { plural } from '../ground/plural.ts'
import { exit, print, printJson, readArgs, UsageError, type Io } from './io.ts'
import { findingJson, openPaths, renderFinding, shownPath, type Opened } from './flow-files.ts'

/** `broke`: the engine failed, which is our fault and not the script's. */
type Result = { file: string; line: number; call: string; mismatches: Mismatch[]; broke?: string }

type Tested = {
  opened: Opened
  findings: Diagnostic[]
  results: Result[]
  flow?: Flow
  reached: Reached[]
}

export async function testCommand(args: string[], io: Io): Promise<number> {
  const { values, positionals } = readArgs(args, {
    json: { type: 'boolean' },
    coverage: { type: 'string' },
  })
  const least = values.coverage === undefined ? 0 : Number(values.coverage)
  if (!(least >= 0 && least <= 100)) throw new UsageError('--coverage is a number from 0 to 100')
  const played = new Set<string>()
  const tested = (await openPaths(positionals, io)).flatMap((opened) => testFolder(opened, played))
  const results = tested.flatMap((one) => one.results)
  const failed = results.filter(
    ({ mismatches, broke }) => mismatches.length > 0 || broke !== undefined,
  ).length
  const short = tested.filter(({ flow, reached }) => flow && coveredPercent(reached) < least).length
  if (values.json) printJson(io, { calls: results.length, failed, files: tested.map(fileJson) })
  else {
    for (const one of tested) showFile(io, one)
    if (tested.length === 0)
      print(
        io,
        'There are no scripted calls here: they stand in files named *.calls.yaml, beside their flow.',
      )
    else
      print(
        io,
        `${plural(results.length, 'call')}: ${results.length - failed} as written, ${failed} not.${short > 0 ? ` ${plural(short, 'flow')} reached under ${least} %.` : ''}`,
      )
  }
  if (results.some(({ broke }) => broke !== undefined)) return exit.broke
  if (failed > 0 || short > 0 || tested.some(({ findings }) => findings.length > 0))
    return exit.problems
  return exit.fine
}

/** The scripted calls a company sees, without those that were `played` already; a flow named on the
 * command line stands for the calls beside it. */
function testFolder(opened: Opened, played: Set<string>): Tested[] {
  const { project, only } = opened
  return Object.entries(project.sources)
    .filter(([file]) => file.endsWith('.calls.yaml'))
    .map(([file, source]) => readCalls(file, source))
    .filter(
      ({ file, flow }) => !only || only.has(file) || (flow && only.has(beside(file, flow.value))),
    )
    .filter(({ file }) => isNew(played, shownPath(opened, file)))
    .map((calls) => testFile(opened, calls))
}

function isNew(known: Set<string>, one: string): boolean {
  const before = known.size
  return known.add(one).size > before
}

function testFile(
  opened: Opened,
  calls: Omit<CallsFile, 'flow'> & Partial<Pick<CallsFile, 'flow'>>,
): Tested {
  const { project } = opened
  const nothing = { opened, results: [], reached: [] }
  const flow = calls.flow && project.flows.get(beside(calls.file, calls.flow.value))
  if (!calls.flow || !flow) {
    const message = `there is no flow "${calls.flow?.value}" beside this file`
    const unknown = calls.flow
      ? [{ ...error('unknown-file', message, calls.flow.range), file: calls.file }]
      : []
    return { ...nothing, findings: [...calls.diagnostics, ...unknown] }
  }
  const errors = errorsIn(flow, opened)
  if (errors.length > 0) return { ...nothing, findings: [...calls.diagnostics, ...errors] }
  const machine = compile(flow, project.sources)
  const events: Event[] = []
  const results = calls.calls.map((script): Result => {
    const result = { file: calls.file, line: script.call.range.line, call: script.call.value }
    try {
      const played = playScript(machine, script)
      events.push(...played.events)
      return { ...result, mismatches: played.mismatches }
    } catch (error) {
      return {
        ...result,
        mismatches: [],
        broke: error instanceof Error ? error.message : String(error),
      }
    }
  })
  return {
    opened,
    findings: [...calls.diagnostics, ...checkCalls(calls.calls, machine)],
    results,
    flow,
    reached: coverageOf(machine, events),
  }
}

function showFile(io: Io, { opened, findings, results, flow, reached }: Tested): void {
  for (const found of findings) print(io, `${renderFinding(opened, found)}\n`)
  for (const { file, line, call, mismatches, broke } of results) {
    if (mismatches.length > 0 || broke !== undefined)
      print(io, `${shownPath(opened, file)}:${line}: call "${call}"`)
    for (const { message, range } of mismatches)
      print(io, `  ${shownPath(opened, range.file)}:${range.line}:${range.column}: ${message}`)
    if (broke !== undefined) print(io, `  callflow broke: ${broke}`)
  }
  if (!flow) return
  print(
    io,
    `${shownPath(opened, flow.file)}: ${plural(results.length, 'call')} reached ${coveredPercent(reached)} % of ${plural(reached.length, 'step')} and ways`,
  )
  for (const { file, line, step, way } of reached.filter(({ times }) => times === 0))
    print(
      io,
      `  ${shownPath(opened, file)}:${line}: no call ${way === undefined ? `enters "${step}"` : `leaves "${step}" by "${way}"`}`,
    )
}

function fileJson({ opened, findings, results, flow, reached }: Tested) {
  const missed = reached.filter(({ times }) => times === 0)
  return {
    flow: flow && { name: flow.name.value, file: shownPath(opened, flow.file) },
    findings: findings.map((found) => findingJson(opened, found)),
    calls: results.map(({ file, line, call, mismatches, broke }) => ({
      file: shownPath(opened, file),
      line,
      call,
      asWritten: mismatches.length === 0 && broke === undefined,
      broke,
      mismatches: mismatches.map(({ message, range }) => ({
        file: shownPath(opened, range.file),
        line: range.line,
        column: range.column,
        message,
      })),
    })),
    coverage: flow && {
      percent: coveredPercent(reached),
      reached: reached.length - missed.length,
      of: reached.length,
      missed: missed.map(({ file, line, step, way }) => ({
        file: shownPath(opened, file),
        line,
        step,
        way,
      })),
    },
  }
}
