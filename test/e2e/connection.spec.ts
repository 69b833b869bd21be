import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LabSummary } from '#server/contract.ts';
import { LESSON } from './bench.ts';
import { expect, test } from './fixtures.ts';

test.describe('without a session', () => {
  test.use({ expectedErrors: /401/ });

  test('the workbench asks for the link of the terminal', async ({ bench, workshop, page }) => {
    await page.goto(workshop.origin + LESSON);
    await page.getByRole('button', { name: 'Abrir bancada' }).click();
    await expect(bench.root.getByRole('heading', { name: 'Abra pelo link que o terminal mostrou' })).toBeVisible();
  });
});

test.describe('when the workshop is killed', () => {
  test.use({ expectedErrors: /ERR_CONNECTION|ERR_INCOMPLETE|ERR_EMPTY|401/ });

  test('the work stays on the screen, and the link of the next start brings it back', async ({ bench, workshop }) => {
    await bench.open();
    await bench.startLab();
    // The editor's code and its TypeScript come from the workshop, too.
    await bench.typeAtTop('const = 1;\n');
    await bench.root.locator('.squiggly-error').first().waitFor();
    await workshop.stop('SIGKILL');
    await expect(bench.root.getByText('A oficina não está respondendo', { exact: false })).toBeVisible();
    await bench.typeAtTop('// editado aqui\n//');
    await expect(bench.root.locator('.view-lines')).toContainText('editado aqui');
    await bench.start.click();
    await expect(bench.root.locator('.wb-save-status')).toContainText('Não deu para salvar');

    await workshop.start();
    await expect(bench.root.getByText('Esta aba não tem uma sessão válida', { exact: false })).toBeVisible();
    await bench.open();
    await expect(bench.root.locator('.view-lines')).toContainText('editado aqui');
    await bench.startLab();
    expect((await bench.file('mine')).content).toContain('editado aqui');
  });
});

test.describe('published as plain files', () => {
  test.use({ expectedErrors: /404/ });

  test('the workbench says how to run it', async ({ bench, page }) => {
    const site = fileURLToPath(new URL('../../dist/', import.meta.url));
    const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
    const server = createServer(async (request, response) => {
      const path = new URL(request.url!, 'http://localhost').pathname;
      const file = join(site, path.endsWith('/') ? `${path}index.html` : path);
      const found = await stat(file).catch(() => null);
      response.writeHead(found?.isFile() ? 200 : 404, { 'content-type': types[extname(file)] ?? 'text/plain' });
      if (found?.isFile()) createReadStream(file).pipe(response);
      else response.end('not found');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await page.goto(`http://127.0.0.1:${port}${LESSON}`);
    await page.getByRole('button', { name: 'Abrir bancada' }).click();
    await expect(bench.root.getByRole('heading', { name: /rode na sua máquina/ })).toBeVisible();
    await expect(bench.root.getByText('npm start', { exact: true })).toBeVisible();
    server.closeAllConnections();
    server.close();
  });
});

test('a page out of sight lets its stream go, and catches up when it is seen again', async ({
  bench,
  workshop,
  page,
}) => {
  await bench.open('profile');
  const setHidden = (hidden: boolean): Promise<void> =>
    page.evaluate((value) => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => value });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
  await setHidden(true);

  const lab = `${workshop.origin}/api/labs/memory-leak`;
  await page.request.post(`${lab}/start`, { data: { variant: 'original' }, headers: { origin: workshop.origin } });
  await expect
    .poll(async () =>
      ((await (await page.request.get(`${workshop.origin}/api/labs`)).json()) as LabSummary[]).find(
        ({ id }) => id === 'memory-leak',
      ),
    )
    .toMatchObject({ state: 'ready' });
  await expect(bench.status).toContainText('Parado');
  const step = { lesson: 'memory-leak', step: 'symptom', done: true };
  await page.request.put(`${workshop.origin}/api/progress/step`, { data: step, headers: { origin: workshop.origin } });

  await setHidden(false);
  await expect(bench.status).toContainText('Rodando');
  await expect(bench.status).toContainText('Original');
  await expect(page.getByRole('checkbox', { name: 'Fiz o passo 1' })).toBeChecked();
});
