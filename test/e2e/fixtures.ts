/** What every browser test gets: a workshop, a page with a session, and a watch over the page's manners. */
import { expect, test as base } from 'playwright/test';
import { Bench } from './bench.ts';
import { Workshop } from './workshop.ts';

interface Fixtures {
  /** Console errors that the test provokes on purpose. */
  readonly expectedErrors: RegExp | null;
  readonly workshop: Workshop;
  readonly bench: Bench;
  readonly manners: undefined;
}

export const test = base.extend<Fixtures>({
  expectedErrors: [null, { option: true }],

  // oxlint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs out of this pattern: none.
  workshop: async ({}, use) => {
    const workshop = await Workshop.open();
    await use(workshop);
    await workshop[Symbol.asyncDispose]();
  },

  bench: async ({ page, workshop }, use) => {
    await use(new Bench(page, workshop));
    // Before the workshop ends: a page that then looks for it says so in the console.
    await page.goto('about:blank');
  },

  /** No error in the console, no request to another host: of every test, whatever it is about. */
  manners: [
    async ({ page, expectedErrors }, use) => {
      const errors: string[] = [];
      const hosts = new Set<string>();
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`);
      });
      page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
      page.on('request', (request) => {
        const { protocol, hostname } = new URL(request.url());
        if (protocol.startsWith('http')) hosts.add(hostname);
      });
      await use(undefined);
      expect(errors.filter((error) => !expectedErrors?.test(error))).toEqual([]);
      expect([...hosts].filter((host) => host !== '127.0.0.1')).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
