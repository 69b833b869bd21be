/** Recorded profiles that come with the site: they open where there is no workshop, too. */
import { readdirSync } from 'node:fs';
import { t } from '#i18n/index.ts';
import { scenarioOf } from '../content/scenarios.ts';

export interface RecordedExample {
  /** Its file's name without `.pb.gz`: `memory-leak.heap`, or `memory-leak.heap.solution`. */
  readonly id: string;
  readonly lab: string;
  readonly label: string;
  /** The lab's file that the profile names. */
  readonly source: 'server.ts' | 'solution.ts';
}

/** From the repository's root, where the site is built. */
export const RECORDINGS = 'src/content/recordings';

export const EXAMPLES: readonly RecordedExample[] = readdirSync(RECORDINGS)
  .filter((file) => file.endsWith('.pb.gz'))
  .map((file) => {
    const id = file.replace(/\.pb\.gz$/, '');
    const [lab = '', profile = '', variant] = id.split('.');
    const isSolution = variant === 'solution';
    const label = t.lesson.recorded.example(scenarioOf(lab).title, profile, isSolution);
    return { id, lab, label, source: isSolution ? 'solution.ts' : 'server.ts' };
  });
