import { expect, test } from 'vitest';
import { ApiProblem, type ProblemCause } from '#workbench/api.ts';
import { connectionAfter, type Connection } from '#workbench/live.ts';

test.each<[ProblemCause, Connection['kind']]>([
  [{ kind: 'unreachable' }, 'reconnecting'],
  [{ kind: 'no-workshop' }, 'static'],
  [{ kind: 'refused', code: 'no-session' }, 'no-session'],
  [{ kind: 'refused', code: 'bad-host' }, 'refused'],
])('%o means: %s', (cause, kind) => {
  expect(connectionAfter(new ApiProblem(cause, 'por quê')).kind).toBe(kind);
});

test('what is refused is shown in the words of the workshop', () => {
  const problem = new ApiProblem({ kind: 'refused', code: 'internal' }, 'A oficina falhou.');
  expect(connectionAfter(problem)).toEqual({ kind: 'refused', message: 'A oficina falhou.' });
});
