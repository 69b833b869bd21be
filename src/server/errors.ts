import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { LabError } from '#lab/lab-error.ts';
import { WorkspaceError } from '#lab/workspace-error.ts';
import { t } from '#i18n/index.ts';
import type { ApiError, ErrorCode } from './contract.ts';

/** The table of everything that can go wrong, with its HTTP status. */
export const STATUS = {
  'no-session': 401,
  'stale-link': 403,
  'bad-host': 403,
  'bad-origin': 403,
  'bad-request': 400,
  'unknown-lab': 404,
  'unknown-file': 404,
  'unknown-capture': 404,
  'unknown-terminal': 404,
  'unknown-profile': 404,
  'not-found': 404,
  'file-changed': 409,
  'not-running': 409,
  busy: 409,
  'too-many-labs': 409,
  'too-many-terminals': 409,
  'bad-profile-address': 400,
  'too-large': 413,
  'too-many-followers': 429,
  internal: 500,
  'capture-failed': 502,
  'no-answer': 502,
  'profile-refused': 502,
  'profile-no-answer': 502,
} as const satisfies Record<ErrorCode, ContentfulStatusCode>;

/** The codes that the server itself gives out; the others come from a lab's run or the workspace, with their words. */
export type ServerErrorCode = keyof typeof t.server.error;

/** A request refused by the server. */
export class ServerError extends Error {
  override readonly name = 'ServerError';
  readonly code: ServerErrorCode;

  /** @param message Portuguese; by default the catalogue's for this code. */
  constructor(code: ServerErrorCode, message: string = t.server.error[code]) {
    super(message);
    this.code = code;
  }
}

/** What the client is told. An error that is not of the table says nothing about our insides. */
export function describeError(error: unknown): ApiError['error'] {
  if (error instanceof ServerError || error instanceof LabError || error instanceof WorkspaceError) {
    return { code: error.code, message: error.message };
  }
  return { code: 'internal', message: t.server.error.internal };
}

/** An answer not yet tied to Hono or to Node's own response, since some requests are refused before Hono sees them. */
export interface ErrorAnswer {
  readonly status: ContentfulStatusCode;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** JSON below `/api`, and elsewhere, where a person is reading, the bare sentence. */
export function answerTo(path: string, error: ApiError['error']): ErrorAnswer {
  const isApi = /^\/api(?:[/?]|$)/.test(path);
  const answer: ApiError = { error };
  return {
    status: STATUS[error.code],
    headers: {
      'Content-Type': isApi ? 'application/json' : 'text/plain; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      // The rest of the body is not going to be read, so the connection is of no more use.
      ...(error.code === 'too-large' ? { Connection: 'close' } : {}),
    },
    body: isApi ? JSON.stringify(answer) : `${error.message}\n`,
  };
}
