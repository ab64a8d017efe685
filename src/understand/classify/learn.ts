// A linear classifier, one class against the rest: support vectors by dual coordinate descent, in a
// fixed order.

/** A document as the numbers of its features and their weights. */
export type Vector = { ids: Int32Array; weights: Float32Array }

/** `weights` holds for each feature one number a class, classes side by side; the bias is the
 * feature after the last. */
export type Linear = { classes: number; features: number; weights: Float32Array }

/** How dear an error is against a simple model: on a phrase of the class itself, of which there are
 * few, on one of another class, and on talk of anything else. */
const costs = { own: 0.9, other: 0.3, background: 0.07 }

/** The size of the constant feature. */
const bias = 1

/** Steps smaller than this change nothing worth the time. */
const least = 1e-3

/** All classes of a document are looked at in every so many rounds; in between, only those that it
 * supports. */
const wholeEvery = 4

/**
 * `rounds` is how often all documents are gone through, `background` the class that stands for talk
 * of anything else. Squared hinge loss and ridge
 * penalty, solved in the dual one document and one class at a time, with shrinking.
 * Source: Hsieh, Chang, Lin, Keerthi and Sundararajan, "A dual coordinate descent method for
 * large-scale linear SVM", 2008, algorithms 1 and 3.
 */
export function learn(
  documents: readonly Vector[],
  labels: readonly number[],
  classes: number,
  features: number,
  rounds: number,
  background?: number,
): Linear {
  const weights = new Float32Array((features + 1) * classes)
  const alpha = new Float32Array(documents.length * classes)
  const lengths = documents.map(
    (document) => bias * bias + document.weights.reduce((sum, weight) => sum + weight * weight, 0),
  )
  const every = Int32Array.from({ length: classes }, (_, k) => k)
  const near = documents.map(() => every)
  const order = documents.map((_, i) => i)
  const scores = new Float64Array(classes)
  const changed = new Int32Array(classes)
  const steps = new Float64Array(classes)
  const [own, other, talk] = [0.5 / costs.own, 0.5 / costs.other, 0.5 / costs.background]
  let seed = 1
  for (let round = 0; round < rounds; round++) {
    for (let i = order.length - 1; i > 0; i--) {
      seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff
      const place = (seed >>> 8) % (i + 1)
      ;[order[i], order[place]] = [order[place]!, order[i]!]
    }
    const whole = round % wholeEvery === 0
    for (const i of order) {
      const document = documents[i]!
      const some = whole ? every : near[i]!
      if (whole) scoresOf({ classes, features, weights }, document, scores)
      else someScores(weights, document, some, scores, classes, features)
      const kept: number[] = []
      let changes = 0
      const label = labels[i]!
      const ridges = label === background ? talk : other
      for (let c = 0; c < some.length; c++) {
        const k = some[c]!
        const sign = label === k ? 1 : -1
        const ridge = label === k ? own : ridges
        const held = alpha[i * classes + k]!
        const slope = sign * scores[k]! - 1 + ridge * held
        const next = Math.max(0, held - slope / (lengths[i]! + ridge))
        if (whole && next > 0) kept.push(k)
        if (Math.abs(next - held) < least) continue
        alpha[i * classes + k] = next
        changed[changes] = k
        steps[changes++] = (next - held) * sign
      }
      if (whole) near[i] = Int32Array.from(kept)
      if (changes > 0) move(weights, document, changed, steps, changes, classes, features)
    }
  }
  return { classes, features, weights }
}

/** Moves the weights of a document's features for the first `changes` classes of `changed`, row by
 * row, as they lie in memory. */
function move(
  weights: Float32Array,
  { ids, weights: own }: Vector,
  changed: Int32Array,
  steps: Float64Array,
  changes: number,
  classes: number,
  features: number,
): void {
  for (let i = 0; i <= ids.length; i++) {
    const row = (i < ids.length ? ids[i]! : features) * classes
    const weight = i < ids.length ? own[i]! : bias
    for (let c = 0; c < changes; c++) weights[row + changed[c]!]! += steps[c]! * weight
  }
}

/** The scores of some classes only. */
function someScores(
  weights: Float32Array,
  { ids, weights: own }: Vector,
  some: Int32Array,
  scores: Float64Array,
  classes: number,
  features: number,
): void {
  for (let c = 0; c < some.length; c++)
    scores[some[c]!] = weights[features * classes + some[c]!]! * bias
  for (let i = 0; i < ids.length; i++) {
    const row = ids[i]! * classes
    const weight = own[i]!
    for (let c = 0; c < some.length; c++) scores[some[c]!]! += weight * weights[row + some[c]!]!
  }
}

/** One score a class, written into `scores`: about 1 for a class the document belongs to, about -1
 * for the others. */
export function scoresOf(
  { classes, features, weights }: Linear,
  document: Vector,
  scores = new Float64Array(classes),
): Float64Array {
  for (let k = 0; k < classes; k++) scores[k] = weights[features * classes + k]! * bias
  for (let i = 0; i < document.ids.length; i++) {
    const row = document.ids[i]! * classes
    const weight = document.weights[i]!
    for (let k = 0; k < classes; k++) scores[k]! += weight * weights[row + k]!
  }
  return scores
}
