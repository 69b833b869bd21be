import type { PprofWords } from '#i18n/pprof.ts';
import type { Profile } from '#pprof/profile.ts';
import { listData, type ListRoutine } from '#pprof/report/list.ts';
import type { Rendered } from './report.ts';
import { readSource } from './source-files.ts';
import type { Settings } from './variables.ts';

const STYLE = `body { font: 14px/1.5 system-ui, sans-serif; margin: 2rem; color-scheme: light dark }
h2 { font-size: 1rem; margin: 2rem 0 .25rem } p { margin: 0 0 .5rem; opacity: .75 }
table { border-collapse: collapse; font: 12px/1.6 ui-monospace, monospace }
td { padding: 0 .75rem; white-space: pre; vertical-align: top } td.n { text-align: right; opacity: .85 }
tr.hot { background: color-mix(in srgb, orange 18%, transparent) } .inlined { opacity: .7; font-style: italic }`;

/** The annotated source as a page that needs nothing else, for `-weblist`. */
export function weblistPage(profile: Profile, pattern: string, settings: Settings, words: PprofWords): Rendered {
  const sourcePath = settings.sourcePath || process.cwd();
  const listing = listData(profile, pattern, readSource, { ...settings, sourcePath });
  const routines = listing.routines.map((routine) =>
    'file' in routine ? routineSection(routine) : `<h2>${escapeHtml(routine.name)}</h2>`,
  );
  const title = `${words.sourceTitle}: ${escapeHtml(pattern)}`;
  const content = `<!doctype html>
<html lang="${words.language}">
<meta charset="utf-8">
<title>${title}</title>
<style>${STYLE}</style>
<h1>${title}</h1>
<p>${words.totalLabel}: ${listing.totalText}</p>
${routines.join('\n')}
</html>
`;
  return { content, warnings: listing.warnings };
}

function routineSection(routine: ListRoutine): string {
  const { name, file, flatText, cumText, cumPercent, error, lines } = routine;
  const rows = lines.map(({ number, text, flat, cum, flatText, cumText, inlined }) => {
    const row = `<td class="n">${number}<td class="n">${flatText}<td class="n">${cumText}<td>${escapeHtml(text)}`;
    const calls = inlined.map(
      (call) =>
        `<tr class="inlined"><td><td><td class="n">${call.valueText}<td>  → ${escapeHtml(`${call.name} ${call.file}:${call.line}`)}`,
    );
    return `<tr${flat === 0 && cum === 0 ? '' : ' class="hot"'}>${row}${calls.join('')}`;
  });
  const head = `<h2>${escapeHtml(name)}</h2><p>${escapeHtml(file)} · ${flatText} · ${cumText} (${cumPercent.trim()})</p>`;
  return `${head}${error === null ? '' : `<p>${escapeHtml(error)}</p>`}<table>${rows.join('\n')}</table>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
