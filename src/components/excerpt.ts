/**
 * One declaration of a lab's source, TypeScript or Go, with the comment above it, so that a lesson quotes the code
 * that runs. Reads formatted sources: what is declared at the margin ends at the margin.
 *
 * @param name of a top-level declaration
 * @throws when the source declares no such name: a lesson must not outlive the code it explains
 */
export function excerpt(source: string, name: string): string {
  const lines = source.split('\n');
  const declares = new RegExp(
    `^(?:export )?(?:async )?(?:function\\*?|func|const|let|var|class|interface|type) ${name}\\b`,
  );
  const start = lines.findIndex((line) => declares.test(line));
  if (start === -1) throw new Error(`no declaration of ${name}`);
  const opens = /[{([]$/.test(lines[start] ?? '');
  const end = opens ? lines.findIndex((line, index) => index > start && /^[}\])]+;?$/.test(line)) : start;
  return lines.slice(commentAbove(lines, start), end + 1).join('\n');
}

/** The line on which the documentation of `lines[start]` begins; `start` itself when there is none. */
function commentAbove(lines: readonly string[], start: number): number {
  if (!lines[start - 1]?.endsWith('*/')) return start;
  return lines.findLastIndex((line, index) => index < start && line.startsWith('/**'));
}
