import { t } from '#i18n/index.ts';
import type { Origin } from './origin.ts';

const ORIGINS: readonly Origin[] = ['yours', 'node', 'library', 'other'];

/** What the colours of the frames mean. The frames' names and files say it too. */
export function FlameLegend() {
  const words = t.workbench.profile.flame.origin;
  return (
    <ul class="wb-flame-legend">
      {ORIGINS.map((origin) => (
        <li key={origin}>
          <span class={`wb-swatch wb-origin-${origin}`} aria-hidden="true" />
          {words[origin]}
        </li>
      ))}
    </ul>
  );
}
