import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Locator } from 'playwright/test';
import { gzipSync } from 'node:zlib';
import { encodeProfile } from '#pprof/codec.ts';
import { generateProfile } from '../../bench/generate.ts';
import { TWO_LOOKS, violationsInAllLooks } from './axe.ts';
import { expect, test } from './fixtures.ts';

test.use({ onlyReads: true });

/** Samples: twice as many frames as a million of them; the long mode has a million samples. */
const LARGE = process.env['VAZOU_LONG'] === undefined ? 80_000 : 1_000_000;

const recorded = (name: string): string => fileURLToPath(new URL(`../parity/profiles/${name}.pb.gz`, import.meta.url));

test('a profile that Go wrote, from a file: every choice is in the address, and Back undoes it', async ({
  workshop,
  page,
}) => {
  const root = page.locator('vazou-pprof');
  await page.goto(workshop.startUrl);
  await page.goto(`${workshop.origin}/pprof/`);
  const file = root.locator('input[type=file]').first();
  await file.setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('not a profile at all') });
  await expect(root.getByRole('alert')).toContainText('não é um perfil');
  await root.getByRole('button', { name: 'Abrir outro' }).click();

  await root.locator('input[type=file]').first().setInputFiles(recorded('json.mem'));
  const rows = root.locator('.wb-top-table tbody tr');
  await expect(rows.first()).toContainText('json');
  await root.getByLabel('Tipo').selectOption('alloc_objects');
  await expect(page).toHaveURL(/si=alloc_objects/);
  await root.getByRole('tab', { name: 'Chamas' }).click();
  await expect(page).toHaveURL(/v=flame/);
  await page.goBack();
  await expect(root.getByRole('tab', { name: 'Top' })).toHaveAttribute('aria-selected', 'true');
  await expect(page).toHaveURL(/si=alloc_objects/);

  await root.getByRole('searchbox').fill('json');
  await expect(root.locator('.vw-search output')).toHaveText(/^\d+ de \d+$/);
  await page.keyboard.press('Enter');
  await expect(root.getByRole('list', { name: 'Filtros em vigor' })).toContainText('focus=(?i)json');
  await expect(root.locator('.wb-command')).toContainText('focus=');
  expect.soft(await violationsInAllLooks(page, 'vazou-pprof', TWO_LOOKS)).toEqual([]);
  const address = page.url();
  await page.reload();
  await expect(rows.first()).toContainText('json');
  expect(page.url()).toBe(address);

  await root.getByRole('button', { name: 'Abrir outro' }).click();
  await root.locator('input[type=file]').first().setInputFiles(recorded('http.block'));
  await root.getByRole('tab', { name: 'Esperas' }).click();
  await expect(root.locator('.vw-wait').first()).toContainText('paradas');
});

test('what is selected in rows of lines is their function; the focus stays in the view when what it was on goes', async ({
  workshop,
  page,
}) => {
  const root = page.locator('vazou-pprof');
  await page.goto(workshop.startUrl);
  await page.goto(`${workshop.origin}/pprof/`);
  await root.locator('input[type=file]').first().setInputFiles(recorded('json.mem'));
  await root.locator('.wb-top-table').waitFor();
  await page.goto(`${page.url()}&g=lines&th=nothing`);
  const name = root.locator('.wb-function button').filter({ hasText: '.go:' }).first();
  await name.click();
  const selection = root.getByRole('region', { name: 'Funções selecionadas' });
  await expect(selection.locator('.vw-selected-name')).not.toContainText('.go:');
  await selection.getByRole('button', { name: 'focus', exact: true }).click();
  const chips = root.locator('.vw-chip');
  await expect(chips).toHaveCount(2);
  await expect(name).toContainText('.go:');

  await selection.getByRole('button', { name: 'Desfazer a seleção' }).press('Enter');
  const panel = root.getByRole('tabpanel');
  await expect(panel).toBeFocused();
  await chips.first().press('Enter');
  await expect(chips).toHaveCount(1);
  await expect(chips).toBeFocused();
  await chips.press('Enter');
  await expect(chips).toHaveCount(0);
  await expect(panel).toBeFocused();

  const refine = root.getByRole('button', { name: 'Refinar' });
  await refine.click();
  await page.keyboard.press('Shift+Tab');
  await expect(refine).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('Shift+Tab');
  await expect(refine).toHaveAttribute('aria-expanded', 'false');

  await root.getByRole('tab', { name: 'Raw' }).click();
  await expect(root.getByRole('searchbox')).toHaveCount(0);
});

