/** What each key does. */
import { t } from '#i18n/index.ts';
import { LabError } from '#lab/lab-error.ts';
import type { LabRun } from '#lab/lab-run.ts';
import type { Screen } from './screen.ts';
import { shownPath } from './shown-path.ts';

const words = t.cli.lab;
/** Of CPU time: enough samples for an order, and short enough to wait for. */
const CPU_SECONDS = 5;

export class Actions {
  readonly #run: LabRun;
  readonly #screen: Screen;
  readonly #quit: () => void;
  /** Bound, so that it can be handed to whoever reads the keys. Unknown keys do nothing. */
  readonly press = (key: string): void => void this.#act(key);

  constructor(run: LabRun, screen: Screen, quit: () => void) {
    this.#run = run;
    this.#screen = screen;
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
    const { profile } = this.#run.lab.scenario.evidence;
    const { capture } = await this.#run.capture({ profile, seconds: profile === 'profile' ? CPU_SECONDS : 0 });
    const path = shownPath(this.#run.captures.pathOf(capture.id));
    const why = this.#run.captures.whyUnwritten(capture.id);
    this.#screen.print(why === null ? words.profileSaved(path, capture.profile) : words.profileNotSaved(path, why));
  }
}
