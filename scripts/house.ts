// Prints how readable the source is, figure by figure; `--check` fails where one is past its limit,
// and names the places.
import { measure } from './house/figures.ts'
import { readSource } from './house/source.ts'

const SHOWN_PLACES = 40

const figures = measure(readSource())
const check = process.argv.includes('--check')
const wide = Math.max(...figures.map(({ name }) => name.length))
for (const { name, value, most, places } of figures) {
  const past = value > most
  console.log(
    `${past ? '!' : ' '} ${name.padEnd(wide)}  ${String(value).padStart(8)}  at most ${most}`,
  )
  if (past && check)
    console.log(
      places
        .slice(0, SHOWN_PLACES)
        .map((place) => `    ${place}`)
        .join('\n'),
    )
}
if (check && figures.some(({ value, most }) => value > most)) process.exitCode = 1
