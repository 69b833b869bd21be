import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';
import type { Workshop } from './workshop.ts';

const EDIT = '// editado aqui\n';

/** The learner's file on disk, as an editor of their own would find it. */
async function onDisk({ workspace }: Workshop): Promise<string> {
  const files = await readdir(workspace, { recursive: true });
  const file = files.find((name) => /(?:^|[\\/])server\.ts$/.test(name));
  if (file === undefined) throw new Error(`no server.ts in ${files.join(', ')}`);
  return join(workspace, file);
}

test('an unsaved edit survives a look at other tabs and a reload', async ({ bench, page }) => {
  await bench.open();
  await bench.typeAtTop(EDIT);
  await expect(bench.root.locator('.wb-save-status')).toContainText('Não salvo');
  await bench.show('Perfil');
  await bench.show('Código');
  await expect(bench.root.locator('.view-lines')).toContainText('editado aqui');
  await page.reload();
  await expect(bench.root.locator('.view-lines')).toContainText('editado aqui');
  await expect(bench.root.locator('.wb-save-status')).toContainText('Não salvo');
  expect((await bench.file('mine')).content).not.toContain('editado aqui');

  await bench.editor.focus();
  await bench.save();
  expect((await bench.file('mine')).content).toContain('editado aqui');
});

test('starting the lab runs what the editor shows: unsaved edits are saved first', async ({ bench }) => {
  await bench.open();
  await bench.typeAtTop(EDIT);
  await bench.startLab();
  expect((await bench.file('mine')).content).toContain('editado aqui');
  await expect(bench.root.locator('.wb-save-status')).toHaveText('Salvo');
});

test('TypeScript knows Node and vazou/diagnostics, and marks what is wrong', async ({ bench }) => {
  await bench.open();
  const wrong = bench.root.locator('.squiggly-error');
  await bench.typeAtTop('const port: number = process.env.PORT;\n');
  await expect(wrong).toHaveCount(1);
  await bench.paste((await bench.file('original')).content);
  await expect(bench.root.locator('.view-lines')).not.toContainText('const port');
  await expect(wrong).toHaveCount(0);
});

test('Esc, then Tab, leaves the editor; Tab alone indents', async ({ bench, page }) => {
  await bench.open();
  await bench.editor.focus();
  await page.keyboard.press('Tab');
  await expect(bench.editor).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(bench.root.getByText('Agora Tab sai do editor', { exact: false })).toBeVisible();
  await page.keyboard.press('Shift+Tab');
  await expect(bench.editor).not.toBeFocused();
});

test.describe('a file changed elsewhere', () => {
  // The browser reports the refused save (409) by itself.
  test.use({ expectedErrors: /409/ });

  test('is not saved over: the learner chooses, and can take it back', async ({ bench, workshop, page }) => {
    await bench.open();
    await bench.typeAtTop(EDIT);
    await writeFile(await onDisk(workshop), '// de outro editor\n');
    await page.keyboard.press('ControlOrMeta+S');
    const alert = bench.root.getByRole('alert');
    await expect(alert).toContainText('mudou no disco');
    await bench.button('A do disco (Ctrl+Z desfaz)').click();
    await expect(bench.root.locator('.view-lines')).toContainText('de outro editor');
    await expect(alert).toHaveCount(0);
    await bench.editor.focus();
    await page.keyboard.press('ControlOrMeta+Z');
    await expect(bench.root.locator('.view-lines')).toContainText('editado aqui');
    await bench.save();
    expect(await readFile(await onDisk(workshop), 'utf8')).toContain('editado aqui');
  });

  test('stays a choice after a reload', async ({ bench, workshop, page }) => {
    await bench.open();
    await bench.typeAtTop(EDIT);
    await writeFile(await onDisk(workshop), '// de outro editor\n');
    await page.reload();
    await expect(bench.root.getByRole('alert')).toContainText('mudou no disco');
    await bench.button('A desta tela (grava por cima)').click();
    await expect(bench.root.locator('.wb-save-status')).toHaveText('Salvo');
    expect(await readFile(await onDisk(workshop), 'utf8')).toContain('editado aqui');
  });
});

test('back to the original keeps a dated copy', async ({ bench, workshop, page }) => {
  await bench.open();
  const { content } = await bench.file('mine');
  await bench.typeAtTop(EDIT);
  await bench.button('Voltar ao original').click();
  await bench.button('Trocar').click();
  const notice = bench.root.getByText('ficou guardada como', { exact: false });
  await expect(notice).toBeVisible();
  expect((await bench.file('mine')).content).toBe(content);
  const name = /guardada como (\S+),/.exec((await notice.textContent())!)![1]!;
  const files = await readdir(workshop.workspace, { recursive: true });
  const kept = files.find((file) => file.endsWith(name));
  expect(await readFile(join(workshop.workspace, kept!), 'utf8')).toContain('editado aqui');

  await bench.editor.focus();
  await page.keyboard.press('ControlOrMeta+Z');
  await expect(bench.root.locator('.view-lines')).toContainText('editado aqui');
});

test('the solution is shown only to who asks twice, and cannot be edited', async ({ bench, page }) => {
  await bench.open();
  const before = (await bench.file('mine')).content;
  const lines = bench.root.locator('.view-lines');
  await bench.button('Solução').click();
  await expect(bench.root.getByRole('heading', { name: 'Ver a solução?' })).toBeVisible();
  await bench.button('Mostrar a solução').click();
  await expect(bench.root.getByRole('heading', { name: 'Ver a solução?' })).toHaveCount(0);
  await bench.editor.focus();
  await page.keyboard.type('x');
  await expect(bench.root.getByText('Não salvo', { exact: false })).toHaveCount(0);
  await bench.button('Original').click();
  await expect(lines).toContainText('import');
  await bench.button('Minha cópia').click();
  await expect(bench.root.locator('.wb-save-status')).toHaveText('Salvo');
  expect((await bench.file('mine')).content).toBe(before);
});
