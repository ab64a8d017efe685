// Fits the weights of the calibration anew and prints them: npx tsx scripts/fit.ts LABELLED …
// (files of label<TAB>utterance)
import { readFileSync } from 'node:fs'
import { readLabelled } from '../src/eval/labelled.ts'
import { randomFrom } from '../src/ground/random.ts'
import { fitWeights } from './fit/weights.ts'
import { casesOf, type Case } from './fit/sets.ts'

const files = process.argv.slice(2)
if (files.length === 0) throw new Error('usage: npx tsx scripts/fit.ts LABELLED …')

const labelled = files.flatMap((file) => readLabelled(readFileSync(file, 'utf8')))
const cases: Case[] = []
for (const one of casesOf(labelled, 'en-US', randomFrom(5))) {
  cases.push(one)
  if (cases.length % 20_000 === 0) console.error(`${cases.length} cases`)
}
const weights = fitWeights(cases)
console.log(
  Object.entries(weights)
    .map(([name, weight]) => `${/\W/.test(name) ? `'${name}'` : name}: ${weight.toFixed(3)}`)
    .join(', '),
)
