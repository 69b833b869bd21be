import type { CDPSession } from 'playwright/test';
import { expect, test } from './fixtures.ts';

interface DomCounters {
  readonly documents: number;
  readonly nodes: number;
  readonly jsEventListeners: number;
}

/** What lives in the page after garbage has been collected, as Chromium's memory panel counts it. */
async function living(session: CDPSession): Promise<DomCounters> {
  // Finalizers of the first collection can set more free.
  for (let times = 0; times < 3; times++) await session.send('HeapProfiler.collectGarbage');
  return session.send('Memory.getDOMCounters');
}

test('the workbench itself does not leak: disposed of, it leaves no node and no listener', async ({ bench, page }) => {
  const chunk = page.waitForResponse((response) => /\/_astro\/main\.[\w-]+\.js$/.test(response.url()));
  await bench.open();
  const url = (await chunk).url();
  await bench.root.locator('.view-lines').waitFor();

  /** Another workbench over this one: built, looked through, disposed of. */
  const visit = (): Promise<void> =>
    page.evaluate(async (module) => {
      type Mount = (host: HTMLElement, options: { labId: string }) => Disposable;
      const exported = Object.values((await import(module)) as Record<string, unknown>);
      const mount = exported.find((value) => typeof value === 'function') as Mount;
      const host = document.createElement('div');
      host.style.cssText = 'position: fixed; inset: 0; z-index: 10';
      document.body.append(host);
      const mounted = mount(host, { labId: 'memory-leak' });
      // The address remembers the panel that the one before ended on.
      const isCode = (tab: Element): boolean => tab.textContent?.includes('Código') === true;
      while (!host.querySelector('.view-lines')) {
        const code = [...host.querySelectorAll<HTMLElement>('[role=tab]')].find(isCode);
        if (code?.ariaSelected === 'false') code.click();
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      for (const tab of host.querySelectorAll<HTMLElement>('[role=tab]')) {
        tab.click();
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      mounted[Symbol.dispose]();
      host.remove();
    }, url);

  const session = await page.context().newCDPSession(page);
  // The first ones make what the page keeps for good, such as Monaco's services.
  for (let times = 0; times < 3; times++) await visit();
  const before = await living(session);
  for (let times = 0; times < 10; times++) await visit();
  const after = await living(session);
  expect(after.documents).toBeLessThanOrEqual(before.documents);
  expect(after.jsEventListeners).toBeLessThanOrEqual(before.jsEventListeners);
  // The page around it lives on, with some hundred nodes more or less; ten workbenches would be ten thousand.
  expect(after.nodes - before.nodes).toBeLessThan(500);
});
