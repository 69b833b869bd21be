import type { Session } from 'node:inspector';

/** A session with the own thread answers before `post` returns: what could be a promise elsewhere is a value here. */
export function ask<Result>(session: Session, method: string, parameters: object = {}): Result {
  let answer: { error: Error | null; result: unknown } | null = null as { error: Error | null; result: unknown } | null;
  session.post(method, parameters, (error: Error | null, result?: object) => {
    answer = { error, result };
  });
  if (answer === null) throw new Error(`${method} did not answer`);
  if (answer.error !== null) throw answer.error;
  return answer.result as Result;
}
