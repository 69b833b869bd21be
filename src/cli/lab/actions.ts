/** What each key does. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { t } from '#i18n/index.ts';
import { LabError } from '#lab/lab-error.ts';
import type { LabRun } from '#lab/lab-run.ts';
import { localTimestamp } from '#lab/local-timestamp.ts';
import type { Workspace } from '#lab/workspace.ts';
import type { Screen } from './screen.ts';
import { shownPath } from './shown-path.ts';

const words = t.cli.lab;

export class Actions {
  readonly #run: LabRun;
  readonly #screen: Screen;
  readonly #workspace: Workspace;
  readonly #quit: () => void;
  /** Bound, so that it can be handed to whoever reads the keys. Unknown keys do nothing. */
  readonly press = (key: string): void => void this.#act(key);

  constructor(run: LabRun, screen: Screen, workspace: Workspace, quit: () => void) {
    this.#run = run;
    this.#screen = screen;
    this.#workspace = workspace;
    this.#quit = quit;
  }

  async #act(key: string): Promise<void> {
    try {
      switch (key) {
        case 'c':
          return this.#toggleLoad(this.#run.lab.scenario.load.burst);
        case 's':
          return this.#toggleLoad(null);
        case 'g':
          return this.#screen.print(words.collected(await this.#run.gc()));
        case 'p':
          return await this.#saveProfile();
        case 'r':
          this.#screen.print(words.restarting);
          return void (await this.#run.restart());
        case 'q':
          return this.#quit();
      }
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
      this.#screen.print(error.message);
    }
  }

  #toggleLoad(requests: number | null): void {
    if (this.#run.snapshot().load !== null) return this.#run.stopLoad();
    this.#run.startLoad(requests);
    this.#screen.print(requests === null ? words.endlessStarted : words.loadStarted(requests));
  }

  async #saveProfile(): Promise<void> {
    const { bytes, capture } = await this.#run.captureHeap();
    const folder = join(this.#workspace.root, this.#run.lab.slug, 'perfis');
    const path = join(folder, `${capture.id}-${localTimestamp(new Date(capture.takenAt))}.pb.gz`);
    try {
      await mkdir(folder, { recursive: true });
      await writeFile(path, bytes);
      this.#screen.print(words.profileSaved(shownPath(path)));
    } catch (error) {
      this.#screen.print(
        words.profileNotSaved(shownPath(path), error instanceof Error ? error.message : String(error)),
      );
    }
  }
}
