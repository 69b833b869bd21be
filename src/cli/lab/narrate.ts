/** A run's events as lines on a screen. */
import { t } from '#i18n/index.ts';
import type { Lab } from '#lab/catalog.ts';
import type { Death, LabState, LoadProgress, RunEvent } from '#lab/run.ts';
import type { Screen } from './screen.ts';
import { shownPath } from './shown-path.ts';

export interface Cues {
  readonly onReady: (state: Extract<LabState, { kind: 'ready' }>) => void;
  readonly onDead: () => void;
}

const words = t.cli.lab;

/** What Node says when the process may not open one more file. */
const outOfFiles = /\bEMFILE\b/;

/** V8's own stack when it runs out of memory: fifteen addresses that scroll the reason away. */
const nativeFrame = /^(?:-+ Native stack trace -+$| *\d+: 0x)/;

export function narrate(screen: Screen, lab: Lab, cues: Cues): (event: RunEvent) => void {
  let load: LoadProgress | null = null;
  let toldOfFiles = false;
  return (event) => {
    switch (event.type) {
      case 'state':
        if (event.state.kind === 'starting') toldOfFiles = false;
        if (event.state.kind === 'ready') cues.onReady(event.state);
        else screen.live('');
        if (event.state.kind === 'dead') {
          screen.print(`\n${t.lab.death(event.state.death)}\n`);
          printLastProfile(screen, event.state.death);
          cues.onDead();
        }
        break;
      case 'sample':
        screen.live(words.memory(event.sample, lab.scenario.ceilingMiB, load));
        break;
      case 'load':
        if (event.load === null && load !== null) screen.print(words.loadEnded(load));
        load = event.load;
        break;
      case 'output':
        if (!nativeFrame.test(event.line)) screen.print(words.output(event.line));
        if (!toldOfFiles && outOfFiles.test(event.line)) {
          toldOfFiles = true;
          screen.print(words.outOfFiles);
        }
        break;
      case 'mark':
      case 'capture':
        break;
    }
  };
}

function printLastProfile(screen: Screen, death: Death): void {
  if (death.kind !== 'out-of-memory' || death.lastProfile === undefined) return;
  const { path, snapshot } = death.lastProfile;
  screen.print(words.lastProfile(shownPath(path)));
  if (snapshot !== null) screen.print(words.lastSnapshot(shownPath(snapshot)));
}
