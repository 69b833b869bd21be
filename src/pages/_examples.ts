/** Recorded profiles that come with the site: they open where there is no workshop, too. */
import { existsSync, readdirSync } from 'node:fs';
import { t } from '#i18n/index.ts';
import type { CaptureVariant } from '../content/recordings/recording.ts';
import { scenarioOf } from '../content/scenarios.ts';

export interface RecordedExample {
  /** Its file's name without `.pb.gz`: `memory-leak.heap`, `memory-leak.heap.solution` or `memory-leak.heap.go`. */
  readonly id: string;
  readonly label: string;
  /** The file that the profile names, from the repository's root. */
  readonly source: string;
}

const SOURCES = { original: 'server.ts', solution: 'solution.ts', go: 'go/main.go' } as const;

/** From the repository's root, where the site is built. */
export const RECORDINGS = 'src/content/recordings';
const SERVICES = 'src/content/examples';

export const EXAMPLES: readonly RecordedExample[] = readdirSync(RECORDINGS)
  .filter((file) => file.endsWith('.pb.gz'))
  .map((file) => {
    const id = file.replace(/\.pb\.gz$/, '');
    const [name = '', profile = '', variant = 'original'] = id.split('.');
    if (!isVariant(variant)) throw new Error(`${file}: whose profile is it?`);
    const { example, tour } = t.lesson.recorded;
    // A service that was written to be profiled, and no lab.
    if (existsSync(`${SERVICES}/${name}.ts`))
      return { id, label: example(tour, profile, variant), source: `${SERVICES}/${name}.ts` };
    return { id, label: example(scenarioOf(name).title, profile, variant), source: `labs/${name}/${SOURCES[variant]}` };
  });

function isVariant(name: string): name is CaptureVariant {
  return name in SOURCES;
}
