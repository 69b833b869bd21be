/** What a reader reads of a lesson, as plain text: for the spelling, and for how long it takes. */
import { blank, withoutFences, type Lesson } from './lesson.ts';

/** Keys of the front matter whose values are read. */
const READ = /^\s*(?:- )?(?:title|description|question|text|why|label): |^\s*- /;

/** Blanked, not cut out: every word keeps its line. */
export function proseOf({ frontmatter, body }: Lesson): string {
  const front = frontmatter
    .split('\n')
    .map((line) => {
      const key = READ.exec(line)?.[0];
      const isRead = key !== undefined && !/^\s*- [\w/-]+$/.test(line) && !/^\s*text: \w+\($/.test(line);
      return isRead ? blank(key) + withoutMarks(line.slice(key.length)) : blank(line);
    })
    .join('\n');
  return front + withoutMarks(bodyText(body.slice(frontmatter.length)));
}

function bodyText(body: string): string {
  return withoutExpressions(
    withoutFences(body)
      .replace(/^(?:import|export) [^]*?(?:;\n|\n\n)/gm, blank)
      .replace(/`[^`\n]+`/g, blank)
      .replace(/\{\/\*[^]*?\*\/\}/g, blank),
  ).replace(/<\/?[A-Za-z](?:"[^"]*"|[^<>"])*>/g, blank);
}

function withoutMarks(text: string): string {
  return (
    text
      .replace(/`[^`\n]+`/g, blank)
      // The title of somebody else's page is in its own language.
      .replace(/\[[^\]]*\]\(https?:[^)\s]*\)/g, blank)
      .replace(/\]\([^)\s]*\)/g, blank)
      .replace(/https?:\/\/\S+/g, blank)
  );
}

/** `{…}`, however deep; but what JSX puts between tags inside of it is only code that we do not read either. */
function withoutExpressions(text: string): string {
  let depth = 0;
  let out = '';
  for (const char of text) {
    if (char === '{') depth++;
    out += depth > 0 && char !== '\n' ? ' '.repeat(char.length) : char;
    if (char === '}') depth = Math.max(0, depth - 1);
  }
  return out;
}
