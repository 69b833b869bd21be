import { subscribe } from 'node:diagnostics_channel';
import type { EventEmitter } from 'node:events';
import fs from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import type { Server, Socket } from 'node:net';
import type { OpenFilesReading, OpenSite } from '../agent.ts';
import type { Frame } from '../profile-builder.ts';
import { words } from '../words.ts';
import { captureOpener } from './opener.ts';

/** Neither is documented, but all of Node's own code rests on it. */
type WithHandle = (Socket | Server) & { readonly _handle?: { readonly fd?: number } | null };

interface Tracked {
  readonly socket: WeakRef<WithHandle>;
  readonly stack: readonly Frame[];
}

const UNKNOWN: readonly Frame[] = [];

/** Stands for the client that connected, at the end of the stack of who listens. */
const ACCEPTED: Frame = { name: words.accepted, file: '', line: 0 };

/**
 * Who opened each file and socket. Files: the functions that give the app a descriptor are wrapped (`readFile` and the
 * like close theirs themselves, and are not). Sockets: Node tells through its diagnostics channels. What else the
 * process has open, only the system knows: the reader compares with its list.
 *
 * Measured: 12 µs for each opening.
 */
export class OpenFileTracker {
  readonly #files = new Map<number, readonly Frame[]>();
  readonly #sockets = new Set<Tracked>();
  readonly #collected = new FinalizationRegistry<Tracked>((tracked) => this.#sockets.delete(tracked));
  readonly #listeners = new WeakMap<object, readonly Frame[]>();

  /** From now on, and for good. */
  constructor() {
    this.#wrapOpening();
    this.#wrapClosing();
    this.#wrapStreams();
    syncBuiltinESMExports();
    this.#watchSockets();
  }

  read(): OpenFilesReading {
    const sites = new Map<string, { kind: OpenSite['kind']; stack: readonly Frame[]; descriptors: number[] }>();
    const add = (kind: OpenSite['kind'], stack: readonly Frame[], descriptor: number): void => {
      const key = [kind, ...stack.map(({ name, file, line }) => `${name}\n${file}\n${line}`)].join('\n');
      const site = sites.get(key) ?? { kind, stack, descriptors: [] };
      site.descriptors.push(descriptor);
      sites.set(key, site);
    };
    for (const [descriptor, stack] of this.#files) add('file', stack, descriptor);
    for (const { socket, stack } of this.#sockets) {
      const handle = socket.deref()?._handle;
      // Closed, and not collected yet. On Windows there is a handle, but no number.
      if (handle) add('socket', stack, handle.fd ?? -1);
    }
    return { kind: 'tracked', sites: [...sites.values()] };
  }

  #opened(descriptor: number, stack: readonly Frame[]): void {
    this.#files.set(descriptor, stack);
  }

  #wrapOpening(): void {
    const opened = (descriptor: number, stack: readonly Frame[]): void => this.#opened(descriptor, stack);
    fs.openSync = new Proxy(fs.openSync, {
      apply(target, self, args) {
        const descriptor: number = Reflect.apply(target, self, args);
        opened(descriptor, captureOpener());
        return descriptor;
      },
    });
    fs.open = new Proxy(fs.open, {
      apply(target, self, args: unknown[]) {
        const done = args.at(-1);
        if (typeof done !== 'function') return Reflect.apply(target, self, args);
        const stack = captureOpener();
        const noting = (error: Error | null, descriptor: number): unknown => {
          if (!error) opened(descriptor, stack);
          return Reflect.apply(done, undefined, [error, descriptor]);
        };
        return Reflect.apply(target, self, [...args.slice(0, -1), noting]);
      },
    });
    const files = this.#files;
    fs.promises.open = new Proxy(fs.promises.open, {
      apply(target, self, args) {
        const stack = captureOpener();
        // An emitter, which its types do not say.
        const opening: Promise<FileHandle & EventEmitter> = Reflect.apply(target, self, args);
        return opening.then((handle) => {
          const descriptor = handle.fd;
          opened(descriptor, stack);
          // The number may be another one's by then.
          handle.once('close', () => files.get(descriptor) === stack && files.delete(descriptor));
          return handle;
        });
      },
    });
  }

  #wrapClosing(): void {
    const files = this.#files;
    const forgetting = <Close extends typeof fs.close | typeof fs.closeSync>(close: Close): Close =>
      new Proxy(close, {
        apply(target, self, args) {
          // Before it is closed: right after, the number may be another one's.
          files.delete(Number(args[0]));
          return Reflect.apply(target, self, args);
        },
      });
    fs.close = forgetting(fs.close);
    fs.closeSync = forgetting(fs.closeSync);
  }

  /** A stream opens its file a turn later, when nobody can tell any more who made it. */
  #wrapStreams(): void {
    const opened = (descriptor: number, stack: readonly Frame[]): void => this.#opened(descriptor, stack);
    const noting = <Create extends typeof fs.createReadStream | typeof fs.createWriteStream>(create: Create): Create =>
      new Proxy(create, {
        apply(target, self, args) {
          const stack = captureOpener();
          const stream: fs.ReadStream | fs.WriteStream = Reflect.apply(target, self, args);
          stream.once('open', (descriptor: number) => opened(descriptor, stack));
          return stream;
        },
      });
    fs.createReadStream = noting(fs.createReadStream);
    fs.createWriteStream = noting(fs.createWriteStream);
  }

  #watchSockets(): void {
    subscribe('net.client.socket', (message) => this.#watch((message as { socket: Socket }).socket, captureOpener()));
    subscribe('tracing:net.server.listen:asyncStart', (message) => {
      const { server } = message as { server: Server };
      const stack = captureOpener();
      this.#listeners.set(server, stack);
      this.#watch(server, stack);
    });
    subscribe('net.server.socket', (message) => {
      const { socket } = message as { socket: Socket & { readonly server?: Server } };
      // The other side opened it: the nearest that there is in this program is who listens.
      const stack = (socket.server && this.#listeners.get(socket.server)) ?? UNKNOWN;
      this.#watch(socket, [ACCEPTED, ...stack]);
    });
  }

  #watch(socket: Socket | Server, stack: readonly Frame[]): void {
    const tracked = { socket: new WeakRef<WithHandle>(socket), stack };
    this.#sockets.add(tracked);
    this.#collected.register(socket, tracked);
  }
}
