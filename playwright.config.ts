import { defineConfig } from '@playwright/test'

const executablePath = process.env.CHROMIUM_PATH

/** Journeys against the production build, on an instance with the demo that global setup starts in a home of its own. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'artifacts/test/browser',
  globalSetup: './e2e/instance.ts',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    actionTimeout: 15_000,
    locale: 'en-GB',
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
    launchOptions: { ...(executablePath === undefined ? {} : { executablePath }), args: ['--no-sandbox', '--disable-dev-shm-usage'] },
  },
})
