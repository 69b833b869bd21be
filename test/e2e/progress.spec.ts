import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';
import { LESSON } from './bench.ts';

test('steps are marked by hand and by the workshop, kept, carried away, and lead back to where one was', async ({
  bench,
  page,
  workshop,
}) => {
  await bench.open('profile');
  const rail = page.getByRole('navigation', { name: 'Passos da lição' });
  const step = (name: string) => rail.getByRole('link', { name: new RegExp(name) });
  await page.getByRole('checkbox', { name: 'Fiz o passo 1' }).check();
  await expect(step('Sintoma')).toHaveAccessibleName(/feito/);
  await bench.startLab();
  await bench.button('Forçar GC').click();
  await expect(step('Meça')).toHaveAccessibleName(/feito/);
  await expect(page.getByRole('checkbox', { name: /Fiz o passo 3 .*a oficina viu/ })).toBeChecked();
  await step('Explique').click();
  await expect
    .poll(async () => JSON.parse(await readFile(join(workshop.workspace, 'progresso.json'), 'utf8')), {
      timeout: 20_000,
    })
    .toMatchObject({ last: { lesson: 'memory-leak', step: 'explain' } });

  await page.goto(`${workshop.origin}/`);
  await expect(page.getByText('2 de 9 passos')).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Baixar progresso' }).click(),
  ]);
  const carried = await download.path();
  await page.getByRole('link', { name: 'Continue: Vazamento de memória, passo 6. Explique' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Explique' })).toBeInViewport();

  await test.step('taken back, and brought back by the file', async () => {
    await page.getByRole('checkbox', { name: 'Fiz o passo 1' }).uncheck();
    await expect(step('Sintoma')).not.toHaveAccessibleName(/feito/);
    await page.goto(`${workshop.origin}/`);
    await expect(page.getByText('1 de 9 passos')).toBeVisible();
    await page.getByLabel('Trazer de um arquivo…').last().setInputFiles(carried);
    await expect(page.getByText('2 de 9 passos')).toBeVisible();
    await page
      .getByLabel('Trazer de um arquivo…')
      .last()
      .setInputFiles({
        name: 'x.json',
        mimeType: 'application/json',
        buffer: Buffer.from('{'),
      });
    await expect(page.getByText('Este arquivo não é um progresso')).toBeVisible();
    await expect(page.getByText('2 de 9 passos')).toBeVisible();
  });
});

test('without the workshop’s link the browser keeps it', async ({ page, workshop }) => {
  await page.goto(workshop.origin + LESSON);
  await page.getByRole('checkbox', { name: 'Fiz o passo 2' }).check();
  await page.reload();
  await expect(page.getByRole('checkbox', { name: 'Fiz o passo 2' })).toBeChecked();
  // And brings it along when there is one.
  await page.goto(workshop.startUrl);
  await expect
    .poll(async () => readFile(join(workshop.workspace, 'progresso.json'), 'utf8').catch(() => ''))
    .toContain('reproduce');
});
