// Two companies that call everything alike: whatever is done at one, nothing of the other is heard,
// asked or rung there.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Input } from '../../src/call/input.ts'
import { dayStart } from '../../src/console/desk/today.ts'
import { zoneOf } from '../../src/call/scope-names.ts'
import { compile } from '../../src/flow/machine/compile.ts'
import { stateAt } from '../../src/flow/tree/hours.ts'
import { readProject } from '../../src/flow/tree/project.ts'
import { secretsIn } from '../../src/world/lines.ts'
import { askLookup } from '../../src/world/lookup.ts'
import { openLibrary, type Library } from '../../src/world/library.ts'
import { startCall, takeTurn, type Render } from '../../src/turn/turn.ts'
import { contextOf } from '../../src/twilio/speak.ts'
import { twiml } from '../../src/twilio/twiml.ts'
import { runs } from '../long.ts'
import { makeRuntime } from './runtime.ts'

const companies = ['birch', 'cedar'] as const
type Id = (typeof companies)[number]
const otherOf = (id: Id): Id => (id === 'birch' ? 'cedar' : 'birch')
const numberOf = (id: Id): string => (id === 'birch' ? '+442079460001' : '+442079460002')
const personOf = (id: Id): string => `client:${id}-person`

/** What both companies call by one name. */
type Names = { flow: string; desk: string; lookup: string; slot: string; option: string }

const flowOf = (id: Id, { flow, desk, lookup, slot, option }: Names): string => `flow: ${flow}
languages: { en-GB: Polly.Amy-Neural }
start: hello
help: ${desk}
faq: questions.yaml
lookups:
  ${lookup}: { gives: { word: text } }
slots:
  ${slot}: { type: choice, label: Branch, options: [${option}, ${id} street] }
desks:
  ${desk}: { label: The ${id} desk, shows: [${slot}], whisper: "A ${id} call.", nobody: message }
steps:
  hello:
    say: { audio: hello, en-GB: "Welcome to ${id}." }
    then: look
  look:
    request: ${lookup}
    save: found
    then: tell
    failed: tell
  tell:
    say: "Here is {{ found.word }} of ${id}."
    then: which
  which:
    ask: Which ${id} branch?
    slot: ${slot}
    then: ${desk}
  message:
    record: Please leave your name and number for ${id} after the tone.
    empty: bye
    then: bye
  bye:
    say: Goodbye from ${id}.
    then: hang up
`
const questionsOf = (id: Id): string =>
  `questions:\n  - question: When are you open?\n    phrasings: [your opening hours]\n    answer: The ${id} shop is always open.\n`
const linesOf = (
  id: Id,
  { flow, desk, lookup }: Names,
): string => `company: { id: ${id}, name: ${id} }
lines:
  "${numberOf(id)}": { name: The ${id} line, flow: ${flow}, if all fails: "+442079460100" }
desks:
  ${desk}: { people: ["${personOf(id)}"], outcomes: [${id} sold] }
lookups:
  ${lookup}: { url: "https://${id}.example/word" }
`

function write(dir: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
}

const filesOf = (id: Id, names: Names): Record<string, string> => ({
  [`${id}/flow.yaml`]: flowOf(id, names),
  [`${id}/questions.yaml`]: questionsOf(id),
  [`${id}/lines.yaml`]: linesOf(id, names),
  [`${id}/audio/en-GB/hello.wav`]: `sound of ${id}`,
})

function folderOf(names: Names): string {
  const dir = mkdtempSync(join(tmpdir(), 'callflow-companies-'))
  for (const id of companies) write(dir, filesOf(id, names))
  return dir
}

const open = (dir: string): Promise<Library> =>
  openLibrary(dir, {
    store: { loadVersion: () => Promise.resolve(undefined) },
    secret: () => undefined,
  })

const word = fc.constantFrom('shop', 'sales', 'price', 'branch', 'main', 'care desk', 'Filiale')
const names: fc.Arbitrary<Names> = fc
  .record({ flow: word, desk: word, lookup: word, slot: word, option: word })
  // desks and slots stand in one namespace with steps and with each other
  .filter(({ desk, slot, lookup }) => new Set([desk, slot, lookup]).size === 3)

const shop: Names = { flow: 'shop', desk: 'till', lookup: 'price', slot: 'branch', option: 'main' }

