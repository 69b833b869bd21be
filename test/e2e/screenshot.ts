/**
 * Takes the README's picture from the running workshop: a crash, a restart, and the heap profile that explains them.
 *
 *   npm run screenshot
 */
import { chromium } from 'playwright/test';
import { Bench } from './bench.ts';
import { launchOptions } from './browser.ts';
import { Workshop } from './workshop.ts';

const PICTURE = new URL('../../docs/bancada.png', import.meta.url).pathname;
const CRASH_TIMEOUT_MS = 180_000;

await using workshop = await Workshop.open();
const browser = await chromium.launch(await launchOptions());
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' });
  const bench = new Bench(page, workshop);
  await bench.open();
  await bench.startLab();
  await bench.button('Carga contínua').click();
  await bench.status.getByText('Rodando').waitFor({ state: 'detached', timeout: CRASH_TIMEOUT_MS });
  await bench.startLab();
  await bench.load.click();
  await bench.root.getByRole('progressbar', { name: 'Andamento da carga' }).waitFor();
  await bench.load.waitFor({ timeout: CRASH_TIMEOUT_MS });
  await bench.show('Perfil');
  await bench.button('Capturar heap').click();
  await bench.root.locator('.wb-top-table tbody tr').first().waitFor();
  // The button is itself again, and nothing is on its way any more.
  await bench.button('Capturar heap').waitFor();
  await bench.root.locator('.vw-waiting').waitFor({ state: 'detached' });
  await page.screenshot({ path: PICTURE });
} finally {
  await browser.close();
}
