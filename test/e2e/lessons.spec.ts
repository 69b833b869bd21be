/** The lessons as they are read: each of them, and what they are made of. */
import type { CDPSession, Page } from 'playwright/test';
import { LESSON } from './bench.ts';
import { expect, test } from './fixtures.ts';

test.use({ onlyReads: true });

/** Decimal; of the compressed bodies, as in site.spec.ts. */
const BUDGET_BYTES = 80_000;

/** What a page transfers, compressed, without headers and without a cache. */
class Scales {
  readonly #page: Page;
  #transferred = 0;

  static async under(page: Page): Promise<Scales> {
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    return new Scales(page, session);
  }

  private constructor(page: Page, session: CDPSession) {
    this.#page = page;
    session.on('Network.loadingFinished', ({ encodedDataLength }) => (this.#transferred += encodedDataLength));
    // So far only the headers have come.
    session.on('Network.responseReceived', ({ response }) => (this.#transferred -= response.encodedDataLength));
  }

  async weigh(url: string): Promise<number> {
    this.#transferred = 0;
    await this.#page.goto(url, { waitUntil: 'networkidle' });
    return this.#transferred;
  }
}

test('every lesson of the trail is light', async ({ workshop, page }) => {
  await page.goto(workshop.startUrl);
  const lessons = await page
    .locator('.trail .name a')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
  expect(lessons.length).toBeGreaterThan(15);
  // Each is read until nothing comes any more, which is mostly waiting: some at a time.
  const desks = await Promise.all(Array.from({ length: 4 }, () => page.context().newPage()));
  await Promise.all(
    desks.map(async (desk) => {
      const scales = await Scales.under(desk);
      for (let path = lessons.shift(); path !== undefined; path = lessons.shift()) {
        expect.soft(await scales.weigh(workshop.origin + path), `${path} weighs`).toBeLessThanOrEqual(BUDGET_BYTES);
      }
    }),
  );
});

/** What the search says to have found. */
async function found(page: Page, words: string): Promise<number> {
  const box = page.getByRole('textbox', { name: 'Buscar' });
  // The key means nothing before the page's script has run.
  await expect(async () => {
    await page.keyboard.press('Control+k');
    await box.waitFor({ timeout: 3_000 });
  }).toPass();
  await box.fill(words);
  const told = page.getByRole('dialog').getByText(new RegExp(String.raw`\d+ resultados? para ${words}`));
  const count = Number.parseInt((await told.textContent()) ?? '', 10);
  await page.keyboard.press('Escape');
  return count;
}

test('search finds what the class speaks of', async ({ workshop, page }) => {
  await page.goto(workshop.origin);
  for (const word of ['goroutine', 'flat', 'HeapReleased', 'vazou', 'heap nao cai']) {
    expect(await found(page, word), word).toBeGreaterThan(0);
  }
  // As it is typed in a hurry.
  expect(await found(page, 'memoria')).toBe(await found(page, 'memória'));
});

test('a quiz is answered by keyboard, and says why aloud', async ({ workshop, page }) => {
  await page.goto(`${workshop.origin}/instrumentar/flat-e-cum/`);
  const first = page.locator('vazou-quiz form').first();
  const status = first.getByRole('status');
  await first.getByRole('button', { name: 'Conferir' }).focus();
  await page.keyboard.press('Enter');
  await expect(status).toHaveText('Escolha uma resposta primeiro.');

  await first.getByRole('radio').first().focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await expect(status).toContainText('Não é isso. É o mal-entendido mais caro deste assunto.');
  await expect(status).toContainText('Tente outra.');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(status).toContainText('Certo. Flat é de quem fez a alocação.');
  await expect(first.locator('details[open]')).toHaveCount(1);

  for (const form of (await page.locator('vazou-quiz form').all()).slice(1)) {
    await form.locator('[data-right] input').check();
    await form.getByRole('button', { name: 'Conferir' }).click();
  }
  await expect(page.locator('vazou-quiz .score')).toHaveText('Você acertou 3 de 4 de primeira.');
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('every answer can be opened, and the toy profile reads as a table', async ({ workshop, page }) => {
    await page.goto(`${workshop.origin}/instrumentar/flat-e-cum/`);
    const details = page.locator('vazou-quiz details').first();
    await details.locator('summary').click();
    await expect(details).toContainText('Não é isso.');
    await expect(page.getByRole('button', { name: 'Conferir' })).toHaveCount(0);
    await expect(page.locator('vazou-toy tbody tr').first()).toContainText('emReais');
  });
});

test('the toy profile follows its sliders', async ({ workshop, page }) => {
  await page.goto(`${workshop.origin}/instrumentar/flat-e-cum/`);
  const rows = page.locator('vazou-toy tbody tr');
  await page.getByRole('slider', { name: /lerJson/ }).fill('40');
  await expect(rows.first()).toHaveText(/40 MB.*54,8%.*lerJson/);
  await page.locator('vazou-toy').getByRole('radio', { name: 'cum' }).check();
  await expect(rows.first()).toHaveText(/1 MB.*73 MB.*100%.*atenderPedido/);
  await expect(page.locator('vazou-toy').getByRole('status')).toHaveText('Em primeiro: atenderPedido, 73 MB.');
});

test('a recorded view opens in the interactive views as it was told', async ({ workshop, page }) => {
  await page.goto(workshop.startUrl);
  await page.goto(`${workshop.origin}/instrumentar/flat-e-cum/`);
  await page.getByRole('link', { name: 'Abrir esta visão' }).nth(1).click();
  await expect(page).toHaveURL(/\/pprof\/\?src=example%3Amemory-leak\.heap&.*sort=cum/);
  await expect(page.locator('.wb-top-table tbody tr').first()).toContainText('(anonymous)');
});

test.describe('with a lab', () => {
  test.use({ onlyReads: false });

  test('live counters say how to start, then show the lab that runs', async ({ workshop, page }) => {
    await page.goto(workshop.startUrl);
    await page.goto(`${workshop.origin}/comecando/mapa-de-decisao/`);
    const status = page.locator('vazou-live-status');
    const counter = page.locator('vazou-counter').first();
    await status.getByRole('button', { name: 'Mostrar os valores vivos' }).click();
    await expect(status).toContainText('Nenhum laboratório ligado.');
    await expect(counter).toHaveText('—');
    // Labs of other tests may take its ports as it starts: then it is dead, as the next look tells, and starts again.
    await expect(async () => {
      await page.request.post(`${workshop.origin}/api/labs/memory-leak/start`, {
        data: { variant: 'original' },
        headers: { origin: workshop.origin },
      });
      await expect(status).toHaveText('Valores vivos do laboratório memory-leak, um por segundo.', { timeout: 15_000 });
    }).toPass();
    await expect(counter).toHaveText(/^\d+,\d MiB$/);
    await page.request.post(`${workshop.origin}/api/labs/memory-leak/stop`, { headers: { origin: workshop.origin } });
    await expect(counter).toHaveText('—');
  });
});

test('the card of commands is printed on two pages', async ({ workshop, page }) => {
  await page.goto(`${workshop.origin}/referencia/pprof/`);
  const printed = await page.pdf({ format: 'A4' });
  expect(printed.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length).toBeLessThanOrEqual(2);
});

test('on paper all panels of tabs are printed, each below its own label', async ({ workshop, page }) => {
  await page.goto(workshop.origin + LESSON);
  const groups = page.locator('starlight-tabs');
  // What a reader left open does not matter.
  await groups.last().getByRole('tab').last().click();
  await page.emulateMedia({ media: 'print' });
  const printed = await groups.evaluateAll((all) =>
    all.map((group) => {
      const tabs = [...group.querySelectorAll('[role=tab]')];
      const panels = tabs.map(({ id }) => group.querySelector(`[role=tabpanel][aria-labelledby="${id}"]`)!);
      const top = (element: Element): number => element.getBoundingClientRect().top;
      return {
        meant: tabs.flatMap(({ id }, index) => [id, panels[index]!.id]),
        read: [...tabs, ...panels]
          .filter((element) => element.checkVisibility() && element.clientHeight > 0)
          .toSorted((one, other) => top(one) - top(other))
          .map(({ id }) => id),
      };
    }),
  );
  expect(printed.length).toBeGreaterThan(1);
  for (const { meant, read } of printed) expect(read).toEqual(meant);
});

test('paper is light, whatever the screen is like', async ({ workshop, page }) => {
  await page.goto(workshop.origin + LESSON);
  const coloursIn = (theme: string): Promise<readonly string[]> =>
    page.evaluate((wanted) => {
      document.documentElement.dataset['theme'] = wanted;
      const parts = document.querySelectorAll('.sl-markdown-content :is(h2, p, td, code, .ec-line span, svg text)');
      return [...parts].map((part) => getComputedStyle(part).color + getComputedStyle(part).fill);
    }, theme);
  expect(await coloursIn('dark')).not.toEqual(await coloursIn('light'));
  await page.emulateMedia({ media: 'print' });
  expect(await coloursIn('dark')).toEqual(await coloursIn('light'));
});

test("the presenter's notes show in class mode alone, until they are hidden", async ({ workshop, page }) => {
  const notes = page.getByRole('complementary', { name: 'Para quem apresenta' });
  await page.goto(`${workshop.origin}/comecando/o-que-e-profiling/`);
  await expect(notes).toBeHidden();
  await page.goto(`${workshop.origin}/comecando/o-que-e-profiling/?aula`);
  await expect(notes).toBeVisible();
  await page.goto(`${workshop.origin}/comecando/o-que-e-o-pprof/`);
  await expect(notes).toBeVisible();
  await notes.getByRole('button', { name: 'Esconder as notas' }).click();
  await expect(notes).toBeHidden();
  await page.goto(workshop.origin + LESSON);
  await expect(notes).toHaveCount(0);
});
