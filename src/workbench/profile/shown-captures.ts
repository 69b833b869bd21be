/** The files of the captures that are chosen, as the views show them. */
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import type { Capture } from '#server/contract.ts';
import { messageOf, type Api } from '../api.ts';
import { onEnd } from '../lifetime.ts';
import { isOutdated } from '../outdated.ts';
import type { RunSignals } from '../run/run-signals.ts';
import type { OpenedFile } from '../views/opened-file.ts';
import type { Views } from '../views/store.ts';
import type { Documents } from '../editor/documents.ts';
import type { CaptureChoice } from './capture-choice.ts';
import { labSource } from './lab-source.ts';

export interface ShownCaptures {
  /** The file of a capture that is no profile but a trace. */
  readonly trace: ReadonlySignal<OpenedFile | null>;
  /** Why the capture could not be fetched. */
  readonly problem: ReadonlySignal<string | null>;
  retry(): void;
}

/** Name under which a capture is saved: the same in the download and in the command. */
export const captureFileName = (labId: string, { id, profile }: Pick<Capture, 'id' | 'profile'>): string =>
  `${labId}-${id}${profile === 'trace' ? '.json.gz' : '.pb.gz'}`;

/** Ids begin anew when the workshop is restarted; with the time they do not. */
const keyOf = ({ id, takenAt }: Capture): string => `${id}@${takenAt}`;

/** The lab whose captures they are. */
export interface CapturesPlace {
  readonly api: Api;
  readonly labId: string;
  /** How to show a line of a file that a capture names; null when the file is none of the lab's own. */
  readonly editorOf: (variant: string, file: string) => ((line: number) => void) | null;
  readonly documents: Pick<Documents, 'code'>;
  readonly run: Pick<RunSignals, 'captures'>;
  readonly lifetime: AbortSignal;
}

export function createShownCaptures(
  { api, labId, editorOf, documents, run, lifetime }: CapturesPlace,
  { capture, base }: Pick<CaptureChoice, 'capture' | 'base'>,
  views: Pick<Views, 'open'>,
): ShownCaptures {
  const problem = signal<string | null>(null);
  const trace = signal<OpenedFile | null>(null);
  const attempt = signal(0);
  const files = new Map<string, Promise<OpenedFile>>();

  const keys = computed(() =>
    JSON.stringify([capture.value, base.value].map((one) => (one === null ? null : keyOf(one)))),
  );

  /** Each capture is fetched once; it never changes. */
  function fileOf(wanted: Capture): Promise<OpenedFile> {
    const key = keyOf(wanted);
    const known = files.get(key);
    if (known) return known;
    const fetched = api.captureBytes(wanted.id).then((bytes) => ({
      key,
      name: captureFileName(labId, wanted),
      file: new Blob([bytes]),
      readSource: labSource(api, wanted.variant),
      editorOf: (file: string) => editorOf(wanted.variant, file),
      isOutdated: computed(() => isOutdated(wanted, documents.code.value)),
    }));
    files.set(key, fetched);
    fetched.catch(() => files.delete(key));
    return fetched;
  }

  // What was given up or deleted is not opened again.
  onEnd(
    lifetime,
    effect(() => {
      const kept = new Set(run.captures.value.map(keyOf));
      for (const key of files.keys()) if (!kept.has(key)) files.delete(key);
    }),
  );

  let latest = 0;
  async function load(wanted: Capture, against: Capture | null): Promise<void> {
    const turn = ++latest;
    const isLatest = (): boolean => turn === latest && !lifetime.aborted;
    try {
      const [file, other] = await Promise.all([fileOf(wanted), against === null ? null : fileOf(against)]);
      if (!isLatest()) return;
      problem.value = null;
      trace.value = wanted.profile === 'trace' ? file : null;
      views.open(wanted.profile === 'trace' ? null : file, other);
    } catch (error) {
      if (!isLatest()) return;
      problem.value = messageOf(error);
      trace.value = null;
      views.open(null);
    }
  }
  onEnd(
    lifetime,
    effect(() => {
      void attempt.value;
      void keys.value;
      const wanted = capture.peek();
      if (wanted === null) {
        // One that is still on its way is not wanted either.
        latest += 1;
        problem.value = null;
        trace.value = null;
        views.open(null);
      } else void load(wanted, base.peek());
    }),
  );
  return {
    trace,
    problem,
    retry: () => (attempt.value += 1),
  };
}
