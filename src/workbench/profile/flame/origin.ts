/** Whose code a frame is, for its colour and its words in the legend. */

export type Origin = 'yours' | 'node' | 'library' | 'other';

/** Installed packages; and `vazou/diagnostics`, which a lab imports like one although it lives in this repository. */
const LIBRARY = /[\\/](?:node_modules|src[\\/]diagnostics)[\\/]/;

/** Told by the file name, which the profiler writes as V8 knows it. */
export function originOf(file: string): Origin {
  if (file === '') return 'other';
  if (file.startsWith('node:')) return 'node';
  return LIBRARY.test(file) ? 'library' : 'yours';
}
