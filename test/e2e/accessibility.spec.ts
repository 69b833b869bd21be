import { looksInTurns, violationsInAllLooks } from './axe.ts';
import { expect, test } from './fixtures.ts';

test('every panel without a violation, wide and narrow, dark and light', async ({ bench, page }) => {
  // One walk through every state there is.
  test.slow();
  const looks = looksInTurns();
  await bench.open();
  await bench.root.locator('.view-lines').waitFor();
  const check = async (state: string): Promise<void> => {
    expect.soft(await violationsInAllLooks(page, 'vazou-workbench', looks()), state).toEqual([]);
  };
  await check('code, stopped');
  await bench.button('Solução').click();
  await check('the question before the solution');
  await bench.button('Minha cópia').click();
  await bench.root.getByLabel('Comparar com').selectOption('original');
  await bench.editor
    .or(bench.root.getByRole('textbox', { name: /Código comparado/ }))
    .last()
    .focus();
  await page.keyboard.press('F9');
  await check('comparing, with a suspect');
  await bench.root.getByLabel('Comparar com').selectOption('');
  await bench.show('Terminal');
  await bench.root.locator('.xterm-rows', { hasText: /[$#›]/ }).waitFor();
  await check('terminal');
  await bench.button('Leitor de tela').click();
  await check('terminal for a screen reader');
  await bench.show('Perfil');
  await check('no capture yet');
  await bench.show('Veredito');
  await check('no verdict yet');

  await bench.startLab();
  await bench.load.click();
  await check('loading');
  await expect(bench.load).toBeVisible({ timeout: 120_000 });
  await bench.show('Perfil');
  await bench.button('Capturar heap').click();
  await bench.root.locator('.wb-top-table').waitFor();
  await bench.root.locator('.wb-function button').first().click();
  await check('top');
  for (const view of ['Chamas', 'Grafo', 'Peek', 'Fonte', 'Traces', 'Tags', 'Raw']) {
    await bench.root.getByRole('tab', { name: view, exact: true }).click();
    await bench.root.locator('.vw-waiting').waitFor({ state: 'detached' });
    await check(view);
  }
  await bench.root.locator('.wb-top').getByRole('button', { name: 'Tabela' }).click();
  await check('chart as a table');

  await bench.show('Veredito');
  await bench.button(/Pedir veredito/).click();
  await bench.root.locator('.wb-judging').waitFor();
  await expect(bench.button(/Pedir veredito/)).toBeFocused();
  await check('judging');
  await bench.root.locator('.wb-result').waitFor({ timeout: 120_000 });
  await bench.button('Quero uma dica').click();
  await check('verdict');

  await bench.show('Código');
  await bench.paste('const = 1;\n');
  await check('unsaved');
  await bench.button(/^Reiniciar/).click();
  await bench.root.getByRole('alert').waitFor();
  await check('dead lab');
});

test('at 390 pixels nothing stands out to the side', async ({ bench, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await bench.open();
  await bench.startLab();
  for (const panel of ['Código', 'Terminal', 'Perfil', 'Veredito'] as const) {
    await bench.show(panel);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, panel).toBeLessThanOrEqual(0);
  }
  const below = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
  expect(below, 'panels scroll, not the page').toBeLessThanOrEqual(0);
});
