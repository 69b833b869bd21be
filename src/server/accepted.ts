import { LabError } from '#lab/lab-error.ts';
import type { LabRun } from '#lab/lab-run.ts';

/**
 * Waits until the run has taken an order up, that is until its state moves or the order is over; what comes of it
 * is told by the run's events, since a lab may take seconds to start.
 *
 * @throws whatever the run refuses the order with.
 */
export async function accepted(run: LabRun, order: () => Promise<unknown>): Promise<void> {
  const { promise: moved, resolve } = Promise.withResolvers<void>();
  using _following = run.follow((event) => {
    if (event.type === 'state') resolve();
  });
  const done = order();
  // Once taken up, nobody waits for the order any more, and a failure that nobody foresaw must still be seen.
  void moved
    .then(() => done)
    .catch((error: unknown) => {
      if (!(error instanceof LabError)) console.error(error);
    });
  await Promise.race([moved, done]);
}
