import { pprofWords, type PprofWords } from '#i18n/pprof.ts';
import { endWithClosedPipe } from '../closed-pipe.ts';
import { parseArguments, type Invocation } from './arguments.ts';
import { deliver, type Terminal } from './deliver.ts';
import { explain } from './explain.ts';
import { commandLineHelp } from './help.ts';
import { loadProfile, type LoadedProfile, type Rescue } from './load.ts';
import { saveProfile } from './save-profile.ts';
import { localTimeZone } from './time-zone.ts';
import type { FetchProgress, SourceError } from './source.ts';

/** Go's pprof leaves with 2 whatever went wrong; scripts count on it. */
const EXIT_FAILED = 2;

async function main(argv: readonly string[], words: PprofWords): Promise<void> {
  const invocation = parseArguments(argv);
  const { command } = invocation;
  if (invocation.help) return write(commandLineHelp(words));
  const terminal: Terminal = {
    words,
    isWatched: command === undefined || process.stdout.isTTY === true,
    write,
    say: (message) => console.error(message),
  };
  for (const flag of invocation.ignored) terminal.say(words.ignoredFlag(flag));
  const onFetch: FetchProgress = ({ url, seconds }) => {
    terminal.say(words.fetching(url));
    if (seconds > 0) terminal.say(words.recording(seconds));
  };
  const onRescue: Rescue = (profile) => keep({ profile, isRemote: true, failures: [] }, terminal);
  // The page takes both sides of a comparison, to tell what was before and what is after.
  const isApart = invocation.http !== undefined && invocation.isDifference;
  const sides = isApart
    ? [withoutBase(invocation), withoutBase({ ...invocation, sources: invocation.base })]
    : [invocation];
  const results = await Promise.allSettled(sides.map((side) => loadProfile(side, { onFetch, onRescue })));
  // A recording is kept, even if the other side of the comparison is missing.
  for (const result of results) if (result.status === 'fulfilled') keep(result.value, terminal);
  const [loaded, base] = results.map(loadedOf);
  const { profile } = loaded!;
  if (invocation.http !== undefined) {
    // The server and all that it knows need not be read for a report.
    const { serve } = await import('./serve.ts');
    return serve({ profile, base: base?.profile ?? null }, invocation, terminal);
  }
  const timeZone = localTimeZone(Number(profile.timeNanos) / 1e6);
  const settings = { ...invocation.settings, timeZone };
  if (command !== undefined) return deliver(profile, { command, pattern: invocation.pattern, settings }, terminal);
  // The shell brings readline with it, which a single report need not wait for.
  const { runShell } = await import('./shell.ts');
  const isTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
  await runShell(profile, settings, terminal, { input: process.stdin, output: process.stdout, isTerminal });
}

function keep({ profile, isRemote, failures }: LoadedProfile, { words, say }: Terminal): void {
  for (const { source, error } of failures) say(failureText(source, error, words));
  if (!isRemote) return;
  try {
    say(words.saved(saveProfile(profile)));
  } catch (error) {
    say(words.notSaved(error instanceof Error ? error.message : String(error)));
  }
}

function loadedOf(result: PromiseSettledResult<LoadedProfile>): LoadedProfile {
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}

function withoutBase(invocation: Invocation): Invocation {
  return { ...invocation, base: [], isDifference: false, settings: { ...invocation.settings, normalize: false } };
}

function failureText(source: string, error: SourceError, words: PprofWords): string {
  return `${source}: ${explain(error, words)}`;
}

/** Resolves when the output has taken it: a pipe that is full must not lose the end of a large report. */
function write(content: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(content, (error) => (error ? reject(error) : resolve()));
  });
}

function languageOf(argv: readonly string[]): string {
  const at = argv.findIndex((argument) => /^--?lang(?:=|$)/.test(argument));
  const flag = argv[at]?.includes('=') ? argv[at].replace(/^--?lang=/, '') : argv[at + 1];
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  return (at === -1 ? undefined : flag) ?? (LC_ALL || LC_MESSAGES || LANG || '');
}

const argv = process.argv.slice(2);
const words = pprofWords(languageOf(argv));
endWithClosedPipe(EXIT_FAILED);
try {
  await main(argv, words);
} catch (error) {
  const explanation = explain(error, words);
  console.error(
    explanation ?? words.unexpected(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  );
  process.exitCode = EXIT_FAILED;
}
