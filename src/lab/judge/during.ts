/** Does `step` again and again for as long as `work` takes, at least once. Rejects with whichever of the two fails first. */
export async function during(work: () => Promise<unknown>, step: () => Promise<void>): Promise<void> {
  const over = new AbortController();
  const repeat = async (): Promise<void> => {
    do await step();
    while (!over.signal.aborted);
  };
  await Promise.all([work().finally(() => over.abort()), repeat()]);
}
