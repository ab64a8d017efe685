import { defineConfig } from 'vitest/config'

// Google's client looks for the cloud it may run in, and warns when there is none
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    env: { METADATA_SERVER_DETECTION: 'none' },
  },
})
