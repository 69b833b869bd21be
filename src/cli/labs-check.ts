/** `npm run labs:check`: does every lab prove what it claims? For those who write labs. */
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs, stripVTControlCharacters } from 'node:util';
import { Worker } from 'node:worker_threads';
import { t } from '#i18n/index.ts';
import { listLabs } from '#lab/catalog.ts';
import { checkLab } from '#lab/check/lab-check.ts';
import type { CheckResult } from '#lab/check/result.ts';

const words = t.cli.labsCheck;
const MAX_REPEAT = 1_000;

const { values, positionals } = parseArgs({
  options: {
    repeat: { type: 'string', default: '1' },
    busy: { type: 'boolean', default: false },
    brief: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
  allowPositionals: true,
});
const repeat = /^\d{1,4}$/.test(values.repeat) ? Number(values.repeat) : 0;
const labs = await listLabs();
const unknown = positionals.filter((slug) => !labs.some((lab) => lab.slug === slug));
if (values.help || repeat < 1 || repeat > MAX_REPEAT || unknown.length > 0) {
  if (unknown.length > 0)
    console.error(
      words.unknown(
        unknown,
        labs.map(({ slug }) => slug),
      ),
    );
  console.log(words.usage);
  process.exit(values.help ? 0 : 2);
}

const results: CheckResult[] = [];
const chosen = positionals.length === 0 ? labs : labs.filter(({ slug }) => positionals.includes(slug));
const hogs = values.busy
  ? Array.from({ length: availableParallelism() }, () => new Worker('for (;;);', { eval: true }))
  : [];
const stop = new AbortController();
process.once('SIGINT', () => stop.abort());
try {
  for (let round = 1; round <= repeat; round++) {
    for (const lab of chosen) {
      if (!values.json) console.log(words.lab(lab.slug, round, repeat));
      await checkLab(lab, {
        // What others do on this machine is not the lab's fault.
        idle: !values.busy && (loadavg()[0] ?? 0) <= availableParallelism(),
        brief: values.brief,
        signal: stop.signal,
        onResult: (result) => {
          results.push(result);
          if (!values.json) console.log(stripVTControlCharacters(words.result(result)));
        },
      });
    }
  }
} catch (error) {
  if (!stop.signal.aborted) throw error;
} finally {
  await Promise.all(hogs.map((hog) => hog.terminate()));
}
const failed = results.filter(({ ok }) => !ok);
console.log(values.json ? JSON.stringify(results, null, 2) : words.summary(results, failed));
process.exitCode = failed.length > 0 || stop.signal.aborted ? 1 : 0;
