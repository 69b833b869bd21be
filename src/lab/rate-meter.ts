/** Long enough to be legible, short enough to show a service that slows down. */
const WINDOW_MS = 2_000;

/** The rate of a growing count over the last two seconds. */
export class RateMeter {
  #readings: { readonly t: number; readonly count: number }[] = [];

  /** @param t milliseconds of a monotonic clock. */
  perSecond(t: number, count: number): number {
    this.#readings.push({ t, count });
    while (this.#readings.length > 2 && t - (this.#readings[1]?.t ?? t) >= WINDOW_MS) this.#readings.shift();
    const first = this.#readings[0];
    if (first === undefined || t <= first.t) return 0;
    return ((count - first.count) * 1_000) / (t - first.t);
  }
}
