/** What is not a heap snapshot, or is only a part of one. */
export class SnapshotError extends Error {
  override readonly name = 'SnapshotError';
}
