import type { Page } from 'playwright/test';
import { LOOKS, violationsInAllLooks } from './axe.ts';
import { LESSON } from './bench.ts';
import { expect, test } from './fixtures.ts';

test.use({ onlyReads: true });

/** Of what is sent, compressed; headers aside, which are the server's and not the lesson's. */
const LESSON_BUDGET_BYTES = 80_000;
const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 390, height: 844 };

const grip = (page: Page) => page.getByRole('separator', { name: /Largura do texto/ });
const step = (page: Page) =>
  page.getByRole('navigation', { name: 'Passos da lição' }).locator('a[aria-current="step"]');

/** One page of every kind; the long mode looks at all of them. */
const KINDS = [
  '/',
  '/oficina/',
  '/comecando/mapa-de-decisao/',
  '/instrumentar/flat-e-cum/',
  '/referencia/catalogo/',
  '/referencia/pprof/',
  '/nao-existe',
  LESSON,
];

const sidebarPaths = async (page: Page, origin: string): Promise<string[]> => {
  await page.goto(`${origin}/`);
  // By the style's own class: on a telephone the list is there, and out of sight.
  return page
    .locator('.sidebar-content a')
    .evaluateAll((all) => all.map((link) => new URL((link as HTMLAnchorElement).href).pathname));
};

test.describe('every page', () => {
  test.use({ expectedErrors: /404/ });

  test('is without a violation, dark and light, wide and narrow', async ({ workshop, page }) => {
    const paths = process.env['VAZOU_LONG'] === '1' ? await sidebarPaths(page, workshop.origin) : [];
    test.setTimeout(60_000 + (KINDS.length + paths.length) * 15_000);
    // With a session: a page that asks for one and has none says so in the console.
    await page.goto(workshop.startUrl);
    for (const path of new Set([...KINDS, ...paths])) {
      await page.goto(workshop.origin + path);
      expect.soft(await violationsInAllLooks(page, 'html', LOOKS, ['best-practice']), path).toEqual([]);
    }
  });

  test('stands on a telephone without standing out to the side, and what scrolls in it can be reached by keys', async ({
    workshop,
    page,
  }) => {
    await page.goto(workshop.startUrl);
    await page.setViewportSize(NARROW);
    const paths = await sidebarPaths(page, workshop.origin);
    expect(paths.length).toBeGreaterThan(20);
    for (const path of [...paths, '/nao-existe']) {
      await page.goto(workshop.origin + path);
      const { tooWide, outOfReach } = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        const reachable = '[tabindex="0"], a[href], button, input, select, textarea, summary';
        const scrolls = (element: Element): boolean =>
          element.scrollWidth > element.clientWidth && /auto|scroll/.test(getComputedStyle(element).overflowX);
        const isOutOfReach = (element: Element): boolean =>
          scrolls(element) && !element.matches(reachable) && element.querySelector(reachable) === null;
        return {
          tooWide: scrollWidth - clientWidth,
          outOfReach: [...document.body.querySelectorAll('main *')]
            .filter(isOutOfReach)
            .map(({ outerHTML }) => outerHTML),
        };
      });
      expect.soft(tooWide, path).toBeLessThanOrEqual(0);
      expect.soft(outOfReach, `${path}: scrolls sideways, and not by keys`).toEqual([]);
    }
  });
});

