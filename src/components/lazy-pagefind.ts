/**
 * Stands in for `@pagefind/default-ui` (an alias in astro.config.mjs). Starlight loads that package, 27 KB and its
 * styles, on every page as soon as the browser is idle; here it loads when the search is first opened.
 */
interface Options {
  readonly element: string;
}

/** A function, since all that is asked of the package is `new PagefindUI(options)`. */
export function PagefindUI(options: Options): void {
  const dialog = document.querySelector(options.element)?.closest('dialog');
  if (!dialog) throw new Error(`no search dialog around ${options.element}`);
  const load = async () => {
    if (!dialog.open) return;
    opened.disconnect();
    const [{ PagefindUI: Real }, { default: css }] = await Promise.all([
      import('@pagefind/default-ui/npm_dist/mjs/ui-core.mjs'),
      import('@pagefind/default-ui/css/ui.css?inline'),
    ]);
    const style = document.createElement('style');
    // Where Starlight puts it, so that what it changes of it still wins.
    style.textContent = `@layer starlight.core{${css}}`;
    document.head.append(style);
    void new Real(options);
    dialog.querySelector('input')?.focus();
  };
  // The attribute is observed: the `toggle` event of a dialog is too new for some browsers in use.
  const opened = new MutationObserver(() => void load());
  opened.observe(dialog, { attributeFilter: ['open'] });
  void load();
}
