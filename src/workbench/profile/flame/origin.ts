/** Whose code a frame is, for its colour and its words in the legend. */

export type Origin = 'yours' | 'node' | 'library' | 'other';

/** Told by the file name, which the profiler writes as V8 knows it. */
export function originOf(file: string): Origin {
  if (file === '') return 'other';
  if (file.startsWith('node:')) return 'node';
  return /[\\/]node_modules[\\/]/.test(file) ? 'library' : 'yours';
}