test('a file of another kind says what it is and what helps; a heap snapshot that is dropped shows who holds what', async ({
  workshop,
  page,
}) => {
  const root = page.locator('vazou-pprof');
  const folder = await mkdtemp(join(tmpdir(), 'vazou-snapshot-'));
  await page.goto(workshop.startUrl);
  await page.goto(`${workshop.origin}/pprof/`);
  const drop = async (files: Parameters<Locator['setInputFiles']>[0]): Promise<void> => {
    await page.evaluate(() => document.body.append(Object.assign(document.createElement('input'), { type: 'file' })));
    const input = page.locator('body > input[type=file]');
    await input.setInputFiles(files);
    await input.evaluate((element: HTMLInputElement) => {
      const dataTransfer = new DataTransfer();
      for (const file of element.files ?? []) dataTransfer.items.add(file);
      element.remove();
      const dropped = new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer });
      document.querySelector('header')!.dispatchEvent(dropped);
      if (!dropped.defaultPrevented) throw new Error('the browser would leave the page for the file');
    });
  };
  const other = root.getByRole('button', { name: 'Abrir outro' });

  await drop(fileURLToPath(new URL('../fixtures/google-pprof/gobench.heap', import.meta.url)));
  await expect(root.getByRole('alert')).toContainText('go tool pprof -proto');
  await other.click();

  await drop({ name: 'half.heapsnapshot', mimeType: '', buffer: Buffer.from('{"snapshot":{"meta":{') });
  await expect(root.getByRole('alert')).toContainText('não é um heap snapshot inteiro');
  await other.click();

  const script = `globalThis.hoard = new Map([[1, new Array(9_000).fill('x')]]);
    require('node:v8').writeHeapSnapshot(process.argv[1])`;
  const snapshot = join(folder, 'app.heapsnapshot');
  execFileSync(process.execPath, ['-e', script, snapshot], { stdio: 'ignore' });
  await drop(snapshot);
  await expect(root.locator('.rt-cluster').first()).toBeVisible({ timeout: 60_000 });
  await expect(root.getByText(/objetos vivos/)).toBeVisible();
  await root.getByLabel('Construtor', { exact: true }).fill('Map');
  await page.keyboard.press('Enter');
  await expect(root.locator('.rt-cluster', { hasText: 'hoard' }).first()).toBeVisible();
  expect.soft(await violationsInAllLooks(page, 'vazou-pprof', TWO_LOOKS)).toEqual([]);
  await other.click();
  // The page's own copy is opened: on the disk it is another file by now.
  await writeFile(snapshot, 'another snapshot');
  await root.getByRole('button', { name: 'app.heapsnapshot', exact: true }).click();
  await expect(root.locator('.rt-cluster').first()).toBeVisible({ timeout: 60_000 });
  await page.reload();
  await expect(root.locator('.rt-cluster').first()).toBeVisible({ timeout: 60_000 });
  await other.click();
  await expect(root.getByRole('button', { name: 'app.heapsnapshot', exact: true })).toBeVisible();
  await root.getByRole('button', { name: 'Tirar app.heapsnapshot dos recentes' }).click();
  await expect(root.getByRole('heading', { name: 'Recentes e exemplos' })).toBeFocused();
  await expect(root.getByRole('button', { name: 'app.heapsnapshot' })).toHaveCount(0);
  await page.reload();
  await expect(root.getByRole('button', { name: 'half.heapsnapshot', exact: true })).toBeVisible();
  await expect(root.getByRole('button', { name: 'app.heapsnapshot' })).toHaveCount(0);
  // Before the workshop ends: the start screen asks it for captures.
  await page.goto('about:blank');
  await rm(folder, { recursive: true });
});

test('a large profile leaves the page free: it can be stopped while it is read, and asked for again', async ({
  workshop,
  page,
}) => {
  const root = page.locator('vazou-pprof');
  const folder = await mkdtemp(join(tmpdir(), 'vazou-large-'));
  const file = join(folder, 'large.pb.gz');
  await writeFile(file, gzipSync(encodeProfile(generateProfile(LARGE)), { level: 1 }));
  await page.goto(workshop.startUrl);
  await page.goto(`${workshop.origin}/pprof/?v=flame`);
  await root.locator('input[type=file]').first().setInputFiles(file);
  await root.getByRole('button', { name: 'Interromper' }).click();
  await expect(root.getByRole('alert')).toContainText('Interrompido');
  await root.getByRole('button', { name: 'Tentar de novo' }).click();
  await expect(root.getByRole('application')).toBeVisible({ timeout: 120_000 });
  expect(await root.getByRole('application').evaluate(isDrawnInItsFrame)).toBe(true);
  await rm(folder, { recursive: true });
});

test('a drag in the map of a large graph brings what is under the pointer into sight', async ({ workshop, page }) => {
  const root = page.locator('vazou-pprof');
  await page.goto(workshop.startUrl);
  await page.goto(`${workshop.origin}/pprof/?v=graph`);
  await root.locator('input[type=file]').first().setInputFiles(recorded('json.mem'));
  await expect(root.locator('.vw-graph-svg g.node').first()).toBeVisible();
  for (let presses = 0; presses < 4; presses++) await root.getByRole('button', { name: 'Aproximar' }).click();
  const map = (await root.locator('.vw-minimap').boundingBox())!;
  const to = { x: map.x + map.width * 0.75, y: map.y + map.height * 0.75 };
  await page.mouse.move(map.x + map.width / 4, map.y + map.height / 4);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 10 });
  await page.mouse.up();
  const shown = (await root.locator('.vw-mini-view').boundingBox())!;
  expect(Math.hypot(shown.x + shown.width / 2 - to.x, shown.y + shown.height / 2 - to.y)).toBeLessThan(4);
});

/** In the page: whether a turn of the wheel is drawn before the next frame, and not one later. */
async function isDrawnInItsFrame(canvas: Element): Promise<boolean> {
  const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
  const { prototype } = CanvasRenderingContext2D;
  const { fillText } = prototype;
  let drawn = 0;
  prototype.fillText = function (...drawing: Parameters<typeof fillText>) {
    drawn++;
    return fillText.apply(this, drawing);
  };
  try {
    // What was to be drawn before that has been.
    await frame();
    await frame();
    drawn = 0;
    const { left, top } = canvas.getBoundingClientRect();
    const at = { clientX: left + 100, clientY: top + 100, ctrlKey: true, bubbles: true, cancelable: true };
    canvas.dispatchEvent(new WheelEvent('wheel', { ...at, deltaY: -100 }));
    await frame();
    return drawn > 0;
  } finally {
    prototype.fillText = fillText;
  }
}
