import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { messageOf } from '../../api.ts';
import type { GraphAnswer } from '../engine/protocol.ts';
import { drawingOf, type Drawing } from './drawing.ts';
import { GraphLayout } from './graph-layout.ts';

export type DrawingState =
  | { readonly kind: 'drawing' }
  | { readonly kind: 'drawn'; readonly of: GraphAnswer; readonly drawing: Drawing }
  | { readonly kind: 'failed'; readonly message: string };

interface UsedDrawing {
  readonly state: DrawingState;
  cancel(): void;
  retry(): void;
}

/** The drawing of an answer, which Graphviz makes in its own time. */
export function useDrawing(answer: GraphAnswer): UsedDrawing {
  const layout = useMemo(() => new GraphLayout(), []);
  const state = useSignal<DrawingState>({ kind: 'drawing' });
  const attempt = useSignal(0);
  useEffect(() => () => layout[Symbol.dispose](), [layout]);
  useEffect(() => {
    let isCurrent = true;
    state.value = { kind: 'drawing' };
    const draw = async (): Promise<void> => {
      try {
        const svg = await layout.draw(answer.dot);
        if (isCurrent) state.value = { kind: 'drawn', of: answer, drawing: drawingOf(svg, answer) };
      } catch (error) {
        if (isCurrent) state.value = { kind: 'failed', message: messageOf(error) };
      }
    };
    void draw();
    return () => {
      isCurrent = false;
    };
  }, [answer, attempt.value]);
  const { value: latest } = state;
  // The render that brings another answer comes before the effect that begins its drawing.
  const isOld = latest.kind === 'drawn' && latest.of !== answer;
  return {
    state: isOld ? { kind: 'drawing' } : latest,
    cancel: () => layout.cancel(),
    retry: () => (attempt.value += 1),
  };
}
