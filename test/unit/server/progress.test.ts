import { expect, test } from 'vitest';
import type { ApiError, ProgressAnswer } from '#server/contract.ts';
import { openWorkshop } from './support/workshop.ts';

test('steps by hand, taken back, carried away and brought back; what makes no sense is refused', async () => {
  await using workshop = await openWorkshop();
  const ask = async (method: string, path: string, body?: unknown) =>
    workshop.api(`/progress${path}`, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
  const stepsOf = async (answer: Response): Promise<string[]> => {
    const { progress }: ProgressAnswer = await answer.json();
    return Object.keys(progress.lessons['memory-leak']?.steps ?? {});
  };
  expect(await (await ask('GET', '')).json()).toMatchObject({ progress: { version: 1, lessons: {} }, keptAside: null });

  const step = (name: string, done: boolean) => ask('PUT', '/step', { lesson: 'memory-leak', step: name, done });
  await step('symptom', true);
  expect(await stepsOf(await step('explain', true))).toEqual(['symptom', 'explain']);
  const file = await ask('GET', '/file');
  expect(file.headers.get('content-disposition')).toBe('attachment; filename="vazou-progresso.json"');
  const carried: unknown = await file.json();
  expect(await stepsOf(await step('explain', false))).toEqual(['symptom']);
  expect(await stepsOf(await ask('POST', '/file', carried))).toEqual(['symptom', 'explain']);
  expect((await ask('PUT', '/last', { lesson: 'comecando/o-que-e-o-pprof', step: null })).status).toBe(204);

  for (const [method, path, body] of [
    ['PUT', '/step', { lesson: '../x', step: 'fix', done: true }],
    ['PUT', '/step', { lesson: '__proto__', step: 'fix', done: true }],
    ['PUT', '/step', { lesson: 'memory-leak', step: 'dance', done: true }],
    ['POST', '/file', { version: 2 }],
    ['POST', '/file', []],
    ['POST', '/file', { version: 1, lessons: { '../x': { steps: {} } } }],
  ] as const) {
    const answer = await ask(method, path, body);
    const { error }: ApiError = await answer.json();
    expect([answer.status, error.code], JSON.stringify(body)).toEqual([400, 'bad-request']);
  }
});
