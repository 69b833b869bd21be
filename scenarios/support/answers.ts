/** Reading what a lab answered. A learner's service may have broken anything, so nothing is trusted here. */
import type { ContractCheck, LabClient, LabRequest, LabResponse } from '#lab/scenario.ts';

export function text(response: LabResponse): string {
  return new TextDecoder().decode(response.body);
}

/** The members of a JSON object; none where it is something else. */
export function fields(response: LabResponse): Readonly<Record<string, unknown>> {
  const body = json(response);
  return typeof body === 'object' && body !== null ? { ...body } : {};
}

/** The elements of a JSON array, each as its members; none where it is something else. */
export function rows(response: LabResponse): readonly Readonly<Record<string, unknown>>[] {
  const body = json(response);
  return Array.isArray(body) ? body.map((row: unknown) => (typeof row === 'object' ? { ...row } : {})) : [];
}

function json(response: LabResponse): unknown {
  try {
    return JSON.parse(text(response));
  } catch {
    return undefined;
  }
}

/** The promise that every lab makes: what is not its fault answers with the status that it always had. */
export async function sameStatuses(
  client: LabClient,
  expected: readonly (readonly [LabRequest, number])[],
  about: string,
): Promise<ContractCheck> {
  const wrong: string[] = [];
  for (const [message, status] of expected) {
    const answer = await client.send(message);
    if (answer.status !== status) {
      wrong.push(`${message.method} ${message.path} respondeu ${answer.status}; esperava ${status}`);
    }
  }
  return {
    name: 'As outras rotas respondem como antes',
    kept: wrong.length === 0,
    detail: wrong[0] ?? `${expected.length} pedidos, ${about}.`,
  };
}
