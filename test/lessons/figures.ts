/** No picture without words for who does not see it. */
import { readdirSync, readFileSync } from 'node:fs';
import { lineAt, type Lesson, type Problem } from './lesson.ts';

export function checkFigures({ path, text }: Pick<Lesson, 'path' | 'text'>): readonly Problem[] {
  const problem = (index: number, what: string): Problem => ({ path, line: lineAt(text, index), what });
  const problems: Problem[] = [];
  for (const match of text.matchAll(/!\[\s*\]\(/g)) problems.push(problem(match.index, 'imagem sem texto alternativo'));
  for (const match of text.matchAll(/<(img|svg|Figure)\b([^>]*)>/g)) {
    const [, tag, attributes = ''] = match;
    const isHidden = /aria-hidden/.test(attributes);
    const hasWords = /\b(?:alt|aria-label)=(?:"[^"]+"|\{)|\{(?:alt|\.\.\.)/.test(attributes);
    if (!isHidden && !hasWords) problems.push(problem(match.index, `<${tag}> sem texto alternativo`));
  }
  return problems;
}

/** The components that draw. */
export function readComponents(): readonly Pick<Lesson, 'path' | 'text'>[] {
  return readdirSync('src/components', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.astro'))
    .map((file) => ({ path: `src/components/${file}`, text: readFileSync(`src/components/${file}`, 'utf8') }));
}
