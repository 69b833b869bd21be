/** `npm run lab`: a lab in the terminal. Asks, and prints; what a lab is and does lives in src/lab. */
import { t } from '#i18n/index.ts';
import { findLab, listLabs, nearestLab, type Lab } from '#lab/catalog.ts';
import { Workspace } from '#lab/workspace.ts';
import { parseCommand, UsageError } from './lab/arguments.ts';
import { checkLab } from './lab/check.ts';
import { ExitCode } from './lab/exit-code.ts';
import { runLab } from './lab/run.ts';
import { listenForStop } from './lab/stop-request.ts';

const words = t.cli.lab;

/** Resolves with the exit code. */
async function main(): Promise<number> {
  const command = parseCommand(process.argv.slice(2), process.env);
  if (command.kind === 'help') {
    console.log(words.usage);
    return ExitCode.ok;
  }
  if (command.kind === 'list') {
    printList(await listLabs());
    return ExitCode.ok;
  }
  const lab = await findLab(command.slug);
  if (lab === undefined)
    throw new UsageError(words.unknownLab(command.slug, nearestLab(command.slug, await listLabs())?.slug));
  const stop = listenForStop();
  const workspace = new Workspace();
  const code =
    command.kind === 'check'
      ? await checkLab(lab, command, workspace, stop.signal)
      : await runLab(lab, command, workspace, stop.signal);
  return stop.exitCode() ?? code;
}

function printList(labs: readonly Lab[]): void {
  const first = labs[0];
  if (first === undefined) return console.log(words.noLabs);
  console.log(words.listTitle);
  for (const { slug, scenario } of labs) console.log(`  ${slug}  ${scenario.title}\n      ${scenario.summary}`);
  console.log(`\n${words.listHint(first.slug)}`);
}

try {
  process.exitCode = await main();
} catch (error) {
  const usage = error instanceof UsageError;
  console.error(
    usage ? error.message : words.unexpected(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  );
  process.exitCode = usage ? ExitCode.usage : ExitCode.failed;
}
