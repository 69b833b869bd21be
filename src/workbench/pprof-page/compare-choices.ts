import { formatClock } from '../format.ts';
import { captureTitle } from '../profile/capture-title.ts';
import { offeredChoices } from './offered-choices.ts';
import type { Places } from './sources.ts';

export interface CompareChoice {
  readonly ref: string;
  readonly label: string;
}

/** What the profile of `ref` can be compared with: the command line's, the other captures of its lab, what was opened before, the examples. */
export async function compareChoices(
  ref: string,
  { workshop, recents, examples }: Places,
): Promise<readonly CompareChoice[]> {
  const lab = /^lab:([^/]+)/.exec(ref)?.[1];
  const captures = lab === undefined ? [] : await workshop.captures(lab).catch(() => []);
  return [
    ...(await offeredChoices(workshop)).map(({ ref, name, from }) => ({ ref, label: `${name} · ${from}` })),
    ...captures.map((capture) => ({
      ref: `lab:${lab}/${capture.id}`,
      label: `${captureTitle(capture)} · ${formatClock(capture.takenAt)}`,
    })),
    ...(await recents.list()).map(({ id, name }) => ({ ref: `file:${id}`, label: name })),
    ...examples.map(({ id, label }) => ({ ref: `example:${id}`, label })),
  ].filter((choice) => choice.ref !== ref);
}
