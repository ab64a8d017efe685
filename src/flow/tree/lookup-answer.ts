// A lookup's answer, read by what the lookup `gives`. Fields of groups lie flat under their paths:
// `tasks.assigned`; an answer that is bare text stands under the empty path.

/** What a lookup gives, by path: a slot type, or a list of such fields. `undefined`: anything. */
export type Gives = Record<string, string | Record<string, string>> | undefined

/** The path of an answer that is bare text. */
export const BARE = ''

/** The answer is one text, and has no fields. */
export const isBare = (gives: Gives): boolean => gives?.[BARE] !== undefined

/** The declared fields with their types, or a sentence about the first that is missing or wrong.
 * Names are read with `_` for spaces. `within` is the path of what is read. */
export function readAnswer(
  data: Record<string, unknown>,
  gives: Gives,
  within = '',
): Record<string, unknown> | string {
  if (!gives) return data
  const fields: Record<string, unknown> = {}
  for (const [path, type] of Object.entries(gives)) {
    const value = valueAt(data, path)
    if ('fault' in value) return `field "${within}${value.at}" ${value.fault}`
    const read = readField(value.found, type, within + path)
    if ('fault' in read) return read.fault
    fields[path] = read.value
  }
  return fields
}

type Read = { value: unknown } | { fault: string }

function readField(value: unknown, type: string | Record<string, string>, path: string): Read {
  if (typeof type !== 'string') return readRows(value, path, type)
  const read = readValue(value, type)
  return read === undefined ? { fault: `field "${path}" is not of type ${type}` } : { value: read }
}

function readRows(value: unknown, path: string, gives: Record<string, string>): Read {
  if (!Array.isArray(value)) return { fault: `field "${path}" is not a list` }
  const rows: Record<string, unknown>[] = []
  for (const row of value) {
    if (!isGroup(row)) return { fault: `a row of "${path}" is not an object` }
    const fields = readAnswer(row, gives, `${path}.`)
    if (typeof fields === 'string') return { fault: fields }
    rows.push(fields)
  }
  return { value: rows }
}

/** What stands at a path; else as much of the path as there is, with its fault. */
function valueAt(
  data: Record<string, unknown>,
  path: string,
): { found: unknown } | { at: string; fault: string } {
  let here: unknown = data
  const names = path.split('.')
  for (const [depth, name] of names.entries()) {
    const at = names.slice(0, depth).join('.')
    if (!isGroup(here) || Array.isArray(here)) return { at, fault: 'is not an object' }
    here = own(here, name.replaceAll(' ', '_')) ?? own(here, name)
    if (here === undefined || here === null)
      return { at: names.slice(0, depth + 1).join('.'), fault: 'is missing' }
  }
  return { found: here }
}

const own = (group: Record<string, unknown>, name: string): unknown =>
  Object.hasOwn(group, name) ? group[name] : undefined

export const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const FORMATS: Record<string, RegExp> = {
  date: /^\d{4}-\d{2}-\d{2}$/,
  time: /^\d{2}:\d{2}(:\d{2})?$/,
  'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/,
  duration: /^P(?=[\dT])[\d.YMWDTHS]{1,30}$/,
  digits: /^\d+$/,
  phone: /^\+?\d{5,15}$/,
}

const YES_AND_NO = new Map<unknown, boolean>([
  [true, true],
  ['yes', true],
  [false, false],
  ['no', false],
])

/** The value as one of that type; undefined when it is none. */
function readValue(value: unknown, type: string): unknown {
  const isNumber = typeof value === 'number'
  switch (type) {
    case 'yes-no':
      return YES_AND_NO.get(value)
    case 'number':
      return isNumber ? value : undefined
    case 'money':
      return isNumber || (isGroup(value) && 'amount' in value) ? value : undefined
    default: {
      if (typeof value !== 'string' && !isNumber) return undefined
      const text = String(value)
      return FORMATS[type]?.test(text) === false ? undefined : text
    }
  }
}

/** An answer as its service sends it: groups inside each other, or the bare text. */
export function asSent(
  data: Record<string, unknown>,
  written: (name: string) => string = (name) => name,
): unknown {
  if (BARE in data) return data[BARE]
  const sent: Record<string, unknown> = {}
  for (const [path, value] of Object.entries(data)) {
    const names = path.split('.')
    const last = names.pop() ?? path
    let here = sent
    for (const name of names) {
      const inner = here[written(name)]
      here = isGroup(inner) ? inner : (here[written(name)] = {})
    }
    here[written(last)] = Array.isArray(value) ? value.map((row) => rowAsSent(row, written)) : value
  }
  return sent
}

const rowAsSent = (row: unknown, written: (name: string) => string): unknown =>
  isGroup(row) && !Array.isArray(row) ? asSent(row, written) : row
