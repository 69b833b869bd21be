/** `npm run retainers`: who keeps what alive. Asks and prints; the search lives in src/heap-snapshot. */
import { t } from '#i18n/index.ts';
import { findRetainers } from '#heap-snapshot/retainers.ts';
import { endWithClosedPipe } from './closed-pipe.ts';
import { parseArguments } from './retainers/arguments.ts';
import { RetainersError } from './retainers/error.ts';
import { loadSnapshot } from './retainers/load.ts';

const words = t.retainers;

async function main(): Promise<void> {
  const command = parseArguments(process.argv.slice(2));
  if (command.kind === 'help') return console.log(words.usage);
  const snapshot = await loadSnapshot(command.source, (url) => console.error(words.fetching(url)));
  const clusters = findRetainers(snapshot, { filter: command.filter, limit: command.top });
  console.log(words.read(command.source, snapshot.nodeCount, snapshot.edgeCount));
  console.log(clusters.length === 0 ? words.none : clusters.map(words.cluster).join('\n\n'));
}

endWithClosedPipe(1);
try {
  await main();
} catch (error) {
  if (!(error instanceof RetainersError)) throw error;
  console.error(error.message);
  process.exitCode = error.exitCode;
}
