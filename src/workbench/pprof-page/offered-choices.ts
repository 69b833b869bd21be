import { t } from '#i18n/index.ts';
import type { Workshop } from './workshop.ts';

export interface OfferedChoice {
  readonly ref: string;
  readonly name: string;
  /** Where it is from, in words. */
  readonly from: string;
}

/** What `pprof -http` was started with; nothing without it. */
export async function offeredChoices(workshop: Pick<Workshop, 'offered'>): Promise<readonly OfferedChoice[]> {
  const offered = await workshop.offered().catch(() => null);
  return (['profile', 'base'] as const).flatMap((which) => {
    const name = offered?.names[which] ?? null;
    return name === null ? [] : [{ ref: `cli:${which}`, name, from: t.pprofPage.offered[which] }];
  });
}
