import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { relative, resolve, sep } from 'node:path';
import type { AstroIntegration, AstroIntegrationLogger } from 'astro';
import { t } from '#i18n/index.ts';
import type { DevServerReady } from '../cli/dev-server.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const ENTRY = resolve(ROOT, 'src/cli/dev-server.ts');

/** What the server is made of: a change here restarts it. Pages and the workbench are Vite's to reload. */
const SOURCES = ['src/cli/dev-server.ts', 'src/server', 'src/lab', 'src/pprof', 'src/i18n', 'scenarios'];

/** The API, and the link that opens a session: a page with `?token=`. Everything else is Astro's. */
const PROXIED = '^/(?:api/|[^?]*\\?(?:.*&)?token=)';

/** The terminals. Vite has a WebSocket of its own, which is not ours to pass on. */
const PROXIED_SOCKETS = '^/ws/';

/** Several files change in one save; one restart serves them all. */
const RESTART_DELAY_MS = 150;

/** Node cannot import an integration's own sources twice: a changed server needs a process of its own. */
class DevServer {
  readonly #origin: string;
  readonly #logger: AstroIntegrationLogger;
  readonly #onReady: (ready: DevServerReady) => void;
  #child: ChildProcess | undefined;
  #restart: NodeJS.Timeout | undefined;

  constructor(origin: string, logger: AstroIntegrationLogger, onReady: (ready: DevServerReady) => void) {
    this.#origin = origin;
    this.#logger = logger;
    this.#onReady = onReady;
    this.#start();
  }

  #start(): void {
    const child = fork(ENTRY, [this.#origin], { cwd: ROOT });
    this.#child = child;
    child.on('message', (ready) => this.#onReady(ready as DevServerReady));
    child.once('exit', (code) => {
      if (this.#child !== child) return;
      this.#child = undefined;
      this.#logger.error(t.site.dev.died(code));
    });
  }

  restartFor(file: string): void {
    clearTimeout(this.#restart);
    this.#restart = setTimeout(async () => {
      this.#logger.info(t.site.dev.restarting(relative(ROOT, file)));
      await this.#stop();
      this.#start();
    }, RESTART_DELAY_MS);
  }

  /** Closing the channel is the signal: the server then ends its labs and exits by itself. */
  async #stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null) return;
    const exited = once(child, 'exit');
    child.disconnect();
    await exited;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearTimeout(this.#restart);
    await this.#stop();
  }
}

/**
 * Runs the real server beside `astro dev`, which passes its API on to it with `Host`, `Origin` and cookie untouched:
 * the server is told the origin that the browser sees, and its guards hold as they do in production. That origin is
 * http://127.0.0.1 and the port that Astro took; under another name, `localhost` included, the API refuses.
 */
export function workshopDev(): AstroIntegration {
  // Until the server listens the proxy points nowhere; http-proxy reads these objects on every request.
  const proxyOptions: { target?: unknown }[] = [];
  let devServer: DevServer | undefined;
  return {
    name: 'vazou:workshop-dev',
    hooks: {
      'astro:config:setup': ({ command, updateConfig }) => {
        if (command !== 'dev') return;
        const toServer = {
          target: 'http://127.0.0.1:1',
          configure: (_proxy: unknown, options: { target?: unknown }) => void proxyOptions.push(options),
        };
        const proxy = { [PROXIED]: toServer, [PROXIED_SOCKETS]: { ...toServer, ws: true } };
        // Vite would let pages of other local ports, such as a lab's, read what we serve.
        updateConfig({ vite: { server: { proxy, cors: false } } });
      },
      'astro:server:setup': ({ server }) => {
        const sources = SOURCES.map((source) => resolve(ROOT, source));
        server.watcher.add(sources);
        server.watcher.on('all', (_event, file) => {
          if (sources.some((source) => file === source || file.startsWith(source + sep))) devServer?.restartFor(file);
        });
      },
      'astro:server:start': ({ address, logger }) => {
        devServer = new DevServer(`http://127.0.0.1:${address.port}`, logger, ({ port, startUrl }) => {
          for (const options of proxyOptions) options.target = `http://127.0.0.1:${port}`;
          logger.info(t.site.dev.ready(startUrl));
        });
      },
      'astro:server:done': async () => {
        await devServer?.[Symbol.asyncDispose]();
        devServer = undefined;
      },
    },
  };
}
