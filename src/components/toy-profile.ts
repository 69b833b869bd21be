/** The toy profile at work: reads the sliders, writes the table. */
import { decimals } from '#i18n/pt-BR/quantity.ts';
import { toyTop, type ToyRow } from '../content/toy-profile.ts';

class Toy extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener('input', this.#update);
  }

  disconnectedCallback(): void {
    this.removeEventListener('input', this.#update);
  }

  readonly #update = (): void => {
    const sliders = [...this.querySelectorAll<HTMLInputElement>('[data-own]')];
    for (const slider of sliders) slider.nextElementSibling!.textContent = megabytes(Number(slider.value));
    const order = this.querySelector<HTMLInputElement>('[name="toy-order"]:checked')?.value === 'cum' ? 'cum' : 'flat';
    const rows = toyTop(
      sliders.map(({ value }) => Number(value)),
      order,
    );
    for (const [index, tr] of [...this.querySelectorAll('tbody tr')].entries()) {
      const row = rows[index];
      if (row) fill(tr, row);
    }
    const status = this.querySelector<HTMLElement>('[role="status"]');
    const [first] = rows;
    if (status && first) {
      const words = status.dataset['first'] ?? '';
      status.textContent = words.replace('{name}', first.name).replace('{value}', megabytes(first[order]));
    }
  };
}

function fill(tr: Element, { name, flat, cum, flatShare, sumShare, cumShare }: ToyRow): void {
  const texts = [megabytes(flat), percent(flatShare), percent(sumShare), megabytes(cum), percent(cumShare)];
  for (const [index, text] of texts.entries()) tr.children[index]!.textContent = text;
  tr.querySelector('code')!.textContent = name;
}

const megabytes = (value: number): string => `${decimals(value)} MB`;
const percent = (share: number): string => `${decimals(Math.round(share * 1000) / 10)}%`;

customElements.define('vazou-toy', Toy);
