// Shares as people read them.

/** A share of 0..1 as "12 %", or to so many decimals. */
export function percent(share: number, decimals = 0): string {
  return `${(share * 100).toFixed(decimals)} %`
}
