/** The workbench as a learner meets it: by roles and words. */
import type { Locator, Page } from 'playwright/test';
import type { FileContent, LabDetail } from '#server/contract.ts';
import type { Workshop } from './workshop.ts';

export interface Lesson {
  readonly path: string;
  /** Its lab's id. */
  readonly lab: string;
}

const FIRST: Lesson = { path: '/laboratorios/vazamento-de-memoria/', lab: 'memory-leak' };
export const LESSON = FIRST.path;
/** From here on text and workbench stand side by side. */
const WIDE = 1152;

export class Bench {
  readonly page: Page;
  readonly #workshop: Workshop;
  readonly #lesson: Lesson;
  readonly root: Locator;
  readonly status: Locator;
  readonly start: Locator;
  readonly load: Locator;
  readonly editor: Locator;

  constructor(page: Page, workshop: Workshop, lesson = FIRST) {
    this.page = page;
    this.#workshop = workshop;
    this.#lesson = lesson;
    this.root = page.locator('vazou-workbench');
    this.status = this.root.locator('.wb-status');
    this.start = this.button(/^(?:Iniciar|Reiniciar)/);
    this.load = this.button(/^Carga: /);
    this.editor = this.root.getByRole('textbox', { name: /Código do laboratório/ });
  }

  button(name: string | RegExp): Locator {
    return this.root.getByRole('button', { name, exact: typeof name === 'string' });
  }

  /** From the printed link to the lesson with its workbench. Another panel than the editor spares its Monaco. */
  async open(panel: 'code' | 'terminal' | 'profile' | 'verdict' = 'code'): Promise<void> {
    // The session is there with the answer; the page that comes with it is not the one to work on.
    await this.page.goto(this.#workshop.startUrl, { waitUntil: 'commit' });
    await this.page.goto(this.#workshop.origin + this.#lesson.path + (panel === 'code' ? '' : `?aba=${panel}`));
    const open = await this.page.evaluate(() => document.documentElement.dataset['bench'] === 'open');
    const wide = (this.page.viewportSize()?.width ?? 0) >= WIDE;
    if (!open) await this.page.getByRole('button', { name: wide ? 'Abrir bancada' : 'Bancada' }).click();
    await this.root.getByRole('tablist', { name: 'Ferramentas' }).waitFor();
  }

  async show(panel: 'Código' | 'Terminal' | 'Perfil' | 'Retentores' | 'Veredito'): Promise<void> {
    await this.root
      .locator('[id^="wb-tab-"]')
      .and(this.page.getByRole('tab', { name: panel }))
      .click();
  }

  async startLab(): Promise<void> {
    await this.start.click();
    await this.status.getByText('Rodando').waitFor();
  }

  /** Puts `code` in place of what the editor has, as one paste. */
  async paste(code: string): Promise<void> {
    await this.page.evaluate((text) => navigator.clipboard.writeText(text), code);
    await this.editor.focus();
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.press('ControlOrMeta+V');
  }

  /** Types at the very beginning of the file. */
  async typeAtTop(text: string): Promise<void> {
    await this.editor.focus();
    await this.page.keyboard.press('ControlOrMeta+Home');
    await this.page.keyboard.type(text);
  }

  async save(): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+S');
    await this.root.locator('.wb-save-status', { hasText: /^Salvo/ }).waitFor();
  }

  /** heapUsed in MiB, newest first, out of the chart's table. */
  async heapReadings(): Promise<number[]> {
    const table = this.button('Tabela');
    await table.click();
    const cells = await this.root.locator('.wb-chart-table tbody tr td:nth-child(2)').allTextContents();
    await table.click();
    return cells.map((text) => Number(text.replaceAll('.', '').replace(',', '.')));
  }

  get #api(): string {
    return `${this.#workshop.origin}/api/labs/${this.#lesson.lab}`;
  }

  async lab(): Promise<LabDetail> {
    return (await (await this.page.request.get(this.#api)).json()) as LabDetail;
  }

  async file(variant: FileContent['variant']): Promise<FileContent> {
    const response = await this.page.request.get(`${this.#api}/files/server.ts?variant=${variant}`);
    return (await response.json()) as FileContent;
  }
}
