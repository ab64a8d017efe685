// Lets two real processes fight over one new database.
import { spawn } from 'node:child_process'

export type Won = { turns: string[]; work: string[]; notices: string[] }

/** Both start at the same moment, once both are loaded. */
export async function race(kind: string, place: string): Promise<[Won, Won]> {
  const racers = [begin(kind, place), begin(kind, place)] as const
  await Promise.all(racers.map(({ ready }) => ready))
  for (const { go } of racers) go()
  return Promise.all([racers[0].won, racers[1].won])
}

function begin(
  kind: string,
  place: string,
): { ready: Promise<void>; go(): void; won: Promise<Won> } {
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/store/racer.ts', kind, place], {
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let told = ''
  let wrong = ''
  child.stderr.on('data', (chunk: Buffer) => {
    wrong += chunk.toString()
  })
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      told += chunk.toString()
      if (told.startsWith('ready\n')) resolve()
    })
    child.on('close', () => reject(new Error(`a racer ended before it began: ${wrong}`)))
  })
  const won = new Promise<Won>((resolve, reject) => {
    child.on('close', (code) =>
      code === 0
        ? resolve(JSON.parse(told.slice('ready\n'.length)) as Won)
        : reject(new Error(`a racer failed: ${wrong}`)),
    )
  })
  return { ready, go: () => child.stdin.end('go\n'), won }
}
