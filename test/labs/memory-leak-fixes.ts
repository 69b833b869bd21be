/** Ways in which learners change the memory-leak lab, as edits of its source. */
import { readFileSync } from 'node:fs';

const source = readFileSync(new URL('../../labs/memory-leak/server.ts', import.meta.url), 'utf8');

const DECLARED = 'const reports = new Map<string, Report>();';
const STORED = '  reports.set(key, report);';
const KEYED = '  const key = `${store} até ${until.toISOString()}`;';
const READ = '  const ready = reports.get(key);';

/** Each of them ends the leak and keeps the service's promises. */
export const validFixes: Readonly<Record<string, string>> = {
  'a bound, first in first out': edit([
    STORED,
    `${STORED}\n  if (reports.size > 300) reports.delete([...reports.keys()][0] ?? '');`,
  ]),
  'a generous bound': edit([
    STORED,
    `${STORED}\n  if (reports.size > 900) reports.delete([...reports.keys()][0] ?? '');`,
  ]),
  'starting over when full': edit([STORED, `  if (reports.size > 400) reports.clear();\n${STORED}`]),
  'one report a store': edit(
    [DECLARED, 'const reports = new Map<number, Report & { key: string }>();'],
    [STORED, '  reports.set(store, { ...report, key });'],
    [READ, '  const latest = reports.get(store);\n  const ready = latest?.key === key ? latest : undefined;'],
    ['  return report;\n', '  return reports.get(store) ?? report;\n'],
  ),
  'a lifetime with a sweep': edit(
    [
      DECLARED,
      `${DECLARED}
const bornAt = new Map<string, number>();
setInterval(() => {
  for (const [key, at] of bornAt) if (Date.now() - at > 3000) { reports.delete(key); bornAt.delete(key); }
}, 500).unref();`,
    ],
    [STORED, `${STORED}\n  bornAt.set(key, Date.now());`],
  ),
  'a timer for each report': edit([STORED, `${STORED}\n  setTimeout(() => reports.delete(key), 3000).unref();`]),
  'weak references with a registry': edit(
    [
      DECLARED,
      `const reports = new Map<string, WeakRef<Report>>();
const registry = new FinalizationRegistry<string>((key) => {
  if (reports.get(key)?.deref() === undefined) reports.delete(key);
});`,
    ],
    [STORED, '  reports.set(key, new WeakRef(report));\n  registry.register(report, key);'],
    [READ, '  const ready = reports.get(key)?.deref();'],
  ),
};

/** Each of them ends the leak by breaking a promise, named as the contract names it. */
export const brokenPromises: Readonly<Record<string, { readonly source: string; readonly breaks: string }>> = {
  'no cache at all': { source: edit([`${STORED}\n`, '']), breaks: 'Reabrir um relatório é imediato' },
  'a cache of one': {
    source: edit([STORED, `  reports.clear();\n${STORED}`]),
    breaks: 'Um relatório muito usado continua guardado',
  },
  'a key without the instant': {
    source: edit([KEYED, '  const key = String(store);']),
    breaks: 'Perguntas diferentes, relatórios diferentes',
  },
  'a key cut to the minute': {
    source: edit([KEYED, '  const key = `${store} até ${until.toISOString().slice(0, 16)}`;']),
    breaks: 'Perguntas diferentes, relatórios diferentes',
  },
  'shorter reports': {
    source: edit(['until.getTime() - 30 * DAY', 'until.getTime() - 3 * DAY']),
    breaks: 'O relatório traz os pedidos e o total certos',
  },
  'no reports for anyone': {
    source: edit([
      "  if (page === 'relatorio') return reply(response, 200, await monthlyReport(store, until));",
      "  if (page === 'relatorio') return reply(response, 200, {});",
    ]),
    breaks: 'O relatório traz os pedidos e o total certos',
  },
};

function edit(...changes: readonly (readonly [from: string, to: string])[]): string {
  return changes.reduce((text, [from, to]) => {
    if (text.split(from).length !== 2) throw new Error(`the lab no longer has exactly one ${JSON.stringify(from)}`);
    return text.replace(from, () => to);
  }, source);
}
