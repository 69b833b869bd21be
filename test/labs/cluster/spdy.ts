/** As much of SPDY/3.1 as `kubectl port-forward` speaks with a server: it opens streams, and each end closes its half. */
import { Duplex } from 'node:stream';
import { constants, createDeflate, createInflate, type Zlib } from 'node:zlib';
import { DICTIONARY } from './spdy-dictionary.ts';

export type Headers = ReadonlyMap<string, string>;

const VERSION = 3;
const HEAD_BYTES = 8;
const CONTROL_BIT = 0x80_00_00_00;
const STREAM_ID = 0x7f_ff_ff_ff;
const FIN = 1;
const Kind = { synStream: 1, synReply: 2, rstStream: 3, ping: 6, goAway: 7 } as const;
const CANCEL = 5;

const EACH_WRITE_WHOLE = { dictionary: DICTIONARY, flush: constants.Z_SYNC_FLUSH } as const;

interface Frame {
  /** Of a control frame; null for data. */
  readonly kind: number | null;
  /** Of a data frame. */
  readonly streamId: number;
  readonly flags: number;
  readonly body: Buffer;
}

/** Serves one connection until it ends, and takes its streams down with it. */
export async function serveSpdy(
  connection: Duplex,
  onStream: (stream: Duplex, headers: Headers) => void,
): Promise<void> {
  const streams = new Map<number, SpdyStream>();
  // One dictionary, and one stream of compression, for all headers of a connection.
  using inflate = disposable(createInflate(EACH_WRITE_WHOLE));
  using deflate = disposable(createDeflate(EACH_WRITE_WHOLE));
  try {
    for await (const { kind, streamId, flags, body } of framesOf(connection)) {
      switch (kind) {
        case null: {
          const stream = streams.get(streamId);
          if (body.length > 0) stream?.push(body);
          if (flags & FIN) stream?.push(null);
          break;
        }
        case Kind.synStream: {
          const id = body.readUInt32BE(0) & STREAM_ID;
          const headers = headersFrom(await transform(inflate.zlib, body.subarray(10)));
          const none = await transform(deflate.zlib, Buffer.alloc(4));
          connection.write(control(Kind.synReply, Buffer.concat([uint32(id), none])));
          const stream = new SpdyStream(id, connection);
          streams.set(id, stream);
          stream.once('close', () => streams.delete(id));
          // Broken is always the connection, which takes all of its streams along.
          stream.on('error', () => {});
          if (flags & FIN) stream.push(null);
          onStream(stream, headers);
          break;
        }
        case Kind.rstStream:
          streams.get(body.readUInt32BE(0) & STREAM_ID)?.destroy();
          break;
        case Kind.ping:
          connection.write(control(Kind.ping, body));
          break;
        case Kind.goAway:
          return;
        // Settings and windows: the client keeps to none.
      }
    }
  } finally {
    for (const stream of streams.values()) stream.destroy();
    connection.destroy();
  }
}

class SpdyStream extends Duplex {
  readonly #id: number;
  readonly #connection: Duplex;

  constructor(id: number, connection: Duplex) {
    super();
    this.#id = id;
    this.#connection = connection;
  }

  // What the client sends is pushed as it comes.
  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#connection.write(frame(uint32(this.#id), 0, chunk), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#connection.write(frame(uint32(this.#id), FIN, Buffer.alloc(0)), done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    if (!this.writableFinished && !this.#connection.destroyed) {
      this.#connection.write(control(Kind.rstStream, Buffer.concat([uint32(this.#id), uint32(CANCEL)])));
    }
    done(error);
  }
}

async function* framesOf(connection: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of connection) {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= HEAD_BYTES) {
      const end = HEAD_BYTES + rest.readUIntBE(5, 3);
      if (rest.length < end) break;
      const first = rest.readUInt32BE(0);
      const kind = first & CONTROL_BIT ? first & 0xff_ff : null;
      yield { kind, streamId: first & STREAM_ID, flags: rest.readUInt8(4), body: rest.subarray(HEAD_BYTES, end) };
      rest = rest.subarray(end);
    }
  }
}

function headersFrom(block: Buffer): Headers {
  let at = 0;
  const next = (): number => block.readUInt32BE((at += 4) - 4);
  const text = (): string => {
    const length = next();
    return block.toString('utf8', at, (at += length));
  };
  return new Map(Array.from({ length: next() }, () => [text(), text()] as const));
}

function control(kind: number, body: Buffer): Buffer {
  return frame(uint32((CONTROL_BIT | (VERSION << 16) | kind) >>> 0), 0, body);
}

function frame(first: Buffer, flags: number, body: Buffer): Buffer {
  return Buffer.concat([first, uint32(((flags << 24) | body.length) >>> 0), body]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** What comes out for this piece, up to its last byte. */
function transform(zlib: Zlib & Duplex, piece: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    zlib.once('error', reject);
    zlib.write(piece, () => {
      zlib.off('error', reject);
      const out: unknown = zlib.read();
      resolve(Buffer.isBuffer(out) ? out : Buffer.alloc(0));
    });
  });
}

function disposable<Z extends Duplex>(zlib: Z): Disposable & { readonly zlib: Z } {
  return { zlib, [Symbol.dispose]: () => void zlib.destroy() };
}
