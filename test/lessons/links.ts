/** Links inside of the site, and files of the repository that the text names. */
import { existsSync } from 'node:fs';
import Slugger from 'github-slugger';
import { lineAt, withoutFences, type Lesson, type Problem } from './lesson.ts';

/** Pages that are no lessons, and anchors that components bring along. */
const OTHER_PAGES: ReadonlySet<string> = new Set(['pprof']);
const OTHER_ANCHORS: readonly string[] = ['quiz', 'objetivos', '_top'];

export function checkLinks(lessons: readonly Lesson[]): readonly Problem[] {
  const anchors = new Map(lessons.map((lesson) => [lesson.id, new Set([...anchorsOf(lesson), ...OTHER_ANCHORS])]));
  return lessons.flatMap((lesson) => {
    const text = lesson.frontmatter + withoutFences(lesson.body).slice(lesson.frontmatter.length);
    const problem = (index: number, what: string): Problem => ({ path: lesson.path, line: lineAt(text, index), what });
    const problems: Problem[] = [];
    for (const match of text.matchAll(/\]\(([^)\s]+)\)|\bhref="([^"]+)"/g)) {
      const target = match[1] ?? match[2] ?? '';
      if (/^https?:/.test(target)) continue;
      const [page = '', anchor] = target.split('#');
      const [path = ''] = page.split('?');
      if (path !== '' && !/^\/(?:[\w-]+\/)*$/.test(path)) {
        problems.push(problem(match.index, `o link ${target} deve começar e terminar com “/”`));
        continue;
      }
      const id = path === '' ? lesson.id : path.slice(1, -1) || 'index';
      if (OTHER_PAGES.has(id)) continue;
      const known = anchors.get(id);
      if (!known) problems.push(problem(match.index, `o link ${target} não leva a nenhuma página`));
      else if (anchor !== undefined && !known.has(anchor))
        problems.push(problem(match.index, `não há título #${anchor} em ${id}`));
    }
    for (const match of text.matchAll(/^ {2}- ([\w/-]+)$/gm)) {
      if (/^prerequisites:/m.test(lesson.frontmatter) && !anchors.has(match[1] ?? ''))
        problems.push(problem(match.index, `prerequisites: não há lição ${match[1]}`));
    }
    for (const match of text.matchAll(/`((?:labs|scenarios|src|docs|bench|test)\/[\w./-]+)`/g)) {
      if (!existsSync(match[1] ?? '')) problems.push(problem(match.index, `não há ${match[1]} no repositório`));
    }
    return problems;
  });
}

function anchorsOf({ body }: Lesson): readonly string[] {
  const slugger = new Slugger();
  const titles = Array.from(withoutFences(body).matchAll(/^#{2,6} (.+)$/gm), ([, title = '']) =>
    slugger.slug(title.replace(/[`*]|\]\([^)]*\)/g, '').replace('[', '')),
  );
  return [...titles, ...Array.from(body.matchAll(/\bid="([\w-]+)"/g), ([, id = '']) => id)];
}
