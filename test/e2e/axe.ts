/** What axe finds wrong with a part of a page, in words. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** What a theme or a width can break; everything else is the same in all looks, and is asked once. */
const OF_THE_LOOK = ['color-contrast', 'link-in-text-block', 'target-size', 'scrollable-region-focusable'];

interface Look {
  readonly theme: 'dark' | 'light';
  readonly width: number;
}

/** Each theme and each width once. */
export const TWO_LOOKS: readonly Look[] = [
  { theme: 'dark', width: 1440 },
  { theme: 'light', width: 390 },
];
/** A theme changes colours and a width changes places: the long mode looks at the pairs that are left, too. */
export const LOOKS: readonly Look[] =
  process.env['VAZOU_LONG'] === '1'
    ? [...TWO_LOOKS, { theme: 'light', width: 1440 }, { theme: 'dark', width: 390 }]
    : TWO_LOOKS;

/** One look for each state of a long walk, the two in turns; all of them for each in the long mode. */
export function looksInTurns(): () => readonly Look[] {
  let turn = 0;
  return () => (LOOKS === TWO_LOOKS ? [TWO_LOOKS[turn++ % TWO_LOOKS.length]!] : LOOKS);
}

/**
 * In each of the looks; leaves the page wide and light.
 * @param tags of rules beyond those of WCAG.
 */
export async function violationsInAllLooks(
  page: Page,
  part: string,
  looks: readonly Look[] = LOOKS,
  tags: readonly string[] = [],
): Promise<string[]> {
  const all: string[] = [];
  for (const [index, { theme, width }] of looks.entries()) {
    await dress(page, theme, width, 844);
    // In the page itself: where frames are possible axe opens another page each time, and no page of ours has one.
    const axe = new AxeBuilder({ page }).include(part).setLegacyMode();
    const whole = index === 0;
    const { violations } = await (whole ? axe.withTags([...TAGS, ...tags]) : axe.withRules(OF_THE_LOOK)).analyze();
    for (const { id, nodes } of violations) {
      for (const { target, failureSummary } of nodes)
        all.push(`${theme}, ${width}: ${id} ${target}: ${failureSummary}`);
    }
  }
  await dress(page, 'light', 1440, 900);
  return all;
}

async function dress(page: Page, theme: Look['theme'], width: number, height: number): Promise<void> {
  await page.evaluate((wanted) => (document.documentElement.dataset['theme'] = wanted), theme);
  await page.setViewportSize({ width, height });
  // Halfway from one theme to the other, colours are those of none. Ended and not waited for: one in a part that is not
  // drawn never ends by itself.
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) if (animation instanceof CSSTransition) animation.finish();
  });
}
