/** The catalogue of leaks: each one leaks, and each mend mends; in Go, each compiles. */
import { execFile, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';

const FOLDER = 'src/content/leaks';
const files = readdirSync(FOLDER);
const named = (extension: string): string[] =>
  files.filter((file) => file.endsWith(extension)).map((file) => file.slice(0, -extension.length));

/** What a call leaves behind: bytes, but for what is counted. */
const LIMITS: Readonly<Record<string, { readonly leaks: number; readonly mended: number }>> = {
  'corpo-http': { leaks: 0.9, mended: 0.1 },
  defer: { leaks: 40, mended: 5 },
};
const BYTES = { leaks: 3_000, mended: 500 };

let measured: Record<string, { vaza: number; corrigido: number }>;

beforeAll(async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--expose-gc', 'test/unit/lessons/support/measure-leaks.ts'],
    { env: { PATH: process.env['PATH'] } },
  );
  measured = JSON.parse(stdout) as typeof measured;
}, 60_000);

test.each(named('.ts'))('%s leaks, and its mend does not', (name) => {
  const { leaks, mended } = LIMITS[name] ?? BYTES;
  expect(measured[name]?.vaza).toBeGreaterThan(leaks);
  expect(measured[name]?.corrigido).toBeLessThan(mended);
});

const hasGo = spawnSync('go', ['version']).status === 0;

test.skipIf(!hasGo)('in Go all of them compile', { timeout: 120_000 }, () => {
  const names = named('.go');
  expect(names.length).toBeGreaterThan(8);
  const failed = names.flatMap((name) => {
    const { status, stderr } = spawnSync('go', ['build', '-o', '/dev/null', `${FOLDER}/${name}.go`], {
      encoding: 'utf8',
    });
    return status === 0 ? [] : [`${name}: ${stderr}`];
  });
  expect(failed).toEqual([]);
});

test.skipIf(!hasGo)('go vet finds the cancellation that does not arrive', { timeout: 120_000 }, () => {
  const { status, stderr } = spawnSync('go', ['vet', `${FOLDER}/cancelamento.go`], { encoding: 'utf8' });
  expect(status).not.toBe(0);
  expect(stderr).toContain('context leak');
});
