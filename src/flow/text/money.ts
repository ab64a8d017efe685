// Sums of money as they are kept.

/** `currency` is an ISO 4217 code. */
export type Money = { amount: number; currency: string }

/** True for a sum with its currency. */
export function isMoney(value: unknown): value is Money {
  return (
    typeof value === 'object' &&
    value !== null &&
    'amount' in value &&
    typeof value.amount === 'number' &&
    'currency' in value &&
    typeof value.currency === 'string'
  )
}
