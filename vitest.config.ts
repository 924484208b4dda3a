import { defineConfig } from 'vitest/config'

const PURE = ['server/kernel/**/*.test.ts', 'server/contracts/**/*.test.ts', 'components/**/*.test.ts', 'scripts/**/*.test.ts']
const NEVER = ['**/node_modules/**', '.next/**', 'e2e/**']

/** `pure` needs nothing; `system` gets a real PostgreSQL, started once for the run and thrown away with it. */
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'pure', include: PURE, exclude: NEVER, environment: 'node' } },
      {
        test: {
          name: 'system',
          include: ['**/*.test.ts'],
          exclude: [...NEVER, ...PURE],
          environment: 'node',
          globalSetup: ['testing/postgres.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
