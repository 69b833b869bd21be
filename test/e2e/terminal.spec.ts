import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright/test';
import { MAX_COLUMNS } from '#server/limits.ts';
import type { Bench } from './bench.ts';
import { expect, test } from './fixtures.ts';

/** More than the 2 MB that a careless `cat` prints. */
const FLOOD = 'seq 1 320000';

/** The terminal in front, by what is drawn in it. */
class Terminal {
  readonly bench: Bench;
  readonly panel: Locator;
  readonly rows: Locator;
  readonly input: Locator;

  constructor(bench: Bench) {
    this.bench = bench;
    this.panel = bench.root.locator('.wb-terminal-panel:not([hidden])');
    this.rows = this.panel.locator('.xterm-rows');
    this.input = this.panel.getByRole('textbox', { name: /Esc e depois Tab/ });
  }

  row(text: RegExp): Locator {
    return this.rows.locator(':scope > div').filter({ hasText: text }).first();
  }

  /** From the tab to a prompt. */
  async show(): Promise<void> {
    await this.bench.show('Terminal');
    await expect(this.rows).toContainText(/[$#›]/);
  }

  async run(command: string): Promise<void> {
    await this.input.focus();
    await this.bench.page.keyboard.type(command);
    await this.bench.page.keyboard.press('Enter');
  }
}

test('a shell that takes its time to start is told of, and what is typed meanwhile waits for it', async ({
  bench,
  workshop,
}) => {
  const startup = ['.bashrc', '.zshrc'].map((name) => join(workshop.home, name));
  await Promise.all(startup.map((file) => writeFile(file, 'sleep 4\n')));
  try {
    await bench.open('terminal');
    const terminal = new Terminal(bench);
    await bench.show('Terminal');
    const told = terminal.panel.getByText(/O shell ainda está subindo/);
    await expect(told).toBeVisible();
    await terminal.run('echo "esperou $((40 + 2))"');
    await expect(terminal.rows).toContainText('esperou 42');
    await expect(told).toBeHidden();
  } finally {
    await Promise.all(startup.map((file) => rm(file)));
  }
});

/** The columns that the program sees. */
async function columns(terminal: Terminal): Promise<number> {
  await terminal.run('clear; echo "largura $(tput cols) fim"');
  await expect(terminal.rows).toContainText(/largura \d+ fim/);
  return Number(/largura (\d+) fim/.exec((await terminal.rows.textContent())!)?.[1]);
}

test('a real shell, by the usual keys, that survives a reload with what scrolled by', async ({ bench, page }) => {
  await bench.open('terminal');
  const terminal = new Terminal(bench);
  await terminal.show();
  await test.step('commands run in the lab’s folder, with lab and pprof at hand', async () => {
    await terminal.run('basename "$PWD"; pprof --help | head -1; lab | head -2; seq 1 120; echo "maçã $((20 + 22))"');
    await expect(terminal.rows).toContainText('maçã 42');
  });

  await test.step('a reload finds it as it was', async () => {
    await page.reload();
    await terminal.show();
    await expect(terminal.rows).toContainText('maçã 42');
    await terminal.input.focus();
    for (let pages = 0; pages < 10; pages++) await page.keyboard.press('Shift+PageUp');
    await expect(terminal.rows).toContainText('memory-leak');
    await terminal.run('echo "de novo $((1 + 1))"');
    await expect(terminal.rows).toContainText('de novo 2');
  });

  await test.step('the program learns of the size, and of its changes', async () => {
    const before = await columns(terminal);
    await page.getByRole('separator', { name: /Largura do texto/ }).press('End');
    await expect.poll(() => columns(terminal)).toBeLessThan(before - 10);
    const usual = page.viewportSize()!;
    await page.setViewportSize({ width: 16_000, height: usual.height });
    await expect.poll(() => columns(terminal)).toBe(MAX_COLUMNS);
    await page.setViewportSize(usual);
  });

  await test.step('Ctrl+V pastes, Ctrl+C copies what is selected and then interrupts', async () => {
    await page.evaluate(() => navigator.clipboard.writeText('echo "colado $((3 + 4))"'));
    await terminal.input.focus();
    await page.keyboard.press('Control+V');
    await page.keyboard.press('Enter');
    await expect(terminal.rows).toContainText('colado 7');
    await terminal.run(`sh -c 'echo "dorme $((1 + 1))"; exec sleep 100'`);
    await expect(terminal.rows).toContainText('dorme 2');
    const { x, y, height } = (await terminal.row(/^dorme 2/).boundingBox())!;
    await page.mouse.dblclick(x + 12, y + height / 2);
    await page.keyboard.press('Control+C');
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('dorme');
    await page.keyboard.press('Control+C');
    await expect(terminal.rows).toContainText(/\^C\S*[$#]\s*$/);
    await terminal.run('echo "livre $((1 + 1))"');
    await expect(terminal.rows).toContainText('livre 2');
  });

  await test.step('Tab completes; Esc, then Tab, leaves', async () => {
    await page.keyboard.type('cat serv');
    await page.keyboard.press('Tab');
    await expect(terminal.rows).toContainText('cat server.ts');
    await expect(terminal.input).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(bench.root.getByText('Agora Tab sai do terminal', { exact: false })).toBeVisible();
    await page.keyboard.press('Shift+Tab');
    await expect(bench.button('Fechar o terminal 1')).toBeFocused();
  });
});

test('two megabytes of output neither hang the page nor get lost', async ({ bench, page }) => {
  await bench.open('terminal');
  const terminal = new Terminal(bench);
  await terminal.show();
  await terminal.run(`${FLOOD}; echo "fim $((1 + 1))"`);
  // The page answers while it pours.
  await bench.show('Código');
  await bench.show('Terminal');
  await expect(terminal.rows).toContainText('fim 2', { timeout: 60_000 });
  await expect(terminal.rows).toContainText('320000');
  await expect.poll(() => page.evaluate(() => 'vivo')).toBe('vivo');
});

test('a command of the lesson runs on a click, and what it names opens in the views', async ({
  bench,
  page,
  context,
}) => {
  await bench.open('profile');
  await bench.startLab();
  await page.getByRole('button', { name: 'Fechar bancada' }).click();
  const commands = page.locator('vazou-command');
  await commands.filter({ hasText: 'curl -o depois.pb.gz' }).getByRole('button', { name: 'Rodar no terminal' }).click();
  const terminal = new Terminal(bench);
  await expect(terminal.rows).toContainText(/curl -o depois\.pb\.gz http:\/\/127\.0\.0\.1:\d+\/debug\/pprof\/heap/);
  await expect(terminal.rows).toContainText(/100/);

  const address = (await bench.root.locator('.wb-addresses a').last().getAttribute('href'))!;
  await terminal.run('clear; ls depois.pb.gz; echo "pronto $((1 + 1))"');
  await expect(terminal.rows).toContainText('pronto 2');
  const opened = await follow(context.waitForEvent('page'), terminal, page, /^depois\.pb\.gz/);
  await expect(opened).toHaveURL(/src=saved%3Amemory-leak%2Fdepois\.pb\.gz/);
  await expect(opened.locator('.wb-top-table tbody tr').first()).toBeVisible();
  await opened.close();
  await terminal.run(`clear; echo ${new URL('allocs', address)}`);
  const live = await follow(context.waitForEvent('page'), terminal, page, /^http\S+allocs/);
  await expect(live.locator('.wb-top-table tbody tr').first()).toBeVisible();
  await expect(live).toHaveURL(/src=file%3A/);
  await live.close();

  // A terminal in which a program runs is left alone.
  await terminal.run(`clear; sh -c 'echo "ocupado $((1 + 1))"; exec sleep 100'`);
  await expect(terminal.rows).toContainText('ocupado 2');
  const check = commands.filter({ hasText: 'npm run lab memory-leak -- --check' });
  await check.getByRole('button', { name: 'Rodar no terminal' }).click();
  await expect(bench.root.getByRole('tab', { name: 'Terminal 2' })).toHaveAttribute('aria-selected', 'true');
  await expect(terminal.rows).toContainText('lab memory-leak --check');
  await expect(terminal.rows).toContainText('Aquecendo');
  await bench.button('Fechar o terminal 2').click();
  await expect(bench.root.getByRole('tab', { name: 'Terminal 2' })).toHaveCount(0);
});

/** Clicks at the start of a row. */
async function follow(opened: Promise<Page>, terminal: Terminal, page: Page, row: RegExp): Promise<Page> {
  const box = (await terminal.row(row).boundingBox())!;
  const y = box.y + box.height / 2;
  await expect(async () => {
    // From elsewhere: a pointer that stays on its cell asks for nothing, even if another text has come below it.
    await page.mouse.move(box.x + 30, y + 5 * box.height);
    await page.mouse.move(box.x + 30, y, { steps: 3 });
    await expect(terminal.panel.locator('.xterm-cursor-pointer')).toHaveCount(1, { timeout: 1_000 });
  }).toPass();
  await page.mouse.down();
  await page.mouse.up();
  return opened;
}

test('several terminals, by keys; one closed ends, one whose shell ended says so', async ({ bench, page }) => {
  await bench.open('terminal');
  const terminal = new Terminal(bench);
  await terminal.show();
  await bench.button('Abrir outro terminal').click();
  const second = bench.root.getByRole('tab', { name: 'Terminal 2' });
  await expect(second).toHaveAttribute('aria-selected', 'true');
  await expect(terminal.rows).toContainText(/[$#]/);
  await second.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(bench.root.getByRole('tab', { name: 'Terminal 1' })).toBeFocused();
  await terminal.run('exit 7');
  await expect(bench.root.getByText('O shell terminou com o código 7.')).toBeVisible();
  // Nothing runs there any more: a command of the lesson gets a terminal of its own.
  const command = page.locator('vazou-command').filter({ hasText: 'curl -o antes.pb.gz' });
  await command.getByRole('button', { name: 'Rodar no terminal', includeHidden: true }).dispatchEvent('click');
  await expect(bench.root.getByRole('tab', { name: 'Terminal 3' })).toHaveAttribute('aria-selected', 'true');
  await expect(terminal.rows).toContainText('curl -o antes.pb.gz');
  await bench.button('Fechar o terminal 3').click();
  await bench.root.getByRole('tab', { name: 'Terminal 1' }).click();
  await bench.button('Abrir outro').click();
  await expect(bench.root.getByText('O shell terminou')).toHaveCount(0);
  await expect(bench.root.getByRole('tab', { name: 'Terminal 1' })).toBeFocused();
  await expect(bench.root.getByRole('tablist', { name: 'Terminais' }).getByRole('tab')).toHaveCount(2);
});

test.describe('when the workshop is restarted', () => {
  test.use({ expectedErrors: /WebSocket|ERR_CONNECTION|ERR_INCOMPLETE|ERR_EMPTY|401|404/ });

  test('the terminal says that it is gone, and another opens', async ({ bench, workshop, page }) => {
    await bench.open('terminal');
    const terminal = new Terminal(bench);
    await terminal.show();
    await workshop.stop();
    await expect(bench.root.getByText('O terminal volta assim que ela responder', { exact: false })).toBeVisible();
    await workshop.start();
    const renewed = await page.context().newPage();
    await renewed.goto(workshop.startUrl);
    await renewed.close();
    const gone = bench.root.getByText('Este terminal não existe mais', { exact: false });
    await expect(gone).toBeVisible();
    await bench.button('Abrir outro').click();
    // Until then, the prompt that is seen is the old one's.
    await expect(gone).toHaveCount(0);
    await expect(terminal.rows).toContainText(/[$#]/);
    await terminal.run('echo "vivo $((1 + 1))"');
    await expect(terminal.rows).toContainText('vivo 2');
  });
});
