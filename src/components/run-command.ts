/** Gives the commands of a lesson their button, where there is a workbench beside the text to run them in. */
import { RUN_COMMAND } from '../workbench/split.ts';

class Command extends HTMLElement {
  readonly #run = (): void => {
    this.dispatchEvent(new CustomEvent(RUN_COMMAND, { bubbles: true, detail: this.dataset['command'] }));
  };

  connectedCallback(): void {
    const button = this.querySelector<HTMLButtonElement>('.run');
    if (!button || !this.closest('vazou-split')) return;
    button.hidden = false;
    button.addEventListener('click', this.#run);
  }
}

customElements.define('vazou-command', Command);
