// What one file does harms no other: where reading or checking it throws, that is told at the file.
import type { Diagnostic } from './diagnostic.ts'

/** Does something about a file; what it throws becomes an error at that file. Undefined then. */
export function harmNoOther<T>(file: string, told: Diagnostic[], act: () => T): T | undefined {
  try {
    return act()
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    told.push({
      code: 'check-broke',
      severity: 'error',
      message: `callflow could not check this file, which is a fault of its own: ${why}`,
      file,
      range: { file, start: 0, end: 0, line: 1, column: 1 },
      hint: 'what it held before stays in force; undo the last change, and tell the makers of callflow',
    })
    return undefined
  }
}
