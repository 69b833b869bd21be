/** Labels of the interface, which the text takes out of the catalogue: `{ui.load.endless}`, and not as plain words. */
import { t } from '#i18n/index.ts';
import { lineAt, type Lesson, type Problem } from './lesson.ts';

export function checkLabels({ body, path }: Lesson): readonly Problem[] {
  const roots = new Map<string, unknown>([['t', t]]);
  for (const [, name = '', from = ''] of body.matchAll(/^export const (\w+) = t((?:\.\w+)*);$/gm)) {
    roots.set(name, valueAt(t, from));
  }
  const problems: Problem[] = [];
  for (const match of body.matchAll(/(?<![\w.'"$])(\w+)((?:\.\w+|\['[^']+'\])+)/g)) {
    const [expression, root = '', rest = ''] = match;
    if (!roots.has(root) || !isCode(body, match.index)) continue;
    // What a string or a list can do is no key of the catalogue.
    const keys = rest.replace(/\.(?:map|length|slice|join|replace|toLowerCase)\b.*$/, '');
    if (valueAt(roots.get(root), keys) === undefined)
      problems.push({ path, line: lineAt(body, match.index), what: `o catálogo não tem ${expression}` });
  }
  return problems;
}

function valueAt(root: unknown, keys: string): unknown {
  const names = Array.from(keys.matchAll(/\.(\w+)|\['([^']+)'\]/g), ([, plain, quoted]) => plain ?? quoted ?? '');
  return names.reduce<unknown>((value, name) => Object(value)[name] as unknown, root);
}

/** Inside of braces, or of a line of code at the top of the file. */
function isCode(body: string, index: number): boolean {
  const before = body.slice(0, index);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  return line.startsWith('export ') || before.lastIndexOf('{') > before.lastIndexOf('}');
}
