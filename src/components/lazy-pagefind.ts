/**
 * Stands in for `@pagefind/default-ui` (an alias in astro.config.mjs). Starlight loads that package, 27 KB, on every
 * page as soon as the browser is idle; here it loads when the search is first opened.
 */
interface Options {
  readonly element: string;
}

export class PagefindUI {
  constructor(options: Options) {
    const dialog = document.querySelector(options.element)?.closest('dialog');
    if (!dialog) throw new Error(`no search dialog around ${options.element}`);
    // `open` is observed rather than the `toggle` event, which not every browser in use sends for dialogs.
    const opened = new MutationObserver(() => void load());
    const load = async () => {
      if (!dialog.open) return;
      opened.disconnect();
      const { PagefindUI: Real } = await import('@pagefind/default-ui/npm_dist/mjs/ui-core.mjs');
      new Real(options);
      dialog.querySelector('input')?.focus();
    };
    opened.observe(dialog, { attributeFilter: ['open'] });
    void load();
  }
}
