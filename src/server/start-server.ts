import { createServer, type Server } from 'node:http';
import { resolve } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { ProgressFile } from '#lab/progress-file.ts';
import { Workspace } from '#lab/workspace.ts';
import { addressOf, type Address } from './address.ts';
import { createApp } from './app.ts';
import { answerTo, describeError, ServerError } from './errors.ts';
import { isForThisHost } from './host-guard.ts';
import { LabRegistry } from './lab-registry.ts';
import { CLOSING_GRACE_MS, MAX_CONNECTIONS, MAX_RUNNING_LABS } from './limits.ts';
import { listenOnNextFree } from './listen.ts';
import type { Offer } from './offered.ts';
import { Session } from './session.ts';
import { watchProgress } from './watch-progress.ts';
import type { OpenShell } from './terminal/shell/open-shell.ts';
import { TERMINAL_PATH, TerminalSockets } from './terminal/sockets.ts';
import { Terminals } from './terminal/terminals.ts';
import { guardUpgrades, type UpgradeRoutes } from './upgrade-guard.ts';
import { VerdictDesk } from './verdict-desk.ts';

/** Where the workshop is looked for first. */
export const DEFAULT_PORT = 4321;
const BUILT_SITE = resolve(import.meta.dirname, '../../dist');

export type { Offer } from './offered.ts';

export interface WorkshopOptions {
  /** Preferred port, 4321 by default; if it is taken the next free one is used. 0 lets the system choose. */
  readonly port?: number;
  /** Folder of the built site; by default the repository's `dist`. */
  readonly siteDir?: string;
  readonly workspace?: Workspace;
  /**
   * Origin under which the browser sees the workshop, where a development server passes requests on to it with their
   * `Host` and `Origin` untouched. By default the workshop's own.
   */
  readonly publicOrigin?: string;
  /** Profiles for the page /pprof/, from the command line. */
  readonly offer?: Offer;
  /** What runs in a terminal; by default the learner's own shell. */
  readonly openShell?: OpenShell;
  /** Sockets to hand over after the checks, by path. */
  readonly upgrades?: UpgradeRoutes;
}

/** The running workshop. Disposing of it ends every lab, judgement and stream it started. */
export interface Workshop extends AsyncDisposable {
  /** `http://127.0.0.1:4321/` */
  readonly url: string;
  /** The URL with the token that opens a session: a secret, to be shown to the learner only. */
  readonly startUrl: string;
  /** The port it listens on, which `url` does not tell where there is a `publicOrigin`. */
  readonly port: number;
}

/**
 * Starts the workshop on 127.0.0.1.
 *
 * @throws the system's error when no port can be had.
 */
export async function startWorkshop(options: WorkshopOptions = {}): Promise<Workshop> {
  const server = createServer();
  server.maxConnections = MAX_CONNECTIONS;
  const port = await listenOnNextFree(server, options.port ?? DEFAULT_PORT);

  // Disposed of in reverse: first nobody new is let in and the streams end, then the labs, then what is left is cut.
  await using owned = new AsyncDisposableStack();
  owned.use(connectionsOf(server));
  const address = addressOf(options.publicOrigin ?? `http://127.0.0.1:${port}`);
  const session = new Session(address);
  const workspace = options.workspace ?? new Workspace();
  const progress = owned.use(new ProgressFile(workspace.root));
  const registry = owned.use(new LabRegistry(workspace, MAX_RUNNING_LABS, watchProgress(progress)));
  const desk = owned.use(new VerdictDesk(workspace, progress));
  const terminals = owned.use(new Terminals({ workspace, openShell: options.openShell }));
  const sockets = owned.use(new TerminalSockets(terminals));
  const closing = new AbortController();
  owned.defer(() => {
    server.close();
    closing.abort();
  });

  const siteDir = options.siteDir ?? BUILT_SITE;
  const app = createApp({
    address,
    session,
    siteDir,
    workspace,
    registry,
    desk,
    progress,
    terminals,
    offer: options.offer ?? null,
    closing: closing.signal,
  });
  answerRequests(server, address, getRequestListener(app.fetch));
  const upgrades = new Map([[TERMINAL_PATH, sockets.upgrade], ...(options.upgrades ?? [])]);
  guardUpgrades(server, address, session, upgrades);

  const running = owned.move();
  return {
    url: `${address.origin}/`,
    startUrl: session.startUrl,
    port,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** The host is checked before anything reads the URL, which is built from it. */
function answerRequests(server: Server, address: Address, listener: ReturnType<typeof getRequestListener>): void {
  server.on('request', (request, response) => {
    if (isForThisHost(request, address)) {
      void listener(request, response);
      return;
    }
    const { status, headers, body } = answerTo(request.url ?? '', describeError(new ServerError('bad-host')));
    response.writeHead(status, { ...headers, Connection: 'close' }).end(body);
  });
}

/** Disposing lets the answers under way finish, for a moment, and then cuts what is left. */
function connectionsOf(server: Server): AsyncDisposable {
  const closed = new Promise<void>((resolve) => server.once('close', resolve));
  return {
    async [Symbol.asyncDispose]() {
      server.close();
      const cut = setTimeout(() => server.closeAllConnections(), CLOSING_GRACE_MS);
      await closed;
      clearTimeout(cut);
    },
  };
}
