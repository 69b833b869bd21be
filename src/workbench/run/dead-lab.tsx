import { t } from '#i18n/index.ts';
import { useBench } from '../context.ts';
import { Shape } from '../ui/shape.tsx';

/** Why the lab no longer answers, and what to do next, until the next start. */
export function DeadLab() {
  const state = useBench().run.state.value;
  if (state.kind !== 'dead') return null;
  return (
    <div class="wb-banner wb-banner-danger" role="alert">
      <Shape name="cross" />
      <p class="wb-prose" tabIndex={0}>
        {t.lab.death(state.death)}
      </p>
    </div>
  );
}
