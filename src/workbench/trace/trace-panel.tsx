import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { t } from '#i18n/index.ts';
import { CancelButton } from '../ui/cancel-button.tsx';
import { useHandOn } from '../ui/hand-on.ts';
import { Icon } from '../ui/icon.tsx';
import { Progress } from '../ui/progress.tsx';
import { Spoken } from '../ui/spoken.tsx';
import type { OpenedFile } from '../views/opened-file.ts';
import { TimelineView, type TimelineScene } from './timeline-view.tsx';
import { createTraceReading } from './trace-reading.ts';
import './trace.css';

interface TracePanelProps {
  readonly file: OpenedFile;
  readonly scene: TimelineScene;
}

/** A trace: read in a worker, drawn as a timeline, to be taken away for Perfetto. */
export function TracePanel({ file, scene }: TracePanelProps) {
  const attempt = useSignal(0);
  const reading = useMemo(() => createTraceReading(file.file), [file.key, attempt.value]);
  useEffect(() => {
    reading.start();
    return reading.cancel;
  }, [reading]);
  const outcome = reading.outcome.value;
  const words = t.trace;
  return (
    <div class="wb-column tr">
      {outcome.kind === 'read' && <TimelineView key={file.key} timeline={outcome.timeline} file={file} scene={scene} />}
      <Spoken>
        {outcome.kind === 'reading' && (
          <div class="vw-waiting">
            <span>{words.reading}</span>
            <Progress fraction={null} label={words.reading} />
            <CancelButton onCancel={reading.cancel} />
          </div>
        )}
      </Spoken>
      {outcome.kind === 'failed' && <Failure message={outcome.message} onRetry={() => (attempt.value += 1)} />}
      <Download file={file} />
    </div>
  );
}

function Failure({ message, onRetry }: { message: string; onRetry: () => void }) {
  return (
    <div ref={useHandOn()} class="wb-empty" role="alert">
      <p>{message}</p>
      <button type="button" class="wb-button" onClick={onRetry}>
        {t.workbench.retry}
      </button>
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
