import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { t } from '#i18n/index.ts';
import { messageOf } from '../api.ts';
import { Icon } from '../ui/icon.tsx';
import { Progress } from '../ui/progress.tsx';
import type { OpenedFile } from '../views/opened-file.ts';
import { readTrace } from './read-trace.ts';
import { TimelineView, type TimelineScene } from './timeline-view.tsx';
import type { Timeline } from './timeline.ts';
import './trace.css';

interface TracePanelProps {
  readonly file: OpenedFile;
  readonly scene: TimelineScene;
}

/** A trace: read in a worker, drawn as a timeline, to be taken away for Perfetto. */
export function TracePanel({ file, scene }: TracePanelProps) {
  const timeline = useSignal<Timeline | null>(null);
  const problem = useSignal<string | null>(null);
  const attempt = useSignal(0);
  const reading = useMemo(() => ({ owner: new AbortController() }), [file.key, attempt.value]);
  useEffect(() => {
    timeline.value = null;
    problem.value = null;
    readTrace(file.file, reading.owner.signal).then(
      (read) => (timeline.value = read),
      (error: unknown) => (problem.value = messageOf(error)),
    );
    return () => reading.owner.abort();
  }, [reading]);
  const words = t.trace;
  return (
    <div class="wb-column tr">
      {timeline.value !== null && <TimelineView key={file.key} timeline={timeline.value} file={file} scene={scene} />}
      {timeline.value === null && problem.value === null && (
        <div class="vw-waiting" role="status">
          <span>{words.reading}</span>
          <Progress fraction={null} label={words.reading} />
          <button type="button" class="wb-button wb-quiet" onClick={() => reading.owner.abort()}>
            {t.views.progress.cancel}
          </button>
        </div>
      )}
      {problem.value !== null && (
        <div class="wb-empty" role="alert">
          <p>{problem.value}</p>
          <button type="button" class="wb-button" onClick={() => (attempt.value += 1)}>
            {t.workbench.retry}
          </button>
        </div>
      )}
      <Download file={file} />
    </div>
  );
}

function Download({ file }: { file: OpenedFile }) {
  const url = useMemo(() => URL.createObjectURL(file.file), [file.file]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return (
    <div class="vw-file-line">
      <p class="wb-muted">{t.trace.perfetto}</p>
      <a class="wb-button wb-quiet tr-download" href={url} download={file.name}>
        <Icon name="download" />
        {t.trace.download}
      </a>
    </div>
  );
}
