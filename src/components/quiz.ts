/** A quiz that answers: shows why the chosen answer is right or wrong, says so aloud, and counts first attempts. */
class Quiz extends HTMLElement {
  readonly #firstTries = new Map<HTMLFormElement, boolean>();

  connectedCallback(): void {
    this.addEventListener('submit', this.#check);
  }

  disconnectedCallback(): void {
    this.removeEventListener('submit', this.#check);
  }

  readonly #check = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const result = form.querySelector('.result')!;
    const answer = form.querySelector('input:checked')?.closest<HTMLElement>('.answer');
    if (!answer) {
      result.textContent = this.dataset['choose'] ?? '';
      return;
    }
    for (const details of form.querySelectorAll('details')) details.open = answer.contains(details);
    const isRight = answer.dataset['right'] !== undefined;
    if (!this.#firstTries.has(form)) this.#firstTries.set(form, isRight);
    // A disclosure that opens says nothing to who does not see it; this does.
    const why = answer.querySelector('details p')?.textContent ?? '';
    result.replaceChildren(hidden(why.replaceAll(/\s+/g, ' ')), isRight ? '' : (this.dataset['again'] ?? ''));
    this.#tellScore();
  };

  #tellScore(): void {
    if (this.#firstTries.size < this.querySelectorAll('form').length) return;
    const right = [...this.#firstTries.values()].filter(Boolean).length;
    const sentences = this.querySelector('template')?.content.textContent?.split('\n') ?? [];
    this.querySelector('.score')!.textContent = sentences[right]?.trim() ?? '';
  }
}

/** For who listens instead of looking. */
function hidden(text: string): HTMLElement {
  const span = document.createElement('span');
  span.className = 'sr-only';
  span.textContent = `${text} `;
  return span;
}

customElements.define('vazou-quiz', Quiz);
