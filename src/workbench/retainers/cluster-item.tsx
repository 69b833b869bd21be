import type { Place, RetainerCluster, RetainerPath, RetainerStep } from '#heap-snapshot/retainers.ts';
import { t } from '#i18n/index.ts';
import { formatBytes, formatPercent } from '../format.ts';
import { shortFile } from '../views/short-file.ts';

/** Ways from a path into the code. */
export interface CodeLinks {
  /** Whether a file is one of the program's own, as far as this place knows. */
  isOwn(file: string): boolean;
  /** Shows a line; null where there is no editor for the file. */
  lineOf(place: Place): (() => void) | null;
  /** Shows where a variable of a file is declared; null where that is not known. */
  declarationOf(file: string, variable: string): (() => void) | null;
}

interface ClusterItemProps {
  readonly cluster: RetainerCluster;
  /** Bytes of the whole heap. */
  readonly total: number;
  readonly links: CodeLinks;
}

/** Objects that are held in the same way: how many, what they retain, and the path of one that stands for all. */
export function ClusterItem({ cluster, total, links }: ClusterItemProps) {
  const { count, retainedSize, selfSize, path } = cluster;
  const words = t.retainersPanel;
  const share = total === 0 ? 0 : retainedSize / total;
  return (
    <li class="rt-cluster">
      <p class="vw-wait-head">
        <strong class="wb-figure">{formatBytes(retainedSize)}</strong>
        <span class="wb-muted wb-figure">{formatPercent(share)}</span>
        <span>{words.held(count)}</span>
        {selfSize !== retainedSize && <span class="wb-muted">{words.own(formatBytes(selfSize))}</span>}
      </p>
      <div class="rt-bar" aria-hidden="true">
        <span style={{ width: `${Math.min(share, 1) * 100}%` }} />
      </div>
      <RootPath path={path} links={links} />
    </li>
  );
}

/** From the root down to what is kept: each line is held by the one above it. */
function RootPath({ path, links }: { path: RetainerPath; links: CodeLinks }) {
  const words = t.retainersPanel;
  const down = path.steps.toReversed();
  return (
    <ol class="rt-path" aria-label={words.pathLabel}>
      {down.map((step, index) => {
        const isKept = index === down.length - 1;
        return (
          <li key={index} class={isKept ? 'rt-kept' : ''} style={{ '--depth': String(index) }}>
            <How step={step} file={index === 0 ? path.file : null} links={links} />
            <span class="wb-muted" aria-hidden="true">
              →
            </span>
            <code>{t.retainers.stepName(step)}</code>
            {step.place !== null && <PlaceLink place={step.place} links={links} />}
            {isKept && <span class="wb-muted">{words.kept}</span>}
          </li>
        );
      })}
    </ol>
  );
}

interface HowProps {
  readonly step: RetainerStep;
  /** Of the variable, where the path begins with one. */
  readonly file: string | null;
  readonly links: CodeLinks;
}

/** How the line above holds this one. */
function How({ step: { heldAs, heldBy }, file, links }: HowProps) {
  const words = t.retainersPanel;
  if (heldAs === null) return <span class="rt-how">{words.element}</span>;
  const open = file === null ? null : links.declarationOf(file, heldAs);
  const text = heldBy === 'property' ? `.${heldAs}` : heldAs;
  return (
    <span class="rt-how" title={words.heldBy[heldBy]}>
      {file !== null && (
        <span class="wb-muted" title={file}>
          {shortFile(file)}{' '}
        </span>
      )}
      {open === null ? (
        <code>{text}</code>
      ) : (
        <button type="button" class="vw-line" title={words.openDeclaration(heldAs)} onClick={open}>
          <code>{text}</code>
        </button>
      )}
    </span>
  );
}

function PlaceLink({ place, links }: { place: Place; links: CodeLinks }) {
  const open = links.lineOf(place);
  const text = `${shortFile(place.file)}:${place.line}`;
  if (open === null) {
    return (
      <span class="wb-muted" title={place.file}>
        {text}
      </span>
    );
  }
  return (
    <button type="button" class="vw-line" title={t.views.source.openLine(place.line)} onClick={open}>
      {text}
    </button>
  );
}
