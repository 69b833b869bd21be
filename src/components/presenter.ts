/** Class mode: `?aula` shows the presenter's notes, in this tab until they are hidden again. */
const KEY = 'vazou-aula';

class Presenter extends HTMLElement {
  connectedCallback(): void {
    if (new URLSearchParams(location.search).has('aula')) sessionStorage.setItem(KEY, 'sim');
    show(sessionStorage.getItem(KEY) !== null);
    this.querySelector('button')?.addEventListener('click', () => {
      sessionStorage.removeItem(KEY);
      show(false);
    });
  }
}

function show(isClass: boolean): void {
  document.documentElement.toggleAttribute('data-aula', isClass);
}

customElements.define('vazou-presenter', Presenter);
