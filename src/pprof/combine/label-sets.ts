import { NO_LABELS, type LabelSet } from '../profile.ts';
import { compareUtf8 } from '../text.ts';

/** Numbers distinct label sets, whatever the order of their keys. */
export class LabelSets {
  readonly sets: LabelSet[] = [NO_LABELS];
  readonly #byKey = new Map<string, number>([[keyOf(NO_LABELS), 0]]);

  intern(labels: LabelSet): number {
    const key = keyOf(labels);
    let index = this.#byKey.get(key);
    if (index === undefined) {
      index = this.sets.push(labels) - 1;
      this.#byKey.set(key, index);
    }
    return index;
  }
}

function keyOf({ strings, numbers }: LabelSet): string {
  const texts = [...strings].sort(([a], [b]) => compareUtf8(a, b));
  const values = [...numbers]
    .sort(([a], [b]) => compareUtf8(a, b))
    .map(([key, labels]) => [key, labels.map(({ value, unit }) => `${value} ${unit}`)]);
  return JSON.stringify([texts, values]);
}
