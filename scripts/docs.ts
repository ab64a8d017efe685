// Writes what is made from the language itself: flows/flow.schema.json and flows/README.md. With
// --check it only tells whether they lag.
import { readFileSync, writeFileSync } from 'node:fs'
import { flowReference } from '../src/flow/reference/reference.ts'
import { flowSchema } from '../src/flow/reference/schema.ts'
import { rules } from '../src/proof/all-rules.ts'

const made: Record<string, string> = {
  'flows/flow.schema.json': `${JSON.stringify(flowSchema(), null, 1)}\n`,
  'flows/README.md': flowReference(rules),
}

const read = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

const lagging = Object.entries(made).filter(([path, text]) => read(path) !== text)

if (process.argv.includes('--check')) {
  for (const [path] of lagging) console.error(`${path} lags behind the language: run npm run docs`)
  process.exitCode = lagging.length > 0 ? 1 : 0
} else {
  for (const [path, text] of lagging) {
    writeFileSync(path, text)
    console.log(`wrote ${path}`)
  }
}
