import { gzipSync } from 'node:zlib';
import { encodeProfile } from '#pprof/codec.ts';
import { DEFAULT_OPTIONS, OPTION_FIELDS } from '#pprof/options.ts';
import { basePath } from '#pprof/path.ts';
import type { Profile } from '#pprof/profile.ts';
import { startWorkshop, type Offer } from '#server/start-server.ts';
import { buildSite } from '../../../setup/site.mjs';
import { SetupError } from '../../../setup/words.mjs';
import { stopSignal } from '../stop-signal.ts';
import type { Invocation } from './arguments.ts';
import { DeliveryError, type Terminal } from './deliver.ts';
import { refusePort } from './port-error.ts';
import { sourcePathOf } from './source-path.ts';
import { openInBrowser } from './viewer.ts';

/** What a shell reports for a process that Ctrl-C ended. */
const FORCED = 130;

export interface Served {
  readonly profile: Profile;
  /** Of `-diff_base`: shown as what was before. */
  readonly base: Profile | null;
}

/** Shows a profile on the page /pprof/, until Ctrl-C. */
export async function serve(served: Served, invocation: Invocation, terminal: Terminal): Promise<void> {
  try {
    await buildSite();
  } catch (error) {
    if (error instanceof SetupError) throw new DeliveryError('dist', [error.message, error.why, error.mend].join(' '));
    throw error;
  }
  const asked = stopSignal(() => process.exit(FORCED));
  const port = invocation.http!;
  const starting = startWorkshop({ port, offer: offerOf(served, invocation) });
  await using workshop = await starting.catch((error: unknown) => refusePort(error, port));
  if (port !== 0 && workshop.port !== port) terminal.say(terminal.words.otherPort(port, workshop.port));
  const url = addressOf(workshop.startUrl, served, invocation);
  await terminal.write(`${terminal.words.serving(url)}\n`);
  if (!invocation.noBrowser) openInBrowser(url);
  await asked;
  terminal.say(terminal.words.servingEnded);
}

function offerOf({ profile, base }: Served, { sources, base: bases, settings }: Invocation): Offer {
  const named = [profile, base].flatMap((one) => one?.functions.map(({ filename }) => filename) ?? []);
  const files = [...new Set(named)].map((name) => [name, sourcePathOf(name, settings)] as const);
  return {
    profile: { name: fileName(sources), bytes: gzipSync(encodeProfile(profile)) },
    base: base && { name: fileName(bases), bytes: gzipSync(encodeProfile(base)) },
    sourceFiles: new Map(files.filter((entry): entry is readonly [string, string] => entry[1] !== null)),
  };
}

/** A name for the download: the first source's, where it is a file. */
function fileName([first = '']: readonly string[]): string {
  const name = basePath(first.replaceAll('\\', '/').replace(/[?#].*$/, '')).replace(/[^\w.-]/g, '-');
  return /\.(?:pb(?:\.gz)?|pprof|prof|gz)$/.test(name) ? name : `${name || 'perfil'}.pb.gz`;
}

/** The page's address with the session's token, and with the options as its state. */
function addressOf(startUrl: string, { base }: Served, { settings }: Invocation): string {
  const url = new URL(startUrl);
  url.pathname = '/pprof/';
  const { searchParams } = url;
  searchParams.set('src', 'cli:profile');
  if (base !== null) searchParams.set('base', 'cli:base');
  // Like newer versions of Go's pprof, the page begins with the flame graph.
  searchParams.set('v', 'flame');
  for (const { key, urlParameter } of OPTION_FIELDS) {
    const isSaid = settings[key] !== DEFAULT_OPTIONS[key] && (key !== 'normalize' || base !== null);
    if (urlParameter !== undefined && isSaid) searchParams.set(urlParameter, String(settings[key]));
  }
  return url.href;
}