/** What is done to a company in a row: a call goes on, or its files change. */
type Deed = { at: Id; do: 'call' | 'keys' | 'words' | 'operator' | 'edit' | 'break' | 'mend' }
const deeds: fc.Arbitrary<Deed[]> = fc.array(
  fc.record({
    at: fc.constantFrom(...companies),
    do: fc.constantFrom<Deed['do']>('call', 'keys', 'words', 'operator', 'edit', 'break', 'mend'),
  }),
  { minLength: 4, maxLength: 16 },
)

describe('two companies with equal names everywhere', () => {
  it('never meet in a call, whatever happens to either', async () => {
    await fc.assert(
      fc.asyncProperty(names, deeds, async (named, done) => {
        const dir = folderOf(named)
        const runtime = await makeRuntime({ flowsDir: dir })
        const { library, store } = runtime
        expect(library.problems()).toEqual([])
        const sounds = new Map(
          companies.map((id) => [id, library.audioPath(id, 'en-GB', 'hello') ?? '']),
        )
        expect(new Set(sounds.values()).size).toBe(2)
        const asked: string[] = []
        runtime.lookup = async (effect, company): Promise<Input> => {
          const url = library.lookup(company, effect.lookup)?.url ?? ''
          asked.push(url)
          const data = { word: `the word at ${url}` }
          return { type: 'fetched', at: runtime.now(), key: effect.key, found: true, data }
        }
        const render: Render = (turn) =>
          JSON.stringify(turn.events) + twiml(turn, contextOf(runtime))
        const calls = new Map<Id, string>()
        for (const [index, deed] of done.entries()) {
          const { at } = deed
          const versions = library.current(otherOf(at), named.flow)?.version
          asked.length = 0
          const heard = await carryOut(deed, index)
          // whatever comes out bears the marks of one company alone
          expect(heard).not.toContain(otherOf(at))
          expect(heard).not.toContain(sounds.get(otherOf(at)))
          expect(asked.filter((url) => url.includes(otherOf(at)))).toEqual([])
          expect(library.current(otherOf(at), named.flow)?.version).toBe(versions)
        }
        for (const [at, callId] of calls) {
          const session = await store.loadCall(callId)
          expect(JSON.stringify(session)).not.toContain(otherOf(at))
          expect(session?.tenant).toBe(at)
        }
        await store.close()

        async function carryOut(deed: Deed, index: number): Promise<string> {
          const { at } = deed
          const files = filesOf(at, named)
          const flow = files[`${at}/flow.yaml`] ?? ''
          const edited = flow.replace('Which', `Now ${index}, which`)
          if (deed.do === 'edit') write(dir, { [`${at}/flow.yaml`]: edited })
          if (deed.do === 'break') write(dir, { [`${at}/flow.yaml`]: 'flow: [' })
          if (deed.do === 'mend') write(dir, files)
          if (deed.do === 'edit' || deed.do === 'break' || deed.do === 'mend') {
            await library.reload()
            return ''
          }
          return deed.do === 'call' ? begin(at, index) : goOn(deed)
        }

        async function begin(at: Id, index: number): Promise<string> {
          const line = library.line(numberOf(at))
          const machine = line && library.current(line.tenant, line.flow)
          if (!line || !machine) throw new Error(`${at} cannot be called`)
          const callId = `CA${index}`
          calls.set(at, callId)
          const started = {
            callId,
            from: '+442079460011',
            to: line.number,
            withheld: false,
            tags: [],
          }
          const { name, tenant, values } = line
          const begun = { machine, line: { name, tenant, values } }
          return JSON.stringify(await startCall(runtime, started, begun, render))
        }

        async function goOn({ at, do: how }: Deed): Promise<string> {
          const callId = calls.get(at)
          const session = callId === undefined ? undefined : await store.loadCall(callId)
          if (callId === undefined || session?.status !== 'waiting') return ''
          const now = runtime.now()
          const inputs: Record<string, Input> = {
            keys: { type: 'keys', keys: '1', at: now },
            words: {
              type: 'speech',
              alternatives: [{ text: 'when are you open', confidence: 0.95 }],
              at: now,
            },
            operator: { type: 'keys', keys: '0', at: now },
          }
          const input = inputs[how]
          if (!input) throw new Error(`nothing is done by ${how}`)
          return JSON.stringify(
            await takeTurn(runtime, { callId, answers: session.reply }, input, render),
          )
        }
      }),
      { numRuns: runs(12, 200) },
    )
  })

  it('find each their own flow, desk, lookup and recording, and nothing under an unknown id', async () => {
    const library = await open(folderOf(shop))
    for (const id of companies) {
      expect(library.company(id)).toMatchObject({ id, names: { '': id } })
      expect(library.line(numberOf(id))).toMatchObject({ tenant: id, flow: 'shop' })
      expect(Object.keys(library.current(id, 'shop')?.sources ?? {})).toEqual([
        `${id}/flow.yaml`,
        `${id}/questions.yaml`,
      ])
      expect(library.desk(id, 'till')?.people).toEqual([{ to: personOf(id) }])
      expect(library.lookup(id, 'price')?.url).toBe(`https://${id}.example/word`)
    }
    for (const id of ['default', 'shared', '', 'birch/', '__proto__']) {
      expect(library.company(id)).toBeUndefined()
      expect(library.current(id, 'shop')).toBeUndefined()
      expect(library.desk(id, 'till')).toBeUndefined()
      expect(library.lookup(id, 'price')).toBeUndefined()
      expect(library.audioPath(id, 'en-GB', 'hello')).toBeUndefined()
    }
    library.close()
  })
})

