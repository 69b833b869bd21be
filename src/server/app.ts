import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import type { ProgressFile } from '#lab/progress-file.ts';
import type { Workspace } from '#lab/workspace.ts';
import type { Address } from './address.ts';
import { captureRoutes } from './captures.ts';
import type { LabEnv, ServerEnv } from './environment.ts';
import { answerTo, describeError, ServerError } from './errors.ts';
import { eventRoutes } from './events.ts';
import { offeredRoutes, type Offer } from './offered.ts';
import { progressRoutes } from './progress.ts';
import { remoteProfileRoutes } from './remote-profile.ts';
import { fileRoutes } from './files.ts';
import { heapSnapshotRoutes } from './heap-snapshot.ts';
import type { LabRegistry } from './lab-registry.ts';
import { catalogRoutes, chosenLab, labRoutes } from './labs.ts';
import { MAX_BODY_BYTES } from './limits.ts';
import { fetchSiteGuard, originGuard } from './origin-guard.ts';
import { savedProfileRoutes } from './saved-profiles.ts';
import { securityHeaders } from './security-headers.ts';
import { sessionGuard, tokenExchange, type Session } from './session.ts';
import { sessionInfo } from './session-info.ts';
import { staticSite } from './static-site.ts';
import { terminalRoutes } from './terminal/routes.ts';
import type { Terminals } from './terminal/terminals.ts';
import type { VerdictDesk } from './verdict-desk.ts';
import { verdictRoutes } from './verdicts.ts';

/** What the application is made of; whoever creates these also disposes of them. */
export interface AppParts {
  readonly address: Address;
  readonly session: Session;
  readonly siteDir: string;
  readonly workspace: Workspace;
  readonly registry: LabRegistry;
  readonly desk: VerdictDesk;
  readonly progress: ProgressFile;
  readonly terminals: Terminals;
  /** What the command line gave to be looked at. */
  readonly offer: Offer | null;
  /** Aborted when the workshop closes. */
  readonly closing: AbortSignal;
}

/** The whole server as one Hono application. The host is checked before a request gets here. */
export function createApp(parts: AppParts): Hono<ServerEnv> {
  const app = new Hono<ServerEnv>();
  app.onError((error, c) => {
    const described = describeError(error);
    if (described.code === 'internal') console.error(error);
    const { body, status, headers } = answerTo(c.req.path, described);
    return c.body(body, status, headers);
  });
  app.notFound(() => {
    throw new ServerError('not-found');
  });
  app.use(securityHeaders);
  app.use(originGuard(parts.address));
  app.route('/api', api(parts));
  app.use(tokenExchange(parts.session, parts.address));
  app.route('/', staticSite(parts.siteDir));
  return app;
}

function api({ session, workspace, registry, desk, progress, terminals, offer, closing }: AppParts): Hono<ServerEnv> {
  const info = sessionInfo();
  const api = new Hono<ServerEnv>();
  api.use(neverStored, fetchSiteGuard, sessionGuard(session), limitedBody);
  api.get('/session', (c) => c.json(info));
  api.route('/labs', catalogRoutes(registry));
  api.route('/remote-profile', remoteProfileRoutes());
  api.route('/progress', progressRoutes(progress));
  api.route('/offered', offeredRoutes(offer));

  const lab = new Hono<LabEnv>();
  lab.use(chosenLab(registry));
  lab.route('/', labRoutes(registry));
  lab.route('/events', eventRoutes(desk, progress, closing));
  lab.route('/files', fileRoutes(workspace));
  lab.route('/captures', captureRoutes());
  lab.route('/heap-snapshot', heapSnapshotRoutes());
  lab.route('/verdict', verdictRoutes(desk));
  lab.route('/profiles', savedProfileRoutes(workspace));
  lab.route('/terminals', terminalRoutes(terminals));
  api.route('/labs/:id', lab);

  api.all('*', () => {
    throw new ServerError('not-found');
  });
  return api;
}

/** Answers change from one moment to the next and hold the learner's code. */
const neverStored = createMiddleware(async (c, next) => {
  await next();
  c.header('Cache-Control', 'no-store');
});

const limitedBody = bodyLimit({
  maxSize: MAX_BODY_BYTES,
  onError: () => {
    throw new ServerError('too-large');
  },
});
