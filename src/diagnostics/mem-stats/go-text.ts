import type { MemoryReading } from '../agent.ts';
import { words } from '../words.ts';
import { goMemStats } from './go-mem-stats.ts';

/** The counters that Go puts at the end of `heap?debug=1`, in its order and form. */
export function memStatsText(reading: MemoryReading): string {
  const stats = goMemStats(reading);
  const said = (value: number | boolean | readonly number[] | null): string => {
    if (value === null) return words.noEquivalent;
    return Array.isArray(value) ? `[${value.join(' ')}]` : String(value);
  };
  const one = (name: keyof typeof stats): string => `# ${name} = ${said(stats[name])}`;
  const pair = (name: 'Stack' | 'MSpan' | 'MCache'): string =>
    `# ${name} = ${said(stats[`${name}Inuse`])} / ${said(stats[`${name}Sys`])}`;
  return [
    '',
    '# runtime.MemStats',
    ...(['Alloc', 'TotalAlloc', 'Sys', 'Lookups', 'Mallocs', 'Frees'] as const).map(one),
    ...(['HeapAlloc', 'HeapSys', 'HeapIdle', 'HeapInuse', 'HeapReleased', 'HeapObjects'] as const).map(one),
    ...(['Stack', 'MSpan', 'MCache'] as const).map(pair),
    ...(['BuckHashSys', 'GCSys', 'OtherSys', 'NextGC', 'LastGC', 'PauseNs', 'PauseEnd'] as const).map(one),
    ...(['NumGC', 'NumForcedGC', 'GCCPUFraction', 'DebugGC'] as const).map(one),
    `# MaxRSS = ${reading.maxRss}`,
    '',
  ].join('\n');
}
