import { expect, test } from './fixtures.ts';
import { LESSON } from './bench.ts';

// The workshop is gone for a moment, and does not know the page's session when it is back.
test.use({ expectedErrors: /ERR_CONNECTION|ERR_INCOMPLETE|ERR_EMPTY|401|409/ });

test('captures stand on the chart; two are compared, named, kept across restarts, deleted', async ({
  bench,
  page,
  workshop,
}) => {
  await bench.open('profile');
  await bench.startLab();
  const { root } = bench;
  const pins = root.getByRole('group', { name: /^Capturas, na hora/ }).getByRole('button');
  const capture = bench.button('Capturar heap');
  await bench.show('Perfil');
  for (let taken = 1; taken <= 2; taken++) {
    await capture.click();
    await expect(pins).toHaveCount(taken);
  }
  // By keys, the later one first: the older is the base all the same.
  await pins.nth(1).focus();
  await page.keyboard.press('Enter');
  await pins.nth(0).focus();
  await page.keyboard.press('Enter');
  await expect(pins.nth(0)).toHaveAttribute('aria-pressed', 'true');
  await expect(root.getByText('Comparando memory-leak-heap-1.pb.gz → memory-leak-heap-2.pb.gz')).toBeVisible();
  await expect(root.locator('.wb-top-table')).toContainText('flat antes → depois');
  for (const view of ['Chamas', 'Grafo']) {
    await root.getByRole('tab', { name: view, exact: true }).click();
    await expect(root.getByRole('application')).toBeVisible();
  }
  expect(new URL(page.url()).search).toBe('?aba=profile&cap=heap-2&base=heap-1&v=graph');

  await test.step('the address brings it all back, and Back undoes a step', async () => {
    await page.reload();
    await expect(root.getByText('Comparando memory-leak-heap-1.pb.gz')).toBeVisible();
    await expect(root.getByRole('tab', { name: 'Grafo' })).toHaveAttribute('aria-selected', 'true');
    await page.goBack();
    await expect(root.getByRole('tab', { name: 'Chamas' })).toHaveAttribute('aria-selected', 'true');
  });

  const menu = bench.button(/^Capturas \(\d+\)/);
  await test.step('a name', async () => {
    await menu.click();
    await bench.button('Renomear').last().click();
    await root.getByLabel('Nome de heap-1').fill('antes');
    await page.keyboard.press('Enter');
    await expect(root.getByRole('checkbox', { name: /antes/ })).toBeChecked();
    await expect(bench.button('Renomear').last()).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(menu).toBeFocused();
    await expect(root.getByRole('checkbox', { name: /antes/ })).toHaveCount(0);
    await expect(menu).toHaveText('antes → heap-2');
  });

  await test.step('kept by the workshop across its own end', async () => {
    await workshop.stop();
    await workshop.start();
    await page.goto(workshop.startUrl);
    await page.goto(`${workshop.origin}${LESSON}?aba=profile&cap=heap-1`);
    await expect(menu).toHaveText('antes');
    await menu.click();
    await bench.button('Apagar heap-2').click();
    await page.keyboard.press('Enter');
    await expect(root.getByRole('checkbox')).toHaveCount(1);
    await expect(root.getByRole('checkbox')).toBeFocused();
  });
});
