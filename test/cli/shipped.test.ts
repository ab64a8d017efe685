import { PassThrough, Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { testCommand } from '../../src/cli/test.ts'
import { readFolder } from '../../src/world/folder.ts'
import { review } from '../../src/proof/review.ts'
import { checkFolder } from '../../src/flow/checks/files.ts'
import { divide } from '../../src/flow/tree/division.ts'
import { projectOf } from '../../src/flow/tree/project.ts'

async function findings(folder: string): Promise<string[]> {
  const read = await readFolder(folder)
  const projects = divide(read).map(projectOf)
  return [
    ...read.diagnostics,
    ...checkFolder(read.paths, projects),
    ...projects.flatMap((project) => review(project).findings),
  ].map(
    ({ severity, file, range, code, message }) =>
      `${severity} ${file}:${range.line} ${code}: ${message}`,
  )
}

describe('the flows we ship', () => {
  test('pass the checker without an error, a warning or a waiver', async () => {
    expect(
      (await findings('flows')).filter(
        (finding) => !finding.startsWith('info') || finding.includes('allowed'),
      ),
    ).toEqual([])
  })

  test('do all that their scripted calls say, and the calls reach every step and way', async () => {
    const stdout = new PassThrough()
    const code = await testCommand(['flows', '--coverage', '100'], {
      argv: [],
      stdin: Readable.from([]),
      stdout,
      stderr: stdout,
      env: {},
    })
    stdout.end()
    expect({ code, printed: (await stdout.setEncoding('utf8').toArray()).join('') }).toEqual({
      code: 0,
      printed: expect.stringContaining('0 not.') as string,
    })
  })
})

test('flows that use each construct of the language pass the checker', async () => {
  expect((await findings('test/flow/ok')).filter((finding) => !finding.startsWith('info'))).toEqual(
    [],
  )
})
