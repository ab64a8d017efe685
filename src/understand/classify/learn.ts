// A linear classifier, one class against the rest: support vectors by dual coordinate descent, in a fixed order.

/** A document as the numbers of its features and their weights. */
export type Vector = { ids: Int32Array; weights: Float32Array }

/** `weights` holds for each feature one number a class, classes side by side; the bias is the feature after the last. */
export type Linear = { classes: number; features: number; weights: Float32Array }

/** How dear an error is against a simple model; one on a phrase of the class itself is dearer, because there are few. */
const cost = 0.3
const ownCost = 0.9

/** The size of the constant feature. */
const bias = 1

/** Steps smaller than this change nothing worth the time. */
const least = 1e-4

/**
 * `rounds` is how often all documents are gone through. Squared hinge loss and ridge penalty, solved in the dual one document and one class at a time.
 * Source: Hsieh, Chang, Lin, Keerthi and Sundararajan, "A dual coordinate descent method for large-scale linear SVM", 2008, algorithm 1.
 */
export function learn(documents: readonly Vector[], labels: readonly number[], classes: number, features: number, rounds: number): Linear {
  const weights = new Float32Array((features + 1) * classes)
  const alpha = new Float32Array(documents.length * classes)
  const lengths = documents.map((document) => bias * bias + document.weights.reduce((sum, weight) => sum + weight * weight, 0))
  const order = documents.map((_, i) => i)
  const scores = new Float64Array(classes)
  let seed = 1
  for (let round = 0; round < rounds; round++) {
    for (let i = order.length - 1; i > 0; i--) {
      seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff
      const other = (seed >>> 8) % (i + 1)
      ;[order[i], order[other]] = [order[other]!, order[i]!]
    }
    for (const i of order) {
      const document = documents[i]!
      scoresOf({ classes, features, weights }, document, scores)
      for (let k = 0; k < classes; k++) {
        const sign = labels[i] === k ? 1 : -1
        const held = alpha[i * classes + k]!
        const ridge = 0.5 / (sign > 0 ? ownCost : cost)
        const slope = sign * scores[k]! - 1 + ridge * held
        const next = Math.max(0, held - slope / (lengths[i]! + ridge))
        if (Math.abs(next - held) < least) continue
        alpha[i * classes + k] = next
        move(weights, document, (next - held) * sign, k, classes, features)
      }
    }
  }
  return { classes, features, weights }
}

function move(weights: Float32Array, { ids, weights: own }: Vector, step: number, k: number, classes: number, features: number): void {
  for (let i = 0; i < ids.length; i++) weights[ids[i]! * classes + k]! += step * own[i]!
  weights[features * classes + k]! += step * bias
}

/** One score a class, written into `scores`: about 1 for a class the document belongs to, about -1 for the others. */
export function scoresOf({ classes, features, weights }: Linear, document: Vector, scores = new Float64Array(classes)): Float64Array {
  for (let k = 0; k < classes; k++) scores[k] = weights[features * classes + k]! * bias
  for (let i = 0; i < document.ids.length; i++) {
    const row = document.ids[i]! * classes
    const weight = document.weights[i]!
    for (let k = 0; k < classes; k++) scores[k]! += weight * weights[row + k]!
  }
  return scores
}
