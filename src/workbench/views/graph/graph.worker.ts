/** Lays call graphs out with Graphviz, off the page's thread. Its WebAssembly is 500 KB: only who opens a graph loads it. */
import { instance } from '@viz-js/viz';
import type { FromGraphWorker, ToGraphWorker } from './graph-layout.ts';

const loading = instance();

self.addEventListener('message', ({ data }: MessageEvent<ToGraphWorker>) => {
  void answerTo(data).then((answer) => self.postMessage(answer, { transfer: [] }));
});

async function answerTo({ dot }: ToGraphWorker): Promise<FromGraphWorker> {
  try {
    return { kind: 'svg', svg: (await loading).renderString(dot, { format: 'svg' }) };
  } catch (error) {
    return { kind: 'failed', detail: error instanceof Error ? error.message : String(error) };
  }
}
