/** `<vazou-pprof>`: the page for any profile, as an island. */
import '../ui/ui.css';
import '../workbench.css';
import './pprof-page.css';
import { render } from 'preact';
import { watchPixelRatio } from '../pixel-ratio.ts';
import { watchTheme } from '../theme.ts';
import { createPageState } from './page-state.ts';
import { keepPageTitle } from './page-title.ts';
import { PprofPage } from './pprof-page.tsx';
import { createRecentFiles } from './recent-files.ts';
import type { Example } from './sources.ts';
import { createWorkshop } from './workshop.ts';

class PprofElement extends HTMLElement {
  #owner: AbortController | undefined;

  connectedCallback(): void {
    const owner = new AbortController();
    this.#owner = owner;
    const { signal } = owner;
    const examples = JSON.parse(this.dataset['examples'] ?? '[]') as readonly Example[];
    const page = createPageState({ workshop: createWorkshop(signal), recents: createRecentFiles(), examples }, signal);
    keepPageTitle(() => page.snapshotName.value ?? page.views.opened.value?.name ?? null, signal);
    this.replaceChildren();
    render(<PprofPage page={page} theme={watchTheme(signal)} pixelRatio={watchPixelRatio(signal)} />, this);
  }

  disconnectedCallback(): void {
    render(null, this);
    this.#owner?.abort();
  }
}

customElements.define('vazou-pprof', PprofElement);
