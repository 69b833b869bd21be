/** Marks the step that the reader is in: the last one whose heading has passed the top of the reading area. */
class LessonRail extends HTMLElement {
  #listening: AbortController | undefined;
  #frame = 0;

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
  }

  disconnectedCallback(): void {
    this.#listening?.abort();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  #mark(): void {
    const links = [...this.querySelectorAll('a')];
    const headings = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
    // Half the screen under the bar still counts as the step before: the eye is on what it reads, not on the edge.
    const line = this.getBoundingClientRect().bottom + innerHeight / 4;
    const atEnd = scrollY > 0 && scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
    const passed = headings.findLastIndex((heading) => heading && heading.getBoundingClientRect().top <= line);
    // What stands before the first step leads to it.
    const current = atEnd ? headings.length - 1 : Math.max(0, passed);
    for (const [index, link] of links.entries()) {
      if (index === current) link.setAttribute('aria-current', 'step');
      else link.removeAttribute('aria-current');
    }
  }
}

customElements.define('vazou-rail', LessonRail);