test('a lesson with its workbench closed stays within 80 KB, read to the end', async ({ workshop, page }) => {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  let transferred = 0;
  const paths: string[] = [];
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (transferred += encodedDataLength));
  session.on('Network.responseReceived', ({ response }) => {
    // So far only the headers have come.
    transferred -= response.encodedDataLength;
    paths.push(new URL(response.url).pathname);
  });
  await page.goto(workshop.origin + LESSON, { waitUntil: 'networkidle' });
  await page.getByRole('heading', { name: '9. Previna' }).scrollIntoViewIfNeeded();
  await page.waitForLoadState('networkidle');
  expect(transferred).toBeLessThanOrEqual(LESSON_BUDGET_BYTES);
  expect(paths.filter((path) => /monaco|main\.|pagefind\//.test(path))).toEqual([]);
});

test('the split view is worked by keyboard, and remembered', async ({ workshop, page }) => {
  await page.goto(workshop.startUrl);
  await page.goto(workshop.origin + LESSON);
  await expect(grip(page)).toBeHidden();
  const open = page.getByRole('button', { name: 'Abrir bancada' });
  await open.focus();
  await page.keyboard.press('Enter');
  await grip(page).focus();
  await expect(grip(page)).toHaveAttribute('aria-valuenow', '46');
  for (const [key, percent] of [
    ['ArrowRight', 48],
    ['End', 70],
    ['ArrowRight', 70],
    ['Home', 30],
    ['ArrowLeft', 30],
    ['ArrowRight', 32],
  ] as const) {
    await page.keyboard.press(key);
    await expect(grip(page), key).toHaveAttribute('aria-valuenow', String(percent));
  }
  const shareOfText = () =>
    page.evaluate(() => document.querySelector('.split-text')!.clientWidth / document.documentElement.clientWidth);
  expect(await shareOfText()).toBeCloseTo(0.32, 2);

  // Before the first paint: already when the document is parsed, and not only once its modules have run.
  await page.addInitScript(() =>
    document.addEventListener(
      'readystatechange',
      () => (Object(window).parsed ??= document.documentElement.dataset['bench']),
    ),
  );
  await page.reload();
  expect(await page.evaluate(() => Object(window).parsed)).toBe('open');
  expect(await shareOfText()).toBeCloseTo(0.32, 2);
  await expect(grip(page)).toHaveAttribute('aria-valuenow', '32');

  await page.getByRole('button', { name: 'Fechar bancada' }).click();
  await page.reload();
  await expect(grip(page)).toBeHidden();
});

test('the split view is worked by mouse', async ({ workshop, page }) => {
  await page.goto(workshop.startUrl);
  await page.goto(workshop.origin + LESSON);
  await page.getByRole('button', { name: 'Abrir bancada' }).click();
  const box = (await grip(page).boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + 200);
  await page.mouse.down();
  await page.mouse.move(WIDE.width * 0.6, box.y + 260, { steps: 5 });
  await page.mouse.up();
  await expect(grip(page)).toHaveAttribute('aria-valuenow', '60');
  await grip(page).dblclick();
  await expect(grip(page)).toHaveAttribute('aria-valuenow', '46');
});

test.describe('on a narrow screen', () => {
  test.use({ viewport: NARROW });

  test('text and workbench take turns, and the reader comes back to the same line', async ({ workshop, page }) => {
    await page.goto(workshop.startUrl);
    await page.goto(workshop.origin + LESSON);
    const heading = page.getByRole('heading', { name: '3. Meça' });
    await heading.scrollIntoViewIfNeeded();
    const mark = page.locator('vazou-rail a[aria-current="step"]');
    await expect(mark).toHaveAttribute('data-step', 'reproduce');
    const before = (await heading.boundingBox())!.y;
    await page.getByRole('button', { name: 'Bancada' }).click();
    await expect(heading).toBeHidden();
    await expect(page.locator('vazou-workbench').getByRole('tablist')).toBeVisible();
    await expect(mark).toHaveAttribute('data-step', 'reproduce');
    await page.getByRole('button', { name: 'Texto' }).click();
    expect((await heading.boundingBox())!.y).toBeCloseTo(before, 0);
    await page.getByRole('button', { name: 'Bancada' }).click();
    await page.reload();
    await expect(heading).toBeVisible();
  });
});

test('the rail marks the step that is being read, and leads to each', async ({ workshop, page }) => {
  await page.goto(workshop.origin + LESSON);
  await expect(step(page)).toHaveText(/1\s*Sintoma/);
  for (const name of ['Leia', 'Prove', 'Reproduza', 'Previna']) {
    await page.getByRole('navigation', { name: 'Passos da lição' }).getByRole('link', { name }).click();
    await expect(step(page)).toContainText(name);
    await expect(page.getByRole('heading', { level: 2, name })).toBeInViewport();
  }
});

test.describe('for who has not begun', () => {
  test.use({ onlyReads: false });

  test('from the trail to the lesson, and by search to what it says', async ({ workshop, page }) => {
    await page.goto(workshop.startUrl);
    await page.getByRole('link', { name: 'Começar: Vazamento de memória' }).click();
    await expect(page).toHaveURL(workshop.origin + LESSON);
    const box = page.getByRole('textbox', { name: 'Buscar' });
    // The key means nothing before the page's script has run.
    await expect(async () => {
      await page.keyboard.press('Control+k');
      await box.waitFor({ timeout: 3_000 });
    }).toPass();
    await box.fill('inuse_space');
    const results = page.getByRole('dialog');
    await expect(results.getByRole('link', { name: /Leia/ })).toBeVisible();
    await expect(results).toContainText(/\d+ resultados? para inuse_space/);
  });
});
