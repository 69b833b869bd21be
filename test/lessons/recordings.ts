/** Recordings that are older than the lab they show: their numbers are of a service that is no more. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Problem } from './lesson.ts';

const FOLDER = 'src/content/recordings';

export interface Recorded {
  readonly lab: string;
  /** SHA-256 of the `server.ts` that was recorded. */
  readonly server: string;
}

export function readRecorded(): readonly Recorded[] {
  return readdirSync('labs')
    .filter((lab) => existsSync(`${FOLDER}/${lab}.json`))
    .map((lab) => {
      const { server } = JSON.parse(readFileSync(`${FOLDER}/${lab}.json`, 'utf8')) as Omit<Recorded, 'lab'>;
      return { lab, server };
    });
}

export function checkRecordings(recorded: readonly Recorded[]): readonly Problem[] {
  return recorded
    .filter(({ lab, server }) => server !== hashOf(`labs/${lab}/server.ts`))
    .map(({ lab }) => ({
      path: `${FOLDER}/${lab}.json`,
      line: 1,
      what: `o laboratório mudou depois desta gravação: npm run record ${lab}`,
    }));
}

function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
