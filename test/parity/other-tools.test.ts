/** Profiles of other tools: they open, here and in the views, and read as the reference reads them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { decodeProfile } from '#pprof/codec.ts';
import { answerOf } from '#workbench/views/engine/answer.ts';
import { subjectOf } from '#workbench/views/engine/subject.ts';
import { OTHER_TOOLS, writtenBy } from './other-tools.ts';
import { hasReference, runReference, runVazou } from './reference.ts';

const REPORTS = ['-top', '-top -addresses', '-top -files -cum', '-raw', '-traces', '-tree', '-peek=.'];
const OF_GOOGLE = ['cppbench.cpu_no_samples_type', 'go.nomappings.crash', 'sample.cpu'];
const VIEWS = ['top', 'waits', 'graph', 'tags', 'raw'] as const;

const folder = mkdtempSync(join(tmpdir(), 'vazou-tools-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(OTHER_TOOLS)('%s', (tool) => {
  const bytes = writtenBy(tool);
  const file = join(folder, `${tool}.pb`);
  writeFileSync(file, bytes);

  test('every view has an answer, and no box of the flame graph is without a name', () => {
    const subject = subjectOf(decodeProfile(bytes), null, false);
    const ask = (view: Parameters<typeof answerOf>[1]['view']) => answerOf(subject, { options: {}, view });
    for (const kind of VIEWS) expect(ask({ kind }).kind).toBe(kind);
    expect(ask({ kind: 'peek', pattern: '' }).kind).toBe('peek');
    expect(ask({ kind: 'traces', limit: 9, search: '' }).kind).toBe('traces');
    const flame = ask({ kind: 'flame', inverted: false, pivot: '' });
    const frames = flame.kind === 'flame' ? (flame.callees?.frames ?? []) : [];
    expect(frames.length).toBeGreaterThan(0);
    expect(frames.filter(({ name }) => name === '')).toEqual([]);
    const pivoted = ask({ kind: 'flame', inverted: false, pivot: frames[0]!.name });
    expect(pivoted.kind === 'flame' && pivoted.callees!.boxCount).toBeGreaterThan(1);
  });

  test.skipIf(!hasReference())('reads as the reference reads it', async () => {
    for (const report of REPORTS) {
      const args = [...report.split(' '), file];
      expect(`${report}\n${String(await runVazou(args))}`).toBe(`${report}\n${String(runReference(args))}`);
    }
  });
});

test.skipIf(!hasReference()).each(OF_GOOGLE)('%s of google/pprof', async (name) => {
  const file = fileURLToPath(new URL(`../fixtures/google-pprof/${name}`, import.meta.url));
  for (const report of REPORTS) {
    const args = [...report.split(' '), file];
    expect(`${report}\n${String(await runVazou(args))}`).toBe(`${report}\n${String(runReference(args))}`);
  }
});
