/** `npm start`: the workshop in the browser, until Ctrl-C. */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { DEFAULT_PORT, startWorkshop } from '#server/start-server.ts';
import { t } from '#i18n/index.ts';
import { stopSignal } from './stop-signal.ts';

/** What a shell reports for a process that Ctrl-C ended. */
const FORCED = 130;
const USAGE_ERROR = 2;

const portShape = z.coerce.number().int().min(0).max(65_535);

const options = parseOptions(process.argv.slice(2));
if (options === 'help') {
  console.log(t.start.help);
} else if (options === 'unclear') {
  console.error(t.start.unclear);
  process.exitCode = USAGE_ERROR;
} else {
  await run(options.port);
}

async function run(preferred: number): Promise<void> {
  // Who read what we print may be gone (a closed terminal, `| head`); the labs must still be ended in order.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => {});
  const asked = stopSignal(() => process.exit(FORCED));
  const workshop = await startWorkshop({ port: preferred }).catch((error: unknown) => {
    console.error(t.start.failed(error instanceof Error ? error.message : String(error)));
    return null;
  });
  if (workshop === null) {
    process.exitCode = 1;
    return;
  }
  {
    await using open = workshop;
    if (preferred !== 0 && open.port !== preferred) console.log(t.start.portTaken(preferred, open.port));
    console.log(t.start.ready(open.startUrl));
    await asked;
    console.log(t.start.stopping);
  }
  console.log(t.start.stopped);
}

function parseOptions(args: readonly string[]): { readonly port: number } | 'help' | 'unclear' {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { port: { type: 'string', default: String(DEFAULT_PORT) }, help: { type: 'boolean', short: 'h' } },
    });
    return values.help === true ? 'help' : { port: portShape.parse(values.port) };
  } catch {
    return 'unclear';
  }
}
