import { readFileSync } from 'node:fs';
import type { ReadSource } from '#pprof/report/list.ts';

/** Reads a source file for a listing; the reason why it cannot be read is told as Go tells it. */
export const readSource: ReadSource = (paths) => {
  let error = 'no such file or directory';
  for (const path of paths) {
    try {
      return readFileSync(path, 'utf8');
    } catch (failure) {
      error = `open ${path}: ${reasonOf(failure)}`;
    }
  }
  return { error };
};

function reasonOf(failure: unknown): string {
  const code = failure instanceof Error && 'code' in failure ? failure.code : undefined;
  if (code === 'ENOENT') return 'no such file or directory';
  if (code === 'EACCES') return 'permission denied';
  return failure instanceof Error ? failure.message : String(failure);
}
