import { fileURLToPath } from 'node:url';
import { defineConfig } from 'playwright/test';
import { launchOptions } from './browser.ts';

export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results',
  globalSetup: fileURLToPath(new URL('site-built.ts', import.meta.url)),
  // Each test runs real labs under load; two at a time would share two cores with each other.
  workers: 1,
  fullyParallel: false,
  // A lab that dies of memory and a verdict take their time on a busy machine; no assertion is about time.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  // As with the labs: twice is a fault, and the test command tells of those that passed only then.
  retries: 1,
  // The test command counts what passed out of the JSON; to a person it would only be noise.
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] ? [['list'], ['json']] : 'list',
  use: {
    // A button that is not there is told as such, long before the test's own time is over.
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    launchOptions: await launchOptions(),
    viewport: { width: 1440, height: 900 },
    locale: 'pt-BR',
    permissions: ['clipboard-read', 'clipboard-write'],
    // A trace takes a third more of the CPU, of every test: `--trace retain-on-failure` has one when it is needed.
    screenshot: 'only-on-failure',
  },
});
