import { t } from '#i18n/index.ts';
import type { Origin } from './origin.ts';

const ORIGINS: readonly Origin[] = ['yours', 'node', 'library', 'other'];
const CHANGES = ['more', 'less', 'same'] as const;

/** What the colours of the frames mean. The frames' names and figures say it too. */
export function FlameLegend({ isSigned }: { isSigned: boolean }) {
  const words = t.views.flame;
  return (
    <ul class="wb-flame-legend">
      {isSigned
        ? CHANGES.map((change) => (
            <li key={change}>
              <span class={`wb-swatch vw-change-${change}`} aria-hidden="true" />
              {words.changes[change]}
            </li>
          ))
        : ORIGINS.map((origin) => (
            <li key={origin}>
              <span class={`wb-swatch wb-origin-${origin}`} aria-hidden="true" />
              {words.origin[origin]}
            </li>
          ))}
    </ul>
  );
}
