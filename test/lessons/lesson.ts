/** The lessons as their authors wrote them: what the checks read. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Lesson {
  /** Address below the site's root: `instrumentar/flat-e-cum`; `index` for the home page. */
  readonly id: string;
  /** From the repository's root. */
  readonly path: string;
  /** The whole file. */
  readonly text: string;
  readonly frontmatter: string;
  /** With as many lines as the file, so that a place in it is a place in the file. */
  readonly body: string;
}

/** Something that an author has to mend. */
export interface Problem {
  readonly path: string;
  readonly line: number;
  readonly what: string;
}

const DOCS = 'src/content/docs';

export function readLessons(): readonly Lesson[] {
  return readdirSync(DOCS, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.mdx?$/.test(file))
    .sort()
    .map((file) => lessonOf(join(DOCS, file), readFileSync(join(DOCS, file), 'utf8')));
}

export function lessonOf(path: string, text: string): Lesson {
  const end = text.startsWith('---\n') ? text.indexOf('\n---\n', 4) + 5 : 0;
  const frontmatter = text.slice(0, end);
  return {
    id: path
      .replaceAll('\\', '/')
      .replace(`${DOCS}/`, '')
      .replace(/\.mdx?$/, ''),
    path,
    text,
    frontmatter,
    body: blank(frontmatter) + text.slice(end),
  };
}

/** Same length, same lines, nothing in it. */
export function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

/** What stands in a fence, by language, with where it begins. */
export interface Fence {
  readonly language: string;
  readonly code: string;
  readonly index: number;
}

export function fencesOf(body: string): readonly Fence[] {
  return Array.from(body.matchAll(/^([ \t]*)(```+)(\w*)[^\n]*\n([^]*?)^\1\2[ \t]*$/gm), (match) => ({
    language: match[3] ?? '',
    code: match[4] ?? '',
    index: match.index + match[0].indexOf('\n') + 1,
  }));
}

/** The body without its fences. */
export function withoutFences(body: string): string {
  return body.replace(/^([ \t]*)(```+)\w*[^\n]*\n[^]*?^\1\2[ \t]*$/gm, blank);
}
