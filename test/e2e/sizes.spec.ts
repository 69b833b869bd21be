import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright/test';
import { expect, test } from './fixtures.ts';

test.use({ onlyReads: true });

/** Scripts, workers and styles of all views together, gzipped; Graphviz (viz.js), which only the graph loads, aside. */
const VIEWS_BUDGET_BYTES = 120_000;

const VIEWS = ['Chamas', 'Grafo', 'Peek', 'Fonte', 'Traces', 'Tags', 'Raw', 'Top'];

/** Names of the scripts and styles that a page has loaded, workers and what these import included. */
function watch(page: Page): Set<string> {
  const files = new Set<string>();
  const note = (url: string): void => {
    const { pathname } = new URL(url);
    if (/\.(?:js|css)$/.test(pathname)) files.add(pathname);
  };
  page.on('response', (response) => note(response.url()));
  page.on('worker', (worker) => note(worker.url()));
  return files;
}

const weigh = async (path: string): Promise<number> =>
  gzipSync(await readFile(fileURLToPath(new URL(`../../dist${path}`, import.meta.url)))).byteLength;

test('the views weigh no more than 120 KB, all of them opened', async ({ workshop, page }) => {
  const files = watch(page);
  await page.goto(workshop.startUrl);
  await page.goto(`${workshop.origin}/oficina/`, { waitUntil: 'networkidle' });
  const ofAnyPage = new Set(files);
  await page.goto(`${workshop.origin}/pprof/`, { waitUntil: 'networkidle' });
  await page.locator('vazou-pprof .pp-list button').first().click();
  for (const view of VIEWS) {
    await page.getByRole('tab', { name: view, exact: true }).click();
    await page.locator('.vw-waiting').waitFor({ state: 'detached' });
  }
  const ours = [...files].filter((path) => !ofAnyPage.has(path) && !/graph\.worker/.test(path));
  // The worker that reads profiles is among them, or this would weigh the frame without the picture.
  expect(ours.some((path) => /profile\.worker/.test(path))).toBe(true);
  const weights = await Promise.all(ours.map(async (path) => [path, await weigh(path)] as const));
  const total = weights.reduce((sum, [, bytes]) => sum + bytes, 0);
  expect(total, JSON.stringify(weights)).toBeGreaterThan(40_000);
  expect(total, JSON.stringify(weights)).toBeLessThanOrEqual(VIEWS_BUDGET_BYTES);
});
