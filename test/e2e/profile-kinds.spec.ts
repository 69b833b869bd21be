import { looksInTurns, violationsInAllLooks } from './axe.ts';
import { expect, test } from './fixtures.ts';

test('a capture of each kind that is no heap: waits, stalls, a trace, and who holds what', async ({ bench, page }) => {
  const { root } = bench;
  const looks = looksInTurns();
  const axe = () => violationsInAllLooks(page, 'vazou-workbench', looks());
  test.slow();
  const choose = async (kind: string): Promise<void> => {
    await bench.button('Escolher o que capturar').click();
    await root
      .locator('.wb-kind')
      .filter({ has: page.getByText(kind, { exact: true }) })
      .click();
  };
  const seconds = root.getByLabel('Segundos de gravação');
  await bench.open('profile');
  await bench.startLab();
  await bench.button('Escolher o que capturar').click();
  await expect(root.locator('.wb-kind')).toHaveCount(8);
  await expect(root.locator('.wb-kind', { hasText: 'external' })).toHaveAttribute('aria-disabled', 'true');
  expect.soft(await axe(), 'menu of kinds').toEqual([]);
  await page.keyboard.press('Escape');
  await expect(bench.button('Escolher o que capturar')).toBeFocused();

  // Given up: nothing is kept, and the next one works.
  await choose('CPU');
  await page.keyboard.press('Escape');
  await bench.button('Capturar CPU').click();
  await bench.button('Interromper').click();
  await expect(bench.button('Capturar CPU')).toBeEnabled();

  await bench.button('Carga contínua').click();
  await choose('goroutine');
  await seconds.fill('1');
  await page.keyboard.press('Escape');
  const waits = root.locator('.vw-wait');
  // Each answer takes milliseconds: on a busy machine there may be a moment in which nobody waits for one.
  await expect(async () => {
    await bench.button('Capturar goroutine').click();
    // Until it is over: what one brings later would take the place of what is looked at.
    await expect(bench.button('Interromper')).toBeVisible();
    await expect(bench.button('Capturar goroutine')).toBeEnabled({ timeout: 30_000 });
    await expect(waits.first()).toContainText('server.ts', { timeout: 4_000 });
  }).toPass();
  // An endless load would end the process: the lab leaks.
  await bench.button('Parar carga').click();
  await expect(root.getByRole('tab', { name: 'Esperas' })).toHaveAttribute('aria-selected', 'true');
  await waits.first().locator('summary').click();
  await expect(waits.first().locator('.vw-wait-stack li').first()).toBeVisible();
  expect.soft(await axe(), 'waits').toEqual([]);

  await bench.load.click();
  await choose('trace');
  await seconds.fill('1');
  await page.keyboard.press('Escape');
  await bench.button('Capturar trace').click();
  const timeline = root.getByRole('application', { name: /^Linha do tempo/ });
  await timeline.focus();
  const details = root.locator('.wb-flame-details');
  await page.keyboard.press('ArrowDown');
  await expect(details.locator('strong')).toContainText(/^\//);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(details).toContainText('Pedidos HTTP');
  expect.soft(await axe(), 'timeline').toEqual([]);
  await root.locator('.tr').getByRole('button', { name: 'Tabela' }).click();
  await expect(root.getByRole('table', { name: 'Tempo por nome' })).toContainText('RunTimers');
  expect.soft(await axe(), 'timeline as a table').toEqual([]);
  await expect(root.getByRole('link', { name: 'Baixar para o Perfetto' })).toHaveAttribute('download', /\.json\.gz$/);

  await bench.show('Retentores');
  expect.soft(await axe(), 'no snapshot yet').toEqual([]);
  await bench.button('Tirar heap snapshot').click();
  const groups = root.locator('.rt-cluster');
  await expect(groups.first()).toContainText('server.ts', { timeout: 60_000 });
  const taken = root.getByText(/^Minha cópia, às /);
  await expect(taken).not.toContainText('parou');
  expect.soft(await axe(), 'retainers').toEqual([]);
  await root.getByLabel('Construtor', { exact: true }).fill('Map');
  await page.keyboard.press('Enter');
  await expect(root.getByText('npm run retainers -- memory-leak --constructor Map')).toBeVisible();
  const variable = groups.first().locator('.vw-line').first();
  const name = await variable.textContent();
  await variable.click();
  await expect(root.getByRole('tab', { name: 'Código' })).toHaveAttribute('aria-selected', 'true');
  await expect(root.locator('.wb-pointed')).toBeVisible();
  await expect(root.locator('.view-lines')).toContainText(name!);
  await bench.button('Parar').click();
  await bench.show('Retentores');
  await expect(taken).toContainText('parou ou reiniciou depois disso');
});
