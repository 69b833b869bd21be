import { t } from '#i18n/index.ts';
import type { OpenedFile } from '../views/opened-file.ts';
import { shortFile } from '../views/short-file.ts';
import type { SpanSpot, Timeline } from './timeline.ts';

interface SpanDetailsProps {
  readonly timeline: Timeline;
  readonly spot: SpanSpot | null;
  readonly file: OpenedFile;
}

/** One span in words: what, when, for how long, and where its code is. */
export function SpanDetails({ timeline, spot, file }: SpanDetailsProps) {
  const words = t.trace;
  if (spot === null) return <span class="wb-muted">{words.nothingSelected}</span>;
  const track = timeline.tracks[spot.track]!;
  const [start, end] = [track.start[spot.span]!, track.end[spot.span]!];
  const { file: path, line = 0, cut, facts } = timeline.details[track.detail[spot.span]!]!;
  const open = path === undefined ? null : (file.editorOf?.(path) ?? null);
  const place = path === undefined ? '' : `${shortFile(path)}${line > 0 ? `:${line}` : ''}`;
  return (
    <>
      <strong>{timeline.names[track.name[spot.span]!]}</strong>
      <span class="wb-muted">{words.tracks[track.kind]}</span>
      {open !== null && (
        <button type="button" class="vw-line" title={t.views.source.openLine(line)} onClick={() => open(line)}>
          {place}
        </button>
      )}
      {open === null && place !== '' && (
        <span class="wb-muted" title={path}>
          {place}
        </span>
      )}
      {cut !== undefined && <span class="wb-muted">{words.cut[cut]}</span>}
      {facts.slice(0, 3).map(([name, value]) => (
        <code key={name}>
          {name}={String(value)}
        </code>
      ))}
      <span class="wb-figure">{words.when(words.time(end - start), words.time(start))}</span>
    </>
  );
}
