// A linear classifier, one class against the rest: support vectors by dual coordinate descent, in a
// fixed order.

/** A document as the numbers of its features and their weights. */
export type Vector = { ids: Int32Array; weights: Float32Array }

/** `weights` holds for each feature one number a class, classes side by side; the bias is the
 * feature after the last. */
export type Linear = { classes: number; features: number; weights: Float32Array }

/** A document and the class it belongs to. */
export type Document = { k: number; vector: Vector }

/** `rounds` is how often all documents are gone through, `background` the class that stands for
 * talk of anything else. */
export type Lesson = {
  documents: readonly Document[]
  classes: number
  features: number
  rounds: number
  background?: number
}

/** How dear an error is against a simple model: on a phrase of the class itself, of which there are
 * few, on one of another class, and on talk of anything else. */
const COSTS = { own: 0.9, other: 0.3, background: 0.07 }

const ridgeOf = (cost: number): number => 0.5 / cost

/** The size of the constant feature. */
const BIAS = 1

/** Steps smaller than this change nothing worth the time. */
const LEAST_STEP = 1e-3

/** All classes of a document are looked at in every so many rounds; in between, only those that it
 * supports. */
const WHOLE_EVERY = 4

/** What is known of a document while it is learnt. `alpha` is how far it supports each class,
 * `near` are the classes looked at, and `other` is the ridge for those it does not belong to. */
type Learning = Document & { length: number; alpha: Float32Array; near: Int32Array; other: number }

/** Room for the work on one document: the scores of all classes, and the first `count` steps. */
type Desk = { scores: Float64Array; changed: Int32Array; steps: Float64Array; count: number }

/**
 * Squared hinge loss and ridge penalty, solved in the dual one document and one class at a time,
 * with shrinking.
 * Source: Hsieh, Chang, Lin, Keerthi and Sundararajan, "A dual coordinate descent method for
 * large-scale linear SVM", 2008, algorithms 1 and 3.
 */
export function learn({ documents, classes, features, rounds, background }: Lesson): Linear {
  const linear = { classes, features, weights: new Float32Array((features + 1) * classes) }
  const every = Int32Array.from({ length: classes }, (_, k) => k)
  const order = documents.map(({ k, vector }): Learning => ({
    k,
    vector,
    length: vector.weights.reduce((sum, weight) => sum + weight * weight, 0) + BIAS * BIAS,
    alpha: new Float32Array(classes),
    near: every,
    other: ridgeOf(k === background ? COSTS.background : COSTS.other),
  }))
  const desk: Desk = {
    scores: new Float64Array(classes),
    changed: new Int32Array(classes),
    steps: new Float64Array(classes),
    count: 0,
  }
  const shuffle = shuffler()
  for (let round = 0; round < rounds; round++) {
    shuffle(order)
    const whole = round % WHOLE_EVERY === 0
    for (const document of order) {
      if (whole) scoresOf(linear, document.vector, desk.scores)
      else scoreNear(linear, document, desk.scores)
      const supported = findSteps(document, whole ? every : document.near, desk)
      if (whole) document.near = Int32Array.from(supported)
      if (desk.count > 0) move(linear, document.vector, desk)
    }
  }
  return linear
}

/** Brings a list into another order, each time another one. */
function shuffler(): (list: Learning[]) => void {
  let seed = 1
  return (list) => {
    for (let i = list.length - 1; i > 0; i--) {
      seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff
      const place = (seed >>> 8) % (i + 1)
      const [here, there] = [list[i], list[place]]
      if (here) list[place] = here
      if (there) list[i] = there
    }
  }
}

/** The steps to take for a document, written onto the desk; the classes it supports. */
function findSteps(document: Learning, classes: Int32Array, desk: Desk): number[] {
  const { k: own, alpha, length, other } = document
  const supported: number[] = []
  desk.count = 0
  for (const k of classes) {
    const [sign, ridge] = k === own ? [1, ridgeOf(COSTS.own)] : [-1, other]
    const before = alpha[k] ?? 0
    const slope = sign * (desk.scores[k] ?? 0) - 1 + ridge * before
    const next = Math.max(0, before - slope / (length + ridge))
    if (next > 0) supported.push(k)
    if (Math.abs(next - before) < LEAST_STEP) continue
    alpha[k] = next
    desk.changed[desk.count] = k
    desk.steps[desk.count++] = (next - before) * sign
  }
  return supported
}

/** Moves the weights of a document's features, row by row, as they lie in memory. */
function move(linear: Linear, { ids, weights }: Vector, desk: Desk): void {
  for (let i = 0; i < ids.length; i++) moveRow(linear, ids[i] ?? 0, weights[i] ?? 0, desk)
  moveRow(linear, linear.features, BIAS, desk)
}

function moveRow({ classes, weights }: Linear, id: number, weight: number, desk: Desk): void {
  const { changed, steps, count } = desk
  const row = id * classes
  for (let c = 0; c < count; c++) {
    const at = row + (changed[c] ?? 0)
    weights[at] = (weights[at] ?? 0) + (steps[c] ?? 0) * weight
  }
}

/** The scores of the classes that a document supports. */
function scoreNear(linear: Linear, { vector, near }: Learning, scores: Float64Array): void {
  const { classes, features, weights } = linear
  for (const k of near) scores[k] = (weights[features * classes + k] ?? 0) * BIAS
  for (let i = 0; i < vector.ids.length; i++) {
    const row = (vector.ids[i] ?? 0) * classes
    const weight = vector.weights[i] ?? 0
    for (const k of near) scores[k] = (scores[k] ?? 0) + weight * (weights[row + k] ?? 0)
  }
}

/** One score a class, written into `scores`: about 1 for a class the document belongs to, about -1
 * for the others. */
export function scoresOf(
  linear: Linear,
  document: Vector,
  scores: Float64Array = new Float64Array(linear.classes),
): Float64Array {
  scores.fill(0)
  addRow(linear, linear.features, BIAS, scores)
  addFeatures(linear, document, scores)
  return scores
}

/** Adds what the features of a text say for each class. */
export function addFeatures(linear: Linear, { ids, weights }: Vector, scores: Float64Array): void {
  for (let i = 0; i < ids.length; i++) addRow(linear, ids[i] ?? 0, weights[i] ?? 0, scores)
}

/** Adds what one feature says for each class. */
export function addRow(
  { classes, weights }: Linear,
  id: number,
  weight: number,
  scores: Float64Array,
): void {
  const row = id * classes
  for (let k = 0; k < classes; k++) scores[k] = (scores[k] ?? 0) + weight * (weights[row + k] ?? 0)
}
