// Logistic regression with a ridge penalty, by Newton's method.
import { Matrix, solve } from 'ml-matrix'

/** `terms` are the numbers that speak for an outcome, `known` is added to their sum as it is;
 * `weight` says how much the case counts. */
export type Observation = {
  terms: readonly number[]
  known: number
  happened: boolean
  weight: number
}

/** A weight for each term, and what is added to their sum. */
export type Fit = { weights: number[]; constant: number }

/** Newton's method doubles the right digits of a convex problem with each step. */
const steps = 12

/** `penalty` is that on the squares of the weights, each term brought to a spread of 1. */
export function regress(observations: readonly Observation[], penalty: number): Fit {
  const count = observations[0]?.terms.length ?? 0
  const scale = Array.from({ length: count }, (_, i) => {
    const mean = observations.reduce((sum, { terms }) => sum + terms[i]!, 0) / observations.length
    const spread =
      Math.sqrt(
        observations.reduce((sum, { terms }) => sum + (terms[i]! - mean) ** 2, 0) /
          observations.length,
      ) || 1
    return { mean, spread }
  })
  const rows = observations.map(({ terms }) => [
    ...terms.map((term, i) => (term - scale[i]!.mean) / scale[i]!.spread),
    1,
  ])
  let fitted = new Array<number>(count + 1).fill(0)
  for (let step = 0; step < steps; step++) {
    const slope = fitted.map((weight, i) => (i < count ? penalty * weight : 0))
    const bend = Matrix.zeros(count + 1, count + 1)
    for (let i = 0; i < count; i++) bend.set(i, i, penalty)
    observations.forEach(({ known, happened, weight }, n) => {
      const row = rows[n]!
      const said = 1 / (1 + Math.exp(-row.reduce((sum, term, i) => sum + term * fitted[i]!, known)))
      const curve = weight * said * (1 - said)
      for (let i = 0; i <= count; i++) {
        slope[i]! += weight * (said - Number(happened)) * row[i]!
        for (let j = 0; j <= i; j++) bend.set(i, j, bend.get(i, j) + curve * row[i]! * row[j]!)
      }
    })
    for (let i = 0; i <= count; i++) for (let j = 0; j < i; j++) bend.set(j, i, bend.get(i, j))
    const move = solve(bend, Matrix.columnVector(slope)).to1DArray()
    fitted = fitted.map((weight, i) => weight - move[i]!)
  }
  const weights = scale.map(({ spread }, i) => fitted[i]! / spread)
  return {
    weights,
    constant: fitted[count]! - weights.reduce((sum, weight, i) => sum + weight * scale[i]!.mean, 0),
  }
}
