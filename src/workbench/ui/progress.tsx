import { formatWholePercent } from '../format.ts';

/** A thin bar; `fraction` from 0 to 1, or null when the end is not known. `label` names it for a screen reader. */
export function Progress({ fraction, label }: { fraction: number | null; label: string }) {
  const known = fraction === null ? {} : { value: Math.min(Math.max(fraction, 0), 1), max: 1 };
  return (
    <progress class="wb-progress" aria-label={label} {...known}>
      {fraction === null ? '' : formatWholePercent(fraction)}
    </progress>
  );
}
