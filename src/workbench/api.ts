/** The workshop's HTTP API, typed, as the browser calls it. Every failure is an {@link ApiProblem}. */
import type {
  ApiError,
  Capture,
  CaptureRequest,
  Diagnosis,
  ErrorCode,
  FileContent,
  FileInfo,
  LabDetail,
  LoadRequest,
  RenameRequest,
  ResetAnswer,
  SaveRequest,
  StartRequest,
  TerminalInfo,
  VerdictRequest,
} from '#server/contract.ts';
import { t } from '#i18n/index.ts';
import { ExplainedError } from './explained-error.ts';

/** The code of a learner that the browser may name: the planted control is not for them. */
export type RunVariant = StartRequest['variant'];

/**
 * Why a call failed. `refused`: the workshop answered with an error of its own; `unreachable`: nobody answered;
 * `no-workshop`: somebody answered who is not the workshop (the site served as plain files).
 */
export type ProblemCause =
  { readonly kind: 'refused'; readonly code: ErrorCode } | { readonly kind: 'unreachable' | 'no-workshop' };

/** A failed call. */
export class ApiProblem extends ExplainedError {
  override readonly name = 'ApiProblem';
  readonly problem: ProblemCause;
  constructor(problem: ProblemCause, message: string, options?: ErrorOptions) {
    super(message, options);
    this.problem = problem;
  }
}

