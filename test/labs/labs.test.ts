/**
 * Every lab that there is proves what it claims. `npm run labs:check` does the same with all the fixes of each.
 * A verdict waits more than it computes, so that some labs are judged side by side.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listLabs } from '#lab/catalog.ts';
import { checkLab } from '#lab/check/lab-check.ts';
import type { CheckResult } from '#lab/check/result.ts';
import { Sandbox } from './fixtures/sandbox.ts';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await Sandbox.create();
});

afterAll(() => sandbox[Symbol.asyncDispose]());

const labs = await listLabs();

describe.concurrent('in brief', () => {
  test.each(labs.map((lab) => [lab.slug, lab] as const))('%s', async (_slug, lab) => {
    const results: CheckResult[] = [];
    // Nobody is alone on the machine here, so that a slow verdict is not the lab's fault.
    await checkLab(lab, { extent: 'brief', idle: false, onResult: (result) => results.push(result) });
    const wrong = results.filter(({ ok }) => !ok).map(({ what, detail }) => `${what}: ${detail}`);
    expect(wrong.length, wrong.join('\n')).toBe(0);
    expect(results.length).toBeGreaterThan(5);
  });
});
