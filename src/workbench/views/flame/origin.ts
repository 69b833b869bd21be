/** Whose code a frame is, for its colour and its words in the legend. */

export type Origin = 'yours' | 'node' | 'library' | 'other';

/**
 * Installed packages, of Node and of Go; and `vazou/diagnostics`, which a lab imports like one although it lives in
 * this repository.
 */
const LIBRARY = /[\\/](?:node_modules|src[\\/]diagnostics|pkg[\\/]mod)[\\/]/;
/** The platform itself: Node's own modules, and Go's standard library where its installers put it. */
const PLATFORM =
  /^node:|^[\\/]usr[\\/](?:local|lib)[\\/]go(?:-[\d.]+)?[\\/]src[\\/]|[\\/]sdk[\\/]go[\d.]+[\\/]src[\\/]/;

/** Told by the file name, as the recording tool wrote it. */
export function originOf(file: string): Origin {
  if (file === '') return 'other';
  if (LIBRARY.test(file)) return 'library';
  return PLATFORM.test(file) ? 'node' : 'yours';
}
