/** Fixes and cheats as edits of a lab's own source, so that they cannot fall behind it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { labsDir } from '#lab/paths.ts';

export type Edit = readonly [from: string, to: string];

/**
 * The editor of one lab's `server.ts`. Each edit replaces a piece of text that stands there exactly once.
 * @throws {Error} where it does not.
 */
export function editsOf(slug: string): (...edits: readonly Edit[]) => string {
  const source = readFileSync(join(labsDir, slug, 'server.ts'), 'utf8');
  return (...edits) =>
    edits.reduce((text, [from, to]) => {
      if (text.split(from).length !== 2) throw new Error(`${slug} does not have exactly one ${JSON.stringify(from)}`);
      return text.replace(from, () => to);
    }, source);
}
