import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright/test';
import type { Bench } from './bench.ts';
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

const status = (bench: Bench): Locator => bench.root.locator('.wb-save-status');

/** Until the file on disk holds what was typed. */
const saved = (bench: Bench, text: string): Promise<void> =>
  expect.poll(async () => (await bench.file('mine')).content).toContain(text);

test('what is typed is saved by itself, and Ctrl+Z takes it back', async ({ bench, page }) => {
  await bench.open();
  await bench.typeAtTop(EDIT);
  await saved(bench, 'editado aqui');
  await expect(status(bench)).toHaveText('Salvo');
  // It takes back a word at a time.
  await expect(async () => {
    await page.keyboard.press('ControlOrMeta+Z');
    await expect(bench.root.locator('.view-lines')).not.toContainText('editado', { timeout: 500 });
  }).toPass();
  await expect.poll(async () => (await bench.file('mine')).content).not.toContain('editado');
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
    await bench.editor.focus();
    await writeFile(await onDisk(workshop), '// de outro editor\n');
    await bench.typeAtTop(EDIT);
    const alert = bench.root.getByRole('alert');
    await expect(alert).toContainText('mudou no disco');
    await bench.button('A do disco (Ctrl+Z ou ⌘Z desfaz)').click();
    await expect(bench.root.locator('.view-lines')).toContainText('de outro editor');
    await expect(alert).toHaveCount(0);
    await expect(bench.editor).toBeFocused();
    await page.keyboard.press('ControlOrMeta+Z');
    await expect(bench.root.locator('.view-lines')).toContainText('editado aqui');
    await bench.save();
    expect(await readFile(await onDisk(workshop), 'utf8')).toContain('editado aqui');
  });

  test('stays a choice after a reload', async ({ bench, workshop, page }) => {
    await bench.open();
    await bench.editor.focus();
    await writeFile(await onDisk(workshop), '// de outro editor\n');
    await bench.typeAtTop(EDIT);
    await expect(bench.root.getByRole('alert')).toContainText('mudou no disco');
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
  await expect(bench.button('Trocar')).toBeFocused();
  await bench.button('Trocar').click();
  await expect(bench.button('Voltar ao original')).toBeFocused();
  const notice = bench.root.getByText('ficou guardada como', { exact: false });
  await expect(notice).toBeVisible();
  expect((await bench.file('mine')).content).toBe(content);
  const name = /guardada como (\S+),/.exec((await notice.textContent())!)![1]!;
  const files = await readdir(workshop.workspace, { recursive: true });
  const kept = files.find((file) => file.endsWith(name));
  expect(await readFile(join(workshop.workspace, kept!), 'utf8')).toContain('editado aqui');

  await bench.button('Desfazer').click();
  await saved(bench, 'editado aqui');
  await expect(bench.editor).toBeFocused();
  await page.keyboard.press('ControlOrMeta+Z');
  await expect(bench.root.locator('.view-lines')).not.toContainText('editado aqui');
});

test('the solution is shown only to who asks twice, and cannot be edited', async ({ bench, page }) => {
  await bench.open();
  const before = (await bench.file('mine')).content;
  const lines = bench.root.locator('.view-lines');
  // By no role: covered, it has none.
  const input = bench.root.locator('.wb-monaco :is(textarea, .native-edit-context)').first();
  await input.waitFor({ state: 'attached' });
  await bench.button('Solução').click();
  await expect(bench.root.getByRole('heading', { name: 'Ver a solução?' })).toBeVisible();
  await input.evaluate((element) => (element as HTMLElement).focus());
  await page.keyboard.type('x');
  await bench.button('Mostrar a solução').click();
  await expect(bench.root.getByRole('heading', { name: 'Ver a solução?' })).toHaveCount(0);
  await expect(bench.button('Solução')).toBeFocused();
  await bench.editor.focus();
  await page.keyboard.type('x');
  await expect(lines).not.toContainText(/^x/);
  await bench.button('Original').click();
  await expect(lines).toContainText('import');
  await bench.button('Minha cópia').click();
  await expect(bench.root.locator('.wb-save-status')).toHaveText('Salvo');
  expect((await bench.file('mine')).content).toBe(before);
});

