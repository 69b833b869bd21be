/** What every browser test gets: a workshop, a page with a session, and a watch over the page's manners. */
import { expect, test as base } from 'playwright/test';
import { Bench, type Lesson } from './bench.ts';
import { Workshop } from './workshop.ts';

interface Fixtures {
  /** Whether it starts no lab, and does not care how far the learner is: then the others' workshop does. */
  readonly onlyReads: boolean;
  /** Console errors that the test provokes on purpose. */
  readonly expectedErrors: RegExp | null;
  /** Whose workbench `bench` is; that of the first lesson unless told. */
  readonly lesson: Lesson | undefined;
  readonly workshop: Workshop;
  readonly bench: Bench;
  readonly manners: undefined;
}

interface WorkerFixtures {
  /** A workshop for all who only read; started by the first of them. */
  readonly library: Library;
}

/** Starts once, and only if somebody reads. */
class Library implements AsyncDisposable {
  #workshop: Promise<Workshop> | undefined;

  open(): Promise<Workshop> {
    return (this.#workshop ??= Workshop.open());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await (await this.#workshop)?.[Symbol.asyncDispose]();
  }
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  expectedErrors: [null, { option: true }],
  onlyReads: [false, { option: true }],
  lesson: [undefined, { option: true }],

  library: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs out of this pattern: none.
    async ({}, use) => {
      await using library = new Library();
      await use(library);
    },
    { scope: 'worker' },
  ],

  workshop: async ({ onlyReads, library }, use) => {
    if (onlyReads) return use(await library.open());
    await using workshop = await Workshop.open();
    await use(workshop);
  },

  bench: async ({ page, workshop, lesson }, use) => {
    await use(new Bench(page, workshop, lesson));
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
