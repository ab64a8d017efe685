import { describe, expect, it } from 'vitest'
import { readUntil, untilField } from '../../src/notices/until.ts'

const now = Date.UTC(2026, 2, 28, 12)
const at = (written: string, zone = 'Europe/London'): string | undefined => {
  const until = readUntil(written, zone, now)
  return until === undefined ? undefined : new Date(until).toISOString()
}

describe('until when', () => {
  it.each([
    ['2 hours', '2026-03-28T14:00:00.000Z'],
    ['18:00', '2026-03-28T18:00:00.000Z'],
    ['9:30', '2026-03-29T08:30:00.000Z'],
    ['2026-12-24 18:00', '2026-12-24T18:00:00.000Z'],
    ['2026-07-01T18:00', '2026-07-01T17:00:00.000Z'],
    // the clocks are put forward at this hour
    ['2026-03-29 01:30', undefined],
    ['25:00', undefined],
    ['2026-02-30 10:00', undefined],
    ['2026-12-24', undefined],
    ['tomorrow', undefined],
  ])('%s', (written, moment) => expect(at(written)).toBe(moment))

  it('is shown as it is read', () => {
    for (const zone of ['Europe/Minsk', 'America/New_York', 'Asia/Kolkata'])
      expect(readUntil(untilField(now, zone), zone, 0)).toBe(now)
  })
})
