/** What axe finds wrong with a part of a page, in words. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** What a theme or a width can break; everything else is the same in all looks, and is asked once. */
const OF_THE_LOOK = ['color-contrast', 'link-in-text-block', 'target-size', 'scrollable-region-focusable'];

export async function violations(page: Page, part: string, whole = true): Promise<string[]> {
  const axe = new AxeBuilder({ page }).include(part);
  const { violations: found } = await (whole ? axe.withTags(TAGS) : axe.withRules(OF_THE_LOOK)).analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`),
  );
}

interface Look {
  readonly theme: 'dark' | 'light';
  readonly width: number;
}

const LOOKS: readonly Look[] = [
  { theme: 'dark', width: 1440 },
  { theme: 'light', width: 1440 },
  { theme: 'light', width: 390 },
  { theme: 'dark', width: 390 },
];
/** Each theme and each width once. */
export const TWO_LOOKS: readonly Look[] = [
  { theme: 'dark', width: 1440 },
  { theme: 'light', width: 390 },
];

/** In both themes, wide and narrow; leaves the page wide and light. */
export async function violationsInAllLooks(
  page: Page,
  part: string,
  looks: readonly Look[] = LOOKS,
): Promise<string[]> {
  const all: string[] = [];
  for (const [index, { theme, width }] of looks.entries()) {
    await page.evaluate((wanted) => (document.documentElement.dataset['theme'] = wanted), theme);
    await page.setViewportSize({ width, height: 844 });
    for (const violation of await violations(page, part, index === 0)) all.push(`${theme}, ${width}: ${violation}`);
  }
  await page.evaluate(() => (document.documentElement.dataset['theme'] = 'light'));
  await page.setViewportSize({ width: 1440, height: 900 });
  return all;
}
