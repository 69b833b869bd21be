import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Workspace } from '#lab/workspace.ts';
import { startWorkshop, type WorkshopOptions } from '#server/start-server.ts';

export interface TestWorkshop extends AsyncDisposable {
  readonly origin: string;
  readonly host: string;
  readonly port: number;
  readonly startUrl: string;
  /** `name=value` of an open session. */
  readonly cookie: string;
  readonly siteDir: string;
  readonly workspaceDir: string;
  /** A request as the workshop's own page would send it: with cookie, `Origin` and, for a body, its type. */
  api(path: string, init?: RequestInit): Promise<Response>;
}

/** A real workshop on a port of the system's choice, with a site and a workspace of its own that go with it. */
export async function openWorkshop(
  site: Readonly<Record<string, string>> = {},
  options: WorkshopOptions = {},
): Promise<TestWorkshop> {
  await using owned = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'vazou-server-'));
  owned.defer(() => rm(folder, { recursive: true, force: true }));
  const siteDir = join(folder, 'site');
  await mkdir(siteDir);
  for (const [name, content] of Object.entries(site)) {
    await mkdir(dirname(join(siteDir, name)), { recursive: true });
    await writeFile(join(siteDir, name), content);
  }

  const workspaceDir = join(folder, 'workspace');
  const workspace = new Workspace(workspaceDir);
  const workshop = owned.use(await startWorkshop({ port: 0, siteDir, workspace, ...options }));
  const { origin, host } = new URL(workshop.url);
  const cookie = await openSession(workshop.startUrl);
  const running = owned.move();
  return {
    origin,
    host,
    port: workshop.port,
    startUrl: workshop.startUrl,
    cookie,
    siteDir,
    workspaceDir,
    api: (path, init = {}) =>
      fetch(`${origin}/api${path}`, {
        ...init,
        headers: {
          cookie,
          origin,
          ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...init.headers,
        },
      }),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** Follows the start link as far as the cookie. */
async function openSession(startUrl: string): Promise<string> {
  const answer = await fetch(startUrl, { redirect: 'manual' });
  const [cookie = ''] = (answer.headers.get('set-cookie') ?? '').split(';');
  if (answer.status !== 303 || cookie === '') throw new Error(`the start link answered ${answer.status}`);
  return cookie;
}
