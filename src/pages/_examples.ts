/** Recorded profiles that come with the site: they open where there is no workshop, too. */
import { existsSync, readdirSync } from 'node:fs';
import { t } from '#i18n/index.ts';
import { scenarioOf } from '../content/scenarios.ts';

export interface RecordedExample {
  /** Its file's name without `.pb.gz`: `memory-leak.heap`, or `memory-leak.heap.solution`. */
  readonly id: string;
  readonly label: string;
  /** The file that the profile names, from the repository's root. */
  readonly source: string;
}

/** From the repository's root, where the site is built. */
export const RECORDINGS = 'src/content/recordings';
const SERVICES = 'src/content/examples';

export const EXAMPLES: readonly RecordedExample[] = readdirSync(RECORDINGS)
  .filter((file) => file.endsWith('.pb.gz'))
  .map((file) => {
    const id = file.replace(/\.pb\.gz$/, '');
    const [name = '', profile = '', variant] = id.split('.');
    const { example } = t.lesson.recorded;
    // A service that was written to be profiled, and no lab.
    if (existsSync(`${SERVICES}/${name}.ts`))
      return { id, label: example(t.lesson.recorded.tour, profile, false), source: `${SERVICES}/${name}.ts` };
    const isSolution = variant === 'solution';
    const source = `labs/${name}/${isSolution ? 'solution' : 'server'}.ts`;
    return { id, label: example(scenarioOf(name).title, profile, isSolution), source };
  });
