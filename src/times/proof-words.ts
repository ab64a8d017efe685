// Numbers of a proof in words: turns and seconds.

const one = (n: number, unit: string): string => `${n} ${unit}${n === 1 ? '' : 's'}`

/** `4 turns and 59 seconds`; time in milliseconds, rounded up. */
export const inWords = (turns: number, time: number): string =>
  turns === 0 ? seconds(time) : `${one(turns, 'turn')} and ${seconds(time)}`

export const seconds = (time: number): string => one(Math.ceil(time / 1000), 'second')
