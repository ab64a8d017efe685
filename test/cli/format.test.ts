import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readFolder } from '../../src/world/folder.ts'
import { folderWith, run, shop } from './run.ts'

const untidy = shop.replace(
  '    say: Thank you. Goodbye.\n    then: hang up',
  '    then: hang up  # the end\n    say: Thank you. Goodbye.',
)

describe('callflow format', () => {
  test('writes a file in house order, keeps its comments, and finds nothing more to do', async () => {
    const dir = folderWith({ 'shop.yaml': untidy })
    const { code, out } = await run(['format', dir])
    expect(code).toBe(0)
    expect(out).toBe(`changed ${join(dir, 'shop.yaml')}\n1 file, 1 changed.\n`)
    expect(readFileSync(join(dir, 'shop.yaml'), 'utf8')).toContain(
      '    say: Thank you. Goodbye.\n    then: hang up  # the end\n',
    )
    expect((await run(['format', dir])).out).toBe('1 file, 0 changed.\n')
  })

  test('only tells what would change with --check', async () => {
    const dir = folderWith({ 'shop.yaml': untidy })
    const { code, out } = await run(['format', dir, '--check'])
    expect({ code, out }).toEqual({
      code: 1,
      out: `would change ${join(dir, 'shop.yaml')}\n1 file, 1 to change.\n`,
    })
    expect(readFileSync(join(dir, 'shop.yaml'), 'utf8')).toBe(untidy)
  })

  test('touches only the file that was named', async () => {
    const dir = folderWith({ 'shop.yaml': untidy, 'other.yaml': untidy })
    await run(['format', join(dir, 'shop.yaml')])
    expect(readFileSync(join(dir, 'other.yaml'), 'utf8')).toBe(untidy)
    expect(readFileSync(join(dir, 'shop.yaml'), 'utf8')).not.toBe(untidy)
  })

  test('leaves what cannot be read as it is, and says where the fault is', async () => {
    const broken = 'flow: shop\nsteps: {\n'
    const dir = folderWith({ 'shop.yaml': broken, 'bytes.yaml': new Uint8Array([0x66, 0xff]) })
    const { code, out } = await run(['format', dir])
    expect(code).toBe(1)
    expect(out).toContain(`${join(dir, 'shop.yaml')}:2:8: error:`)
    expect(out).toContain('[yaml-not-utf8]')
    expect(readFileSync(join(dir, 'shop.yaml'), 'utf8')).toBe(broken)
  })

  test('changes nothing that the shipped flows do: their calls go as written afterwards', async () => {
    const { sources } = await readFolder('flows')
    const dir = folderWith(sources)
    expect((await run(['format', dir])).code).toBe(0)
    expect((await run(['format', dir, '--check'])).code).toBe(0)
    expect((await run(['test', dir, '--coverage', '100'])).out).toContain(' 0 not.')
  })
})
