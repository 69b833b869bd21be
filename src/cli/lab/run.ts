/** `npm run lab <lab>`: the lab under the learner's hands, until it is left or, without keys, until it dies. */
import { t } from '#i18n/index.ts';
import type { Lab } from '#lab/catalog.ts';
import { LabRun } from '#lab/lab-run.ts';
import type { LabState } from '#lab/run.ts';
import type { Workspace } from '#lab/workspace.ts';
import { Actions } from './actions.ts';
import type { RunCommand } from './arguments.ts';
import { ExitCode } from './exit-code.ts';
import { Keys } from './keys.ts';
import { narrate } from './narrate.ts';
import { createScreen } from './screen.ts';
import { shownPath } from './shown-path.ts';
import { welcome } from './welcome.ts';

const words = t.cli.lab;

/** Resolves with the exit code: 0 when it was left, 1 when the lab died and nobody could restart it. */
export async function runLab(lab: Lab, command: RunCommand, workspace: Workspace, stop: AbortSignal): Promise<number> {
  const tty = command.tty && process.stdin.isTTY === true && process.stdout.isTTY === true;
  const file = shownPath(await workspace.entry(lab, command.variant));
  using screen = createScreen(tty);
  await using run = new LabRun(lab, { workspace, servicePort: command.port, debugPort: command.debugPort });
  const left = Promise.withResolvers<number>();
  stop.addEventListener('abort', () => left.resolve(ExitCode.ok));

  let greeted = false;
  const onReady = ({ addresses }: Extract<LabState, { kind: 'ready' }>): void => {
    if (greeted) screen.print(words.readyAgain(addresses.service));
    else screen.print(welcome(lab, { ...command, tty }, addresses, file));
    greeted = true;
    if (tty) screen.print(words.keyBar);
    if (command.load) run.startLoad(null);
  };
  const onDead = (): void => {
    if (tty) screen.print(words.afterDeath);
    else left.resolve(ExitCode.failed);
  };
  using _narration = run.follow(narrate(screen, lab, { onReady, onDead }));
  using _keys = tty ? new Keys(new Actions(run, screen, () => left.resolve(ExitCode.ok)).press) : null;

  screen.print(words.starting(`${lab.scenario.title} (${t.lab.variant[command.variant]})`));
  await Promise.race([run.start(command.variant), left.promise]);
  const code = await left.promise;
  screen.live('');
  screen.print(words.stopping);
  return code;
}
