// @ts-check
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** Where the project keeps what it makes for itself (locks, run files, a test browser). Never versioned. */
export const stateDir = fileURLToPath(new URL('../.vazou', import.meta.url));
