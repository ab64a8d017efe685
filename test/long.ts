// How much is tried: as much as fits into every run, or far more by `npm run test:long`.

export const isLong = process.env.LONG !== undefined

/** Cases of a property: `usual` in each run, `many` in a long one. */
export const runs = (usual: number, many: number): number => (isLong ? many : usual)
