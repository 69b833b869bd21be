import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';

/** Runs the project's lint over a small tree of our own, where only the imports matter. */
function lint(files: Record<string, string>): { readonly clean: boolean; readonly output: string } {
  const folder = mkdtempSync(join(tmpdir(), 'vazou-rooms-'));
  try {
    copyFileSync('.oxlintrc.json', join(folder, '.oxlintrc.json'));
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    const { status, stdout } = spawnSync(process.execPath, [resolve('node_modules/oxlint/bin/oxlint')], {
      cwd: folder,
      encoding: 'utf8',
    });
    return { clean: status === 0, output: stdout };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const uses = (from: string) => `import { thing } from '${from}';\nthing();\n`;

const FORBIDDEN: readonly (readonly [file: string, from: string])[] = [
  ['src/pprof/codec.ts', 'node:fs'],
  ['src/pprof/report/top.ts', '../../lab/run.ts'],
  ['src/pprof/codec.ts', '#i18n/index.ts'],
  ['src/heap-snapshot/parse.ts', 'node:fs'],
  ['src/heap-snapshot/parse.ts', '#pprof/codec.ts'],
  ['src/heap-snapshot/parse.ts', '../lab/run.ts'],
  ['src/diagnostics/heap.ts', '#heap-snapshot/parse.ts'],
  ['src/i18n/pt-BR/retainers.ts', '#heap-snapshot/retainers.ts'],
  ['src/diagnostics/heap.ts', '#lab/run.ts'],
  ['src/diagnostics/heap.ts', '../server/app.ts'],
  ['labs/memory-leak/server.ts', '../../src/pprof/codec.ts'],
  ['labs/memory-leak/server.ts', '#pprof/codec.ts'],
  ['scenarios/memory-leak.ts', '#lab/judge.ts'],
  ['scenarios/memory-leak.ts', '../src/lab/judge.ts'],
  ['src/lab/judge.ts', '#server/app.ts'],
  ['src/lab/judge.ts', '../cli/lab.ts'],
  ['src/server/app.ts', '#cli/start.ts'],
  ['src/server/app.ts', '../workbench/main.tsx'],
  ['src/cli/lab.ts', '#server/app.ts'],
  ['src/workbench/main.ts', '#server/contract.ts'],
  ['src/workbench/main.ts', '#lab/run.ts'],
  ['src/workbench/main.ts', 'node:path'],
  ['src/i18n/pt-BR/lab.ts', '#lab/judge.ts'],
  ['src/content.config.ts', '#lab/catalog.ts'],
  ['src/components/excerpt.ts', '#diagnostics/agent.ts'],
];

const ALLOWED: readonly (readonly [file: string, code: string])[] = [
  ['src/pprof/report/top.ts', uses('../profile.ts')],
  ['src/heap-snapshot/parse.ts', uses('./build.ts')],
  ['src/cli/retainers.ts', uses('#heap-snapshot/retainers.ts')],
  ['src/workbench/main.ts', uses('#heap-snapshot/retainers.ts')],
  ['src/diagnostics/heap.ts', uses('#pprof/codec.ts')],
  ['labs/memory-leak/server.ts', uses('vazou/diagnostics')],
  ['scenarios/memory-leak.ts', "import type { Scenario } from '#lab/scenario.ts';\nexport type S = Scenario;\n"],
  ['src/lab/judge.ts', uses('#pprof/codec.ts')],
  ['src/server/app.ts', uses('#lab/judge.ts')],
  ['src/cli/start.ts', uses('#server/start-server.ts')],
  ['src/components/excerpt.ts', uses('#diagnostics/mem-stats/go-fields.ts')],
  ['src/workbench/main.ts', "import type { LabDetail } from '#server/contract.ts';\nexport type L = LabDetail;\n"],
];

test.each(FORBIDDEN)('%s may not import %s', (file, from) => {
  const { clean, output } = lint({ [file]: uses(from) });
  expect(output).toContain('no-restricted-imports');
  expect(clean).toBe(false);
});

test.each(ALLOWED)('%s may import what its room allows', (file, code) => {
  const { clean, output } = lint({ [file]: code });
  expect(output).not.toContain('no-restricted-imports');
  expect(clean).toBe(true);
});

test('the pure rooms may not touch the DOM or Node globals', () => {
  for (const code of ['document.title = 1;', 'process.exit();', "fetch('/x');"])
    for (const room of ['pprof', 'heap-snapshot'])
      expect(lint({ [`src/${room}/x.ts`]: `${code}\n` }).output).toContain('no-restricted-globals');
});