export interface Api {
  lab(): Promise<LabDetail>;
  start(variant: RunVariant): Promise<void>;
  stop(): Promise<void>;
  restart(): Promise<void>;
  gc(): Promise<void>;
  /** `undefined` sends the scenario's burst; `null` goes on until stopped. */
  load(requests?: number | null): Promise<void>;
  stopLoad(): Promise<void>;
  files(): Promise<readonly FileInfo[]>;
  file(name: string, variant: RunVariant): Promise<FileContent>;
  save(name: string, request: SaveRequest): Promise<FileContent>;
  reset(name: string): Promise<ResetAnswer>;
  /** Answers when it has been recorded; `signal` gives it up. */
  capture(request: CaptureRequest, signal?: AbortSignal): Promise<Capture>;
  renameCapture(id: string, name: string): Promise<Capture>;
  deleteCapture(id: string): Promise<void>;
  captureBytes(id: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Address of a capture, for a download link. */
  captureUrl(id: string): string;
  judge(variant: RunVariant, diagnosis?: Diagnosis): Promise<void>;
  /** Answers a POST with a heap snapshot, streamed. */
  readonly heapSnapshotUrl: string;
  terminals(): Promise<readonly TerminalInfo[]>;
  openTerminal(): Promise<TerminalInfo>;
  closeTerminal(id: string): Promise<void>;
  /** Rejects when the workshop has no such terminal. */
  terminal(id: string): Promise<TerminalInfo>;
  /** Address of the WebSocket that shows a terminal. */
  terminalUrl(id: string): string;
  /** A profile that the learner saved in the workspace. */
  savedProfile(path: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Address of the event stream. */
  readonly eventsUrl: string;
}

/** The workshop's answers, typed by whoever asks. */
export interface Caller {
  call(method: string, url: string, body?: object, signal?: AbortSignal): Promise<Response>;
  json<T>(method: string, url: string, body?: object, signal?: AbortSignal): Promise<T>;
  accept(method: string, url: string, body?: object): Promise<void>;
}

/** Calls end with `lifetime`. @throws {ApiProblem} from every call that fails. */
export function createCaller(lifetime: AbortSignal): Caller {
  async function call(method: string, url: string, body?: object, givenUp?: AbortSignal): Promise<Response> {
    const headers = body && { 'content-type': 'application/json' };
    const signal = givenUp === undefined ? lifetime : AbortSignal.any([lifetime, givenUp]);
    let response: Response;
    try {
      response = await fetch(url, { method, headers, body: body && JSON.stringify(body), signal });
    } catch (error) {
      throw new ApiProblem({ kind: 'unreachable' }, t.workbench.problem.unreachable, { cause: error });
    }
    if (!response.ok) throw await problemOf(response);
    return response;
  }
  const json = async <T>(method: string, url: string, body?: object, signal?: AbortSignal): Promise<T> => {
    const response = await call(method, url, body, signal);
    if (!isJson(response)) throw new ApiProblem({ kind: 'no-workshop' }, t.workbench.problem.noWorkshop);
    return (await response.json()) as T;
  };
  const accept = async (method: string, url: string, body?: object): Promise<void> => {
    const response = await call(method, url, body);
    await response.arrayBuffer();
  };

  return { call, json, accept };
}

/** Calls end with `lifetime`: an answer that comes later is dropped. */
export function createApi(labId: string, lifetime: AbortSignal): Api {
  const lab = `/api/labs/${encodeURIComponent(labId)}`;
  const fileUrl = (name: string): string => `${lab}/files/${encodeURIComponent(name)}`;
  const captureUrl = (id: string): string => `${lab}/captures/${encodeURIComponent(id)}`;

  const { call, json, accept } = createCaller(lifetime);

  return {
    lab: () => json('GET', lab),
    start: (variant) => accept('POST', `${lab}/start`, { variant } satisfies StartRequest),
    stop: () => accept('POST', `${lab}/stop`),
    restart: () => accept('POST', `${lab}/restart`),
    gc: () => accept('POST', `${lab}/gc`),
    load: (requests) => accept('POST', `${lab}/load`, { requests } satisfies LoadRequest),
    stopLoad: () => accept('DELETE', `${lab}/load`),
    files: () => json('GET', `${lab}/files`),
    file: (name, variant) => json('GET', `${fileUrl(name)}?variant=${variant}`),
    save: (name, request) => json('PUT', fileUrl(name), request),
    reset: (name) => json('POST', `${fileUrl(name)}/reset`),
    capture: (request, signal) => json('POST', `${lab}/captures`, request, signal),
    renameCapture: (id, name) => json('PUT', `${captureUrl(id)}/name`, { name } satisfies RenameRequest),
    deleteCapture: (id) => accept('DELETE', captureUrl(id)),
    captureBytes: async (id) => new Uint8Array(await (await call('GET', captureUrl(id))).arrayBuffer()),
    captureUrl,
    judge: (variant, diagnosis) => accept('POST', `${lab}/verdict`, { variant, diagnosis } satisfies VerdictRequest),
    heapSnapshotUrl: `${lab}/heap-snapshot`,
    terminals: () => json('GET', `${lab}/terminals`),
    openTerminal: () => json('POST', `${lab}/terminals`),
    closeTerminal: (id) => accept('DELETE', `${lab}/terminals/${encodeURIComponent(id)}`),
    terminal: (id) => json('GET', `${lab}/terminals/${encodeURIComponent(id)}`),
    terminalUrl(id) {
      const query = new URLSearchParams({ lab: labId, terminal: id });
      return `${location.origin.replace(/^http/, 'ws')}/ws/terminal?${query}`;
    },
    savedProfile: async (path) =>
      new Uint8Array(await (await call('GET', `${lab}/profiles?path=${encodeURIComponent(path)}`)).arrayBuffer()),
    eventsUrl: `${lab}/events`,
  };
}

const isJson = (response: Response): boolean =>
  response.headers.get('content-type')?.includes('application/json') ?? false;

async function problemOf(response: Response): Promise<ApiProblem> {
  const answer: unknown = isJson(response) ? await response.json().catch(() => undefined) : undefined;
  if (isApiError(answer)) {
    return new ApiProblem({ kind: 'refused', code: answer.error.code }, answer.error.message);
  }
  return new ApiProblem({ kind: 'no-workshop' }, t.workbench.problem.noWorkshop);
}

function isApiError(value: unknown): value is ApiError {
  return typeof value === 'object' && value !== null && 'error' in value && typeof value.error === 'object';
}

/** The message of any failure, for a person. */
export function messageOf(error: unknown): string {
  return error instanceof ExplainedError ? error.message : t.workbench.problem.unexpected(String(error));
}
