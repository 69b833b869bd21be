/** Reads profiles off the page's thread: bytes in, views out. */
import type { FlameLayout } from '#pprof/flame.ts';
import { viewOf } from './view-of.ts';
import type { ViewAnswer, ViewRequest } from './protocol.ts';
import { t } from '#i18n/index.ts';

self.addEventListener('message', ({ data }: MessageEvent<ViewRequest>) => {
  const answer = answerTo(data);
  self.postMessage(answer, { transfer: answer.kind === 'view' ? buffersOf(answer.view.flame) : [] });
});

/** The layout's columns move to the page instead of being copied: a large profile has many. */
function buffersOf(flame: FlameLayout): ArrayBuffer[] {
  const buffers = Object.values(flame).flatMap((column: unknown) =>
    ArrayBuffer.isView(column) && column.buffer instanceof ArrayBuffer ? [column.buffer] : [],
  );
  return [...new Set(buffers)];
}

function answerTo({ id, bytes, sampleType }: ViewRequest): ViewAnswer {
  try {
    return { id, kind: 'view', view: viewOf(bytes, sampleType) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { id, kind: 'unreadable', message: t.workbench.profile.unreadable(why) };
  }
}
