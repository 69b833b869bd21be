import { expect, test } from './fixtures.ts';

test('a capture opens in Top and as flames, by mouse and by keys', async ({ bench, page }) => {
  await bench.open('profile');
  await bench.startLab();
  await bench.load.click();
  await expect(bench.load).toBeVisible({ timeout: 120_000 });
  await bench.show('Perfil');
  await expect(bench.root.getByText('Nenhuma captura ainda.')).toBeVisible();
  await bench.button('Capturar heap').click();
  const rows = bench.root.locator('.wb-top-table tbody tr');
  await expect(rows.first()).toBeVisible();

  await bench.button('cum').press('Enter');
  await expect(bench.root.locator('th[aria-sort="descending"]')).toHaveText(/^cum/);
  await expect(bench.button('cum')).toBeFocused();
  await bench.button('Função').click();
  const names = await rows.locator('.wb-function button').allTextContents();
  expect(names).toEqual(names.toSorted((a, b) => (a < b ? -1 : 1)));

  await bench.root.getByLabel('Tipo').selectOption('inuse_objects');
  await expect(bench.root.getByText('Quantos objetos ainda estão vivos', { exact: false })).toBeVisible();

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    bench.root.getByRole('link', { name: 'Baixar .pb.gz' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('memory-leak-heap-1.pb.gz');
  await expect(bench.root.locator('.wb-command')).toContainText(
    'go tool pprof -top -sample_index=inuse_objects memory-leak-heap-1.pb.gz',
  );

  await bench.root.getByRole('tab', { name: 'Chamas' }).click();
  const flame = bench.root.getByRole('application');
  const details = bench.root.locator('.wb-flame-details');
  await flame.focus();
  await expect(details).toContainText('tudo');
  await page.keyboard.press('ArrowDown');
  await expect(details.locator('strong')).not.toHaveText('tudo');
  const outermost = await details.locator('strong').textContent();
  await page.keyboard.press('ArrowDown');
  await expect(details.locator('strong')).not.toHaveText(outermost!);
  const below = await details.locator('strong').textContent();
  await page.keyboard.press('Enter');
  await expect(bench.button('Ver tudo')).toBeEnabled();
  // The function stands in the middle now, below those who called it, and the keyboard still stands on it.
  await expect(bench.root.locator('.vw-waiting')).toHaveCount(0);
  await expect(flame).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(details.locator('strong')).not.toHaveText(below!);
  await page.keyboard.press('ArrowDown');
  await expect(details.locator('strong')).toHaveText(below!);
  await page.keyboard.press('Escape');
  await expect(bench.button('Ver tudo')).toBeDisabled();
  await flame.click({ position: { x: 20, y: 30 } });
  await expect(bench.button('Ver tudo')).toBeEnabled();
});

test('a lab that runs out of memory is shown dead, with the reason, and comes back', async ({ bench }) => {
  await bench.open();
  const { content } = await bench.file('mine');
  // The leak of the lab, in a hurry.
  await bench.paste(
    `${content}\nconst hoard: number[][] = [];\nsetInterval(() => hoard.push(new Array<number>(500_000).fill(1)), 100);\n`,
  );
  await bench.save();
  await bench.start.click();
  const alert = bench.root.getByRole('alert');
  await expect(alert).toContainText('falta de memória', { timeout: 120_000 });
  await expect(bench.status).toContainText('Caiu');
  await bench.button('Tabela').click();
  await expect(bench.root.locator('.wb-chart-table')).toContainText('queda');
  await bench.button('Tabela').click();

  await bench.root.getByRole('combobox', { name: 'Código' }).selectOption('solution');
  await bench.startLab();
  await expect(alert).toHaveCount(0);
  await expect(bench.status).toContainText('Solução');
  await bench.button('Parar').click();
  await expect(bench.status).toContainText('Parado');
});

test('code that does not run says where it is wrong', async ({ bench }) => {
  await bench.open();
  await bench.paste('import "vazou/diagnostics";\nconst = 1;\n');
  await bench.save();
  await bench.start.click();
  await expect(bench.root.getByRole('alert')).toContainText(/erro de sintaxe em .*server\.ts, linha 2/);
});

test('a load goes on until it is stopped', async ({ bench }) => {
  await bench.open('profile');
  await bench.startLab();
  await bench.button('Copiar o endereço do serviço').click();
  await expect(bench.root.getByRole('status').filter({ hasText: 'Copiado' })).toHaveCount(1);
  await bench.button('Carga contínua').click();
  await bench.button('Parar carga').click();
  await expect(bench.button('Carga contínua')).toBeEnabled();
  await bench.button('Forçar GC').click();
  await bench.button('Tabela').click();
  const table = bench.root.locator('.wb-chart-table');
  await expect(table).toContainText('fim da carga');
  await expect(table).toContainText('GC');
});

test('hints come one at a time', async ({ bench }) => {
  await bench.open('verdict');
  await bench.show('Veredito');
  const { hints } = await bench.lab();
  const items = bench.root.locator('.wb-hints li');
  await expect(items).toHaveCount(0);
  await bench.button('Quero uma dica').click();
  await expect(items).toHaveCount(1);
  await expect(items.first()).toContainText(hints[0]!);
  for (let step = 1; step < hints.length; step++) await bench.button(/^Próxima dica/).click();
  await expect(items).toHaveCount(hints.length);
  await expect(bench.root.getByText('Essas eram todas', { exact: false })).toBeFocused();
});

test('tabs by keys', async ({ bench, page }) => {
  await bench.open();
  await bench.root.getByRole('tab', { name: 'Código' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(bench.root.getByRole('tab', { name: 'Terminal', exact: true })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(bench.root.getByRole('tab', { name: 'Perfil' })).toBeFocused();
  await expect(bench.root.getByRole('tabpanel', { name: 'Perfil' })).toBeVisible();
  await page.keyboard.press('End');
  await expect(bench.root.getByRole('tabpanel', { name: 'Veredito' })).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(bench.root.getByRole('tab', { name: 'Código' })).toHaveAttribute('aria-selected', 'true');
});
