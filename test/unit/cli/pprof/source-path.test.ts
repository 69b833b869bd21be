import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sourcePathOf } from '../../../../src/cli/pprof/source-path.ts';

test('a file that a profile names is looked for as -source_path and -trim_path say', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vazou-sources-'));
  try {
    mkdirSync(join(folder, 'src'));
    const here = join(folder, 'src', 'server.ts');
    writeFileSync(here, 'text');
    const plain = { sourcePath: folder, trimPath: '' };
    expect(sourcePathOf('src/server.ts', plain)).toBe(here);
    expect(sourcePathOf('src/other.ts', plain)).toBeNull();
    expect(sourcePathOf('/build/app/src/server.ts', plain)).toBe('/build/app/src/server.ts');
    expect(sourcePathOf('file:///build/app/src/server.ts', plain)).toBe('/build/app/src/server.ts');
    expect(sourcePathOf('node:fs', plain)).toBeNull();

    const trimmed = { sourcePath: folder, trimPath: '/build/app' };
    expect(sourcePathOf('/build/app/src/server.ts', trimmed)).toBe(here);
    expect(sourcePathOf('/build/app/src/other.ts', trimmed)).toBeNull();
    expect(sourcePathOf(here, trimmed)).toBe(here);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
