import type { Plugin } from 'vite';

/** Marks a style sheet as a module of ours: JavaScript that injects it. */
const PREFIX = '\0lazy-css:';
const SUFFIX = '.js';

/**
 * Keeps the style sheets of what is dynamically imported out of the page.
 *
 * Astro links the CSS of every dynamic import in the `<head>`, needed or not: with Monaco that is 171 KB on each
 * lesson. For files that match `sheets` the import becomes a script that adds the sheet when its chunk runs.
 * In development Vite already injects CSS that way, so this applies to builds alone.
 */
export function lazyCss(sheets: RegExp): Plugin {
  return {
    name: 'vazou:lazy-css',
    enforce: 'pre',
    apply: 'build',
    async resolveId(id, importer, options) {
      if (!id.endsWith('.css') || importer === undefined || importer.startsWith(PREFIX)) return null;
      const resolved = await this.resolve(id, importer, { ...options, skipSelf: true });
      return resolved && sheets.test(resolved.id) ? PREFIX + resolved.id + SUFFIX : null;
    },
    load(id) {
      if (!id.startsWith(PREFIX)) return null;
      const sheet = JSON.stringify(`${id.slice(PREFIX.length, -SUFFIX.length)}?inline`);
      return {
        code: `import css from ${sheet};
const style = document.createElement('style');
style.textContent = css;
document.head.append(style);`,
        moduleSideEffects: true,
      };
    },
  };
}
