import { basename } from 'node:path';
import type { DebugProfile, Subject } from '../profiles/debug-profile.ts';
import { words } from '../words.ts';

/** The index of `/debug/pprof/`, in the form of Go's. It asks nothing of the main thread, so it always answers. */
export function indexPage(
  profiles: readonly DebugProfile[],
  { program }: Pick<Subject, 'program'>,
  root: string,
): string {
  const t = words.index;
  const rows = profiles.map(
    ({ name, words }) =>
      `<tr><td><a href='${name}?debug=1'>${name}</a></td><td>${words.what}</td><td>${words.cost}</td></tr>`,
  );
  return `<!doctype html>
<html lang="pt-BR">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>/debug/pprof/</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
td, th { padding: .35rem 1rem .35rem 0; vertical-align: top; text-align: left; }
code, pre { font-family: ui-monospace, monospace; font-size: .9em; }
</style>
</head>
<body>
<h1>/debug/pprof/</h1>
<p>${t.subject(escape(basename(program)), process.pid, process.version)}</p>
<h2>${t.profiles}</h2>
<table>
<thead><tr><th>${t.name}</th><th>${t.what}</th><th>${t.cost}</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
<h2>${t.parameters}</h2>
<ul>
${t.parameterList.map(([name, what]) => `<li><code>${name}</code>: ${what}</li>`).join('\n')}
</ul>
<h2>${t.tools}</h2>
<pre>go tool pprof -top ${root}heap
curl -o heap.pb.gz ${root}heap</pre>
</body>
</html>
`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}
