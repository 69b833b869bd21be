import type { Lab } from '#lab/catalog.ts';
import type { Step } from '#lab/progress.ts';
import type { ProgressFile } from '#lab/progress-file.ts';
import type { RunEvent } from '#lab/run.ts';

/** Marks the steps of a lesson that the workshop sees done in its lab. */
export function watchProgress(progress: ProgressFile): (lab: Lab, event: RunEvent) => void {
  return (lab, event) => {
    const step = stepOf(event);
    // A full disk costs the mark and nothing else.
    if (step !== null) progress.mark(lab.slug, [step]).catch((error: unknown) => console.error(error));
  };
}

function stepOf(event: RunEvent): Step | null {
  if (event.type === 'capture') {
    const { atDeath, verdict } = event.capture;
    return atDeath === undefined && verdict === undefined ? 'capture' : null;
  }
  if (event.type !== 'mark') return null;
  if (event.mark.kind === 'load-end') return 'reproduce';
  return event.mark.kind === 'gc' ? 'measure' : null;
}
