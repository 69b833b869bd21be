import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { GO_FIELDS, type GoField } from '#diagnostics/mem-stats/go-fields.ts';

const fields: readonly GoField[] = GO_FIELDS;

/** The members of Go's own `runtime.MemStats`, from its source. */
function membersInGo(): string[] {
  const root = execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).trim();
  const source = readFileSync(join(root, 'src/runtime/mstats.go'), 'utf8');
  const [, body = ''] = /^type MemStats struct \{\n(.*?)^\}/ms.exec(source) ?? [];
  return [...body.matchAll(/^\t([A-Z]\w*) /gm)].map(([, name]) => name!);
}

test.skipIf(spawnSync('go', ['version']).status !== 0)(
  'the table has every field of Go’s class, in its order, and no other (skipped without go)',
  () => {
    const members = membersInGo();
    expect(members).toContain('HeapAlloc');
    expect(fields.map(({ name }) => name)).toEqual(members);
  },
);

test('each field says what it is in Go, and where its number comes from or why there is none', () => {
  for (const { name, inGo, here } of fields) {
    expect(inGo, name).toMatch(/\.$|`\.$/);
    expect(here.kind === 'none' ? here.why : here.note, name).toMatch(/\.$/);
    // What is not quite the same must say what the difference is.
    expect(here.kind !== 'near' || here.note.length > 40, name).toBe(true);
  }
});
