import { basename } from 'node:path';
import type { DebugProfile, Subject } from '../profiles/debug-profile.ts';
import { words } from '../words.ts';
import { INDEX_STYLE } from './index-style.ts';

/** A profile, and how many entries it has: `null` where it is off, or where counting them would cost too much. */
export interface Listed {
  readonly profile: Pick<DebugProfile, 'name' | 'words'>;
  readonly count: number | null;
}

/** The index of `/debug/pprof/`: Go's, with what each profile costs. */
export function indexPage(listed: readonly Listed[], { program }: Pick<Subject, 'program'>, root: string): string {
  const t = words.index;
  return `<!doctype html>
<html lang="pt-BR">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>/debug/pprof/</title>
<style>${INDEX_STYLE}</style>
</head>
<body>
<main>
<h1>/debug/pprof/</h1>
<p class="muted">${t.subject(escape(basename(program)), process.pid, process.version)}</p>
<h2 id="profiles">${t.profiles}</h2>
<table aria-labelledby="profiles">
<thead><tr><th scope="col">${t.name}</th><th scope="col" class="count">${t.count}</th><th scope="col">${t.what}</th><th scope="col">${t.cost}</th><th scope="col">${t.safe}</th></tr></thead>
<tbody>
${listed.map(row).join('\n')}
</tbody>
</table>
<p><a href='goroutine?debug=2'>full goroutine stack dump</a> <span class="muted">${t.fullDump}</span></p>
<h2>${t.parameters}</h2>
<dl>
${t.parameterList.map(([name, what]) => `<dt><code>${name}</code></dt><dd>${what}</dd>`).join('\n')}
</dl>
<h2>${t.tools}</h2>
<pre>go tool pprof -top ${root}heap
curl -o heap.pb.gz ${root}heap</pre>
</main>
</body>
</html>
`;
}

/** A page whose links bring along the token that it was asked for with. */
export function withToken(page: string, token: string | null): string {
  if (token === null) return page;
  return page.replace(/ href=(['"])([^'"]*\?[^'"]*)\1/g, (_link, quote: string, address: string) => {
    return ` href=${quote}${address}&amp;token=${escape(encodeURIComponent(token))}${quote}`;
  });
}

function row({ profile: { name, words: about }, count }: Listed): string {
  const t = words.index;
  const number = count === null ? `<span title="${t.noCount}">–</span>` : String(count);
  const { level, why } = about.safe;
  return `<tr><th scope="row"><a href='${escape(encodeURIComponent(name))}?debug=1'>${escape(name)}</a></th><td class="count" data-label="${t.count}">${number}</td><td class="what">${about.what}</td><td class="cost" data-label="${t.cost}:">${about.cost}</td><td class="safe ${level}" data-label="${t.safe}"><b>${t.safety[level]}</b>${why === undefined ? '' : `: ${why}`}</td></tr>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}
