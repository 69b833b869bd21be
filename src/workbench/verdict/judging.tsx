import type { VerdictProgress, VerdictStep } from '#server/contract.ts';
import { t } from '#i18n/index.ts';
import { Progress } from '../ui/progress.tsx';
import { Shape } from '../ui/shape.tsx';

/** In the order in which the judge goes through them. */
const STEPS: readonly VerdictStep[] = ['starting', 'contract', 'warmup', 'round'];

/** How far the judge is: the steps behind, the one under way, those to come. */
export function Judging({ progress }: { progress: VerdictProgress }) {
  const words = t.workbench.verdict;
  const at = progress.step === 'done' ? STEPS.length : STEPS.indexOf(progress.step);
  return (
    <div class="wb-judging">
      <Progress fraction={progress.fraction} label={words.steps} />
      <ol aria-label={words.steps}>
        {STEPS.map((step, index) => (
          <li
            key={step}
            class={index < at ? 'wb-step-done' : index === at ? 'wb-step-now' : 'wb-step-next'}
            aria-current={index === at ? 'step' : undefined}
          >
            <Shape name={index < at ? 'check' : index === at ? 'right' : 'ring'} />
            {t.lab.verdictStep[step]}
          </li>
        ))}
      </ol>
    </div>
  );
}
