import type { CustomReading } from '../main/custom-profiles.ts';
import { failure } from '../http/answer.ts';
import { words } from '../words.ts';
import { answerCounted } from './counted.ts';
import { PATIENCE_FOR_INDEX_MS, type DebugProfile, type Subject } from './debug-profile.ts';

/** One of the app's own profiles. Whether there is one of that name, only the main thread knows. */
export function customProfile(name: string): DebugProfile {
  return {
    name,
    words: words.customProfile,
    async answer(parameters, { main, program }, gone) {
      const find = async (): Promise<CustomReading | undefined> =>
        (await main.call('customProfiles')).find((each) => each.name === name);
      if ((await find()) === undefined) return failure(404, 'Unknown profile');
      const take = async () => ({ sites: (await find())?.sites ?? [], comments: [] });
      return answerCounted(name, take, { parameters, program, gone });
    },
  };
}

/** For the index: those that there are now. */
export async function customProfilesOf({ main }: Pick<Subject, 'main'>): Promise<DebugProfile[]> {
  try {
    const readings = await main.call('customProfiles', PATIENCE_FOR_INDEX_MS);
    return readings.map(({ name, sites }) => ({
      ...customProfile(name),
      count: () => sites.reduce((sum, { count }) => sum + count, 0),
    }));
  } catch {
    return [];
  }
}