test('one version against another, side by side where there is room, and the learner’s stays editable', async ({
  bench,
  page,
}) => {
  await page.setViewportSize({ width: 2200, height: 900 });
  await bench.open();
  await bench.typeAtTop(EDIT);
  const compare = bench.root.getByLabel('Comparar com');
  await compare.selectOption('original');
  const diff = bench.root.locator('.monaco-diff-editor');
  await expect(diff).toHaveClass(/side-by-side/);
  // Lines that were taken out are shown inside it as `view-lines` of their own, as soon as the two are not side by side.
  const modified = diff.locator('.modified .view-lines[role="presentation"]');
  await expect(modified).toContainText('editado aqui');
  await expect(diff.locator('.original .view-lines')).not.toContainText('editado aqui');
  await expect(diff.locator('.line-insert').first()).toBeAttached();
  await page.setViewportSize({ width: 1200, height: 900 });
  await expect(diff).not.toHaveClass(/side-by-side/);

  await bench.root.getByRole('textbox', { name: /Código comparado/ }).focus();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.type('// na comparação\n');
  await saved(bench, 'na comparação');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+Tab');
  await expect(bench.root.getByRole('textbox', { name: /Código comparado/ })).not.toBeFocused();

  await compare.selectOption('solution');
  await expect(bench.root.getByRole('heading', { name: 'Ver a solução?' })).toBeVisible();
  await bench.button('Mostrar a solução').click();
  await expect(modified).toContainText('na comparação');
  await compare.selectOption('');
  await expect(diff).toHaveCount(0);
  await expect(bench.root.locator('.view-lines')).toContainText('na comparação');
});

test('format puts blanks in order', async ({ bench }) => {
  await bench.open();
  await bench.typeAtTop('const   torto=[1,2   ,3]\n');
  await bench.button('Formatar').click();
  await expect.poll(async () => (await bench.file('mine')).content).toContain('const torto = [1, 2, 3]');
});

test('a save restarts the lab for who wishes it, but not on half a line', async ({ bench, page }) => {
  await bench.open();
  await bench.startLab();
  const { pid } = await running(bench);
  const { content } = await bench.file('mine');
  // Only once TypeScript is there to mark it: its first look takes seconds.
  await bench.typeAtTop('const x = ;\n');
  await expect(bench.root.locator('.squiggly-error').first()).toBeVisible();
  await bench.root.getByLabel('Reiniciar ao salvar').check();
  await bench.typeAtTop('const y = ;\n');
  await expect(status(bench)).toContainText('ainda roda a versão anterior');
  // Twice as long as whole lines wait.
  await page.waitForTimeout(2_500);
  expect((await running(bench)).pid).toBe(pid);
  await bench.paste(`${content}\n${EDIT}`);
  await expect(bench.root.locator('.squiggly-error')).toHaveCount(0);
  await expect.poll(async () => (await running(bench)).pid).not.toBe(pid);
  await expect(status(bench)).toHaveText('Salvo');
});

test('the suspect’s line is marked by key or click, moves with edits, and goes along with the verdict', async ({
  bench,
  page,
}) => {
  await bench.open();
  const { evidence } = await bench.lab();
  const { content } = await bench.file('mine');
  const line = content.split('\n').findIndex((text) => text.includes(`function ${evidence.function}`)) + 1;
  await bench.editor.focus();
  await page.keyboard.press('Control+G');
  await page.keyboard.type(String(line));
  await page.keyboard.press('Enter');
  await page.keyboard.press('F9');
  const chip = bench.root.locator('.wb-suspect-chip');
  await expect(chip).toHaveText(`Suspeito: server.ts:${line}`);
  await expect(bench.root.locator('.wb-suspect-glyph')).toHaveCount(1);
  await bench.typeAtTop(EDIT);
  await expect(chip).toHaveText(`Suspeito: server.ts:${line + 1}`);
  await bench.button('Voltar ao original').click();
  await bench.button('Trocar').click();
  await expect(chip).toHaveText(`Suspeito: server.ts:${line}`);
  await bench.button('Desfazer').click();
  await expect(chip).toHaveText(`Suspeito: server.ts:${line + 1}`);
  await page.reload();
  await expect(chip).toHaveText(`Suspeito: server.ts:${line + 1}`);
  await bench.root
    .locator('.margin-view-overlays > div')
    .nth(2)
    .click({ position: { x: 8, y: 10 } });
  await expect(chip).toHaveText('Suspeito: server.ts:3');
  await bench.button('Desmarcar o suspeito').click();
  await expect(chip).toHaveText('');

  await bench.show('Veredito');
  await bench.root.getByLabel('Suspeito').fill(`server.ts:${line + 1}`);
  const asked = page.waitForRequest((request) => request.url().endsWith('/verdict'));
  await bench.button('Pedir veredito da minha cópia').click();
  expect((await asked).postDataJSON()).toEqual({
    variant: 'mine',
    diagnosis: { kind: 'suspect', name: `server.ts:${line + 1}` },
  });
  await expect(bench.root.getByText(`O suspeito server.ts:${line + 1} (${evidence.function}) está certo.`)).toBeVisible(
    {
      timeout: 120_000,
    },
  );
});

/** The lab's process, as its events tell. */
function running(bench: Bench): Promise<{ readonly pid: number }> {
  return bench.page.evaluate(
    () =>
      new Promise<{ pid: number }>((resolve) => {
        const source = new EventSource('/api/labs/memory-leak/events');
        source.addEventListener('message', ({ data }: MessageEvent<string>) => {
          const { state } = JSON.parse(data) as { state: { pid?: number } };
          source.close();
          resolve({ pid: state.pid ?? 0 });
        });
      }),
  );
}
