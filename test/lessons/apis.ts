/** Names that the examples import from our own modules. */
import { readFileSync } from 'node:fs';
import { lineAt, type Lesson, type Problem } from './lesson.ts';

const runtime = readFileSync('src/diagnostics/runtime/index.ts', 'utf8');
const OFFERED = new Set(
  Array.from(runtime.matchAll(/export \{([^}]*)\}/g), ([, names = '']) => names.split(','))
    .flat()
    .map((name) => name.replace(/\btype\b/, '').trim()),
);

export function checkApis({ path, text }: Lesson): readonly Problem[] {
  const imports = text.matchAll(/import \{([^}]*)\} from '(vazou\/[\w/]+)'/g);
  return Array.from(imports).flatMap((match) => {
    const [, names = '', from = ''] = match;
    const problem = (what: string): Problem => ({ path, line: lineAt(text, match.index), what });
    if (from !== 'vazou/diagnostics/runtime') return [problem(`${from} não exporta nomes`)];
    const unknown = names
      .split(',')
      .map((name) => name.replace(/\btype\b/, '').trim())
      .filter((name) => name !== '' && !OFFERED.has(name));
    return unknown.map((name) => problem(`${from} não exporta ${name}`));
  });
}
