import { followProgress, markStep, rememberPlace, syncProgress } from '../workbench/progress/progress-store.ts';
import { STEPS } from '../workbench/progress/steps.ts';

/** So long on a step, and the learner is there: it is where to go on from next time. */
const STAY_MS = 3_000;

/**
 * The rail of steps: which one is read, which ones are done. At the end of each step it asks whether it was done, since
 * only some of them can be seen by the workshop.
 *
 * Marks the step that the reader is in: the last one whose heading has passed the top of the reading area.
 */
class LessonRail extends HTMLElement {
  #listening: AbortController | undefined;
  #frame = 0;
  #current = -1;
  #staying: ReturnType<typeof setTimeout> | undefined;

  connectedCallback(): void {
    this.#listening = new AbortController();
    const options = { passive: true, signal: this.#listening.signal };
    const schedule = () => {
      this.#frame ||= requestAnimationFrame(() => {
        this.#frame = 0;
        this.#mark();
      });
    };
    addEventListener('scroll', schedule, options);
    addEventListener('resize', schedule, options);
    this.#mark();
    const boxes = this.#askAtEnds();
    followProgress(({ lessons }) => {
      const steps = lessons[this.#lesson]?.steps ?? {};
      this.#links.forEach((link, index) => {
        const done = steps[STEPS[index]!];
        link.toggleAttribute('data-done', done !== undefined);
        boxes[index]!.box.checked = done !== undefined;
        boxes[index]!.seen.hidden = done?.by !== 'workshop';
      });
    }, this.#listening.signal);
    const sync = (): void => void syncProgress();
    // Whoever comes back may have been at the command line meanwhile.
    addEventListener('focus', sync, options);
    sync();
  }

  disconnectedCallback(): void {
    this.#listening?.abort();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#staying);
    this.#frame = 0;
  }

  get #lesson(): string {
    return this.dataset['lesson'] ?? '';
  }

  get #links(): HTMLAnchorElement[] {
    return [...this.querySelectorAll('a')];
  }

  get #headings(): (HTMLElement | null)[] {
    return this.#links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  }

  /** A box to tick below each step. */
  #askAtEnds(): { box: HTMLInputElement; seen: HTMLElement }[] {
    const starts = this.#headings.map((heading) => heading?.closest('.sl-heading-wrapper') ?? heading);
    return starts.map((start, index) => {
      const label = document.createElement('label');
      label.className = 'step-done not-content';
      const box = Object.assign(document.createElement('input'), { type: 'checkbox' });
      const seen = Object.assign(document.createElement('small'), { textContent: this.dataset['seen'] ?? '' });
      label.append(box, ` ${(this.dataset['did'] ?? '').replace('{step}', String(index + 1))} `, seen);
      box.addEventListener('change', () => void markStep(this.#lesson, STEPS[index]!, box.checked));
      const next = starts[index + 1];
      if (next) next.before(label);
      else start?.parentElement?.append(label);
      return { box, seen };
    });
  }

  /** On the way past a step nobody stays there. */
  #stay(current: number): void {
    if (current === this.#current) return;
    this.#current = current;
    clearTimeout(this.#staying);
    this.#staying = setTimeout(() => void rememberPlace(this.#lesson, STEPS[current] ?? null), STAY_MS);
  }

  #mark(): void {
    const links = this.#links;
    const headings = this.#headings;
    // On a narrow screen the workbench takes the text's place: then no step is read.
    if (!headings.some((heading) => heading?.checkVisibility())) return;
    // Half the screen under the bar still counts as the step before: the eye is on what it reads, not on the edge.
    const line = this.getBoundingClientRect().bottom + innerHeight / 4;
    const atEnd = scrollY > 0 && scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
    const passed = headings.findLastIndex((heading) => heading && heading.getBoundingClientRect().top <= line);
    // What stands before the first step leads to it.
    const current = atEnd ? headings.length - 1 : Math.max(0, passed);
    this.#stay(current);
    for (const [index, link] of links.entries()) {
      if (index === current) link.setAttribute('aria-current', 'step');
      else link.removeAttribute('aria-current');
    }
  }
}

customElements.define('vazou-rail', LessonRail);
