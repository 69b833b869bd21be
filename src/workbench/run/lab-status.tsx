import type { LabState } from '#server/contract.ts';
import { t } from '#i18n/index.ts';
import type { ShapeName } from '../shapes.ts';
import { Shape } from '../ui/shape.tsx';

/** A shape for each state; its colour is in the style sheet, its meaning in the words. */
const SHAPE_OF: Readonly<Record<LabState['kind'], ShapeName>> = {
  stopped: 'square',
  starting: 'halfDisc',
  ready: 'disc',
  stopping: 'halfDisc',
  dead: 'cross',
};

export function LabStatus({ state }: { state: LabState }) {
  return (
    <p class={`wb-status wb-status-${state.kind}`} role="status">
      <Shape name={SHAPE_OF[state.kind]} />
      <strong>{t.workbench.state[state.kind]}</strong>
      {'variant' in state && <span class="wb-muted">{t.workbench.variant[state.variant]}</span>}
    </p>
  );
}
