import { t } from '#i18n/index.ts';
import type { GraphAnswer } from '../engine/protocol.ts';
import { changeText, shareText, valueText } from '../measure.ts';

/** One box of the graph in words. */
export function BoxWords({ answer, index }: { answer: GraphAnswer; index: number }) {
  const box = answer.boxes[index];
  if (box === undefined) return <span class="wb-muted">{t.views.graph.nothingSelected}</span>;
  const { total, outputUnit, sampleType } = answer;
  const value = (amount: number): string => valueText(amount, sampleType.unit, outputUnit);
  return (
    <>
      <strong>{box.name}</strong>
      <span class="wb-figure">
        {box.change
          ? t.views.flame.change(
              value(box.change.cum.before),
              value(box.change.cum.after),
              changeText(box.cum, sampleType.unit, outputUnit),
            )
          : t.views.flame.details(
              value(box.cum),
              shareText(box.cum, total),
              value(box.flat),
              shareText(box.flat, total),
            )}
      </span>
    </>
  );
}
