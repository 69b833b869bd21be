/** How a learner presses what is on the page: with a mouse, or by keys alone. */
import type { Locator, Page } from 'playwright/test';
import type { Bench } from './bench.ts';

export interface Hands {
  /** Goes there and presses it. */
  press(target: Locator): Promise<void>;
  goIntoEditor(bench: Bench): Promise<void>;
}

export const mouseOn = (): Hands => ({
  press: (target) => target.click(),
  goIntoEditor: ({ root }) => root.locator('.view-lines').first().click(),
});

/** More stops than any page of the workshop has. */
const MOST_KEYS = 400;

/**
 * Tab and Shift+Tab from where the keyboard stands, arrows within a row of tabs, Escape and then Tab out of the editor
 * and the terminal: nothing is focused that keys do not lead to.
 */
export function keysOn(page: Page): Hands {
  const reach = async (target: Locator): Promise<void> => {
    // Not its visibility: Monaco's field has no size.
    await target.waitFor({ state: 'attached' });
    for (let pressed = 0; pressed < MOST_KEYS; pressed++) {
      const where = await target.evaluate(whereFrom);
      if (where === 'here') return;
      if (where.trapped) await page.keyboard.press('Escape');
      await page.keyboard.press(where.key);
    }
    throw new Error(`No key leads to ${String(target)}.`);
  };
  return {
    goIntoEditor: ({ editor }) => reach(editor),
    async press(target) {
      await reach(target);
      // A tab is chosen by being reached.
      const role = await target.evaluate((element) => element.getAttribute('role') ?? element.getAttribute('type'));
      if (role !== 'tab') await page.keyboard.press(role === 'checkbox' || role === 'radio' ? 'Space' : 'Enter');
    },
  };
}

type Where = 'here' | { readonly key: string; readonly trapped: boolean };

/** In the page. */
function whereFrom(target: Element): Where {
  const now = document.activeElement ?? document.body;
  if (now === target || target.contains(now)) return 'here';
  const list = target.closest('[role=tablist]');
  if (target.getAttribute('role') === 'tab' && list?.contains(now)) return { key: 'ArrowRight', trapped: false };
  const isBehind = (now.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_PRECEDING) !== 0;
  return { key: isBehind ? 'Shift+Tab' : 'Tab', trapped: now.closest('.monaco-editor, .xterm') !== null };
}
