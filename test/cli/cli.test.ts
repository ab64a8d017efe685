import { describe, expect, test } from 'vitest'
import { commands } from '../../src/cli/help.ts'
import { folderWith, lines, run, shop, shopCalls } from './run.ts'

describe('the manual', () => {
  test.each([[], ['help'], ['--help'], ['-h']])('is printed for %j', async (...argv) => {
    const ran = await run(argv)
    expect(ran).toMatchObject({ code: 0, err: '' })
    expect(ran.out).toMatchSnapshot()
  })

  test.each(commands)(
    'has a page for %s, the same whichever way it is asked for',
    async (command) => {
      const { code, out } = await run([command, '--help'])
      expect(code).toBe(0)
      expect(out).toMatchSnapshot()
      expect((await run(['help', command])).out).toBe(out)
    },
  )

  test.each(commands)(
    'begins the page of %s with an example and tells every option it takes',
    async (command) => {
      const { out } = await run([command, '--help'])
      expect(out.startsWith(`callflow ${command}`)).toBe(true)
      expect(out).toContain('--json')
    },
  )

  test('keeps to the width of a terminal', async () => {
    for (const command of [undefined, ...commands])
      expect(
        (await run(command ? ['help', command] : [])).out
          .split('\n')
          .filter((line) => line.length > 100),
      ).toEqual([])
  })
})

const wrong: [string[], RegExp][] = [
  [['chek'], /there is no command "chek".*Did you mean "check"\?/],
  [['help', 'nothing'], /there is no command "nothing"/],
  [['check', '--jsn'], /Unknown option '--jsn'/],
  [['check', 'no/such/folder'], /there is no file or folder "no\/such\/folder"/],
  [['check', 'package.json'], /"package.json" is no flow/],
  [['talk', '--flow', 'parcel'], /there is no flow "parcel".*Did you mean "parcels"\?/],
  [['talk', '--line', '+12025550199'], /lines.yaml has no line \+12025550199/],
  [['talk', '--flow', 'parcels', '--at', 'tomorrow'], /--at is a time such as/],
  [['talk', '--flow', 'parcels', '--language', 'fr-FR'], /does not speak "fr-FR"/],
  [['test', '--coverage', '101'], /--coverage is a number from 0 to 100/],
  [['graph', 'parcels', '--format', 'png'], /--format is mermaid, svg, xstate/],
  [['graph', 'parcels', 'reception'], /give one flow/],
  [['replay'], /name one call, by its id/],
  [['serve', 'here'], /serve takes its settings from the environment/],
]

test.each(wrong)(
  '%j is a wrong usage: exit code 2 and one line that tells what is wrong',
  async (argv, message) => {
    const { code, out, err } = await run(argv)
    expect(code).toBe(2)
    expect(out).toBe('')
    expect(err).toMatch(message)
    expect(err.trimEnd().split('\n')).toHaveLength(1)
  },
)

test('what breaks on our side is exit code 3, with the cause in one line', async () => {
  const dir = folderWith({ 'shop.yaml': shop, data: 'a file where the data folder should be' })
  const { code, err } = await run(['replay', 'CA1'], { env: { DATA_DIR: `${dir}/data` } })
  expect(code).toBe(3)
  expect(err).toMatch(/^callflow replay broke: /)
  expect(err.trimEnd().split('\n')).toHaveLength(1)
})

test.each(['check', 'format', 'test', 'graph', 'talk'])(
  '%s --json gives one JSON document and nothing else',
  async (command) => {
    const dir = folderWith({ 'shop.yaml': shop, 'shop.calls.yaml': shopCalls, 'lines.yaml': lines })
    const { code, out, err } = await run([command, '--json'], {
      env: { FLOWS_DIR: dir },
      stdin: ['/hang up'],
    })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(JSON.parse(out)).toBeTypeOf('object')
  },
)
