import { flameWidth } from '#pprof/flame.ts';
import { t } from '#i18n/index.ts';
import { formatPercent, formatSampleValue } from '../../format.ts';
import type { ProfileView } from '../protocol.ts';
import { shortFile } from '../short-file.ts';

/** One box of the flame graph in words: its function, file, and both of its values. */
export function BoxDetails({ view, box }: { view: ProfileView; box: number }) {
  const { flame, total } = view;
  const { unit } = view.selected;
  const words = t.workbench.profile.flame;
  const info = box === 0 ? null : flame.frames[flame.frame[box]!]!;
  const share = (value: number): string => (total === 0 ? '–' : formatPercent(value / total));
  const cum = flameWidth(flame, box);
  const flat = flame.self[box]!;
  return (
    <>
      <strong>{info ? info.name : words.root}</strong>
      {info && info.file !== '' && (
        <span class="wb-muted" title={info.file}>
          {shortFile(info.file)}
        </span>
      )}
      <span class="wb-figure">
        {words.details(formatSampleValue(cum, unit), share(cum), formatSampleValue(flat, unit), share(flat))}
      </span>
    </>
  );
}
