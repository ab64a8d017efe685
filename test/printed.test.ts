// What commands print and what telephones hear is as it was, to the byte. What is meant to change
// is written anew: npx tsx scripts/fixtures.ts printed
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { printed, printedFolder, run, spoken, type Came } from './fixtures/printed.ts'

const kept = (file: string): string => readFileSync(join(printedFolder, file), 'utf8')
const came = JSON.parse(kept('commands.json')) as Record<string, Came>
const all = printed()

describe('a command', () => {
  it.each(all.map((one) => [`callflow ${one.argv.join(' ')}`, one] as const))(
    'prints what it printed: %s',
    async (_, one) => {
      const ran = await run(one)
      expect(ran.came).toEqual(came[one.file])
      expect(ran.out).toBe(kept(one.file))
    },
    240_000,
  )
})

describe('a telephone', () => {
  it('gets the TwiML it got, in every scripted call', async () => {
    const { whole, fingerprints } = await spoken()
    for (const [file, text] of whole) expect(text, file).toBe(kept(file))
    expect(fingerprints).toBe(kept('twiml-of-every-call.txt'))
    expect(readdirSync(printedFolder).sort()).toEqual(
      [
        ...all.map(({ file }) => file),
        'commands.json',
        ...whole.keys(),
        'twiml-of-every-call.txt',
      ].sort(),
    )
  }, 120_000)
})