describe('companies beside each other', () => {
  it('keep their number and their id when another claims it, and the rest of the other comes into force', async () => {
    const dir = folderOf(shop)
    const library = await open(dir)
    // the folder comes before birch's in the alphabet, but birch had the number first
    cpSync(join(dir, 'cedar'), join(dir, 'acacia'), { recursive: true })
    const more = `  "+442079460003": { flow: shop, if all fails: "+442079460100" }\n`
    const claim = linesOf('cedar', shop)
      .replace('company: { id: cedar', 'company: { id: acacia')
      .replace(numberOf('cedar'), numberOf('birch'))
      .replace('lines:\n', `lines:\n${more}`)
    write(dir, { 'acacia/lines.yaml': claim })
    await library.reload()
    expect(library.problems()).toMatchObject([
      {
        code: 'number-twice',
        file: 'acacia/lines.yaml',
        message: expect.stringContaining('birch/lines.yaml') as string,
      },
    ])
    expect(library.line(numberOf('birch'))?.tenant).toBe('birch')
    expect(library.line('+442079460003')?.tenant).toBe('acacia')

    write(dir, {
      'acacia/lines.yaml': claim
        .replace('id: acacia', 'id: birch')
        .replace(numberOf('birch'), '+442079460004'),
    })
    await library.reload()
    expect(library.problems().map(({ code, file }) => [code, file])).toEqual([
      ['company-twice', 'acacia/lines.yaml'],
    ])
    expect(library.desk('birch', 'till')?.people).toEqual([{ to: personOf('birch') }])
    expect(library.line('+442079460004')).toBeUndefined()
    expect(library.line(numberOf('cedar'))?.tenant).toBe('cedar')
    library.close()
  })

  it('go on with what their lines.yaml said when it is gone or cannot be read', async () => {
    const dir = folderOf(shop)
    const library = await open(dir)
    for (const text of ['lines: [', Buffer.from([0xff, 0xfe, 0x00]), undefined]) {
      if (text === undefined) rmSync(join(dir, 'birch/lines.yaml'))
      else writeFileSync(join(dir, 'birch/lines.yaml'), text)
      await library.reload()
      expect(library.problems().map(({ file }) => file)).toContain('birch/lines.yaml')
      expect(library.line(numberOf('birch'))?.tenant).toBe('birch')
      expect(library.desk('birch', 'till')?.people).toEqual([{ to: personOf('birch') }])
      expect(library.current('birch', 'shop')?.sources['birch/flow.yaml']).toContain(
        'Welcome to birch',
      )
    }
    library.close()
  })

  it('see what is shared, and a fault that only one of them has there stops only that one', async () => {
    const dir = folderOf(shop)
    // the shared flow asks a lookup for which cedar has no address
    const shared = flowOf('birch', { ...shop, flow: 'both', lookup: 'stock' })
    write(dir, {
      'shared/both.yaml': shared.replace('faq: questions.yaml', 'faq: common.yaml'),
      'shared/common.yaml': questionsOf('birch'),
      'shared/audio/en-GB/bye.wav': 'sound of both',
      'birch/lines.yaml': linesOf('birch', shop)
        .replace('flow: shop', 'flow: both')
        .replace('lookups:\n', 'lookups:\n  stock: { url: "https://birch.example/stock" }\n'),
      'cedar/lines.yaml': linesOf('cedar', shop).replace('flow: shop', 'flow: both'),
      'cedar/flow.yaml': flowOf('cedar', shop).replace('faq: questions.yaml', 'faq: common.yaml'),
    })
    const library = await open(dir)
    expect(library.problems()).toMatchObject([
      { code: 'lookup-without-address', file: 'shared/both.yaml' },
    ])
    expect(library.current('birch', 'both')?.flow).toBe('both')
    expect(library.current('cedar', 'both')).toBeUndefined()
    expect(Object.keys(library.current('cedar', 'shop')?.sources ?? {})).toEqual([
      'cedar/flow.yaml',
      'shared/common.yaml',
    ])
    expect(library.audioPath('birch', 'en-GB', 'bye')).toBe(
      library.audioPath('cedar', 'en-GB', 'bye'),
    )
    expect(library.audioPath('birch', 'en-GB', 'bye')).toMatch(/^\/audio\//)
    library.close()
  })

  it('may stand beside a flat folder, which sees nothing of them', async () => {
    const dir = folderOf(shop)
    write(dir, {
      'old.yaml': flowOf('cedar', { ...shop, flow: 'old' }),
      'questions.yaml': questionsOf('cedar'),
      'lines.yaml': `lines:\n  "+442079460005": { tenant: oak, flow: old, if all fails: "+442079460100" }\n  "+442079460006": { tenant: cedar, flow: old, if all fails: "+442079460100" }\ndesks:\n  till: { people: ["client:oak-person"] }\nlookups:\n  price: { url: "https://oak.example/word" }\n`,
    })
    const library = await open(dir)
    expect(library.problems().map(({ code, file }) => [code, file])).toEqual([
      ['company-twice', 'lines.yaml'],
    ])
    expect(library.current('oak', 'old')?.flow).toBe('old')
    expect(library.current('oak', 'shop')).toBeUndefined()
    expect(library.current('cedar', 'old')).toBeUndefined()
    expect(library.desk('cedar', 'till')?.people).toEqual([{ to: personOf('cedar') }])
    expect(library.line('+442079460006')).toBeUndefined()
    library.close()
  })
})

describe('what lines.yaml gives a company', () => {
  const officeHours = (zone: string, desk = '') =>
    `company: { id: birch, name: { en-GB: Birch, ru-RU: Берёза }, zone: ${zone}, country: GB }
hours:
  office: { mon-fri: 09:00-17:00 }
lines:
  "${numberOf('birch')}": { flow: shop, if all fails: "+442079460100" }
  "+442079460007": { flow: shop, country: FR, desks: { till: { people: ["client:evening"] } }, if all fails: "+442079460100" }
desks:
  till: { people: ["${personOf('birch')}"], ring: together${desk} }
lookups:
  price: { url: "https://birch.example/word" }
`

  it('are its zone and hours, as a part of the version of its flows, and of no other', async () => {
    const dir = folderOf(shop)
    write(dir, {
      'birch/lines.yaml': officeHours('Europe/London', ', hours: office'),
      'birch/flow.yaml': flowOf('birch', shop).replace('Welcome to birch.', 'It is {{ now }}.'),
    })
    const library = await open(dir)
    expect(library.problems()).toEqual([])
    expect(library.company('birch')).toEqual({
      id: 'birch',
      names: { 'en-GB': 'Birch', 'ru-RU': 'Берёза' },
      zone: 'Europe/London',
      country: 'GB',
    })
    const machine = library.current('birch', 'shop')
    if (!machine) throw new Error('the flow is not in force')
    // in summer it is 16:30 in London, and 18:30 in Minsk
    const at = Date.UTC(2026, 6, 1, 15, 30)
    expect(zoneOf({ prefix: '', flow: machine.root })).toBe('Europe/London')
    // the company's day begins at its own midnight, an hour before that of UTC in summer
    expect(dayStart({ library }, 'birch', at)).toBe(Date.UTC(2026, 5, 30, 23))
    expect(dayStart({ library }, 'cedar', at)).toBe(Date.UTC(2026, 6, 1))
    expect([...machine.leaves.values()].some(({ kind }) => kind === 'hours')).toBe(true)
    const again = readProject(machine.sources)
    const [kept] = again.flows.values()
    if (!kept) throw new Error('the kept sources hold no flow')
    const compiled = compile(kept, machine.sources)
    expect(compiled.version).toBe(machine.version)
    expect(JSON.stringify(compiled.config)).toBe(JSON.stringify(machine.config))
    expect(zoneOf({ prefix: '', flow: kept })).toBe('Europe/London')
    const hours = kept.hours.get('office')?.value
    expect(hours && stateAt(hours, at)).toBe('open')

    write(dir, { 'birch/lines.yaml': officeHours('Europe/Minsk', ', hours: office') })
    const cedar = library.current('cedar', 'shop')?.version
    await library.reload()
    const moved = library.current('birch', 'shop')
    expect(moved?.version).not.toBe(machine.version)
    const minsk = moved?.root.hours.get('office')?.value
    expect(minsk && stateAt(minsk, at)).toBe('closed')
    expect(library.current('cedar', 'shop')?.version).toBe(cedar)

    // who is rung, and what the company is called, makes no new version
    write(dir, {
      'birch/lines.yaml': officeHours('Europe/Minsk', ', hours: office')
        .replace('Берёза', 'Береза')
        .replace(personOf('birch'), 'client:other'),
    })
    await library.reload()
    expect(library.current('birch', 'shop')?.version).toBe(moved?.version)
    library.close()
  })

  it('are other people of a desk on one line, and the country of its callers', async () => {
    const dir = folderOf(shop)
    write(dir, { 'birch/lines.yaml': officeHours('Europe/London') })
    const library = await open(dir)
    expect(library.desk('birch', 'till', '+442079460007')).toMatchObject({
      people: [{ to: 'client:evening' }],
      order: 'together',
    })
    expect(library.desk('birch', 'till', numberOf('birch'))?.people).toEqual([
      { to: personOf('birch') },
    ])
    // another company's line changes nothing
    expect(library.desk('cedar', 'till', '+442079460007')?.people).toEqual([
      { to: personOf('cedar') },
    ])
    expect(library.line('+442079460007')?.country).toBe('FR')
    expect(library.line(numberOf('birch'))?.country).toBe('GB')
    library.close()
  })

  it('are secrets of its own alone, and a lookup without its secret is not asked', async () => {
    const dir = folderOf(shop)
    const withSecret = (name: string): string =>
      linesOf('birch', shop).replace('/word" }', `/word", secret: ${name} }`)
    const env = { LOOKUP_BIRCH__WORD: 'seed', LOOKUP_CEDAR__WORD: 'nut', TWILIO_AUTH_TOKEN: 'x' }
    const unset: string[][] = []
    write(dir, { 'birch/lines.yaml': withSecret('LOOKUP_BIRCH__WORD') })
    const library = await openLibrary(dir, {
      store: { loadVersion: () => Promise.resolve(undefined) },
      secret: secretsIn(env),
      onRead: (_, missing) => void unset.push(missing.map(({ message }) => message)),
    })
    expect(library.lookup('birch', 'price')).toMatchObject({ secret: 'seed', unset: undefined })
    for (const foreign of ['LOOKUP_CEDAR__WORD', 'TWILIO_AUTH_TOKEN', 'LOOKUP_BIRCH', 'PATH']) {
      write(dir, { 'birch/lines.yaml': withSecret(foreign) })
      await library.reload()
      expect(library.problems()).toMatchObject([
        { code: 'foreign-secret', hint: expect.stringContaining('LOOKUP_BIRCH__') as string },
      ])
      expect(library.lookup('birch', 'price')?.secret).toBe('seed')
    }
    expect(unset.flat()).toEqual([])
    write(dir, { 'birch/lines.yaml': withSecret('LOOKUP_BIRCH__OTHER') })
    await library.reload()
    expect(library.problems()).toEqual([])
    expect(unset.at(-1)).toEqual([expect.stringContaining('LOOKUP_BIRCH__OTHER')])
    const effect = { kind: 'request', key: '1', step: 'look', lookup: 'price' } as const
    const address = library.lookup('birch', 'price')
    const question = { ...effect, params: {}, private: [], gives: {}, changes: false }
    expect(await askLookup(question as never, address, () => 0)).toMatchObject({
      type: 'failed',
      reason: expect.stringContaining('LOOKUP_BIRCH__OTHER') as string,
    })
    library.close()
  })
})
