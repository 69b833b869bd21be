/** Stands at the end of a lesson without a lab: who gets there has read it. */
import { markStep, readProgress, rememberPlace, syncProgress } from '../workbench/progress/progress-store.ts';

class LessonVisit extends HTMLElement {
  #watching: IntersectionObserver | undefined;

  connectedCallback(): void {
    const lesson = this.dataset['lesson'] ?? '';
    this.#watching = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      this.#watching?.disconnect();
      if (readProgress().lessons[lesson]?.steps['read'] === undefined) void markStep(lesson, 'read', true);
    });
    void syncProgress()
      .then(() => rememberPlace(lesson, null))
      .then(() => this.#watching?.observe(this));
  }

  disconnectedCallback(): void {
    this.#watching?.disconnect();
  }
}

customElements.define('vazou-visit', LessonVisit);
