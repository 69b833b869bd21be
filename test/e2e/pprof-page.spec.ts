import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { encodeProfile } from '#pprof/codec.ts';
import { generateProfile } from '../../bench/generate.ts';
import { TWO_LOOKS, violationsInAllLooks } from './axe.ts';
import { expect, test } from './fixtures.ts';

test.use({ onlyReads: true });

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

test('a large profile leaves the page free: it can be stopped while it is read, and asked for again', async ({
  workshop,
  page,
}) => {
  const root = page.locator('vazou-pprof');
  // Twice as many frames as a million: the same shape, small enough for a test.
  const buffer = gzipSync(encodeProfile(generateProfile(80_000)), { level: 1 });
  await page.goto(workshop.startUrl);
  await page.goto(`${workshop.origin}/pprof/?v=flame`);
  await root
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'large.pb.gz', mimeType: 'application/octet-stream', buffer });
  await root.getByRole('button', { name: 'Interromper' }).click();
  await expect(root.getByRole('alert')).toContainText('Interrompido');
  await root.getByRole('button', { name: 'Tentar de novo' }).click();
  await expect(root.getByRole('application')).toBeVisible({ timeout: 120_000 });
});
