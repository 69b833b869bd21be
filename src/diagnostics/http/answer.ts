import type { Readable } from 'node:stream';

/** What a profile answers, before it meets a socket. The headers are those of Go's `net/http/pprof`. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | StreamedBody;
}

/** What is too large for memory. Whoever gets the answer reads the stream or destroys it. */
export interface StreamedBody {
  readonly stream: Readable;
  /** Bytes. */
  readonly size: number;
}

const TEXT = 'text/plain; charset=utf-8';

export function text(body: string): Answer {
  return { status: 200, headers: { 'Content-Type': TEXT }, body };
}

export function html(body: string): Answer {
  return { status: 200, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body };
}

export function json(value: unknown): Answer {
  return {
    status: 200,
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
    body: `${JSON.stringify(value)}\n`,
  };
}

/** For reading: each member on a line of its own. */
export function jsonLines(value: Readonly<Record<string, unknown>>): Answer {
  const lines = Object.entries(value).map(([name, member]) => `  ${JSON.stringify(name)}: ${JSON.stringify(member)}`);
  return { ...json(null), body: `{\n${lines.join(',\n')}\n}\n` };
}

/**
 * The header by which a browser saves a file under this name: Go's, where the name is a plain one. An app names its
 * programs and its own profiles as it likes, and a header takes no more than Latin-1.
 */
export function saveAs(name: string): string {
  const plain = name.replace(/[^\w.-]/g, '_');
  const exact = plain === name ? '' : `; filename*=UTF-8''${encodeURIComponent(name)}`;
  return `attachment; filename="${plain}"${exact}`;
}

/** A file to keep: the browser saves it, `go tool pprof` reads it. */
export function attachment(name: string, body: Uint8Array): Answer {
  return {
    status: 200,
    headers: {
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': saveAs(name),
    },
    body,
  };
}

export function movedTo(path: string): Answer {
  return { status: 301, headers: { Location: path, 'Content-Type': TEXT }, body: '' };
}

/** `go tool pprof` shows the body of an error only if it is marked so. */
export function failure(status: number, message: string): Answer {
  return { status, headers: { 'Content-Type': TEXT, 'X-Go-Pprof': '1' }, body: `${message}\n` };
}
