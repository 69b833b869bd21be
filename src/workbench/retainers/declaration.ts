/** Where a module's variable is declared, told by its text alone. Pure. */

/** From 1; null when no line looks like it. A declaration that is not indented wins: variables of a module are meant. */
export function declarationLine(text: string, variable: string): number | null {
  const name = variable.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const declared = new RegExp(
    String.raw`^(\s*)(?:export\s+)?(?:default\s+)?(?:(?:const|let|var)\s+(?:[{[].*\b)?|(?:async\s+)?function\*?\s+|class\s+)${name}(?![\w$])`,
  );
  const found = text.split(/\r?\n/).flatMap((line, index) => {
    const match = declared.exec(line);
    return match === null ? [] : [{ line: index + 1, indent: match[1]!.length }];
  });
  return found.toSorted((a, b) => a.indent - b.indent)[0]?.line ?? null;
}
