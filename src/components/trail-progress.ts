/** The trail with what the learner has done of it: where to go on, how far each lesson is, the progress as a file. */
import {
  exportProgress,
  followProgress,
  importProgress,
  syncProgress,
  type Progress,
} from '../workbench/progress/progress-store.ts';

type Words = Readonly<Record<string, string>>;
type StepPlaces = Readonly<Record<string, { readonly anchor: string; readonly name: string }>>;

const fill = (words: string | undefined, values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, String(value)), words ?? '');

class Trail extends HTMLElement {
  #listening: AbortController | undefined;
  #words: Words = {};
  #steps: StepPlaces = {};

  connectedCallback(): void {
    this.#listening = new AbortController();
    this.#words = JSON.parse(this.dataset['words'] ?? '{}') as Words;
    this.#steps = JSON.parse(this.dataset['steps'] ?? '{}') as StepPlaces;
    const input = this.querySelector('input')!;
    this.querySelector('[data-do=export]')!.addEventListener('click', download);
    this.querySelector('[data-do=import]')!.addEventListener('click', () => input.click());
    input.addEventListener('change', () => void this.#import(input));
    followProgress((progress) => this.#show(progress), this.#listening.signal);
    void syncProgress().then((file) => file !== null && this.#say(fill(this.#words['keptAside'], { file })));
  }

  disconnectedCallback(): void {
    this.#listening?.abort();
  }

  #show(progress: Progress): void {
    const lessons = [...this.querySelectorAll<HTMLElement>('li[data-lesson]')];
    for (const item of lessons) {
      const all = Number(item.dataset['all']);
      const done = Math.min(doneOf(progress, item), all);
      item.toggleAttribute('data-complete', done === all);
      const words =
        done === 0 ? '' : done === all ? this.#words['complete'] : fill(this.#words['count'], { done, all });
      item.querySelector('.progress')!.textContent = words ?? '';
    }
    this.#showResume(progress, lessons);
  }

  #showResume(progress: Progress, lessons: readonly HTMLElement[]): void {
    const at = lessons.findIndex(({ dataset }) => dataset['lesson'] === progress.last?.lesson);
    const isOver = lessons[at]?.hasAttribute('data-complete') === true;
    const goal = isOver ? lessons.slice(at + 1).find((item) => !item.hasAttribute('data-complete')) : lessons[at];
    const resume = this.querySelector<HTMLElement>('.resume')!;
    resume.hidden = goal === undefined;
    const lesson = goal?.querySelector<HTMLAnchorElement>('.name a');
    if (!lesson) return;
    const step = isOver ? undefined : this.#steps[progress.last?.step ?? ''];
    const link = resume.querySelector('a')!;
    link.href = lesson.href + (step?.anchor ?? '');
    const words = this.#words[isOver ? 'next' : step ? 'resumeAt' : 'resume'];
    link.textContent = fill(words, { lesson: lesson.textContent ?? '', step: step?.name ?? '' });
  }

  async #import(input: HTMLInputElement): Promise<void> {
    const [file] = input.files ?? [];
    if (!file) return;
    try {
      await importProgress(await file.text());
      this.#say(this.#words['imported']);
    } catch {
      this.#say(this.#words['notImported']);
    }
    input.value = '';
  }

  #say(words: string | undefined): void {
    this.querySelector('[role=status]')!.textContent = words ?? '';
  }
}

const doneOf = (progress: Progress, { dataset }: HTMLElement): number =>
  Object.keys(progress.lessons[dataset['lesson'] ?? '']?.steps ?? {}).length;

function download(): void {
  const url = URL.createObjectURL(exportProgress());
  Object.assign(document.createElement('a'), { href: url, download: 'vazou-progresso.json' }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1_000);
}

customElements.define('vazou-trail', Trail);
