/** `npm run labs:check`: does every lab prove what it claims? For those who write labs. */
import { availableParallelism } from 'node:os';
import { parseArgs, stripVTControlCharacters } from 'node:util';
import { Worker } from 'node:worker_threads';
import { t } from '#i18n/index.ts';
import { listLabs } from '#lab/catalog.ts';
import { checkLab } from '#lab/check/lab-check.ts';
import { isMachineIdle } from '#lab/check/machine.ts';
import type { CheckResult } from '#lab/check/result.ts';

const words = t.cli.labsCheck;
const MAX_REPEAT = 1_000;
/** A verdict waits more than it computes; with more than this at once they only wait for each other. */
const MAX_JOBS = 16;

const { values, positionals } = parseArgs({
  options: {
    repeat: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '1' },
    busy: { type: 'boolean', default: false },
    essential: { type: 'boolean', default: false },
    brief: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
  allowPositionals: true,
});
const repeat = upTo(MAX_REPEAT, values.repeat);
const jobs = upTo(MAX_JOBS, values.jobs);
const labs = await listLabs();
const unknown = positionals.filter((slug) => !labs.some((lab) => lab.slug === slug));
if (values.help || repeat === null || jobs === null || unknown.length > 0) {
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
  const rounds = Array.from({ length: repeat }, (_, index) => index + 1);
  const tasks = rounds.flatMap((round) => chosen.map((lab) => ({ lab, round })));
  await sideBySide(tasks, jobs, async ({ lab, round }) => {
    // Of labs that are checked side by side, each is told when it is through, so that they do not mix.
    const told: string[] = [words.lab(lab.slug, round, repeat)];
    const tell = (): void => {
      if (!values.json) for (const line of told.splice(0)) console.log(line);
    };
    if (jobs === 1) tell();
    await checkLab(lab, {
      // What others do on this machine is not the lab's fault.
      idle: jobs === 1 && !values.busy && (await isMachineIdle()),
      extent: values.brief ? 'brief' : values.essential ? 'essential' : 'whole',
      signal: stop.signal,
      onResult: (result) => {
        results.push(result);
        told.push(stripVTControlCharacters(words.result(result)));
        if (jobs === 1) tell();
      },
    }).finally(tell);
  });
} catch (error) {
  if (!stop.signal.aborted) throw error;
} finally {
  await Promise.all(hogs.map((hog) => hog.terminate()));
}
const failed = results.filter(({ ok }) => !ok);
console.log(values.json ? JSON.stringify(results, null, 2) : words.summary(results, failed));
process.exitCode = failed.length > 0 || stop.signal.aborted ? 1 : 0;

/** `null`: not a number from 1 to `max`. */
function upTo(max: number, text: string): number | null {
  const number = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  return number >= 1 && number <= max ? number : null;
}

/** Takes the tasks in order, so many at a time. Rejects with the first error once all that had begun are through. */
async function sideBySide<Task>(
  tasks: readonly Task[],
  jobs: number,
  run: (task: Task) => Promise<void>,
): Promise<void> {
  const left = tasks.values();
  const work = async (): Promise<void> => {
    for (const task of left) await run(task);
  };
  const ended = await Promise.allSettled(Array.from({ length: jobs }, work));
  const failed = ended.find((end) => end.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
