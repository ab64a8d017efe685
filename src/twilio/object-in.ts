// A message of a WebSocket as the JSON object it should be.

/** Undefined for what is no JSON, or no object. */
export function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>
    return undefined
  } catch {
    return undefined
  }
}
