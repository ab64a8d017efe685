// Numbers of a proof in words: turns and seconds.
import { plural } from '../ground/plural.ts'

/** `4 turns and 59 seconds`; time in milliseconds, rounded up. */
export const inWords = (turns: number, time: number): string =>
  turns === 0 ? seconds(time) : `${plural(turns, 'turn')} and ${seconds(time)}`

export const seconds = (time: number): string => plural(Math.ceil(time / 1000), 'second')
