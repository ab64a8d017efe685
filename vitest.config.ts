import { defineConfig } from 'vitest/config'

const MINUTE = 60_000

/** Tests of rooms that know nothing outside: they leave no trace in a process, so its threads load
 * the source once for all of them. */
const pure = [
  'book',
  'call',
  'desk',
  'diff',
  'drawing',
  'eval',
  'flow',
  'languages',
  'proof',
  'rehearsal',
  'say',
  'times',
  'understand',
].map((room) => `test/${room}/**/*.test.ts`)

export default defineConfig({
  test: {
    // for what hangs; how long something takes on a busy machine is no fault
    testTimeout: 10 * MINUTE,
    hookTimeout: 10 * MINUTE,
    expect: { poll: { timeout: MINUTE } },
    // Google's client looks for the cloud it may run in, and warns when there is none
    env: { METADATA_SERVER_DETECTION: 'none' },
    projects: [
      {
        extends: true,
        test: { name: 'pure', include: pure, pool: 'threads', isolate: false },
      },
      {
        extends: true,
        test: { name: 'world', include: ['test/**/*.test.ts'], exclude: pure },
      },
    ],
  },
})
